"""What an officer does with a file: hand it in, confirm its columns, apply it, drop it, take it back, try again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from wadah.accounts.models import Institution, User
from wadah.core import audit
from wadah.core.actors import Actor
from wadah.core.errors import MoveNotAllowed, NotFound
from wadah.core.jobs import enqueue
from wadah.core.time import local
from wadah.core.transitions import move
from wadah.registry import jobs, storage
from wadah.registry.errors import FileTooLarge, IntakeNotReady, ReasonMissing, UndoTooLate
from wadah.registry.failures import would_fail_again
from wadah.registry.kinds import APPLICABLE
from wadah.registry.models import Intake, Record
from wadah.registry.policies import can_change_intake, can_import, visible_intakes
from wadah.registry.services.reveal import SHORTEST_REASON
from wadah.registry.shapes import SheetMapping
from wadah.registry.states import INTAKE_FLOW, LIVE_INTAKES, WORKING_INTAKES, IntakeState
from wadah.registry.work.check import DEFERRED
from wadah.registry.work.mapping import checked_mapping, remember_mapping

NAME_LENGTH = 200


@dataclass(frozen=True)
class Received:
    """The intake of a file; `is_new` is false when this office had handed in the same file before."""

    intake: Intake
    is_new: bool


def receive_file(
    *,
    actor: Actor,
    institution: Institution,
    file: BinaryIO,
    file_name: str,
    largest_bytes: int | None = None,
) -> Received:
    """Keeps the original sealed and starts reading it. The same file of the same office is one intake.

    Raises NotFound when the actor may not import for the institution, and FileTooLarge.
    """
    if not can_import(actor, institution):
        raise NotFound()
    size = _size_of(file)
    if largest_bytes is not None and size > largest_bytes:
        raise FileTooLarge(limit=largest_bytes // (1024 * 1024))
    digest = storage.sha256_of(file)
    before = _live(institution, digest)
    if before is not None:
        return Received(before, is_new=False)
    path = storage.store_sealed(file, storage.ORIGINAL)
    try:
        intake = _create(actor, institution, _clean_name(file_name), digest, size, path)
    except IntegrityError:
        # Another request handed in the same file between our look and our insert.
        storage.drop(path)
        before = _live(institution, digest)
        if before is None:
            raise
        return Received(before, is_new=False)
    return Received(intake, is_new=True)


@transaction.atomic
def _create(
    actor: Actor, institution: Institution, file_name: str, digest: str, size: int, path: str
) -> Intake:
    now = timezone.now()
    intake = Intake.objects.create(
        institution=institution,
        uploaded_by=actor if isinstance(actor, User) else None,
        file_name=file_name,
        sha256=digest,
        size_bytes=size,
        stored_path=path,
        created_at=now,
    )
    audit.record(actor, "registry.file_received", intake, region=institution.region_id, at=now)
    enqueue(jobs.read_intake, intake.pk)
    return intake


@transaction.atomic
def confirm_mapping(
    *,
    actor: Actor,
    public_id: UUID,
    mapping: Sequence[SheetMapping],
    outside_reason: str = "",
    defer: bool = False,
    remember: bool = True,
) -> Intake:
    """Says what each column means; the rows are checked in a job.

    With `remember` the answer stands for this office's next file as well: it was given by somebody.

    Rows of places outside the office's region are held, unless `outside_reason` says why this file's are let in;
    the reason stays in the audit. With `defer` the rows are stored, and compared later together with those of
    other files (link_deferred).

    Raises ReasonMissing for a reason that is too short, MappingUnknown for a sheet, column or field that is not
    there, MappingIncomplete when no used sheet names a business or an owner, IntakeNotReady when the file does
    not wait for a mapping.
    """
    intake = _intake_for(actor, public_id)
    if intake.state not in (IntakeState.MAPPING, IntakeState.CHECKED):
        raise IntakeNotReady()
    if outside_reason and len(outside_reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing()
    confirmed = checked_mapping(intake, mapping)
    now = timezone.now()
    if intake.state == IntakeState.CHECKED:
        # The officer saw in the result that a column was read wrongly: the rows are made again.
        move(intake, IntakeState.MAPPING, flow=INTAKE_FLOW, actor=actor, at=now)
    also: dict[str, Any] = {"mapping": confirmed, "done_count": 0, "done_through": 0}
    also["outside_reason"] = outside_reason.strip()
    also["counts"] = {DEFERRED: True} if defer else {}
    move(intake, IntakeState.CHECKING, flow=INTAKE_FLOW, actor=actor, at=now, also=also)
    if remember:
        remember_mapping(intake, now)
    region = _region(intake)
    audit.record(actor, "registry.mapping_confirmed", intake, region=region, at=now)
    if intake.outside_reason:
        reason = intake.outside_reason
        audit.record(actor, "registry.outside_let_in", intake, reason=reason, region=region, at=now)
    enqueue(jobs.check_intake, intake.pk)
    return intake


@transaction.atomic
def apply_intake(*, actor: Actor, public_id: UUID) -> Intake:
    """Starts applying a checked file; the rows follow in a job. Asking again while it runs changes nothing.

    Raises NotFound for a file that the actor may not know of, IntakeNotReady when it is not checked.
    """
    intake = _intake_for(actor, public_id)
    if intake.state in (IntakeState.APPLYING, IntakeState.APPLIED):
        return intake
    if intake.state != IntakeState.CHECKED:
        raise IntakeNotReady()
    total = Record.objects.filter(intake=intake, verdict__in=APPLICABLE).count()
    also = {"done_count": 0, "total_count": total, "done_through": 0}
    move(intake, IntakeState.APPLYING, flow=INTAKE_FLOW, actor=actor, also=also)
    audit.record(actor, "registry.intake_confirmed", intake, region=_region(intake), details={"rows": total})
    enqueue(jobs.apply_intake, intake.pk)
    return intake


@transaction.atomic
def discard_intake(*, actor: Actor, public_id: UUID, reason: str = "") -> Intake:
    """Drops a file that is not applied. Its original and its rows stay; they just count for nothing.

    Asking again changes nothing. Raises IntakeNotReady once it is being applied: then it can be undone.
    """
    intake = _intake_for(actor, public_id)
    if intake.state != IntakeState.DISCARDED:
        _discard(actor, intake, reason)
    return intake


@transaction.atomic
def discard_refused(*, actor: Actor, public_ids: Collection[UUID]) -> int:
    """Drops files that cannot be read in, all or none; gives how many are dropped now.

    Asking again changes nothing and is answered the same.

    Raises NotFound when one of them is not the actor's to change, IntakeNotReady when one is of use after all.
    """
    asked = set(public_ids)
    # In one order, so that two who ask for the same files wait for each other instead of for ever.
    intakes = list(_locked(actor).filter(public_id__in=asked).order_by("pk"))
    if len(intakes) != len(asked) or not all(can_change_intake(actor, intake) for intake in intakes):
        raise NotFound()
    there = [intake for intake in intakes if intake.state != IntakeState.DISCARDED]
    if not all(would_fail_again(intake) for intake in there):
        raise IntakeNotReady()
    for intake in there:
        _discard(actor, intake, "")
    return len(intakes)


def _discard(actor: Actor, intake: Intake, reason: str) -> None:
    try:
        move(intake, IntakeState.DISCARDED, flow=INTAKE_FLOW, actor=actor, reason=reason)
    except MoveNotAllowed:
        raise IntakeNotReady() from None
    audit.record(actor, "registry.intake_discarded", intake, reason=reason, region=_region(intake))
    enqueue(jobs.forget_keys, intake.pk)


@transaction.atomic
def undo_intake(*, actor: Actor, public_id: UUID, reason: str) -> Intake:
    """Takes an applied file back, in a job: its rows leave their parties, and parties without a row are closed.

    Asking again changes nothing. Raises UndoTooLate after `undo_until`, IntakeNotReady when it is not applied.
    """
    intake = _intake_for(actor, public_id)
    now = timezone.now()
    if intake.state in (IntakeState.UNDOING, IntakeState.UNDONE):
        return intake
    if intake.state != IntakeState.APPLIED:
        raise IntakeNotReady()
    if intake.undo_until is None or now > intake.undo_until:
        until = local(intake.undo_until).strftime("%d-%m-%Y") if intake.undo_until else ""
        raise UndoTooLate(until=until)
    also = {"done_count": 0, "done_through": 0}
    move(intake, IntakeState.UNDOING, flow=INTAKE_FLOW, actor=actor, reason=reason, at=now, also=also)
    audit.record(actor, "registry.intake_undo_started", intake, reason=reason, region=_region(intake), at=now)
    enqueue(jobs.undo_intake, intake.pk)
    return intake


@transaction.atomic
def retry_intake(*, actor: Actor, public_id: UUID) -> Intake:
    """Goes on with a failed file from the step that failed. Asking again while it works changes nothing.

    Raises IntakeNotReady when it has not failed.
    """
    intake = _intake_for(actor, public_id)
    if intake.state in WORKING_INTAKES:
        return intake
    if intake.state != IntakeState.FAILED:
        raise IntakeNotReady()
    step = IntakeState(intake.failed_in)
    also = {"failed_in": "", "error_code": "", "error_params": {}}
    move(intake, step, flow=INTAKE_FLOW, actor=actor, also=also)
    audit.record(
        actor, "registry.intake_retried", intake, region=_region(intake), details={"step": step.value}
    )
    enqueue(jobs.JOB_OF_STEP[step], intake.pk)
    return intake


@transaction.atomic
def request_returned_file(*, actor: Actor, public_id: UUID) -> Intake:
    """Asks for the returned file (again), after the disk was full or the pairs were decided.

    Changes nothing while one is on its way: then there is neither a file nor an error.
    """
    intake = _intake_for(actor, public_id)
    if intake.state not in (IntakeState.CHECKED, IntakeState.APPLYING, IntakeState.APPLIED):
        raise IntakeNotReady()
    if not intake.returned_path and not intake.returned_error:
        return intake
    Intake.objects.filter(pk=intake.pk).update(returned_error="")
    intake.returned_error = ""
    audit.record(actor, "registry.returned_requested", intake, region=_region(intake))
    enqueue(jobs.write_returned_file, intake.pk)
    return intake


def _intake_for(actor: Actor, public_id: UUID) -> Intake:
    """The file, locked. Raises NotFound for one that the actor may not know of or may not change."""
    intake = _locked(actor).filter(public_id=public_id).first()
    if intake is None or not can_change_intake(actor, intake):
        raise NotFound()
    return intake


def _locked(actor: Actor) -> QuerySet[Intake]:
    return visible_intakes(
        actor, Intake.objects.select_related("institution").select_for_update(of=("self",))
    )


def _region(intake: Intake) -> str:
    """Where the entry of the trail belongs: to the office that handed the file in."""
    return intake.institution.region_id


def _live(institution: Institution, digest: str) -> Intake | None:
    rows = Intake.objects.filter(institution=institution, sha256=digest, state__in=LIVE_INTAKES)
    return rows.select_related("institution").first()


def _size_of(file: BinaryIO) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size


def _clean_name(name: str) -> str:
    """The name alone: browsers may send a path, and some a very long one."""
    return PurePath(name.replace("\\", "/")).name[-NAME_LENGTH:] or "berkas"
