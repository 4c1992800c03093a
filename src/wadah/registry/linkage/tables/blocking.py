"""Which pairs of rows are compared: those that share a key. New rows with new and old, never old with old."""

import duckdb

# A key that more rows share says too little; identifiers are trusted a little longer.
_WIDEST, _WIDEST_IDENTIFIER = 16, 100

# Each key beside the value without which it says nothing.
_KEYS = (
    ("hash('nib', nib)", "nib", True),
    ("hash('nik', nik)", "nik", True),
    ("hash('tel', phones[1])", "phones[1]", True),
    ("hash('tel', phones[2])", "phones[2]", True),
    ("hash('name', ident, wide)", "nullif(ident, '')", False),
    ("hash('word', said[1], area)", "said[1]", False),
    ("hash('word', said[2], area)", "said[2]", False),
    ("hash('words', said[1], said[2], wide)", "said[2]", False),
    ("hash('person', person_sounds, wide)", "person_sounds[1]", False),
    ("hash('person', person_sounds[1], person_sounds[2], area)", "person_sounds[2]", False),
    ("hash('person', person_sounds[2], person_sounds[3], area)", "person_sounds[3]", False),
    ("hash('door', street_main, number, area)", "street_main::VARCHAR || number", False),
    ("hash('door', street_main, number, wide)", "street_main::VARCHAR || number", False),
)
_PLACED = "SELECT *, coalesce(village, place, regency) AS area, coalesce(regency, place) AS wide"


def make_keys(database: duckdb.DuckDBPyConnection, rows: str, keys: str) -> None:
    """Table `keys` (key, unique_id, sure) of the rows of table `rows`."""
    keyed = ", ".join(f"CASE WHEN {given} IS NOT NULL THEN {key} END" for key, given, _ in _KEYS)
    sure = ", ".join(str(sure).lower() for _, _, sure in _KEYS)
    database.execute(f"""
        CREATE OR REPLACE TABLE {keys} AS
        SELECT DISTINCT key, unique_id, sure FROM (
            SELECT unique_id, unnest([{keyed}]) AS key, unnest([{sure}]) AS sure FROM ({_PLACED} FROM {rows})
        ) WHERE key IS NOT NULL
    """)  # noqa: S608


def block(database: duckdb.DuckDBPyConnection) -> None:
    """Table `blocked_pairs`, in the form that Splink scores: rows of `fresh_keys` with one another."""
    database.execute(f"""
        CREATE OR REPLACE TABLE narrow AS
        SELECT key FROM fresh_keys GROUP BY key HAVING count(*) > 1 AND count(*) <= {_widest("bool_or(sure)")}
    """)  # noqa: S608
    database.execute("""
        CREATE OR REPLACE TABLE shared_keys AS SELECT key, unique_id FROM fresh_keys SEMI JOIN narrow USING (key)
    """)
    database.execute("""
        CREATE OR REPLACE TABLE blocked_pairs AS
        SELECT DISTINCT '0' AS match_key, l.unique_id AS join_key_l, r.unique_id AS join_key_r
        FROM shared_keys l JOIN shared_keys r ON l.key = r.key AND l.unique_id < r.unique_id
    """)
    database.execute("DROP TABLE shared_keys")


def block_against_known(database: duckdb.DuckDBPyConnection) -> None:
    """Adds to `blocked_pairs` the rows of `fresh_keys` with those of `known_keys`."""
    database.execute(f"""
        CREATE OR REPLACE TABLE met AS
        SELECT key, unique_id FROM known_keys SEMI JOIN fresh_keys USING (key)
        QUALIFY count(*) OVER (PARTITION BY key) <= {_widest("bool_or(sure) OVER (PARTITION BY key)")}
    """)  # noqa: S608
    database.execute("""
        INSERT INTO blocked_pairs
        SELECT DISTINCT '0', least(f.unique_id, m.unique_id), greatest(f.unique_id, m.unique_id)
        FROM fresh_keys f JOIN met m USING (key)
    """)
    database.execute("DROP TABLE met")


def _widest(sure: str) -> str:
    return f"CASE WHEN {sure} THEN {_WIDEST_IDENTIFIER} ELSE {_WIDEST} END"
