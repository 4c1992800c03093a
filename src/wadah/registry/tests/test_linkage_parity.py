"""The guards as SQL hold back what the guards in Python hold back, for the same levels of the same pairs."""

from collections import Counter
from pathlib import Path

import duckdb

from wadah.registry.demo.parquet import linkage_rows, write_rows
from wadah.registry.linkage import Entry
from wadah.registry.linkage.books import books_of
from wadah.registry.linkage.guards import business_guard
from wadah.registry.linkage.levels import Level
from wadah.registry.linkage.prepared import prepare
from wadah.registry.linkage.tables.linking import link_tables
from wadah.registry.linkage.tables.model import COMPARISONS
from wadah.registry.linkage.tables.preparing import Resources

# Two of a hundred may differ: SQL compares words by their sound ("aNsi", "Nasi"; "Toko", "Roti" of one owner), and has
# no column for the numbers in a name and for what a row sells.
ALLOWED = 0.02


def entries_of(rows: str) -> dict[int, Entry]:
    found = duckdb.sql(f"SELECT * FROM {rows}")  # noqa: S608
    entries = {}
    for cells in found.fetchall():
        said = {title: cell for title, cell in zip(found.columns, cells, strict=True) if cell is not None}
        entries[said["id"]] = Entry(**{**said, "phones": tuple(said["phones"])})
    return entries


def test_two_thousand_pairs_are_held_back_by_the_same_guards(tmp_path: Path) -> None:
    write_rows(tmp_path / "rows.parquet", count=8_000, seed=11)
    rows = linkage_rows(tmp_path / "rows.parquet")
    linked = link_tables(rows, tmp_path / "out", resources=Resources(tmp_path, threads=1))
    entries = entries_of(rows)
    books = books_of(entries.values())
    ready = {number: prepare(entry, books) for number, entry in entries.items()}
    fields = ", ".join(compared.field for compared in COMPARISONS)

    codes = Counter[tuple[str | None, str | None]]()
    for one, other, code, *levels in duckdb.sql(
        f"SELECT one, other, guard, {fields} FROM '{linked.pairs}'"  # noqa: S608
    ).fetchall():
        guard = business_guard(frozenset(Level(level) for level in levels if level), ready[one], ready[other])
        codes[code, guard.code if guard else None] += 1

    differing = sum(count for (sql, python), count in codes.items() if sql != python)
    held = {sql for sql, python in codes if sql == python and sql is not None}
    assert codes.total() >= 2_000
    assert differing <= ALLOWED * codes.total(), codes
    assert {"only_owner", "elsewhere"} <= held
