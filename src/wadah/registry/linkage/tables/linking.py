"""`link_tables`: the links and clusters of millions of rows, or of new rows against old ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from wadah.registry.linkage.clusters import Pair, cohesive, components
from wadah.registry.linkage.learning import Pattern, learned
from wadah.registry.linkage.levels import Level
from wadah.registry.linkage.tables.blocking import block
from wadah.registry.linkage.tables.guarding import FORBIDDING, guard_sql
from wadah.registry.linkage.tables.model import (
    COMPARISONS,
    FIELDS,
    flags_sql,
    level_sql,
    levels_of,
    sides_sql,
    weight_sql,
)
from wadah.registry.linkage.tables.preparing import Resources, connection, load, prepare_pairs, prepare_rows
from wadah.registry.linkage.tables.slicing import narrowed, slices
from wadah.registry.linkage.weights import BUSINESS, Model

# Pairs below this are not kept: they are neither asked about nor do they change a cluster's average much.
_LEAST_WEIGHT = -6.0
# The log-odds of a pair that a guard holds back, and of a pair that fell below the least weight.
_HELD_BACK = -4.0
# From these log-odds on two rows are one: at 2,000,000 generated rows the least that keeps 998 of 1,000 pairs right.
_SURE = 1.5
_ASKED_BELOW = 3.0
# Pairs that the weights are learned from: more change nothing in the second digit.
_SAMPLED = 40_000
# What a pair takes while the rows of both sides stand beside each other.
_PAIR_BYTES = 400
_ROWS_OF_PAIRS = {"prepared": "unique_id IN (SELECT one FROM slice UNION ALL SELECT other FROM slice)"}
_FIELDS = ", ".join(FIELDS)


@dataclass(frozen=True)
class Linked:
    """Where the result is: `pairs` (one, other, score, answer, guard, and a level of each field) and `clusters`
    (id, cluster: the least id of the rows of one business; rows alone are left out)."""

    pairs: Path
    clusters: Path
    pair_count: int
    cluster_count: int


def link_tables(
    rows: str, out: Path, *, resources: Resources, model: Model | None = None, known: str | None = None
) -> Linked:
    """Link all rows with one another, and with those `known` before; known ones are not compared with known ones.

    `rows` and `known` are anything DuckDB can select from ("'rows.parquet'"), with the columns of
    `preparing.COLUMNS`; missing texts are NULL or empty, `phones` is a list, `id` a whole number that no other row
    has. Of the known rows only those that share a key with a new one are needed. Without a `model` the weights are
    learned from a sample of the pairs, without labels. Writes two Parquet files in the folder `out`.
    """
    with connection(resources) as database:
        load(database, rows, known)
        prepare_rows(database, resources)
        block(database, resources.memory_mb)
        prepare_pairs(database, resources)
        level(database, "blocked_pairs", "levelled", resources)
        model = model or learn(database)
        weigh(database, model, "levelled", "compared")
        return write(database, out, cluster(database, model, resources))


def level(database: duckdb.DuckDBPyConnection, pairs: str, result: str, resources: Resources) -> None:
    """Table `result`: one, other, the number of each field's level, and the guard."""
    levels = ", ".join(level_sql(compared) for compared in COMPARISONS)
    for part, into in slices(database, pairs, result, _PAIR_BYTES, resources.memory_mb):
        with narrowed(database, part, _ROWS_OF_PAIRS) as tables:
            database.execute(f"""
                {into} WITH levelled AS (
                    SELECT *, {levels} FROM (SELECT *, {flags_sql()} FROM (
                        SELECT one, other, {_read_by_guards("l")} AS l, {_read_by_guards("r")} AS r, {sides_sql()}
                        FROM {part} JOIN {tables["prepared"]} l ON l.unique_id = one
                            JOIN {tables["prepared"]} r ON r.unique_id = other
                    ))
                )
                SELECT one, other, {_FIELDS}, {guard_sql()} AS guard FROM levelled v
            """)


def _read_by_guards(side: str) -> str:
    columns = ("named", "own", "brands", "branded", "bare", "name_trades")
    return f"struct_pack({', '.join(f'{column} := {side}.{column}' for column in columns)})"


def learn(database: duckdb.DuckDBPyConnection) -> Model:
    """The weights that a sample of the blocked pairs supports."""
    rows = database.execute(f"""
        SELECT guard IS NOT NULL, count(*), {_FIELDS}
        FROM (SELECT * FROM levelled ORDER BY hash(one, other) LIMIT {_SAMPLED}) GROUP BY ALL
    """).fetchall()  # noqa: S608
    patterns = ((Pattern(_levels(numbers), guarded), count) for guarded, count, *numbers in rows)
    return learned(patterns, BUSINESS)


