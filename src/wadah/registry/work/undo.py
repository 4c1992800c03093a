"""Takes an applied file back: its rows leave their parties, and parties without a row are closed. Nothing is deleted."""

from contextlib import suppress

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from wadah.core import audit
from wadah.core.jobs import fence
from wadah.core.transitions import move
from wadah.registry.errors import MergeBuried
from wadah.registry.kinds import APPLICABLE
from wadah.registry.models import Intake, Link, Merge, Pair, Record
from wadah.registry.pen import take_pen
from wadah.registry.services.merges import Decision, undo_merge
from wadah.registry.states import INTAKE_FLOW, PAIR_FLOW, IntakeState, PairState
from wadah.registry.work.keys import remove_keys
from wadah.registry.work.parties import refresh_parties
from wadah.registry.work.progress import next_records

MACHINE = "machine:undo"
CHUNK_ROWS = 500


def undo_rows(intake_id: int) -> None:
    """Takes back what is left of the file. Run again after a crash it goes on behind the last whole chunk."""
    while undo_next_chunk(intake_id):
        pass


@transaction.atomic
def undo_next_chunk(intake_id: int) -> bool:
    """One chunk; False when there was none left and the intake is undone."""
    fence()
    take_pen()
    intake = Intake.objects.select_for_update(of=("self",)).select_related("institution").get(pk=intake_id)
    if intake.state != IntakeState.UNDOING:
        return False
    now = timezone.now()
    if not intake.done_through:
        _take_merges_apart(intake, Decision(MACHINE, now))
    records = next_records(intake, APPLICABLE, CHUNK_ROWS)
    if not records:
        move(intake, IntakeState.UNDONE, flow=INTAKE_FLOW, actor=MACHINE, at=now)
        return False
    ids = [record.pk for record in records]
    links = Link.objects.filter(record__in=ids, undone_at__isnull=True)
    touched = set(links.values_list("party_id", flat=True))
    links.update(undone_at=now)
    Record.objects.filter(pk__in=ids).update(party=None, applied_at=None)
    remove_keys(records)
    _withdraw_pairs(ids)
    refresh_parties(touched, now)
    done_count = min(intake.done_count + len(records), intake.total_count)
    Intake.objects.filter(pk=intake.pk).update(done_through=ids[-1], done_count=done_count)
    region, details = intake.institution.region_id, {"rows": len(ids), "through": ids[-1]}
    audit.record(MACHINE, "registry.rows_undone", intake, region=region, details=details, at=now)
    return True


def _take_merges_apart(intake: Intake, decision: Decision) -> None:
    """What was joined because of a row of this file; nobody could take it apart once the question is withdrawn.

    The newest first. One on which a later merge stands, decided on other rows, stays; `split` is left for it.
    """
    told = Merge.objects.filter(undone_at__isnull=True)
    of_file = told.filter(Q(pair__left__intake=intake) | Q(pair__right__intake=intake))
    for merge in of_file.order_by("-pk"):
        with suppress(MergeBuried):
            undo_merge(merge, decision)


def _withdraw_pairs(record_ids: list[int]) -> None:
    """Questions about rows that no longer count. An answer that was given stays in the history of states."""
    for side in ("left", "right"):
        for pair in Pair.objects.filter(**{f"{side}__in": record_ids}).exclude(state=PairState.WITHDRAWN):
            move(pair, PairState.WITHDRAWN, flow=PAIR_FLOW, actor=MACHINE)
