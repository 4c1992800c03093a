"""Loads many rows into one table at the speed of the database: COPY on PostgreSQL, executemany on SQLite.

The rows do not pass through ORM objects. Constraints of the database hold all the same.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Protocol, cast

from django.db import connection
from django.db.models import Model

# SQLite takes a list as one JSON text; PostgreSQL as an array.
SQLITE = "sqlite"


class Copy(Protocol):
    """What psycopg's COPY offers of what we use."""

    def write_row(self, row: Sequence[Any]) -> None: ...
    def write(self, data: str) -> None: ...
    def __enter__(self) -> "Copy": ...
    def __exit__(self, *raised: object) -> None: ...


class CopyCursor(Protocol):
    """A cursor of psycopg."""

    def copy(self, statement: str) -> Copy: ...


def is_sqlite() -> bool:
    """Whether the database is SQLite; else it is PostgreSQL."""
    return connection.vendor == SQLITE


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Inserts rows of plain values (JSON as text) in the order of `columns`."""
    table, names = model._meta.db_table, ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if is_sqlite():
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(rows))  # noqa: S608
            return
        with cast(CopyCursor, cursor).copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)


def insert_numbers(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[int]]) -> None:
    """The same for rows of whole numbers only, which need no escaping."""
    if is_sqlite():
        insert_rows(model, columns, rows)
        return
    table, names = model._meta.db_table, ", ".join(f'"{column}"' for column in columns)
    text = "".join(["\t".join(map(str, row)) + "\n" for row in rows])
    with (
        connection.cursor() as cursor,
        cast(CopyCursor, cursor).copy(f'COPY "{table}" ({names}) FROM STDIN') as copy,
    ):
        copy.write(text)


def reserve_ids(model: type[Model], count: int) -> list[int]:
    """So many primary keys that nobody else will get. On SQLite: inside the transaction that inserts them."""
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if is_sqlite():
            # AUTOINCREMENT keeps the highest key ever given; an explicit insert raises it.
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            first = (found[0] if found else 0) + 1
            return list(range(first, first + count))
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return [row[0] for row in cursor.fetchall()]


def as_array(values: Sequence[int]) -> Any:
    """A list of numbers as one parameter of a statement."""
    return json.dumps(list(values)) if is_sqlite() else list(values)
