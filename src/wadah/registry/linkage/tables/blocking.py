"""Which pairs of rows are compared: those that share a key. New rows with new and old, never old with old."""

import duckdb

from wadah.registry.linkage.tables.slicing import parts_of, row_count

# Each key beside the values without which it says nothing, and how many rows may share it.
# Identifiers say most, a person's name beside a word of the shop much, either alone too little.
_KEYS = (
    ("nib", ("nib",), 100),
    ("cooperative", ("cooperative",), 100),
    ("nik", ("nik",), 100),
    ("tel", ("phones[1]",), 100),
    ("tel", ("phones[2]",), 100),
    ("named door", ("street", "number", "wide", "said_1"), 20),
    ("door of", ("street", "number", "wide", "person_1"), 20),
    ("name of", ("ident", "wide", "person_1"), 5),
    ("persons", ("person_1", "person_2", "area"), 16),
    ("shop of", ("said_1", "person_1", "area"), 20),
    ("shop of", ("said_2", "person_1", "area"), 20),
)
# Rows without an owner are found by the first word of the name alone, in one place.
_NOBODY = ("shop", ("said_1", "area"), 40)
# What the keys of one row take while they are counted.
_KEYS_BYTES = 600


def block(database: duckdb.DuckDBPyConnection, memory_mb: int) -> None:
    """Table `blocked_pairs`: one, other (the lesser number first).

    Keys are counted and paired in parts by their number: rows that share a key are in one part.
    """
    parts = parts_of(row_count(database, "fresh"), _KEYS_BYTES, memory_mb)
    database.execute("CREATE TABLE found_pairs (one BIGINT, other BIGINT)")
    for part in range(parts):
        _pair_by_keys(database, f"key % {parts} = {part}" if parts > 1 else "key IS NOT NULL")
    _pair_the_unowned(database)
    database.execute("CREATE TABLE blocked_pairs AS SELECT DISTINCT one, other FROM found_pairs")
    database.execute("DROP TABLE found_pairs")


def _pair_by_keys(database: duckdb.DuckDBPyConnection, among: str) -> None:
    keyed = ", ".join(_key(kind, values) for kind, values, _ in _KEYS)
    widest = ", ".join(str(most) for *_, most in _KEYS)
    database.execute(f"""
        CREATE TABLE keys AS
        SELECT key, unique_id, old, most FROM (
            SELECT unique_id, old, unnest([{keyed}]) AS key, unnest([{widest}]) AS most FROM fresh
        ) WHERE {among}
    """)  # noqa: S608
    database.execute("""
        CREATE TABLE narrow AS SELECT key FROM keys GROUP BY key HAVING count(*) BETWEEN 2 AND any_value(most)
    """)
    database.execute(
        "CREATE TABLE shared AS SELECT key, unique_id, old FROM keys SEMI JOIN narrow USING (key)"
    )
    database.execute("DROP TABLE keys")
    database.execute("""
        INSERT INTO found_pairs
        SELECT l.unique_id AS one, r.unique_id AS other
        FROM shared l JOIN shared r ON l.key = r.key AND l.unique_id < r.unique_id AND NOT (l.old AND r.old)
    """)
    for table in ("shared", "narrow"):
        database.execute(f"DROP TABLE {table}")


def _pair_the_unowned(database: duckdb.DuckDBPyConnection) -> None:
    _, values, most = _NOBODY
    database.execute(f"""
        CREATE TABLE unowned AS SELECT * FROM (
            SELECT {_key(*_NOBODY[:2])} AS key, unique_id, old, person_1 IS NULL AS nobodys FROM fresh
        ) WHERE key IS NOT NULL
        QUALIFY count(*) OVER (PARTITION BY key) BETWEEN 2 AND {most} AND bool_or(nobodys) OVER (PARTITION BY key)
    """)  # noqa: S608
    database.execute("""
        INSERT INTO found_pairs
        SELECT l.unique_id, r.unique_id
        FROM unowned l JOIN unowned r ON l.key = r.key AND l.unique_id < r.unique_id
            AND NOT (l.old AND r.old) AND (l.nobodys OR r.nobodys)
    """)
    database.execute("DROP TABLE unowned")


def _key(kind: str, values: tuple[str, ...]) -> str:
    given = " AND ".join(f"{value} IS NOT NULL" for value in values)
    return f"CASE WHEN {given} THEN hash('{kind}', {', '.join(values)}) END"
