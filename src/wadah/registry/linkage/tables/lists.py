"""The duplicates of a list too long for memory: the rows as a table, linked as `linking` does, told as marks."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import duckdb

from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.levels import Level
from wadah.registry.linkage.marks import Mark, reason_of
from wadah.registry.linkage.tables.apart import link_apart, resources_within
from wadah.registry.linkage.tables.entries import write_entries
from wadah.registry.linkage.tables.model import FIELDS
from wadah.registry.linkage.tables.preparing import connection
from wadah.registry.linkage.weights import BUSINESS

_AT_ONCE = 5_000
# Enough for a million rows; see docs/linkage.md.
_MEMORY_MB = 150


def long_list_marks(entries: Iterable[Entry], language: str) -> Iterator[tuple[int, Mark]]:
    """All rows that have a duplicate, in their order, with their marks. The ids of the entries are their positions."""
    with tempfile.TemporaryDirectory(prefix="wadah-list-") as name:
        folder = Path(name)
        write_entries(folder / "rows.parquet", entries)
        linked = link_apart(f"'{folder}/rows.parquet'", folder, _MEMORY_MB)
        with connection(resources_within(folder, _MEMORY_MB)) as database:
            yield from _marks(database, linked.pairs, linked.clusters, language)


def _marks(
    database: duckdb.DuckDBPyConnection, pairs: Path, clusters: Path, language: str
) -> Iterator[tuple[int, Mark]]:
    """For each row of a cluster its surest pair inside; a row that only the average holds there has none."""
    fields = ", ".join(FIELDS)
    database.execute(f"""
        CREATE TEMP TABLE inside AS
        SELECT p.* FROM '{pairs}' p
        JOIN '{clusters}' a ON a.id = p.one JOIN '{clusters}' b ON b.id = p.other WHERE a.cluster = b.cluster
    """)  # noqa: S608
    found = database.execute(f"""
        SELECT c.id, c.cluster, twin, score, {fields} FROM '{clusters}' c LEFT JOIN (
            SELECT * FROM (
                SELECT one AS this, other AS twin, * FROM inside
                UNION ALL SELECT other AS this, one AS twin, * FROM inside
            ) QUALIFY row_number() OVER (PARTITION BY this ORDER BY score DESC, twin) = 1
        ) ON this = c.id ORDER BY c.id
    """)  # noqa: S608
    while chunk := found.fetchmany(_AT_ONCE):
        for row, first, twin, score, *levels in chunk:
            if twin is None:
                yield row, Mark(first)
            else:
                yield row, Mark(first, f"{min(score, 1.0):.4f}", reason_of(twin, _speaking(levels), language))


def _speaking(levels: Sequence[str | None]) -> list[Level]:
    """The levels that speak for one business, the strongest first."""
    weights = BUSINESS.weights
    told = [level for text in levels if text and weights[level := Level(text)] > 0]
    return sorted(told, key=lambda level: -weights[level])
