"""Rows made ready to be compared, in DuckDB: distinct texts are spelt by processes, then joined to their rows.

`source` holds the rows as they came, `fresh` what keys and counts need of each, `prepared` all that the comparisons
read, of the rows that stand in a pair only.
"""

import gc
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pyarrow as pa

from wadah.registry.linkage.tables.slicing import narrowed, row_count, slices
from wadah.registry.linkage.tables.spelling import SPELLERS, spelt
from wadah.registry.linkage.trades import MOST_LINES

COLUMNS = (
    "id", "name", "owner", "address", "city", "village", "regency", "postcode", "phones", "latitude", "longitude",
    "activity", "kbli", "nib", "cooperative", "nik",
)  # fmt: skip
_TEXTS_AT_ONCE = 20_000
_WORTH_SHARING = 50_000
# The dictionaries of the texts of a row, and which rows of them a slice needs.
_DICTIONARIES = ("name", "owner", "form", "address", "activity", "city", "kbli")
_TEXTS_OF_SOURCE = {f"spelt_{kind}": f"text IN (SELECT {kind} FROM slice)" for kind in _DICTIONARIES}
_TEXTS_OF_PAIRED = {
    "fresh": "unique_id IN (SELECT unique_id FROM slice)",
    **{f"spelt_{kind}": f"rowid IN (SELECT {kind}_row FROM near_fresh)" for kind in _DICTIONARIES},
}
# What a row takes while its texts are joined to it, and while it is made ready.
_FRESH_BYTES, _PREPARED_BYTES = 600, 900


@dataclass(frozen=True)
class Resources:
    """What a linkage may use. Beyond `memory_mb` DuckDB writes to `folder`."""

    folder: Path
    memory_mb: int = 1500
    threads: int = 2


@contextmanager
def connection(resources: Resources) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory; what does not fit is written to the folder."""
    database = duckdb.connect()
    try:
        database.execute(f"SET memory_limit='{int(resources.memory_mb)}MiB'")
        database.execute(f"SET threads={int(resources.threads)}")
        database.execute(f"SET temp_directory='{resources.folder / 'spilt'}'")
        database.execute("SET preserve_insertion_order=false")
        # Files are read from the disk's own memory once more rather than kept in this process.
        database.execute("SET enable_external_file_cache=false")
        yield database
    finally:
        database.close()


def load(database: duckdb.DuckDBPyConnection, rows: str, known: str | None = None) -> None:
    """Table `source` of the rows, and of the `known` ones, which are marked.

    `form` is the address with every number in it written as 0.
    """
    texts = [title for title in COLUMNS if title not in ("id", "phones", "latitude", "longitude")]
    columns = ", ".join(f"coalesce({title}, '') AS {title}" for title in texts)
    selects = [
        f"""SELECT id, {columns}, coalesce(phones, []) AS phones, latitude, longitude,
            coalesce(regexp_replace(address, '[0-9]+', '0', 'g'), '') AS form, {old} AS old FROM {relation}"""  # noqa: S608
        for relation, old in ((rows, "false"), (known, "true"))
        if relation is not None
    ]
    database.execute(f"CREATE TABLE source AS {' UNION ALL '.join(selects)}")


def prepare_rows(database: duckdb.DuckDBPyConnection, resources: Resources) -> None:
    """Table `fresh` from table `source`, and how many rows share a name, a person, a door, a point."""
    rows = row_count(database, "source")
    workers = resources.threads if rows >= _WORTH_SHARING else 0
    pool = _pool(workers) if workers > 1 else None
    try:
        for kind in ("name", "owner", "form", "activity", "city", "kbli"):
            _spell(database, pool, kind, f"SELECT DISTINCT {kind} FROM source WHERE {kind} <> ''")
        _spell(database, pool, "address", _ADDRESSES)
        database.execute(_TRADE_WORDS)
        _spell(database, pool, "trade", "SELECT DISTINCT words FROM trade_words WHERE words <> ''")
    finally:
        if pool is not None:
            pool.shutdown()
    database.execute(_VILLAGE_NAMES)
    for part, into in slices(database, "source", "fresh", _FRESH_BYTES, resources.memory_mb):
        with narrowed(database, part, _TEXTS_OF_SOURCE) as tables:
            database.execute(f"{into} {_FRESH.format(source=part, **tables)}")
    database.execute("DROP TABLE source")
    for table, query in _COUNTS.items():
        database.execute(f"CREATE TABLE {table} AS {query}")


def prepare_pairs(database: duckdb.DuckDBPyConnection, resources: Resources) -> None:
    """Table `prepared` of the rows of `blocked_pairs`. What they were made from is dropped."""
    database.execute(_PAIRED)
    for part, into in slices(database, "paired", "prepared", _PREPARED_BYTES, resources.memory_mb):
        with narrowed(database, part, _TEXTS_OF_PAIRED) as tables:
            database.execute(f"{into} {_PREPARED.format(paired=part, **tables)}")
    spelt = (f"spelt_{kind}" for kind in SPELLERS)
    for table in ("fresh", "paired", "trade_words", "village_names", *spelt, *_COUNTS):
        database.execute(f"DROP TABLE {table}")


def _pool(workers: int) -> ProcessPoolExecutor:
    """Processes that make no cycles of objects, so that nothing need be collected."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=gc.disable)


