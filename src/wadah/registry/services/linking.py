"""Links the rows of files that wait to be compared together: the first load of a registry."""

from dataclasses import dataclass

from wadah.core import audit
from wadah.core.actors import Actor
from wadah.registry.models import Intake
from wadah.registry.services.intakes import apply_intake
from wadah.registry.states import IntakeState
from wadah.registry.work.check import DEFERRED, STORED, finish_check


@dataclass(frozen=True)
class LinkedFiles:
    """What was linked: files, their rows, and the rows by verdict."""

    files: int
    rows: int
    verdicts: dict[str, int]


def deferred_intakes() -> list[Intake]:
    """Files whose rows are stored and wait, in the order in which they were stored."""
    checking = Intake.objects.filter(state=IntakeState.CHECKING).select_related("institution").order_by("pk")
    return [intake for intake in checking if DEFERRED in intake.counts and STORED in intake.counts]


def link_deferred(*, actor: Actor, apply: bool = False) -> LinkedFiles:
    """Compares the rows of all waiting files with one another at once, and applies them when asked to.

    For the command line: it loads DuckDB, and takes a minute for a million rows.
    """
    # Heavy, and never needed in the web process.
    from wadah.registry.work.compare_tables import compare_as_tables  # noqa: PLC0415

    intakes = deferred_intakes()
    if intakes:
        compare_as_tables(intakes)
    for intake in intakes:
        finish_check(intake)
        region, details = intake.institution.region_id, {"rows": intake.total_count}
        audit.record(actor, "registry.intake_linked", intake, region=region, details=details)
        if apply:
            apply_intake(actor=actor, public_id=intake.public_id)
    verdicts: dict[str, int] = {}
    for intake in intakes:
        for verdict, count in intake.counts["verdicts"].items():
            verdicts[verdict] = verdicts.get(verdict, 0) + count
    return LinkedFiles(len(intakes), sum(intake.total_count for intake in intakes), verdicts)
