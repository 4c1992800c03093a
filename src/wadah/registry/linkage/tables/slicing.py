"""Tables built slice by slice, so that what one join or one count holds fits in the memory.

With room enough there is one slice, and nothing is copied.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import duckdb

_SLICE = "slice"
_MEGABYTE = 2**20
# What the joins of one statement take before they hold a row, and the least that is left for rows.
_FIXED_MB, _LEAST_MB = 90, 15


def slices(
    database: duckdb.DuckDBPyConnection, table: str, result: str, row_bytes: int, memory_mb: int
) -> Iterator[tuple[str, str]]:
    """What holds a part of the table's rows, one after the other, with the words by which a part enters `result`.

    `row_bytes` is what a row takes in the statement that is to be run.
    """
    rows = row_count(database, table)
    parts = parts_of(rows, row_bytes, memory_mb)
    into = f"CREATE TABLE {result} AS"
    if parts == 1:
        yield table, into
        return
    step = -(-rows // parts)
    for first in range(0, rows, step):
        database.execute(
            f"CREATE TABLE {_SLICE} AS SELECT * FROM {table} WHERE rowid >= {first} AND rowid < {first + step}"  # noqa: S608
        )
        yield _SLICE, into
        database.execute(f"DROP TABLE {_SLICE}")
        into = f"INSERT INTO {result}"


def parts_of(rows: int, row_bytes: int, memory_mb: int) -> int:
    """Into how many parts so many rows are cut."""
    held = max(memory_mb - _FIXED_MB, _LEAST_MB) * _MEGABYTE
    return max(1, -(-rows * row_bytes // held))


def row_count(database: duckdb.DuckDBPyConnection, table: str) -> int:
    """The rows of a table."""
    found = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(found[0]) if found else 0


@contextmanager
def narrowed(
    database: duckdb.DuckDBPyConnection, part: str, wanted: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    """By what name each table is joined to the part: cut to the rows that the part needs, when it is a slice.

    `wanted` is the condition on each table. Whatever side the engine builds a join on, it is no larger than the
    slice. `row` is the number of a row in the whole table.
    """
    if part != _SLICE:
        yield {table: f"(SELECT rowid AS row, * FROM {table})" for table in wanted}
        return
    for table, needed in wanted.items():
        database.execute(f"CREATE TABLE near_{table} AS SELECT rowid AS row, * FROM {table} WHERE {needed}")  # noqa: S608
    yield {table: f"near_{table}" for table in wanted}
    for table in wanted:
        database.execute(f"DROP TABLE near_{table}")
