"""Finds or makes the business and the person that each row of a chunk speaks of. Writes nothing itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from wadah.registry import fields
from wadah.registry.kinds import LinkLevel, PartyKind, may_be_one
from wadah.registry.linkage import Answer
from wadah.registry.models import Link, Party, Record
from wadah.registry.work.parties import (
    Columns,
    business_columns,
    kind_of,
    person_columns,
    regency_of,
)

SURE = 1.0


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party that the chunk adds."""

    public_id: UUID
    kind: PartyKind
    columns: Columns
    regency: str
    owner: "Placed | None"


@dataclass(slots=True)
class Placed:
    """A party that is there, or is about to be: `party_id` is filled in when it is written."""

    party_id: int | None = None
    new: NewParty | None = None
    kind: str = ""
    nik: bytes | None = None
    latest_record_id: int = 0


@dataclass(frozen=True, slots=True)
class NewLink:
    """Why a record belongs to a party."""

    record_id: int
    level: LinkLevel
    party: Placed
    regency: str
    matched_id: int | None
    score: float
    evidence: list[Any]


@dataclass(slots=True)
class Plan:
    """What a chunk writes. `touched` are parties that were there before and learn something."""

    new: list[Placed] = field(default_factory=list)
    links: list[NewLink] = field(default_factory=list)
    businesses: dict[int, Placed] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)


class Placing:
    """Places the rows of one chunk, in order: a row may belong to what an earlier row of the chunk made."""

    def __init__(self, records: Sequence[Record], office_region: str, at: datetime) -> None:
        self.office_region, self.at = office_region, at
        self.plan = Plan()
        matched = {match["record"] for record in records for match in record.matches}
        self.business_of = _businesses(matched)
        self.person_of = _persons(matched)
        self.person_by_nik = _persons_by_nik([bytes(r.nik_hash) for r in records if r.nik_hash])

    def place(self, record: Record) -> Placed:
        """The business of the record, linked, with its owner where the row names one."""
        person = self._person(record)
        business = self._business(record, person)
        self.plan.businesses[record.pk] = business
        return business

    def _business(self, record: Record, owner: Placed | None) -> Placed:
        match = sure_match(record, LinkLevel.BUSINESS)
        found = self.business_of.get(match["record"]) if match else None
        kind = kind_of(record.values)
        if found is None or not may_be_one(found.kind, kind):
            # A household is never one with the business of its head: they share the person.
            found, match = self._new(kind, business_columns, record, owner), None
        elif found.party_id is not None and match is not None and match.get("changed"):
            self.plan.touched.add(found.party_id)
        self.business_of[record.pk] = found
        self._link(record, LinkLevel.BUSINESS, found, match)
        return found

    def _person(self, record: Record) -> Placed | None:
        nik = bytes(record.nik_hash) if record.nik_hash else None
        if nik is None and not record.values.get(fields.OWNER):
            return None
        match = sure_match(record, LinkLevel.PERSON)
        by_nik = self.person_by_nik.get(nik) if nik else None
        found = by_nik or (self.person_of.get(match["record"]) if match else None)
        if found is None or (nik and found.nik and found.nik != nik):
            found, match = self._new(PartyKind.PERSON, person_columns, record, None), None
        if nik is not None:
            if found.nik is None and found.party_id is not None:
                # Known by name until now; this row brings the NIK.
                self.plan.touched.add(found.party_id)
            found.nik = nik
            self.person_by_nik[nik] = found
        self.person_of[record.pk] = found
        self._link(record, LinkLevel.PERSON, found, match)
        return found

    def _new(
        self,
        kind: PartyKind,
        columns: Callable[[Mapping[str, Any], str | None], Columns],
        record: Record,
        owner: Placed | None,
    ) -> Placed:
        made = NewParty(
            uuid4(),
            kind,
            columns(record.values, record.region_id),
            regency_of(record.region_id, self.office_region),
            owner,
        )
        placed = Placed(new=made, kind=kind)
        self.plan.new.append(placed)
        return placed

    def _link(self, record: Record, level: LinkLevel, party: Placed, match: Mapping[str, Any] | None) -> None:
        party.latest_record_id = record.pk
        self.plan.links.append(
            NewLink(
                record.pk,
                level,
                party,
                regency_of(record.region_id, self.office_region),
                match["record"] if match else None,
                match["score"] if match else SURE,
                match["evidence"] if match else [],
            )
        )


def sure_match(record: Record, level: LinkLevel) -> Mapping[str, Any] | None:
    """The record that this one surely repeats at that level."""
    for match in record.matches:
        if match["level"] == level and match["answer"] == Answer.SAME:
            found: Mapping[str, Any] = match
            return found
    return None


def questions(record: Record) -> list[Mapping[str, Any]]:
    """The matches that a person is asked about."""
    return [match for match in record.matches if match["answer"] == Answer.ASK]


def _businesses(record_ids: set[int]) -> dict[int, Placed]:
    rows = Record.objects.filter(pk__in=record_ids, party__isnull=False)
    found = rows.values_list("pk", "party_id", "party__kind")
    return _shared((pk, Placed(party_id, kind=kind)) for pk, party_id, kind in found)


def _persons(record_ids: set[int]) -> dict[int, Placed]:
    links = Link.objects.filter(record__in=record_ids, level=LinkLevel.PERSON, undone_at__isnull=True)
    found = links.values_list("record_id", "party_id", "party__nik_hash")
    return _shared((pk, Placed(party_id, nik=bytes(nik) if nik else None)) for pk, party_id, nik in found)


def _persons_by_nik(niks: Sequence[bytes]) -> dict[bytes, Placed]:
    persons = Party.objects.filter(kind=PartyKind.PERSON, closed_at__isnull=True, nik_hash__in=set(niks))
    found = ((bytes(nik), pk) for nik, pk in persons.values_list("nik_hash", "pk") if nik)
    return {nik: Placed(pk, nik=nik) for nik, pk in found}


def _shared(rows: Iterable[tuple[int, Placed]]) -> dict[int, Placed]:
    """One Placed for each party, so that the records of a party share it."""
    by_party: dict[int | None, Placed] = {}
    return {record_id: by_party.setdefault(placed.party_id, placed) for record_id, placed in rows}
