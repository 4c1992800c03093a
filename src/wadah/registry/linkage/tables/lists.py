"""The duplicates of a list too long for memory: the rows as a table, linked as `linking` does, told as marks."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.levels import Level
from wadah.registry.linkage.marks import Mark, reason_of
from wadah.registry.linkage.tables.entries import write_entries
from wadah.registry.linkage.tables.linking import link_tables
from wadah.registry.linkage.tables.model import FIELDS
from wadah.registry.linkage.tables.preparing import Resources
from wadah.registry.linkage.weights import BUSINESS

_AT_ONCE = 20_000


def long_list_marks(entries: Iterable[Entry], language: str) -> dict[int, Mark]:
    """The marks of all rows that have a duplicate. The ids of the entries are their positions."""
    with tempfile.TemporaryDirectory(prefix="wadah-list-") as folder:
        rows, out = Path(folder) / "rows.parquet", Path(folder) / "out"
        write_entries(rows, entries)
        linked = link_tables(f"'{rows}'", out, resources=Resources(Path(folder)))
        with duckdb.connect() as database:
            return _marks(database, linked.pairs, linked.clusters, language)


def _marks(
    database: duckdb.DuckDBPyConnection, pairs: Path, clusters: Path, language: str
) -> dict[int, Mark]:
    """For each row of a cluster its surest pair inside; a row that only the average holds there has none."""
    fields = ", ".join(FIELDS)
    database.execute(f"""
        CREATE TEMP TABLE inside AS
        SELECT p.*, a.cluster FROM '{pairs}' p
        JOIN '{clusters}' a ON a.id = p.one JOIN '{clusters}' b ON b.id = p.other WHERE a.cluster = b.cluster
    """)  # noqa: S608
    marks = {
        row: Mark(first)
        for row, first in database.execute(f"SELECT id, cluster FROM '{clusters}'").fetchall()
    }  # noqa: S608
    query = f"""
        SELECT this, twin, cluster, score, {fields} FROM (
            SELECT one AS this, other AS twin, * FROM inside UNION ALL SELECT other AS this, one AS twin, * FROM inside
        ) QUALIFY row_number() OVER (PARTITION BY this ORDER BY score DESC, twin) = 1
    """  # noqa: S608
    found = database.execute(query)
    while chunk := found.fetchmany(_AT_ONCE):
        for row, twin, first, score, *levels in chunk:
            marks[row] = Mark(first, f"{min(score, 1.0):.4f}", reason_of(twin, _speaking(levels), language))
    return marks


def _speaking(levels: Sequence[str | None]) -> list[Level]:
    """The levels that speak for one business, the strongest first."""
    weights = BUSINESS.weights
    told = [level for text in levels if text and weights[level := Level(text)] > 0]
    return sorted(told, key=lambda level: -weights[level])