def _spell(
    database: duckdb.DuckDBPyConnection, pool: ProcessPoolExecutor | None, kind: str, query: str
) -> None:
    """Table `spelt_KIND` of the distinct texts."""
    database.register("nothing_spelt", spelt(kind, pa.array([], pa.string())))
    database.execute(f"CREATE TABLE spelt_{kind} AS SELECT * FROM nothing_spelt")
    waiting: list[Future[pa.Table]] = []
    for batch in database.cursor().execute(query).to_arrow_reader(_TEXTS_AT_ONCE):
        if pool is None:
            _insert(database, kind, spelt(kind, batch.column(0)))
            continue
        waiting.append(pool.submit(spelt, kind, batch.column(0)))
        if len(waiting) > 6:
            _insert(database, kind, waiting.pop(0).result())
    for future in waiting:
        _insert(database, kind, future.result())


def _insert(database: duckdb.DuckDBPyConnection, kind: str, table: pa.Table) -> None:
    database.register("just_spelt", table)
    database.execute(f"INSERT INTO spelt_{kind} SELECT * FROM just_spelt")
    database.unregister("just_spelt")


# Addresses whose form does not tell all: their street keeps a number.
_ADDRESSES = "SELECT DISTINCT address FROM source JOIN spelt_form ON text = form WHERE NOT plain"
_TRADE_WORDS = """
    CREATE TABLE trade_words AS
    SELECT DISTINCT concat_ws(' ', nullif(n.trade_words, ''), nullif(a.trade_words, '')) AS words
    FROM (SELECT DISTINCT name, activity FROM source) s
    LEFT JOIN spelt_name n ON n.text = s.name LEFT JOIN spelt_activity a ON a.text = s.activity
    UNION SELECT DISTINCT trade_words FROM spelt_name
"""
# How most rows of a village write its name: a shop that bears it is not told apart by it.
_VILLAGE_NAMES = """
    CREATE TABLE village_names AS
    SELECT hash(village) AS village, sounds FROM (
        SELECT village, city FROM source WHERE village <> '' AND city <> '' GROUP BY village, city
        QUALIFY row_number() OVER (PARTITION BY village ORDER BY count(*) DESC, city) = 1
    ) JOIN spelt_city ON text = city
"""
# The house number: of the address itself where it was read, else the one that its form points to.
_NUMBER = """
    CASE WHEN a.text IS NOT NULL THEN a.number WHEN f.number_at > 0 THEN concat(f.before, coalesce(nullif(
        ltrim(regexp_extract_all(s.address, '[0-9]+')[f.number_at], '0'), ''), '0'), f.after)
    ELSE nullif(f.before, '') END
"""
_REGENCY = "coalesce(nullif(s.regency, ''), nullif(substr(s.village, 1, 5), ''))"


def _read(column: str) -> str:
    """A column of the address itself where it was read, else of its form."""
    return f"CASE WHEN a.text IS NULL THEN f.{column} ELSE a.{column} END"


def _number(text: str) -> str:
    """A text that need only be equal, as a number."""
    return f"CASE WHEN {text} <> '' THEN hash({text}) END"


