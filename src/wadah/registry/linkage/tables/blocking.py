"""Which pairs of rows are compared: those that share a key. New rows with new and old, never old with old."""

import duckdb

# A key that more rows share says too little; identifiers are trusted a little longer.
_WIDEST, _WIDEST_IDENTIFIER = 50, 200

_KEYS = f"""
    CREATE OR REPLACE TABLE block_keys AS
    WITH every AS (
        SELECT unique_id, fresh, true AS sure, unnest([hash('nib', nib), hash('nik', nik)]) AS key,
            unnest([nib, nik]) AS given FROM prepared
        UNION ALL
        SELECT unique_id, fresh, true, hash('tel', phone), phone
            FROM (SELECT unique_id, fresh, unnest(phones) AS phone FROM prepared)
        UNION ALL
        SELECT unique_id, fresh, false, unnest([
                hash('n', ident, regency, place_if_no_region),
                hash('w', said[1], area), hash('w', said[2], area),
                hash('s', said[1], said[2], regency, place_if_no_region),
                hash('o', person_sounds, regency, place_if_no_region),
                hash('p', person_sounds[1], person_sounds[2], area), hash('p', person_sounds[2], person_sounds[3], area),
                hash('d', street_main, number, area), hash('d', street_main, number, regency, place_if_no_region)]),
            unnest([
                nullif(ident, ''), said[1]::VARCHAR, said[2]::VARCHAR, said[2]::VARCHAR,
                CASE WHEN len(person_sounds) > 0 THEN 'o' END, person_sounds[2]::VARCHAR, person_sounds[3]::VARCHAR,
                CASE WHEN street_main IS NOT NULL THEN number END, CASE WHEN street_main IS NOT NULL THEN number END])
        FROM (SELECT *, coalesce(village, place, regency) AS area,
            CASE WHEN regency IS NULL THEN place END AS place_if_no_region FROM prepared)
    ),
    narrow AS (
        SELECT key FROM every WHERE given IS NOT NULL GROUP BY key
        HAVING count(*) > 1 AND bool_or(fresh)
            AND count(*) <= CASE WHEN bool_or(sure) THEN {_WIDEST_IDENTIFIER} ELSE {_WIDEST} END
    )
    SELECT DISTINCT key, unique_id, fresh FROM every SEMI JOIN narrow USING (key) WHERE given IS NOT NULL
"""  # noqa: S608
_PAIRS = """
    CREATE OR REPLACE TABLE blocked_pairs AS
    SELECT DISTINCT '0' AS match_key, l.unique_id AS join_key_l, r.unique_id AS join_key_r
    FROM block_keys l JOIN block_keys r ON l.key = r.key AND l.unique_id < r.unique_id AND (l.fresh OR r.fresh)
"""


def block(database: duckdb.DuckDBPyConnection) -> None:
    """Table `blocked_pairs` from table `prepared`, in the form that Splink scores."""
    database.execute(_KEYS)
    database.execute(_PAIRS)
    database.execute("DROP TABLE block_keys")
