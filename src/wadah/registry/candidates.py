"""Records that share a linkage key with given ones: one look-up in the index of keys, bounded for every row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
from django.db import connection

from wadah.registry import fields
from wadah.registry.bulk import as_array, is_sqlite
from wadah.registry.entries import entry_of
from wadah.registry.linkage import Entry

# A key that more records share than this says too little to compare them all: the newest are taken.
WIDEST_BLOCK = 40
# Most records that one row is looked at beside; those with the rarest common keys first.
MOST_CANDIDATES = 12
# A record that shares nothing but one key, which as many others carry, is not looked at: the sum of 1 / (size of
# the block) over the common keys is the chance that it is the one.
LEAST_SHARED = 1 / 12

ALL_RECORDS = 2**63 - 1
# Asked for a row that no file brings: then only applied records count.
NO_INTAKE = 0

_SQLITE_KEYS = """
    SELECT k.value, (
        SELECT json_group_array(record_id) FROM (
            SELECT record_id FROM registry_recordkey WHERE key = k.value AND record_id < %s
            ORDER BY record_id DESC LIMIT %s
        )
    ) FROM json_each(%s) AS k
"""
_POSTGRES_KEYS = """
    SELECT k.key, array_agg(found.record_id) FROM unnest(%s::bigint[]) AS k(key)
    CROSS JOIN LATERAL (
        SELECT record_id FROM registry_recordkey WHERE key = k.key AND record_id < %s
        ORDER BY record_id DESC LIMIT %s
    ) AS found GROUP BY k.key
"""
_COUNTED = "(party_id IS NOT NULL OR intake_id = %s)"
_TOLD = (fields.NAME, fields.OWNER, fields.NIB, fields.NIK_KOPERASI, fields.PARTY_CODE)
_GLANCED = ", ".join(f"\"values\" ->> '{field}'" for field in _TOLD)


class Glance(NamedTuple):
    """What a quick look at a record needs, before it is worth reading whole."""

    record_id: int
    intake_id: int
    party_id: int | None
    name: str
    owner: str
    nib: str
    cooperative: str
    nik_hash: bytes | None
    phone_hashes: bytes | None
    fingerprint: bytes
    code: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A stored record, read whole. `party_id` is null while its intake is not applied."""

    record_id: int
    intake_id: int
    party_id: int | None
    values: Mapping[str, Any]
    matches: list[dict[str, Any]]
    entry: Entry
    region: str | None = None


def records_by_key(
    keys: Iterable[int], widest: int = WIDEST_BLOCK, before: int = ALL_RECORDS
) -> dict[int, list[int]]:
    """For each key the records that carry it, the newest first, at most `widest`; only those with ids below `before`."""
    asked = sorted(set(keys))
    if not asked:
        return {}
    with connection.cursor() as cursor:
        if is_sqlite():
            cursor.execute(_SQLITE_KEYS, [before, widest, as_array(asked)])
            return {key: orjson.loads(ids) for key, ids in cursor.fetchall()}
        cursor.execute(_POSTGRES_KEYS, [as_array(asked), before, widest])
        return dict(cursor.fetchall())


def nearest(
    keys: Sequence[int], blocks: Mapping[int, list[int]], without: int = 0, most: int = MOST_CANDIDATES
) -> list[int]:
    """The records of these keys but one, those with many and rare keys in common first, then the newest."""
    shared: defaultdict[int, float] = defaultdict(float)
    for key in keys:
        block = blocks.get(key, ())
        for record_id in block:
            shared[record_id] += 1 / len(block)
    shared.pop(without, None)
    found = [record_id for record_id, chance in shared.items() if chance >= LEAST_SHARED]
    if len(found) <= most:
        return found
    return sorted(found, key=lambda record_id: (-shared[record_id], -record_id))[:most]


def glances(record_ids: Iterable[int], intake_id: int) -> dict[int, Glance]:
    """A quick look at the records that count: applied ones, and those of the intake at hand."""
    columns = f"id, intake_id, party_id, {_GLANCED}, nik_hash, phone_hashes, fingerprint"
    return {row[0]: _glance(row) for row in _rows(columns, record_ids, intake_id)}


def known_records(record_ids: Iterable[int], intake_id: int) -> dict[int, Known]:
    """The same records read whole."""
    columns = 'id, intake_id, party_id, "values", matches, region_id, nik_hash, phone_hashes'
    return {row[0]: _known(row) for row in _rows(columns, record_ids, intake_id)}


def _rows(columns: str, record_ids: Iterable[int], intake_id: int) -> list[Sequence[Any]]:
    asked = sorted(set(record_ids))
    if not asked:
        return []
    among = "id IN (SELECT value FROM json_each(%s))" if is_sqlite() else "id = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM registry_record WHERE {among} AND {_COUNTED}",  # noqa: S608
            [as_array(asked), intake_id],
        )
        found: list[Sequence[Any]] = cursor.fetchall()
        return found


def _glance(row: Sequence[Any]) -> Glance:
    record_id, intake_id, party_id, name, owner, nib, cooperative, code, *hashes = row
    nik_hash, phone_hashes, fingerprint = hashes
    return Glance(
        record_id,
        intake_id,
        party_id,
        (name or "").lower(),
        (owner or "").lower(),
        nib or "",
        cooperative or "",
        _bytes(nik_hash),
        _bytes(phone_hashes),
        bytes(fingerprint),
        code or "",
    )


def _known(row: Sequence[Any]) -> Known:
    record_id, intake_id, party_id, values, matches, region, nik_hash, phone_hashes = row
    cleaned = orjson.loads(values)
    entry = entry_of(record_id, cleaned, region, _bytes(nik_hash), _bytes(phone_hashes))
    return Known(record_id, intake_id, party_id, cleaned, orjson.loads(matches), entry, region)


def _bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)
