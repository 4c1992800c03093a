"""Rows of a file that wadah has written: each names its party by code, so nothing has to be guessed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wadah.registry import fields
from wadah.registry.intake.fields import FIELDS, Kind
from wadah.registry.kinds import LinkLevel
from wadah.registry.models import Link, Party, Record
from wadah.registry.place_names import PlaceNames
from wadah.registry.told import told_of

PLACES = frozenset({code for code, field in FIELDS.items() if field.kind is Kind.PLACE})
SALES = frozenset({"annual_sales", "sales_idr", "sales_period"})


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A row with the code that it brings."""

    code: str
    values: Mapping[str, Any]
    region: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """The party of a row by records of it: one that speaks of it, one that names its owner. `changed` are fields."""

    record_id: int
    owner_record_id: int | None
    changed: tuple[str, ...]
    known: Mapping[str, Any]


def parties_by_code(rows: Mapping[int, CodedRow]) -> dict[int, Found]:
    """The party of each row, by record; rows whose code is none, or that of a closed party, are left out.

    A party that was merged since is the one it was merged into. Five queries.
    """
    parties = _parties({row.code for row in rows.values()})
    if not parties:
        return {}
    told = told_of(parties.values())
    written = PlaceNames()
    written.learn(party.region_id for party in parties.values())
    records = {record_id for one in told.values() for record_id in one.record_ids}
    places = dict(Record.objects.filter(pk__in=records, party__isnull=False).values_list("pk", "region_id"))
    owners = Link.objects.filter(record__in=records, level=LinkLevel.PERSON, undone_at__isnull=True)
    named = set(owners.values_list("record_id", flat=True))
    found = {}
    for row_id, row in rows.items():
        party = parties.get(row.code)
        if party is None or party.pk not in told:
            continue
        applied = [one for one in told[party.pk].record_ids if one in places]
        if not applied:
            continue
        # A person stands where one of the rows does; the businesses of one person may lie in several places.
        there = [one for one in applied if places[one] == party.region_id] or applied
        known = {**told[party.pk].values, **written.of(party.region_id)}
        found[row_id] = Found(
            there[-1],
            next((one for one in reversed(applied) if one in named), None),
            changed_since(row, known, party.region_id),
            known,
        )
    return found


def changed_since(row: CodedRow, known: Mapping[str, Any], region: str | None) -> tuple[str, ...]:
    """The fields that the row fills otherwise than is known; what it leaves empty changes nothing.

    `known` holds the names of the place as our files write them. Another place is a change, and so is another word in
    its columns; turnover is compared by the year, and a year says the same as a day of it.
    """
    is_there = (row.region or "") == (region or "")
    is_one_year = "annual_sales" in known and row.values.get("annual_sales") == known["annual_sales"]
    passed = {fields.PARTY_CODE} | (PLACES if is_there else set()) | (SALES if is_one_year else set())
    return tuple(
        sorted(
            name
            for name, value in row.values.items()
            if name not in passed and value not in (None, "") and not _same(name, value, known.get(name))
        )
    )


def _same(name: str, value: Any, known: Any) -> bool:
    if name == fields.ESTABLISHED and isinstance(known, str):
        return known.startswith(str(value))
    return bool(value == known)


def _parties(codes: set[str]) -> dict[str, Party]:
    """The open party of each code that is one."""
    ids = {code: public_id for code in codes if (public_id := _uuid(code)) is not None}
    columns = ("public_id", "kind", "name", "regency", "region_id", "closed_at", "merged_into")
    found = {
        party.public_id: party
        for party in Party.objects.filter(public_id__in=set(ids.values())).only(*columns)
    }
    survivors = _survivors(found.values())
    opened = {}
    for code, public_id in ids.items():
        party = survivors.get(found[public_id].pk) if public_id in found else None
        if party is not None and party.closed_at is None:
            opened[code] = party
    return opened


def _survivors(parties: Iterable[Party]) -> dict[int, Party]:
    """By party itself, or what it was merged into, however often."""
    current: dict[int, Party] = {party.pk: party for party in parties}
    while merged := {one.merged_into_id for one in current.values() if one.merged_into_id is not None}:
        into = Party.objects.in_bulk(merged)
        current = {
            pk: one if one.merged_into_id is None else into[one.merged_into_id] for pk, one in current.items()
        }
    return current


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
