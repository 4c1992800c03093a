"""What waits for one person: files on their way, pairs to decide, rows to repair, what was done lately."""

from dataclasses import dataclass
from functools import cached_property

from wadah.accounts.policies import scope_of
from wadah.accounts.roles import Capability
from wadah.core.actors import Actor
from wadah.registry.failures import would_fail_again
from wadah.registry.kinds import Verdict
from wadah.registry.models import Intake
from wadah.registry.policies import can_change_intake, visible_intakes
from wadah.registry.queries.claims import claims_count
from wadah.registry.queries.figures import Quality, quality_for
from wadah.registry.queries.pairs import pairs_in
from wadah.registry.states import WORKING_INTAKES, IntakeState, PairState

MOST_FILES = 12
MOST_APPLIED = 5
# The head of a queue: whether more wait than this is all that a reader needs, and counting on costs.
MOST_PAIRS_COUNTED = 100
WAITING_FOR_A_PERSON = (IntakeState.MAPPING, IntakeState.CHECKED, IntakeState.FAILED)
WAITING_FOR_A_JOB = (IntakeState.RECEIVED, *WORKING_INTAKES)


@dataclass(frozen=True)
class Waiting:
    """A file in the queue."""

    intake: Intake
    may_change: bool = False

    @property
    def is_working(self) -> bool:
        """Whether a job is at it; nobody need do anything."""
        return self.intake.state in WAITING_FOR_A_JOB

    @property
    def is_refused(self) -> bool:
        """Whether all that the person can do is to put it aside."""
        return self.may_change and would_fail_again(self.intake)

    @property
    def percent(self) -> int:
        """How far the job is, 0 to 100."""
        total = self.intake.total_count
        return 100 * self.intake.done_count // total if total else 0

    @cached_property
    def repairs_count(self) -> int:
        """Rows that are held back until the office repairs them."""
        verdicts: dict[str, int] = self.intake.counts.get("verdicts", {})
        return verdicts.get(Verdict.NEEDS_REPAIR, 0)


@dataclass(frozen=True)
class Workspace:
    """Everything on the workspace of one person. Empty parts are those they may not see, or that are done."""

    files: tuple[Waiting, ...] = ()
    pairs_count: int = 0
    unsure_count: int = 0
    claims_count: int = 0
    applied: tuple[Waiting, ...] = ()
    quality: Quality | None = None

    @property
    def has_more_pairs(self) -> bool:
        """Whether more pairs wait than were counted."""
        return self.pairs_count > MOST_PAIRS_COUNTED

    @property
    def for_person(self) -> tuple[Waiting, ...]:
        """Files that wait for a person to go on with them."""
        return tuple(file for file in self.files if not file.is_working and not file.is_refused)

    @property
    def refused(self) -> tuple[Waiting, ...]:
        """Files that cannot be read in; they are put aside together."""
        return tuple(file for file in self.files if file.is_refused)

    @property
    def for_job(self) -> tuple[Waiting, ...]:
        """Files at which a job works."""
        return tuple(file for file in self.files if file.is_working)

    @property
    def has_steps(self) -> bool:
        """Whether anything waits that leads on."""
        return bool(
            self.for_person or self.claims_count or self.pairs_count or self.unsure_count or self.to_repair
        )

    @property
    def is_clear(self) -> bool:
        """Nothing waits for this person."""
        return not self.has_steps and not self.refused

    @property
    def to_repair(self) -> tuple[Waiting, ...]:
        """Applied files of which rows are still held back."""
        return tuple(file for file in self.applied if file.repairs_count)


def workspace_of(actor: Actor) -> Workspace:
    """What waits for the actor; parts that their capabilities do not reach cost no query."""
    held = scope_of(actor).capabilities
    imports, reviews = Capability.IMPORT in held, Capability.REVIEW in held
    return Workspace(
        files=_files(actor) if imports else (),
        pairs_count=_pairs_count(actor, PairState.OPEN) if reviews else 0,
        unsure_count=_pairs_count(actor, PairState.UNSURE) if reviews else 0,
        claims_count=claims_count(actor) if reviews else 0,
        applied=_applied(actor) if imports else (),
        quality=quality_for(actor) if Capability.READ_FIGURES in held else None,
    )


def _files(actor: Actor) -> tuple[Waiting, ...]:
    unfinished = visible_intakes(
        actor, Intake.objects.filter(state__in=(*WAITING_FOR_A_PERSON, *WAITING_FOR_A_JOB))
    )
    newest = unfinished.select_related("institution").order_by("-created_at", "-pk")[:MOST_FILES]
    return tuple(Waiting(intake, can_change_intake(actor, intake)) for intake in newest)


def _applied(actor: Actor) -> tuple[Waiting, ...]:
    done = visible_intakes(actor, Intake.objects.filter(state=IntakeState.APPLIED))
    newest = done.select_related("institution").order_by("-applied_at", "-pk")[:MOST_APPLIED]
    return tuple(Waiting(intake) for intake in newest)


def _pairs_count(actor: Actor, state: PairState) -> int:
    return pairs_in(actor, [state]).order_by()[: MOST_PAIRS_COUNTED + 1].count()
