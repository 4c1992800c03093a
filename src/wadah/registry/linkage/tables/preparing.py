"""Rows made ready to be compared, in DuckDB: distinct texts are spelt by processes, then joined to their rows."""

from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pyarrow as pa

from wadah.registry.linkage.tables.spelling import SPELLERS, spelt
from wadah.registry.linkage.trades import MOST_LINES

COLUMNS = (
    "id", "name", "owner", "address", "city", "village", "regency", "postcode", "phones", "latitude", "longitude",
    "activity", "kbli", "nib", "nik",
)  # fmt: skip
_TEXTS_AT_ONCE = 20_000
_WORTH_SHARING = 50_000


@dataclass(frozen=True)
class Resources:
    """What a linkage may use. Beyond `memory` DuckDB writes to `folder`."""

    folder: Path
    memory: str = "1500MB"
    threads: int = 2


STORE = "linkage.duckdb"


@contextmanager
def connection(resources: Resources, *, anew: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """The store of prepared rows in the folder: a database in a file, so that tables need not stay in memory."""
    path = resources.folder / STORE
    if anew:
        path.unlink(missing_ok=True)
    database = duckdb.connect(str(path))
    try:
        database.execute(f"SET memory_limit='{resources.memory}'")
        database.execute(f"SET threads={int(resources.threads)}")
        database.execute(f"SET temp_directory='{resources.folder / 'spilt'}'")
        database.execute("SET preserve_insertion_order=false")
        yield database
    finally:
        database.close()


def prepare_rows(database: duckdb.DuckDBPyConnection, resources: Resources, *, counts: bool = True) -> None:
    """Table `fresh` from table `source` (COLUMNS).

    How common names, persons, doors and points are is counted on these rows, or (`counts` false) read from the
    tables that an earlier call counted.
    """
    rows = _count(database, "SELECT count(*) FROM source")
    workers = resources.threads if rows >= _WORTH_SHARING else 0
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn")) if workers > 1 else None
    try:
        for kind in ("name", "owner", "address", "activity", "city", "kbli"):
            _spell(database, pool, kind, f"SELECT DISTINCT {kind} FROM source WHERE {kind} <> ''")
        database.execute(_TRADE_WORDS)
        _spell(database, pool, "trade", "SELECT DISTINCT words FROM trade_words WHERE words <> ''")
    finally:
        if pool is not None:
            pool.shutdown()
    if counts:
        database.execute(_VILLAGE_NAMES)
    database.execute(_JOINED)
    if counts:
        for statement in _COUNTS:
            database.execute(statement)
    database.execute(_COUNTED)
    for table in ("joined", "source", "trade_words", *(f"spelt_{kind}" for kind in SPELLERS)):
        database.execute(f"DROP TABLE {table}")


def _count(database: duckdb.DuckDBPyConnection, query: str) -> int:
    found = database.execute(query).fetchone()
    return int(found[0]) if found else 0


def _spell(
    database: duckdb.DuckDBPyConnection, pool: ProcessPoolExecutor | None, kind: str, query: str
) -> None:
    """Table `spelt_KIND` of the distinct texts."""
    database.register("nothing_spelt", spelt(kind, []))
    database.execute(f"CREATE OR REPLACE TABLE spelt_{kind} AS SELECT * FROM nothing_spelt")
    waiting: list[Future[pa.Table]] = []
    for batch in database.cursor().execute(query).to_arrow_reader(_TEXTS_AT_ONCE):
        texts = batch.column(0).to_pylist()
        if pool is None:
            _insert(database, kind, spelt(kind, texts))
            continue
        waiting.append(pool.submit(spelt, kind, texts))
        if len(waiting) > 6:
            _insert(database, kind, waiting.pop(0).result())
    for future in waiting:
        _insert(database, kind, future.result())


def _insert(database: duckdb.DuckDBPyConnection, kind: str, table: pa.Table) -> None:
    database.register("just_spelt", table)
    database.execute(f"INSERT INTO spelt_{kind} SELECT * FROM just_spelt")
    database.unregister("just_spelt")


_TRADE_WORDS = """
    CREATE OR REPLACE TABLE trade_words AS
    SELECT DISTINCT concat_ws(' ', nullif(n.trade_words, ''), nullif(a.trade_words, '')) AS words
    FROM (SELECT DISTINCT name, activity FROM source) s
    LEFT JOIN spelt_name n ON n.text = s.name LEFT JOIN spelt_activity a ON a.text = s.activity
    UNION SELECT DISTINCT trade_words FROM spelt_name
"""
# How most rows of a village write its name: a shop that bears it is not told apart by it.
_VILLAGE_NAMES = """
    CREATE OR REPLACE TABLE village_names AS
    SELECT village, sounds FROM (
        SELECT village, city FROM source WHERE village <> '' AND city <> '' GROUP BY village, city
        QUALIFY row_number() OVER (PARTITION BY village ORDER BY count(*) DESC, city) = 1
    ) JOIN spelt_city ON text = city
"""
_JOINED = f"""
    CREATE OR REPLACE TABLE joined AS
    SELECT
        s.id AS unique_id,
        nullif(s.nib, '') AS nib, nullif(s.nik, '') AS nik,
        CASE WHEN len(s.phones) > 0 THEN s.phones END AS phones,
        s.name <> '' AS named, n.ident, n.letters, coalesce(n.bare, false) AS bare,
        list_filter(n.own, w -> NOT coalesce(list_contains(o.sounds, w), false)
            AND NOT coalesce(list_contains(coalesce(vp.sounds, c.sounds), w), false)) AS own,
        list_filter(n.brand, w -> NOT coalesce(list_contains(o.sounds, w), false)
            AND NOT coalesce(list_contains(coalesce(vp.sounds, c.sounds), w), false)) AS brand,
        list_filter(n.said, w -> NOT coalesce(list_contains(coalesce(vp.sounds, c.sounds), w), false)) AS said,
        CASE WHEN coalesce(t.trades & k.trades, 0) <> 0 THEN t.trades & k.trades
            WHEN coalesce(t.trades, 0) <> 0 THEN t.trades ELSE coalesce(k.trades, 0) END AS told,
        coalesce(nt.trades, 0) AS name_trades, CASE WHEN bit_count(told) > {MOST_LINES} THEN 0 ELSE told END AS trades,
        nullif(o.person, '') AS person, o.sounds AS person_sounds,
        nullif(a.street, '') AS street, a.number, a.sounds AS street_sounds, a.main AS street_main,
        nullif(s.village, '') AS village,
        coalesce(nullif(s.regency, ''), nullif(substr(s.village, 1, 5), '')) AS regency,
        nullif(c.place, '') AS place, nullif(s.postcode, '') AS postcode, s.latitude, s.longitude,
        nullif(v.words, '') AS activity, nullif(s.kbli, '') AS kbli
    FROM source s
    LEFT JOIN spelt_name n ON n.text = s.name
    LEFT JOIN spelt_owner o ON o.text = s.owner
    LEFT JOIN spelt_address a ON a.text = s.address
    LEFT JOIN spelt_activity v ON v.text = s.activity
    LEFT JOIN spelt_city c ON c.text = s.city
    LEFT JOIN village_names vp ON vp.village = s.village
    LEFT JOIN spelt_kbli k ON k.text = s.kbli
    LEFT JOIN spelt_trade nt ON nt.text = n.trade_words
    LEFT JOIN spelt_trade t ON t.text = concat_ws(' ', nullif(n.trade_words, ''), nullif(v.trade_words, ''))
"""
# How many rows bear a name, a person's name, a door, a point: what many share proves little.
_COUNTS = (
    "CREATE OR REPLACE TABLE name_counts AS SELECT ident, count(*) AS namesakes FROM joined GROUP BY ident",
    "CREATE OR REPLACE TABLE person_counts AS SELECT person, count(*) AS persons FROM joined GROUP BY person",
    """CREATE OR REPLACE TABLE door_counts AS
        SELECT street, number, coalesce(village, regency, place) AS area, count(DISTINCT own) AS at_door
        FROM joined WHERE number IS NOT NULL GROUP BY ALL HAVING count(*) > 3""",
    """CREATE OR REPLACE TABLE point_counts AS SELECT latitude, longitude, count(DISTINCT own) AS at_point
        FROM joined WHERE latitude IS NOT NULL GROUP BY ALL HAVING count(*) > 3""",
)
_COUNTED = """
    CREATE OR REPLACE TABLE fresh AS
    SELECT j.*, coalesce(n.namesakes, 1) AS namesakes, coalesce(p.persons, 1) AS persons,
        coalesce(d.at_door, 1) AS at_door, coalesce(x.at_point, 1) AS at_point
    FROM joined j LEFT JOIN name_counts n USING (ident) LEFT JOIN person_counts p USING (person)
    LEFT JOIN door_counts d
        ON d.street = j.street AND d.number = j.number AND d.area = coalesce(j.village, j.regency, j.place)
    LEFT JOIN point_counts x USING (latitude, longitude)
"""
