"""Records that share a linkage key with given ones: one look-up in the index of keys, bounded for every row."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from wadah.registry.bulk import as_array, is_sqlite
from wadah.registry.entries import entry_of
from wadah.registry.linkage import Entry

# A key that more records share than this says too little to compare them all: the newest are taken.
WIDEST_BLOCK = 40
# Most records that one row is compared with; those that share most keys first.
MOST_CANDIDATES = 12

_SQLITE_KEYS = """
    SELECT k.value, (
        SELECT json_group_array(record_id) FROM (
            SELECT record_id FROM registry_recordkey WHERE key = k.value ORDER BY record_id DESC LIMIT %s
        )
    ) FROM json_each(%s) AS k
"""
_POSTGRES_KEYS = """
    SELECT k.key, array_agg(found.record_id) FROM unnest(%s::bigint[]) AS k(key)
    CROSS JOIN LATERAL (
        SELECT record_id FROM registry_recordkey WHERE key = k.key ORDER BY record_id DESC LIMIT %s
    ) AS found GROUP BY k.key
"""
_KNOWN = """
    SELECT id, intake_id, party_id, "values", region_id, nik_hash, phone_hashes, fingerprint, matches
    FROM registry_record WHERE {among} AND (party_id IS NOT NULL OR intake_id = %s)
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A record that is already stored. `party_id` is null while its intake is not applied."""

    record_id: int
    intake_id: int
    party_id: int | None
    values: Mapping[str, Any] | str
    fingerprint: bytes
    matches: list[dict[str, Any]]
    entry: Entry


def records_by_key(keys: Iterable[int], widest: int = WIDEST_BLOCK) -> dict[int, list[int]]:
    """For each key the records that carry it, the newest first, at most `widest`."""
    asked = sorted(set(keys))
    if not asked:
        return {}
    with connection.cursor() as cursor:
        if is_sqlite():
            cursor.execute(_SQLITE_KEYS, [widest, as_array(asked)])
            found = ((key, json.loads(ids)) for key, ids in cursor.fetchall())
            return {key: ids for key, ids in found if ids}
        cursor.execute(_POSTGRES_KEYS, [as_array(asked), widest])
        return dict(cursor.fetchall())


def known_records(record_ids: Iterable[int], intake_id: int) -> dict[int, Known]:
    """The records that count: applied ones, and those of the intake at hand."""
    asked = sorted(set(record_ids))
    if not asked:
        return {}
    among = "id IN (SELECT value FROM json_each(%s))" if is_sqlite() else "id = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN.format(among=among), [as_array(asked), intake_id])
        return {row[0]: _known(row) for row in cursor.fetchall()}


def _known(row: Sequence[Any]) -> Known:
    record_id, intake_id, party_id, values, region, nik_hash, phone_hashes, fingerprint, matches = row
    cleaned = json.loads(values)
    nik, phones = _bytes(nik_hash), _bytes(phone_hashes)
    return Known(
        record_id,
        intake_id,
        party_id,
        cleaned,
        bytes(fingerprint),
        json.loads(matches),
        entry_of(record_id, cleaned, region, nik, phones),
    )


def _bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)


def nearest(keys: Sequence[int], blocks: dict[int, list[int]], most: int = MOST_CANDIDATES) -> list[int]:
    """The records of these keys, those that share most of them first, then the newest."""
    shared: Counter[int] = Counter()
    for key in keys:
        shared.update(blocks.get(key, ()))
    ranked = sorted(shared, key=lambda record_id: (-shared[record_id], -record_id))
    return ranked[:most]