def _levels(numbers: Sequence[int]) -> tuple[Level, ...]:
    named = zip(COMPARISONS, numbers, strict=True)
    return tuple(levels_of(compared)[number] for compared, number in named if number >= 0)


def weigh(database: duckdb.DuckDBPyConnection, model: Model, levelled: str, result: str) -> None:
    """Table `result`: the pairs worth keeping, with their log-odds before (`unguarded`) and after the guards."""
    database.execute(f"""
        CREATE TABLE {result} AS
        SELECT *, CASE WHEN guard IS NULL THEN unguarded ELSE least(unguarded, {_HELD_BACK}) END AS weight
        FROM (SELECT *, {weight_sql(model)} AS unguarded FROM {levelled}) WHERE unguarded >= {_LEAST_WEIGHT}
    """)  # noqa: S608


def cluster(database: duckdb.DuckDBPyConnection, model: Model, resources: Resources) -> int:
    """Table `clustered` of all rows that are not alone. Groups of three and more must hold together as a whole."""
    database.execute(_CLIQUES)
    links = database.execute(_OTHER_LINKS).fetchall()
    groups = components(links)
    above = _weights_within(database, model, groups, resources)
    found = cohesive(groups, above, lambda pair: above.get(pair, _LEAST_WEIGHT))
    members = pa.array([member for group in found for member in group], pa.int64())
    firsts = pa.array([group[0] for group in found for _ in group], pa.int64())
    database.register("found", pa.table({"id": members, "cluster": firsts}))
    database.execute("""
        CREATE TABLE clustered AS SELECT * FROM found UNION ALL SELECT unnest(near), near[1] FROM cliques
    """)
    counted = database.execute("SELECT count(*) FROM cliques").fetchone()
    return len(found) + (int(counted[0]) if counted else 0)


# Rows that are all linked with one another and with nobody else hold together as they are: most groups.
_CLIQUES = f"""
    CREATE TABLE cliques AS
    WITH sure AS (SELECT one, other FROM compared WHERE weight >= {_SURE}), closed AS (
        SELECT id, list_sort(list_distinct(list(near))) AS near FROM (
            SELECT unnest([one, one, other, other]) AS id, unnest([one, other, one, other]) AS near FROM sure
        ) GROUP BY id
    )
    SELECT near FROM closed GROUP BY near HAVING count(*) = len(near)
"""  # noqa: S608
_OTHER_LINKS = f"""
    SELECT one, other FROM compared
    ANTI JOIN (SELECT unnest(near) AS id FROM cliques) ON id = one WHERE weight >= {_SURE}
"""  # noqa: S608


def _weights_within(
    database: duckdb.DuckDBPyConnection, model: Model, groups: list[list[int]], resources: Resources
) -> dict[Pair, float]:
    """The weights of the pairs within groups; pairs that no key brought together are compared now."""
    members = pa.array([member for group in groups for member in group], pa.int64())
    numbers = pa.array([number for number, group in enumerate(groups) for _ in group], pa.int64())
    database.register("members", pa.table({"id": members, "number": numbers}))
    database.execute("CREATE TABLE grouped AS SELECT * FROM members")
    database.execute("""
        CREATE TABLE missing_pairs AS
        SELECT l.id AS one, r.id AS other
        FROM grouped l JOIN grouped r ON l.number = r.number AND l.id < r.id
        ANTI JOIN blocked_pairs b ON b.one = l.id AND b.other = r.id
    """)
    level(database, "missing_pairs", "levelled_late", resources)
    weigh(database, model, "levelled_late", "compared_late")
    rows = database.execute("""
        SELECT one, other, weight FROM compared
            JOIN grouped l ON l.id = one JOIN grouped r ON r.id = other AND r.number = l.number
        UNION ALL SELECT one, other, weight FROM compared_late
    """).fetchall()
    return {(one, other): weight - _SURE for one, other, weight in rows}


def write(database: duckdb.DuckDBPyConnection, out: Path, cluster_count: int) -> Linked:
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
                1 / (1 + pow(2, -unguarded)) AS score,
                CASE WHEN guard IS NULL AND unguarded >= {_SURE} THEN 'same' ELSE 'ask' END AS answer, guard, {levels}
            FROM (SELECT * FROM compared UNION ALL SELECT * FROM compared_late)
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
