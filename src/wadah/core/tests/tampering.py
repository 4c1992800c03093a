"""What a database administrator can do: takes the guards of a table away, and puts them back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Model

from wadah.core.append_only import guard_statements, unguard_statements


@contextmanager
def unguarded(model: type[Model]) -> Iterator[None]:
    """Inside it the table takes every change."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        for statement in unguard_statements(connection.vendor, table):
            cursor.execute(statement)
        yield
        for statement in guard_statements(connection.vendor, table):
            cursor.execute(statement.replace("%", "%%"), [])
