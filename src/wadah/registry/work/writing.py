"""Writes what a chunk of applied rows adds: parties, links, facts, pairs, in a handful of bulk statements."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import connection

from wadah.core.time import local_day
from wadah.registry.bulk import insert_rows, is_sqlite, reserve_ids
from wadah.registry.facts import Evidence
from wadah.registry.kinds import DecidedBy, LinkLevel, Verdict, may_be_one
from wadah.registry.models import Fact, Intake, Link, Pair, Party, Record
from wadah.registry.states import PairState
from wadah.registry.work.parties import regency_of
from wadah.registry.work.placing import NewLink, Placed, Plan, questions
from wadah.registry.work.statements import stated_facts

_PARTY = (
    "id", "public_id", "kind", "name", "name_key", "owner_id", "region_id", "regency", "activity", "kbli",
    "kbli_edition", "nib", "nik_hash", "established_on", "latest_record_id", "created_at", "updated_at",
)  # fmt: skip
_LINK = (
    "record_id", "level", "party_id", "regency", "matched_id", "score", "evidence", "decided", "decided_at",
)  # fmt: skip
_FACT = (
    "party_id", "regency", "kind", "number", "text", "unit", "on", "evidence", "record_id", "recorded_at",
)  # fmt: skip


def write_plan(plan: Plan, records: Sequence[Record], intake: Intake, at: datetime) -> None:
    """Everything that one chunk adds. Inside the caller's transaction."""
    moment = _moment(at)
    _write_parties(plan.new, moment)
    _renew_latest(plan.links)
    insert_rows(Link, _LINK, (_link_row(link, moment) for link in plan.links))
    _place_records([(record.pk, _id_of(plan.businesses[record.pk])) for record in records], moment)
    insert_rows(Fact, _FACT, _fact_rows(plan, records, intake, moment))
    write_pairs(records, intake, at)


def _write_parties(new: Sequence[Placed], at: Any) -> None:
    """Persons stand before their businesses in the plan, so an owner's id is known in time."""
    for placed, party_id in zip(new, reserve_ids(Party, len(new)), strict=True):
        placed.party_id = party_id
    insert_rows(Party, _PARTY, (_party_row(placed, at) for placed in new))


def _renew_latest(links: Sequence[NewLink]) -> None:
    """The newest record of parties that were there before; what they look like changes only by a refresh."""
    known = {_id_of(link.party): link.record_id for link in links if link.party.new is None}
    table = Party._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET latest_record_id = %s WHERE id = %s",  # noqa: S608
            [(record_id, party_id) for party_id, record_id in sorted(known.items())],
        )


def _party_row(placed: Placed, at: Any) -> tuple[Any, ...]:
    made = placed.new
    if made is None:
        raise ValueError("Only a new party is written.")
    columns = made.columns
    # SQLite keeps a UUID as its 32 digits.
    public_id = made.public_id.hex if is_sqlite() else made.public_id
    return (
        placed.party_id, public_id, made.kind.value, columns.name, columns.name_key,
        _id_of(made.owner) if made.owner else None, columns.region_id, made.regency, columns.activity,
        columns.kbli, columns.kbli_edition, columns.nib, placed.nik, columns.established_on, placed.latest_record_id,
        at, at,
    )  # fmt: skip


def _link_row(link: NewLink, at: Any) -> tuple[Any, ...]:
    return (
        link.record_id, link.level.value, _id_of(link.party), link.regency, link.matched_id, link.score,
        _json(link.evidence), DecidedBy.MACHINE.value, at,
    )  # fmt: skip


def _fact_rows(plan: Plan, records: Sequence[Record], intake: Intake, at: Any) -> Iterable[tuple[Any, ...]]:
    """A row with the content of an earlier one states nothing new."""
    on, office = local_day(intake.created_at), intake.institution.region_id
    for record in records:
        if record.verdict == Verdict.SAME:
            continue
        party_id, regency = _id_of(plan.businesses[record.pk]), regency_of(record.region_id, office)
        for fact in stated_facts(record.values):
            yield (
                party_id, regency, fact.kind.code, fact.number, fact.text, fact.kind.unit.value, on,
                Evidence.SPREADSHEET.value, record.pk, at,
            )  # fmt: skip


def _place_records(placed: Sequence[tuple[int, int]], at: Any) -> None:
    table = Record._meta.db_table
    with connection.cursor() as cursor:
        if is_sqlite():
            cursor.executemany(
                f"UPDATE {table} SET party_id = %s, applied_at = %s WHERE id = %s",  # noqa: S608
                [(party_id, at, record_id) for record_id, party_id in placed],
            )
            return
        cursor.execute(
            f"UPDATE {table} SET party_id = placed.party_id, applied_at = %s "  # noqa: S608
            "FROM unnest(%s::bigint[], %s::bigint[]) AS placed(id, party_id) "
            f"WHERE {table}.id = placed.id",
            [at, [record_id for record_id, _ in placed], [party_id for _, party_id in placed]],
        )


def write_pairs(records: Sequence[Record], intake: Intake, at: datetime) -> None:
    """The questions of the chunk; one that was asked before, or is answered by a common party, is not asked."""
    asked = [(record, match) for record in records for match in questions(record)]
    if not asked:
        return
    ids = {record.pk for record, _ in asked} | {match["record"] for _, match in asked}
    placed = Record.objects.filter(pk__in=ids, party__isnull=False).select_related("party")
    found = {record.pk: record for record in placed.only("party__kind", "party__regency")}
    pairs = []
    for record, match in asked:
        left, right = sorted((record.pk, match["record"]))
        if not (left in found and right in found and _askable(found[left].party, found[right].party)):
            continue
        pairs.append(
            Pair(
                public_id=uuid4(), left_id=left, right_id=right, level=LinkLevel(match["level"]), intake=intake,
                left_regency=_regency(found[left]), right_regency=_regency(found[right]),
                score=match["score"], evidence=match["evidence"], state=PairState.OPEN, created_at=at,
            )
        )  # fmt: skip
    Pair.objects.bulk_create(pairs, ignore_conflicts=True)


def _regency(record: Record) -> str:
    """Where it is decided what the record belongs to: where its party is listed now."""
    return record.party.regency if record.party else ""


def _askable(left: Party | None, right: Party | None) -> bool:
    """Two parties that may be one. A household and the business of its head share the person, not the party."""
    if left is None or right is None:
        return False
    return left.pk != right.pk and may_be_one(left.kind, right.kind)


def _id_of(placed: Placed) -> int:
    if placed.party_id is None:
        raise ValueError("A party is written before what refers to it.")
    return placed.party_id


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _moment(at: datetime) -> Any:
    """SQLite keeps moments as text without a zone, in UTC, as Django writes them."""
    return connection.ops.adapt_datetimefield_value(at)
