"""`link_tables`: the links and clusters of millions of rows, or of new rows against old ones."""

import logging
from dataclasses import dataclass
from math import log2
from pathlib import Path

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from wadah.registry.linkage.clusters import Pair, clusters, components
from wadah.registry.linkage.tables.blocking import block
from wadah.registry.linkage.tables.guarding import FORBIDDING, guard_sql
from wadah.registry.linkage.tables.model import COMPARISONS, level_from_weight, levels_of, splink_settings
from wadah.registry.linkage.tables.preparing import COLUMNS, Resources, connection, prepare_rows
from wadah.registry.linkage.weights import BUSINESS, Model

# Pairs below this are not kept: they are neither asked about nor do they change a cluster's average much.
_LEAST_WEIGHT = -6.0
# The log-odds of a pair that a guard holds back, and of a pair that fell below the least weight.
_HELD_BACK = -4.0


@dataclass(frozen=True)
class Linked:
    """Where the result is: `pairs` (one, other, score, answer, guard, and a level of each field) and `clusters`
    (id, cluster: the least id of the rows of one business; rows alone are left out)."""

    pairs: Path
    clusters: Path
    pair_count: int
    cluster_count: int


def link_tables(
    fresh: str, out: Path, *, resources: Resources, known: str | None = None, model: Model = BUSINESS
) -> Linked:
    """Link the rows of `fresh` with one another and with those of `known`, which are not compared again.

    Both are anything DuckDB can select from ("'rows.parquet'"), with the columns of `preparing.COLUMNS`; missing
    texts are NULL or empty, `phones` is a list, `id` a whole number. Writes two Parquet files in the folder `out`.
    """
    logging.getLogger("splink").setLevel(logging.ERROR)
    with connection(resources) as database:
        load(database, fresh, known)
        prepare_rows(database, resources)
        block(database)
        compare(database, model, "blocked_pairs", "compared")
        cluster_count = cluster(database, model)
        return write(database, model, out, cluster_count)


def load(database: duckdb.DuckDBPyConnection, fresh: str, known: str | None) -> None:
    """Table `source`."""
    texts = [title for title in COLUMNS if title not in ("id", "phones", "latitude", "longitude")]
    columns = ", ".join(f"coalesce({title}, '') AS {title}" for title in texts)
    select = f"SELECT id, {columns}, coalesce(phones, []) AS phones, latitude, longitude"  # noqa: S608
    query = f"{select}, true AS fresh FROM {fresh}"
    if known is not None:
        query += f" UNION ALL {select}, false FROM {known}"
    database.execute(f"CREATE OR REPLACE TABLE source AS {query}")


def compare(database: duckdb.DuckDBPyConnection, model: Model, pairs: str, result: str) -> None:
    """Table `result`: one, other, weight, weight before the guards, guard, and the number of each level."""
    api = DuckDBAPI(connection=database)
    linker = Linker(api.register("prepared"), splink_settings(model))
    linker.table_management.register_blocked_pairs_for_predict(api.register(pairs))
    scored = linker.inference.predict(threshold_match_weight=_LEAST_WEIGHT, warning_mode="never")
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
    scored.drop_table_from_database_and_remove_from_cache()


def cluster(database: duckdb.DuckDBPyConnection, model: Model) -> int:
    """Table `clustered` of all rows that are not alone. Groups of three and more must hold together as a whole.

    Only what is sure joins: weights are counted from the limit of "same", not from even odds.
    """
    limit = log2(model.same_from / (1.0 - model.same_from))
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
    same, ask = (f"log2({limit} / (1 - {limit}))" for limit in (model.same_from, model.ask_from))
    database.execute(f"""
        COPY (
            SELECT one, other,
                least(1 / (1 + pow(2, -unguarded)), CASE WHEN guard IS NULL THEN 1 ELSE 0.89 END) AS score,
                CASE WHEN guard IS NULL AND unguarded >= {same} THEN 'same' ELSE 'ask' END AS answer, guard, {levels}
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
