"""Keeps a party's own columns in step with its records. What they mean field by field is in bestof.py."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Field

from wadah.registry import fields
from wadah.registry.bestof import Source, best_of
from wadah.registry.fields import name_key
from wadah.registry.kinds import LinkLevel, PartyKind
from wadah.registry.models import Link, Party, Record
from wadah.registry.offices import speaks_for

PROVINCE_LENGTH, REGENCY_LENGTH = 2, 5
UNNAMED = "Usaha tanpa nama"
COOPERATIVE_WORDS = frozenset(
    {"KOPERASI", "KUD", "KSP", "KSU", "KOPWAN", "KOPPAS", "KOPDES", "KDMP", "KDKMP"}
)
REFRESHED = (
    "name",
    "name_key",
    "region",
    "regency",
    "activity",
    "kbli",
    "kbli_edition",
    "nib",
    "nik_hash",
    "established_on",
    "owner",
    "latest_record",
    "closed_at",
    "updated_at",
)


@dataclass(frozen=True)
class Columns:
    """The columns of a party that repeat what its records say."""

    name: str
    name_key: str
    region_id: str | None
    activity: str
    kbli: str
    kbli_edition: str
    nib: str
    established_on: date | None


def business_columns(values: Mapping[str, Any], region_id: str | None) -> Columns:
    """Of a business, cooperative or household. Without a name of its own it is known by its owner's."""
    owner = values.get(fields.OWNER)
    word = "Keluarga" if values.get(fields.HOUSEHOLD_HEAD) else "Usaha"
    name = values.get(fields.NAME) or (f"{word} {owner}" if owner else UNNAMED)
    kbli, edition = values.get(fields.KBLI) or "", values.get(fields.KBLI_EDITION) or ""
    return Columns(
        name=name[: fields.NAME_LENGTH],
        name_key=name_key(name),
        region_id=region_id,
        activity=(values.get(fields.ACTIVITY) or values.get(fields.PRODUCT) or "")[: fields.NAME_LENGTH],
        kbli=str(kbli) if edition else "",
        kbli_edition=str(edition) if kbli else "",
        nib=values.get(fields.NIB) or "",
        established_on=first_day(values.get(fields.ESTABLISHED)),
    )


def person_columns(values: Mapping[str, Any], region_id: str | None) -> Columns:
    """Of a person: a name and a place."""
    name = values.get(fields.OWNER) or UNNAMED
    return Columns(name[: fields.NAME_LENGTH], name_key(name), region_id, "", "", "", "", None)


def first_day(text: str | None) -> date | None:
    """The first day of a year, month or day: `2012`, `2012-05` or `2012-05-17`."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return date(year, month, day)


def regency_of(region_id: str | None, office_region: str) -> str:
    """Where a party is listed and decided about: its regency, or the place of the office that knows of it.

    What lies in another province has no office here: it stays with the one that let it in.
    """
    is_ours = bool(region_id) and str(region_id)[:PROVINCE_LENGTH] == office_region[:PROVINCE_LENGTH]
    return (str(region_id) if is_ours else office_region)[:REGENCY_LENGTH]


def kind_of(values: Mapping[str, Any]) -> PartyKind:
    """A household by its head; a cooperative by its number or by the first word of its name; else a business."""
    if values.get(fields.HOUSEHOLD_HEAD):
        return PartyKind.HOUSEHOLD
    first = (values.get(fields.NAME) or "").split(" ", 1)[0].upper()
    is_cooperative = bool(values.get(fields.NIK_KOPERASI)) or first in COOPERATIVE_WORDS
    return PartyKind.COOPERATIVE if is_cooperative else PartyKind.BUSINESS


def refresh_party(party: Party, at: datetime) -> Party:
    """Computes one party's columns anew; see refresh_parties. The object in hand is brought up to date."""
    refresh_parties([party.pk], at)
    party.refresh_from_db()
    return party