# `area` is the narrowest place that is known, `wide` the regency. Texts that need only be equal are numbers here,
# and a dictionary is pointed to by its row.
_FRESH = f"""
    SELECT
        s.id AS unique_id, s.old, {_number("s.nib")} AS nib,
        {_number("s.cooperative")} AS cooperative, {_number("s.nik")} AS nik,
        CASE WHEN len(s.phones) > 0 THEN s.phones END AS phones, s.name <> '' AS named,
        n.row AS name_row, o.row AS owner_row, f.row AS form_row, a.row AS address_row, v.row AS activity_row,
        c.row AS city_row, k.row AS kbli_row,
        {_number("n.ident")} AS ident, n.said[1] AS said_1, n.said[2] AS said_2, hash(n.own) AS own,
        {_number("o.person")} AS person, o.sounds[1] AS person_1, o.sounds[2] AS person_2,
        {_read("main")} AS street, {_NUMBER} AS number,
        {_number("s.village")} AS village, {_REGENCY} AS regency, nullif(s.postcode, '') AS postcode,
        hash(coalesce(nullif(s.village, ''), nullif(c.place, ''), {_REGENCY})) AS area,
        hash(coalesce({_REGENCY}, nullif(c.place, ''))) AS wide,
        s.latitude, s.longitude, CASE WHEN s.latitude IS NOT NULL THEN hash(s.latitude, s.longitude) END AS point
    FROM {{source}} s
    LEFT JOIN {{spelt_name}} n ON n.text = s.name
    LEFT JOIN {{spelt_owner}} o ON o.text = s.owner
    LEFT JOIN {{spelt_form}} f ON f.text = s.form
    LEFT JOIN {{spelt_address}} a ON a.text = s.address
    LEFT JOIN {{spelt_activity}} v ON v.text = s.activity
    LEFT JOIN {{spelt_city}} c ON c.text = s.city
    LEFT JOIN {{spelt_kbli}} k ON k.text = s.kbli
"""
# How many rows bear a name, a person's name, a door, a point: what many share proves little.
_COUNTS = {
    "name_counts": "SELECT ident, count(*) AS namesakes FROM fresh GROUP BY ident HAVING count(*) > 1",
    "person_counts": "SELECT person, count(*) AS persons FROM fresh GROUP BY person HAVING count(*) > 1",
    "door_counts": """SELECT street, number, area, greatest(count(DISTINCT own), count(*) // 3) AS at_door
        FROM fresh WHERE number IS NOT NULL GROUP BY ALL HAVING count(*) > 3""",
    "point_counts": """SELECT point, greatest(count(DISTINCT own), count(*) // 3) AS at_point
        FROM fresh WHERE point IS NOT NULL GROUP BY ALL HAVING count(*) > 3""",
}
_PAIRED = """
    CREATE TABLE paired AS
    WITH ids AS (SELECT one AS id FROM blocked_pairs UNION SELECT other FROM blocked_pairs)
    SELECT r.unique_id, coalesce(n.namesakes, 1) AS namesakes, coalesce(p.persons, 1) AS persons,
        coalesce(d.at_door, 1) AS at_door, coalesce(x.at_point, 1) AS at_point
    FROM ids JOIN fresh r ON r.unique_id = ids.id
    LEFT JOIN name_counts n ON n.ident = r.ident LEFT JOIN person_counts p ON p.person = r.person
    LEFT JOIN door_counts d ON d.street = r.street AND d.number = r.number AND d.area = r.area
    LEFT JOIN point_counts x ON x.point = r.point
"""
_NOT_THE_VILLAGE = "NOT coalesce(list_contains(coalesce(vp.sounds, c.sounds), w), false)"
_NOBODYS = f"NOT coalesce(list_contains(o.sounds, w), false) AND {_NOT_THE_VILLAGE}"
_PREPARED = f"""
    SELECT
        r.unique_id, r.nib, r.cooperative, r.nik, r.phones, r.named,
        n.ident, n.letters, n.whole, coalesce(n.bare, false) AS bare,
        list_filter(n.own, w -> {_NOBODYS}) AS own, list_filter(n.brand, w -> {_NOBODYS}) AS brands,
        CASE WHEN len(brands) > 0 AND len(n.brand) = len(brands) THEN n.branded END AS branded,
        list_filter(n.said, w -> {_NOT_THE_VILLAGE}) AS said,
        CASE WHEN coalesce(t.trades & k.trades, 0) <> 0 THEN t.trades & k.trades
            WHEN coalesce(t.trades, 0) <> 0 THEN t.trades ELSE coalesce(k.trades, 0) END AS told,
        coalesce(nt.trades, 0) AS name_trades, CASE WHEN bit_count(told) > {MOST_LINES} THEN 0 ELSE told END AS trades,
        nullif(o.person, '') AS person, o.sounds AS person_sounds,
        nullif({_read("street")}, '') AS street, r.number, {_read("sounds")} AS street_sounds,
        r.village, r.regency, nullif(c.place, '') AS place, r.postcode, r.latitude, r.longitude,
        v.words AS activity, r.kbli_row AS kbli,
        counted.namesakes, counted.persons, counted.at_door, counted.at_point
    FROM {{paired}} counted JOIN {{fresh}} r USING (unique_id)
    LEFT JOIN {{spelt_name}} n ON n.row = r.name_row
    LEFT JOIN {{spelt_owner}} o ON o.row = r.owner_row
    LEFT JOIN {{spelt_form}} f ON f.row = r.form_row
    LEFT JOIN {{spelt_address}} a ON a.row = r.address_row
    LEFT JOIN {{spelt_activity}} v ON v.row = r.activity_row
    LEFT JOIN {{spelt_city}} c ON c.row = r.city_row
    LEFT JOIN {{spelt_kbli}} k ON k.row = r.kbli_row
    LEFT JOIN village_names vp ON vp.village = r.village
    LEFT JOIN spelt_trade nt ON nt.text = n.trade_words
    LEFT JOIN spelt_trade t ON t.text = concat_ws(' ', nullif(n.trade_words, ''), nullif(v.trade_words, ''))
"""
