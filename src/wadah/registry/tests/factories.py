"""Rows of the registry for tests, made with as few surprises as can be."""

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.utils import timezone

from wadah.accounts.models import Institution
from wadah.core.secrets import keyed_hash
from wadah.registry.compact import compact
from wadah.registry.fields import name_key
from wadah.registry.fingerprints import fingerprints_of
from wadah.registry.kinds import DecidedBy, LinkLevel, PartyKind, Verdict
from wadah.registry.models import Intake, Link, Pair, Party, Record
from wadah.registry.sealed import SealedCells, as_text, seal_texts
from wadah.registry.states import IntakeState

_number = count(1)


def make_intake(institution: Institution, state: str = IntakeState.APPLIED, **columns: Any) -> Intake:
    """A file of an office; applied unless said otherwise, and each a minute newer than the one before."""
    number = next(_number)
    at = timezone.now() - timedelta(days=1) + timedelta(minutes=number)
    if state == IntakeState.APPLIED:
        columns = {"applied_at": at, "undo_until": at + timedelta(days=30), **columns}
    columns = {"file_name": f"data {number}.xlsx", **columns}
    return Intake.objects.create(
        institution=institution,
        sha256=f"{number:064x}",
        size_bytes=1000,
        stored_path=f"intakes/{number}.sealed",
        state=state,
        created_at=at,
        checked_at=at,
        **columns,
    )


def make_refused(institution: Institution, **columns: Any) -> Intake:
    """A file that is a table of totals, no list of businesses."""
    return make_intake(
        institution, IntakeState.FAILED, failed_in=IntakeState.READING, error_code="statistics", **columns
    )


def make_record(
    intake: Intake,
    values: dict[str, Any],
    *,
    region: str | None = "16.02.01",
    nik: str = "",
    phones: tuple[str, ...] = (),
    verdict: str = Verdict.NEW,
    matches: list[dict[str, Any]] | None = None,
) -> Record:
    """A checked row of the file, not applied."""
    sealed = as_text(SealedCells(nik=nik, phones=phones))
    return Record.objects.create(
        intake=intake,
        sheet=0,
        row_number=next(_number) + 1,
        raw=list(values.values()),
        sealed=seal_texts([sealed])[0] if nik or phones else None,
        values=values,
        nik_hash=keyed_hash("nik", nik) if nik else None,
        phone_hashes=b"".join(keyed_hash("phone", phone) for phone in phones) or None,
        fingerprint=fingerprints_of([compact(values, sort=True)], [region], [sealed])[0],
        region_id=region,
        verdict=verdict,
        matches=matches or [],
    )


def make_party(kind: PartyKind, name: str, *, regency: str = "16.02", **columns: Any) -> Party:
    """A party without a record."""
    at = timezone.now() + timedelta(milliseconds=next(_number))
    return Party.objects.create(
        kind=kind,
        name=name,
        name_key=name_key(name),
        regency=regency,
        created_at=at,
        updated_at=at,
        **columns,
    )


def link(
    record: Record, party: Party, level: LinkLevel, matched: Record | None = None, **columns: Any
) -> Link:
    """The record speaks of the party."""
    if level == LinkLevel.BUSINESS:
        Record.objects.filter(pk=record.pk).update(party=party, applied_at=timezone.now())
    return Link.objects.create(
        record=record,
        level=level,
        party=party,
        regency=party.regency,
        matched=matched,
        score=1.0,
        decided=DecidedBy.MACHINE,
        decided_at=timezone.now(),
        **columns,
    )


def make_business(
    intake: Intake, name: str, owner: str = "", *, nik: str = "", region: str = "16.02.01", **values: Any
) -> Party:
    """An applied row with its business and, when an owner is named, its person."""
    named = {"business_name": name, **({"owner_name": owner} if owner else {}), **values}
    record = make_record(intake, named, nik=nik, region=region)
    person = None
    if owner:
        nik_hash = keyed_hash("nik", nik) if nik else None
        person = make_party(
            PartyKind.PERSON,
            owner,
            regency=region[:5],
            region_id=region,
            nik_hash=nik_hash,
            latest_record=record,
        )
        link(record, person, LinkLevel.PERSON)
    business = make_party(
        PartyKind.BUSINESS,
        name,
        regency=region[:5],
        region_id=region,
        owner=person,
        nib=values.get("nib", ""),
        latest_record=record,
    )
    link(record, business, LinkLevel.BUSINESS)
    return business


def record_of(party: Party) -> Record:
    """The only record of a party."""
    return Link.objects.get(party=party, undone_at__isnull=True).record


def make_pair(left: Record, right: Record, *, score: float = 0.6, regency: str = "16.02") -> Pair:
    """A question about two records."""
    first, second = sorted((left, right), key=lambda record: record.pk)
    return Pair.objects.create(
        left=first,
        right=second,
        level=LinkLevel.BUSINESS,
        intake=second.intake,
        left_regency=regency,
        right_regency=regency,
        score=score,
        evidence=[["name", "name:near", 5.0]],
        created_at=timezone.now(),
    )


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Everything that parties consist of, to compare before with after."""
    links = Link.objects.filter(undone_at__isnull=True).order_by("record_id", "level")
    parties = Party.objects.order_by("pk").values(
        "pk",
        "public_id",
        "name",
        "owner_id",
        "nib",
        "nik_hash",
        "region_id",
        "merged_into_id",
        "latest_record_id",
    )
    return {
        "parties": [_plain(row) for row in parties],
        "open": list(Party.objects.filter(closed_at__isnull=True).order_by("pk").values("pk")),
        "links": list(links.values("record_id", "level", "party_id")),
        "records": list(Record.objects.order_by("pk").values("pk", "party_id")),
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: bytes(value)
        if isinstance(value, memoryview)
        else str(value)
        if isinstance(value, UUID)
        else value
        for name, value in row.items()
    }