def refresh_parties(party_ids: Iterable[int], at: datetime) -> None:
    """Computes the columns of parties anew from the records linked to them; closes those without a record.

    A fixed number of queries, however many parties. Parties that were absorbed stay as they are.
    """
    parties = list(Party.objects.filter(pk__in=set(party_ids), merged_into__isnull=True).order_by("pk"))
    links = _links_of([party.pk for party in parties])
    records = {party_id: [link.record for link in own] for party_id, own in links.items()}
    held = _held_niks(parties, records)
    owners = _owners_of(
        [record.pk for party in parties if party.kind != PartyKind.PERSON for record in records[party.pk]]
    )
    for party in parties:
        own = records[party.pk]
        party.updated_at = at
        if not own:
            party.closed_at = at
            continue
        party.closed_at = None
        _fill(party, links[party.pk])
        if party.kind == PartyKind.PERSON:
            party.nik_hash = held.get(party.pk)
        else:
            party.owner_id = next(
                (owners[record.pk] for record in reversed(own) if record.pk in owners), None
            )
    # A NIK is given up before another person takes it: only one open person may hold it.
    Party.objects.filter(pk__in=[p.pk for p in parties if p.kind == PartyKind.PERSON]).update(nik_hash=None)
    _write(parties)


def _write(parties: Sequence[Party]) -> None:
    """One prepared statement for all: the ORM's bulk update builds a CASE for every cell, ten times slower."""
    if not parties:
        return
    meta, ops = Party._meta, connection.ops
    columns = [meta.get_field(name) for name in REFRESHED]
    assigned = ", ".join(f"{column.column} = %s" for column in columns if isinstance(column, Field))
    rows = [
        [
            *(
                column.get_db_prep_save(getattr(party, column.attname), connection)
                for column in columns
                if isinstance(column, Field)
            ),
            party.pk,
        ]
        for party in parties
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {ops.quote_name(meta.db_table)} SET {assigned} WHERE id = %s", rows)  # noqa: S608


def _links_of(party_ids: Sequence[int]) -> dict[int, list[Link]]:
    """The links of each party with their records, the oldest record first."""
    found: dict[int, list[Link]] = {party_id: [] for party_id in party_ids}
    links = (
        Link.objects.filter(party__in=party_ids, undone_at__isnull=True)
        .select_related("record__intake__institution")
        .only(
            "party_id",
            "decided",
            "record__values",
            "record__repairs",
            "record__nik_hash",
            "record__region_id",
            "record__intake__created_at",
            "record__intake__institution__region_id",
        )
        .order_by("record__intake__created_at", "record_id")
    )
    for link in links:
        found[link.party_id].append(link)
    return found


def _fill(party: Party, links: Sequence[Link]) -> None:
    placed, party.regency = _place_of(links)
    chosen = best_of([source_of(link, party.regency) for link in links])
    values = {field: best.value for field, best in chosen.items()}
    columns = person_columns if party.kind == PartyKind.PERSON else business_columns
    for name, value in vars(columns(values, placed)).items():
        setattr(party, name, value)
    party.latest_record_id = links[-1].record_id


def _place_of(links: Sequence[Link]) -> tuple[str | None, str]:
    """Region and regency: the newest that an office of the regency before, or a person, has told.

    What a row of another office says besides is kept in its record and moves nothing.
    """
    region, regency = None, ""
    for link in links:
        if not regency or speaks_for(link, regency):
            region = link.record.region_id or region
            regency = regency_of(region, link.record.intake.institution.region_id)
    return region, regency


def source_of(link: Link, regency: str) -> Source:
    """The record of a link as a source of fields for a party of this regency. Its intake must be loaded."""
    record = link.record
    repaired = frozenset(repair["field"] for repair in record.repairs)
    is_of_place = speaks_for(link, regency)
    return Source(record.pk, record.intake.created_at, record.values, repaired, is_of_place)


def _held_niks(parties: Sequence[Party], records: Mapping[int, Sequence[Record]]) -> dict[int, bytes]:
    """The NIK of each person; a NIK that another open person holds already belongs to that one."""
    wanted: dict[int, bytes] = {}
    for party in parties:
        found = next((bytes(r.nik_hash) for r in reversed(records[party.pk]) if r.nik_hash), None)
        if party.kind == PartyKind.PERSON and found is not None:
            wanted[party.pk] = found
    others = Party.objects.filter(kind=PartyKind.PERSON, closed_at__isnull=True, nik_hash__in=wanted.values())
    taken = {bytes(nik) for nik in others.exclude(pk__in=wanted).values_list("nik_hash", flat=True) if nik}
    held: dict[int, bytes] = {}
    for party_id, nik in wanted.items():
        if nik not in taken:
            held[party_id] = nik
            taken.add(nik)
    return held


def _owners_of(record_ids: Sequence[int]) -> dict[int, int]:
    """The person that each record names, where it names one."""
    links = Link.objects.filter(record__in=record_ids, level=LinkLevel.PERSON, undone_at__isnull=True)
    return dict(links.values_list("record_id", "party_id"))
