"""Makes the checked rows of a file part of the registry: in chunks, each one transaction, resumable at any point."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from wadah.core import audit
from wadah.core.jobs import fence
from wadah.core.rulebook import rule
from wadah.core.time import local_day
from wadah.core.transitions import move
from wadah.registry.crowds import Crowds
from wadah.registry.kinds import APPLICABLE
from wadah.registry.models import Intake
from wadah.registry.pen import take_pen
from wadah.registry.states import INTAKE_FLOW, IntakeState
from wadah.registry.work.claims import hold_claims_of
from wadah.registry.work.parties import refresh_parties
from wadah.registry.work.placing import Placing
from wadah.registry.work.progress import next_records
from wadah.registry.work.rejudging import registry_moved_on, rejudge
from wadah.registry.work.writing import write_plan

MACHINE = "machine:apply"
CHUNK_ROWS = 1_000
UNDO_DAYS = "intake.undo_days"


def apply_rows(intake_id: int) -> None:
    """Applies what is left of the file. Run again after a crash it goes on behind the last whole chunk."""
    crowds = Crowds(intake_id)
    while apply_next_chunk(intake_id, crowds):
        pass


@transaction.atomic
def apply_next_chunk(intake_id: int, crowds: Crowds | None = None) -> bool:
    """One chunk; False when there was none left and the intake is applied. `crowds` serve all chunks of a file."""
    fence()
    take_pen()
    intake = Intake.objects.select_for_update(of=("self",)).select_related("institution").get(pk=intake_id)
    if intake.state != IntakeState.APPLYING:
        return False
    now = timezone.now()
    records = next_records(intake, APPLICABLE, CHUNK_ROWS)
    if not records:
        until = now + timedelta(days=rule(UNDO_DAYS, local_day(now)).integer)
        done = {"applied_at": now, "undo_until": until, "done_count": intake.total_count}
        move(intake, IntakeState.APPLIED, flow=INTAKE_FLOW, actor=MACHINE, at=now, also=done)
        return False
    if registry_moved_on(intake):
        rejudge(records, crowds or Crowds(intake_id))
    hold_claims_of(records, intake.institution.region_id)
    placing = Placing(records, intake.institution.region_id, now)
    for record in records:
        placing.place(record)
    write_plan(placing.plan, records, intake, now)
    refresh_parties(placing.plan.touched, now)
    done_count = min(intake.done_count + len(records), intake.total_count)
    Intake.objects.filter(pk=intake.pk).update(done_through=records[-1].pk, done_count=done_count)
    details = {"rows": len(records), "new": len(placing.plan.new), "through": records[-1].pk}
    region = intake.institution.region_id
    audit.record(MACHINE, "registry.rows_applied", intake, region=region, details=details, at=now)
    return True
