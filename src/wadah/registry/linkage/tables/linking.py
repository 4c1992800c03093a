"""`link_tables`: the links and clusters of millions of rows, or of new rows against old ones."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from wadah.registry.linkage.clusters import Pair, clusters, components
from wadah.registry.linkage.learning import Pattern, learned
from wadah.registry.linkage.levels import Level
from wadah.registry.linkage.tables.blocking import block, block_against_known, make_keys
from wadah.registry.linkage.tables.guarding import FORBIDDING, guard_sql
from wadah.registry.linkage.tables.model import COMPARISONS, level_from_weight, levels_of, splink_settings
from wadah.registry.linkage.tables.preparing import COLUMNS, Resources, connection, prepare_rows
from wadah.registry.linkage.weights import BUSINESS, Model

# Pairs below this are not kept: they are neither asked about nor do they change a cluster's average much.
_LEAST_WEIGHT = -6.0
# The log-odds of a pair that a guard holds back, and of a pair that fell below the least weight.
_HELD_BACK = -4.0
# From these log-odds on two rows are one. Learned weights are cautious: the pairs of a block are alike already.
_SURE = 1.0
_ASKED_BELOW = 3.0
# Pairs that the weights are learned from: more change nothing in the second digit.
_SAMPLED = 40_000
_NO_LIMIT = -1000.0


@dataclass(frozen=True)
class Linked:
    """Where the result is: `pairs` (one, other, score, answer, guard, and a level of each field) and `clusters`
    (id, cluster: the least id of the rows of one business; rows alone are left out)."""

    pairs: Path
    clusters: Path
    pair_count: int
    cluster_count: int


def link_tables(rows: str, out: Path, *, resources: Resources, model: Model | None = None) -> Linked:
    """Link all rows with one another.

    `rows` is anything DuckDB can select from ("'rows.parquet'"), with the columns of `preparing.COLUMNS`; missing
    texts are NULL or empty, `phones` is a list, `id` a whole number. Without a `model` the weights are learned
    from a sample of the pairs, without labels. Writes two Parquet files in the folder `out`. The prepared rows
    stay in the folder of `resources`, for `link_new_rows`.
    """
    with connection(resources, anew=True) as database:
        load(database, rows)
        prepare_rows(database, resources)
        make_keys(database, "fresh", "fresh_keys")
        block(database)
        model = model or learn(database)
        linked = _linked(database, model, out)
        database.execute("ALTER TABLE fresh RENAME TO known")
        database.execute("ALTER TABLE fresh_keys RENAME TO known_keys")
        return linked


def link_new_rows(rows: str, out: Path, *, resources: Resources, model: Model = BUSINESS) -> Linked:
    """Link new rows with one another and with all rows linked before; old ones are not compared with old ones.

    The ids of new rows must be new. They are kept for the next call.
    """
    with connection(resources, anew=False) as database:
        load(database, rows)
        prepare_rows(database, resources, counts=False)
        make_keys(database, "fresh", "fresh_keys")
        block(database)
        block_against_known(database)
        linked = _linked(database, model, out)
        database.execute("INSERT INTO known SELECT * FROM fresh")
        database.execute("INSERT INTO known_keys SELECT * FROM fresh_keys")
        return linked


def _linked(database: duckdb.DuckDBPyConnection, model: Model, out: Path) -> Linked:
    compare(database, model, "blocked_pairs", "compared")
    return write(database, model, out, cluster(database, model))


def load(database: duckdb.DuckDBPyConnection, rows: str) -> None:
    """Table `source`."""
    texts = [title for title in COLUMNS if title not in ("id", "phones", "latitude", "longitude")]
    columns = ", ".join(f"coalesce({title}, '') AS {title}" for title in texts)
    database.execute(f"""
        CREATE OR REPLACE TABLE source AS
        SELECT id, {columns}, coalesce(phones, []) AS phones, latitude, longitude FROM {rows}
    """)  # noqa: S608


def learn(database: duckdb.DuckDBPyConnection) -> Model:
    """The weights that a sample of the blocked pairs supports."""
    database.execute(f"""
        CREATE OR REPLACE TABLE sampled_pairs AS SELECT * FROM blocked_pairs
        USING SAMPLE reservoir({_SAMPLED} ROWS) REPEATABLE (1)
    """)
    compare(database, BUSINESS, "sampled_pairs", "sampled", least=_NO_LIMIT)
    fields = ", ".join(compared.field for compared in COMPARISONS)
    rows = database.execute(f"""
        SELECT guard IS NOT NULL, count(*), {fields} FROM sampled GROUP BY ALL
    """).fetchall()  # noqa: S608
    return learned(
        ((Pattern(_levels(numbers), guarded), count) for guarded, count, *numbers in rows), BUSINESS
    )


def _levels(numbers: Sequence[int]) -> tuple[Level, ...]:
    named = zip(COMPARISONS, numbers, strict=True)
    return tuple(levels_of(compared)[number] for compared, number in named if number >= 0)


def compare(
    database: duckdb.DuckDBPyConnection, model: Model, pairs: str, result: str, least: float = _LEAST_WEIGHT
) -> None:
    """Table `result`: one, other, weight, weight before the guards, guard, and the number of each level."""
    everything = "SELECT * FROM fresh" + (" UNION ALL SELECT * FROM known" if _has_known(database) else "")
    database.execute(f"""
        CREATE OR REPLACE TABLE prepared AS WITH everything AS ({everything})
        SELECT * FROM everything WHERE unique_id IN (SELECT join_key_l FROM {pairs})
            OR unique_id IN (SELECT join_key_r FROM {pairs})
    """)  # noqa: S608
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection=database)
    linker = Linker(api.register("prepared"), splink_settings(model))
    linker.table_management.register_blocked_pairs_for_predict(api.register(pairs))
    scored = linker.inference.predict(threshold_match_weight=least, warning_mode="never")
    levels = ", ".join(f"{level_from_weight(f'mw_{c.field}')} AS {c.field}" for c in COMPARISONS)
    database.execute(f"""
        CREATE OR REPLACE TABLE {result} AS
        WITH levelled AS (
            SELECT unique_id_l AS one, unique_id_r AS other, match_weight AS unguarded, {levels}
            FROM {scored.physical_name}
        ), guarded AS (
            SELECT v.*, {guard_sql()} AS guard
            FROM levelled v JOIN prepared l ON l.unique_id = one JOIN prepared r ON r.unique_id = other
        )
        SELECT *, CASE WHEN guard IS NULL THEN unguarded ELSE least(unguarded, {_HELD_BACK}) END AS weight FROM guarded
    """)  # noqa: S608
    linker.table_management.delete_tables_created_by_splink_from_db()  # type: ignore[no-untyped-call]


def _has_known(database: duckdb.DuckDBPyConnection) -> bool:
    found = database.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'known'").fetchone()
    return bool(found and found[0])


def cluster(database: duckdb.DuckDBPyConnection, model: Model) -> int:
    """Table `clustered` of all rows that are not alone. Groups of three and more must hold together as a whole."""
    limit = _SURE
    links = database.execute(f"SELECT one, other FROM compared WHERE weight >= {limit}").fetchall()  # noqa: S608
    groups = components(links)
    found = [group for group in groups if len(group) == 2]
    weights = _weights_within(database, model, [group for group in groups if len(group) > 2])
    above = {pair: weight - limit for pair, weight in weights.items()}
    found.extend(clusters(above, lambda pair: above.get(pair, _LEAST_WEIGHT)))
    members = pa.array([member for group in found for member in group], pa.int64())
    firsts = pa.array([group[0] for group in found for _ in group], pa.int64())
    database.register("found", pa.table({"id": members, "cluster": firsts}))
    database.execute("CREATE OR REPLACE TABLE clustered AS SELECT * FROM found")
    return len(found)


def _weights_within(
    database: duckdb.DuckDBPyConnection, model: Model, groups: list[list[int]]
) -> dict[Pair, float]:
    """The weights of the pairs within groups; pairs that no key brought together are compared now."""
    members = pa.array([member for group in groups for member in group], pa.int64())
    numbers = pa.array([number for number, group in enumerate(groups) for _ in group], pa.int64())
    database.register("members", pa.table({"id": members, "number": numbers}))
    database.execute("CREATE OR REPLACE TABLE grouped AS SELECT * FROM members")
    database.execute("""
        CREATE OR REPLACE TABLE missing_pairs AS
        SELECT '0' AS match_key, l.id AS join_key_l, r.id AS join_key_r
        FROM grouped l JOIN grouped r ON l.number = r.number AND l.id < r.id
        ANTI JOIN blocked_pairs b ON b.join_key_l = l.id AND b.join_key_r = r.id
    """)
    compare(database, model, "missing_pairs", "compared_late")
    rows = database.execute("""
        SELECT one, other, weight FROM compared
            JOIN grouped l ON l.id = one JOIN grouped r ON r.id = other AND r.number = l.number
        UNION ALL SELECT one, other, weight FROM compared_late
    """).fetchall()
    return {(one, other): weight for one, other, weight in rows}


def write(database: duckdb.DuckDBPyConnection, model: Model, out: Path, cluster_count: int) -> Linked:
    """The two files of the result."""
    out.mkdir(parents=True, exist_ok=True)
    linked = out / "pairs.parquet", out / "clusters.parquet"
    levels = ", ".join(
        _named(compared.field, [level.value for level in levels_of(compared)]) for compared in COMPARISONS
    )
    forbidding = ", ".join(f"'{code}'" for code in FORBIDDING)
    ask = _SURE - _ASKED_BELOW
    database.execute(f"""
        COPY (
            SELECT one, other,
                least(1 / (1 + pow(2, -unguarded)), CASE WHEN guard IS NULL THEN 1 ELSE 0.89 END) AS score,
                CASE WHEN guard IS NULL AND unguarded >= {_SURE} THEN 'same' ELSE 'ask' END AS answer, guard, {levels}
            FROM compared
            WHERE unguarded >= {ask} AND (guard IS NULL OR guard NOT IN ({forbidding}))
        ) TO '{linked[0]}' (FORMAT parquet)
    """)  # noqa: S608
    database.execute(f"COPY (SELECT id, cluster FROM clustered) TO '{linked[1]}' (FORMAT parquet)")
    found = database.execute(f"SELECT count(*) FROM '{linked[0]}'").fetchone()  # noqa: S608
    return Linked(*linked, pair_count=int(found[0]) if found else 0, cluster_count=cluster_count)


def _named(field: str, names: list[str]) -> str:
    """The number of a level as its name; NULL when the field could not be compared."""
    cases = " ".join(f"WHEN {number} THEN '{name}'" for number, name in enumerate(names))
    return f"CASE {field} {cases} END AS {field}"
