"""What an owner says of the own business, kept as a row of its own: a correction, or a business not known before.

The row comes in through a form instead of a file; it is never written over another row, and can be taken back.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.models import Institution, User
from wadah.core import audit
from wadah.core.actors import Actor
from wadah.core.errors import NotFound
from wadah.core.idempotency import once
from wadah.core.jobs import enqueue
from wadah.core.rulebook import rule
from wadah.core.time import local_day
from wadah.core.transitions import move
from wadah.registry import fields, jobs
from wadah.registry.crowds import Crowds
from wadah.registry.errors import NoOffice, ReasonMissing, TooManyWords
from wadah.registry.fields import name_key
from wadah.registry.form_row import SHEET, FormRow, form_mapping
from wadah.registry.kinds import Channel, ClaimRole, ClaimWay, DecidedBy, LinkLevel, PartyKind, Verdict
from wadah.registry.linkage import Answer
from wadah.registry.models import Claim, Intake, Link, Party, Record
from wadah.registry.pen import take_pen
from wadah.registry.policies import CLAIMABLE, can_merge, owned_parties
from wadah.registry.services.claims import grant
from wadah.registry.services.reveal import SHORTEST_REASON
from wadah.registry.states import INTAKE_FLOW, ClaimState, IntakeState
from wadah.registry.verdicts import Match, Row, judge_rows
from wadah.registry.work.apply import UNDO_DAYS
from wadah.registry.work.parties import person_columns, refresh_parties
from wadah.registry.work.placing import Placing
from wadah.registry.work.storing import recount, store_keys, store_rows, store_verdicts
from wadah.registry.work.understanding import prepare_chunk
from wadah.registry.work.undo import undo_rows
from wadah.registry.work.writing import write_pairs, write_plan

REGENCY_LENGTH = 5
RECEIVING = (
    InstitutionKind.REGENCY_OFFICE,
    InstitutionKind.COOPERATIVE_OFFICE,
    InstitutionKind.PROVINCE_OFFICE,
)
WORDS_A_DAY = "claims.words_a_day"
# Stands where a file has its name.
FORM_NAME = "Keterangan pemilik"
# Evidence of a question that is asked because an owner says something else than what is known.
NIK_KNOWN = ("nik", "nik:same", 0.0)


def correct_business(*, actor: User, public_id: UUID, row: FormRow, idempotency_key: str = "") -> Party:
    """Adds what the owner, or a manager, says of the business. Raises NotFound, NoOffice and TooManyWords."""

    def correct() -> str:
        take_pen()
        party = owned_parties(
            actor, Party.objects.filter(public_id=public_id, closed_at__isnull=True)
        ).first()
        if party is None or party.kind not in CLAIMABLE:
            raise NotFound()
        now = timezone.now()
        holder = _holder_of_nik(row, (party.owner_id,))
        intake, rows = _receive(actor, row, now, joins_by_nik=holder is None)
        record = Record.objects.get(pk=rows[0].record_id)
        _say_of(party, record, actor, now)
        recount(intake, Verdict.NEW, Verdict.CHANGES)
        intake.save(update_fields=["counts"])
        _ask_about_nik(record, holder, intake, now)
        before = party.regency
        party.refresh_from_db()
        enqueue(jobs.count_places, sorted({before, party.regency}))
        audit.record(actor, "registry.business_corrected", party, region=party.regency, at=now)
        return str(party.public_id)

    with transaction.atomic():
        found = once(actor, idempotency_key, "correct_business", correct, content=_content(row))
    return Party.objects.get(public_id=UUID(found))


def register_business(*, actor: User, row: FormRow, idempotency_key: str = "") -> Party:
    """Adds a business that nobody has told of; it is the actor's. Of what it is like, an officer is asked.

    A likeness joins it to nothing by itself, however sure: else whoever types a known NIB had that business.
    Raises NoOffice and TooManyWords.
    """

    def register() -> str:
        take_pen()
        now = timezone.now()
        own = _own_persons(actor)
        holder = _holder_of_nik(row, own)
        intake, rows = _receive(actor, row, now, joins_by_nik=holder is None)
        _judge(rows, intake, own)
        record = Record.objects.get(pk=rows[0].record_id)
        party = _place(record, intake, actor, now)
        _ask_about_nik(record, holder, intake, now)
        claim = Claim.objects.create(party=party, user=actor, way=ClaimWay.REGISTERED, asked_at=now)
        grant(claim, actor, "", now)
        enqueue(jobs.count_places, [party.regency])
        audit.record(actor, "registry.business_registered", party, region=party.regency, at=now)
        return str(party.public_id)

    with transaction.atomic():
        found = once(actor, idempotency_key, "register_business", register, content=_content(row))
    return Party.objects.get(public_id=UUID(found))


@transaction.atomic
def take_back(*, actor: Actor, public_id: UUID, reason: str = "") -> Party:
    """Takes a row out of a form back: by an officer of the place with a reason, or by who wrote it.

    `public_id` is that of the intake. Raises NotFound, ReasonMissing, and StateConflict when somebody was faster.
    """
    take_pen()
    intake = Intake.objects.filter(
        public_id=public_id, channel=Channel.FORM, state=IntakeState.APPLIED
    ).first()
    links = Link.objects.filter(record__intake=intake, level=LinkLevel.BUSINESS, undone_at__isnull=True)
    link = links.select_related("party").first() if intake is not None else None
    if intake is None or link is None:
        raise NotFound()
    is_own = isinstance(actor, User) and intake.uploaded_by_id == actor.pk
    # Who has handed the business over takes nothing back any more.
    is_own = is_own and owned_parties(actor, Party.objects.filter(pk=link.party_id)).exists()
    if not is_own and not can_merge(actor, link.party):
        raise NotFound()
    if not is_own and len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing()
    now, region = timezone.now(), link.party.regency
    again = {"done_count": 0, "done_through": 0}
    move(intake, IntakeState.UNDOING, flow=INTAKE_FLOW, actor=actor, reason=reason, at=now, also=again)
    undo_rows(intake.pk)
    audit.record(
        actor, "registry.owner_word_taken_back", link.party, reason=reason.strip(), region=region, at=now
    )
    link.party.refresh_from_db()
    enqueue(jobs.count_places, sorted({region, link.party.regency}))
    return link.party


def receiving_office(region: str) -> Institution:
    """The office that takes in what owners of this place tell: of the regency, else of the province. Raises NoOffice."""
    places = [region[:REGENCY_LENGTH], settings.WADAH_PROVINCE]
    offices = Institution.objects.filter(kind__in=RECEIVING, region__in=places, is_active=True)
    ranked = sorted(
        offices, key=lambda one: (-len(one.region_id), RECEIVING.index(InstitutionKind(one.kind)), one.pk)
    )
    if not ranked or not region.startswith(settings.WADAH_PROVINCE + "."):
        raise NoOffice()
    return ranked[0]


def _content(row: FormRow) -> list[Any]:
    said = {name: str(value) for name, value in {**row.checked.values, **row.checked.sensitive}.items()}
    return [said, row.checked.region]


def _receive(actor: User, row: FormRow, now: datetime, *, joins_by_nik: bool) -> tuple[Intake, list[Row]]:
    """Stores the row in an intake of its own, applied from the start, with its keys."""
    _within_the_day(actor, now)
    until = now + timedelta(days=rule(UNDO_DAYS, local_day(now)).integer)
    intake = Intake.objects.create(
        channel=Channel.FORM,
        institution=receiving_office(row.checked.region or ""),
        uploaded_by=actor,
        file_name=FORM_NAME,
        # Two forms may say the same: each is an intake.
        sha256=sha256(uuid4().bytes).hexdigest(),
        size_bytes=0,
        stored_path="",
        state=IntakeState.APPLIED,
        mapping=form_mapping(),
        total_count=1,
        created_at=now,
        checked_at=now,
        applied_at=now,
        undo_until=until,
    )
    chunk = prepare_chunk(SHEET, [row.checked], row.sealed_columns)
    keyed = store_rows(intake, chunk if joins_by_nik else chunk._replace(nik_hashes=[None]))
    store_keys(keyed)
    intake.save(update_fields=["counts", "done_count", "done_through"])
    return intake, [Row(*one) for one in keyed]


def _within_the_day(actor: User, now: datetime) -> None:
    """Counted under the pen, so that two forms of one moment are counted both."""
    most = rule(WORDS_A_DAY, local_day(now)).integer
    day = Intake.objects.filter(
        channel=Channel.FORM, uploaded_by=actor, created_at__gt=now - timedelta(days=1)
    )
    if day.count() >= most:
        raise TooManyWords(most=most)


def _say_of(party: Party, record: Record, actor: User, now: datetime) -> None:
    """Links the row to the business and its owner by the word of a person, and brings both up to date."""
    before = party.latest_record_id
    Record.objects.filter(pk=record.pk).update(party=party, applied_at=now, verdict=Verdict.CHANGES)
    spoken_of = [(LinkLevel.BUSINESS, party.pk)]
    person = party.owner_id or _new_person(record, party, now)
    if person is not None:
        spoken_of.append((LinkLevel.PERSON, person))
    Link.objects.bulk_create(
        Link(
            record=record,
            level=level,
            party_id=party_id,
            regency=party.regency,
            matched_id=before if level == LinkLevel.BUSINESS else None,
            score=1.0,
            decided=DecidedBy.PERSON,
            decided_by=actor,
            decided_at=now,
        )
        for level, party_id in spoken_of
    )
    # The person first: a business is told by its rows whose it is.
    refresh_parties([party_id for _level, party_id in reversed(spoken_of)], now)


def _new_person(record: Record, party: Party, now: datetime) -> int | None:
    """The owner of a business of which none was known, when the row names one."""
    name = record.values.get(fields.OWNER)
    if not name:
        return None
    columns = person_columns(record.values, record.region_id)
    made = Party.objects.create(
        kind=PartyKind.PERSON,
        name=columns.name,
        name_key=name_key(name),
        region_id=record.region_id,
        regency=party.regency,
        created_at=now,
        updated_at=now,
    )
    return made.pk


def _own_persons(actor: User) -> tuple[int, ...]:
    """The persons whose businesses the actor holds: the actor, as far as the registry knows."""
    held = Claim.objects.filter(user=actor, state=ClaimState.GRANTED, role=ClaimRole.OWNER)
    owners = held.filter(party__owner__isnull=False).values_list("party__owner", flat=True)
    return tuple(owner for owner in owners if owner is not None)


def _holder_of_nik(row: FormRow, own: tuple[int | None, ...]) -> Record | None:
    """The latest row of the person who has this NIK, unless that is the actor's own.

    A row of somebody whose word nobody has checked joins no stranger by a number: an officer is asked whether the
    two are one. The number stays in the row, sealed, and nothing tells that it is known.
    """
    if row.nik_hash is None:
        return None
    persons = Party.objects.filter(kind=PartyKind.PERSON, nik_hash=row.nik_hash, closed_at__isnull=True)
    holder = persons.exclude(pk__in=[one for one in own if one]).select_related("latest_record").first()
    return holder.latest_record if holder is not None else None


def _ask_about_nik(record: Record, other: Record | None, intake: Intake, now: datetime) -> None:
    if other is None:
        return
    match = Match(other.pk, LinkLevel.PERSON, Answer.ASK, 1.0, (NIK_KNOWN,))
    record.matches = [match.as_json()]
    write_pairs([record], intake, now)


def _judge(rows: list[Row], intake: Intake, own: tuple[int, ...]) -> None:
    """What the row is like becomes a question; only the actor's own person is joined without one."""
    judge_rows(rows, Crowds(intake.pk))
    (row,) = rows
    mine = Link.objects.filter(level=LinkLevel.PERSON, party__in=own, undone_at__isnull=True)
    known = set(
        mine.filter(record__in=[match.record_id for match in row.matches]).values_list("record", flat=True)
    )
    row.matches = [
        replace(match, answer=Answer.ASK, changed=()) if match.level == LinkLevel.BUSINESS else match
        for match in row.matches
        if match.level == LinkLevel.BUSINESS or match.record_id in known
    ]
    is_alike = any(match.level == LinkLevel.BUSINESS for match in row.matches)
    row.verdict = Verdict.POSSIBLE_DUPLICATE if is_alike else Verdict.NEW
    store_verdicts(rows)
    recount(intake, Verdict.NEW, row.verdict)
    intake.save(update_fields=["counts"])


def _place(record: Record, intake: Intake, actor: User, now: datetime) -> Party:
    """Makes the business and its person as the row of a file would."""
    placing = Placing([record], intake.institution.region_id, now)
    placing.place(record)
    write_plan(placing.plan, [record], intake, now)
    links = Link.objects.filter(record=record)
    links.update(decided=DecidedBy.PERSON, decided_by=actor)
    refresh_parties({*placing.plan.touched, *links.values_list("party", flat=True)}, now)
    record.refresh_from_db()
    if record.party is None:
        raise ValueError("A placed row has its party.")
    return record.party
