"""The pages of an SQLite database that a process has mapped into its memory."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def pages_not_mapped() -> Iterator[None]:
    """On SQLite: the file of the database is not mapped into memory meanwhile.

    Whoever only adds rows gains nothing by the mapping, and its pages count as memory of the process.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        found = cursor.execute("PRAGMA mmap_size").fetchone()
        cursor.execute("PRAGMA mmap_size = 0")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA mmap_size = {found[0] if found else 0:d}")
