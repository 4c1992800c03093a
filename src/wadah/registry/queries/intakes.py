"""Files on their way into the registry: the list, and one file with its problems. Its rows are in rows.py."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from wadah.accounts.models import Institution
from wadah.accounts.policies import scope_of
from wadah.accounts.roles import Capability
from wadah.core.actors import Actor
from wadah.core.errors import NotFound
from wadah.core.paging import Page, keyset
from wadah.registry.failures import would_fail_again
from wadah.registry.intake.sheets import REFUSALS, TableKind
from wadah.registry.kinds import APPLICABLE, Verdict
from wadah.registry.models import Intake, Record
from wadah.registry.policies import can_change_intake, visible_intakes
from wadah.registry.queries.outside import OutsideQuestion, outside_question
from wadah.registry.queries.pairs import FilePairs, pairs_of_file
from wadah.registry.shapes import SheetFound
from wadah.registry.states import WORKING_INTAKES, IntakeState
from wadah.registry.values.parsed import Severity, problem_from_json
from wadah.registry.values.texts import problem_text

FILES_A_PAGE = 20
EXAMPLES = 3
WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
# The order in which verdicts are shown, with the chart colour of each.
SHOWN_VERDICTS = (
    (Verdict.NEW, "c7"),
    (Verdict.CHANGES, "c8"),
    (Verdict.SAME, "c9"),
    (Verdict.POSSIBLE_DUPLICATE, "c5"),
    (Verdict.NEEDS_REPAIR, "c2"),
    (Verdict.NOT_A_BUSINESS, "c6"),
)


@dataclass(frozen=True)
class Example:
    """A row that has a problem; what is written there, when it is nobody's number."""

    sheet: str
    row_number: int
    written: str


@dataclass(frozen=True)
class ProblemGroup:
    """One kind of problem of a file."""

    code: str
    count: int
    severity: Severity
    field: str
    text: str
    examples: tuple[Example, ...]

    @property
    def more_count(self) -> int:
        """Rows with it that are not among the examples."""
        return self.count - len(self.examples)


@dataclass(frozen=True)
class VerdictShare:
    """The rows with one verdict; `start` and `width` are percents of the bar."""

    verdict: Verdict
    count: int
    colour: str
    start: float
    width: float


@dataclass(frozen=True)
class IntakePage:
    """Everything the page of a file needs."""

    intake: Intake
    sheets: tuple[SheetFound, ...]
    groups: tuple[ProblemGroup, ...]
    shares: tuple[VerdictShare, ...]
    pairs: FilePairs
    may_change: bool
    outside: OutsideQuestion | None

    @property
    def is_working(self) -> bool:
        """Whether a job is at it and the page should look again by itself."""
        return self.intake.state in (IntakeState.RECEIVED, *WORKING_INTAKES)

    @property
    def may_help_to_retry(self) -> bool:
        """Whether the same file may succeed another time."""
        return not would_fail_again(self.intake)

    @property
    def percent(self) -> int:
        """How far the job at hand is, 0 to 100."""
        total = self.intake.total_count
        return min(100, 100 * self.intake.done_count // total) if total else 0

    @property
    def rows_count(self) -> int:
        """All rows that were read."""
        return sum(share.count for share in self.shares)

    @property
    def doubtful_count(self) -> int:
        """Rows that may repeat another one; each of them stands in one to three pairs."""
        return sum(share.count for share in self.shares if share.verdict == Verdict.POSSIBLE_DUPLICATE)

    @property
    def repairs_count(self) -> int:
        """Rows that are held until the office repairs them."""
        return sum(share.count for share in self.shares if share.verdict == Verdict.NEEDS_REPAIR)

    @property
    def ready_count(self) -> int:
        """Rows that become part of the registry."""
        return sum(share.count for share in self.shares if share.verdict in APPLICABLE)

    @property
    def changes_nothing(self) -> bool:
        """Whether every row that is ready stands in the registry as it is."""
        ready = [share.verdict for share in self.shares if share.count and share.verdict in APPLICABLE]
        return bool(ready) and set(ready) == {Verdict.SAME}

    @property
    def urgent(self) -> tuple[ProblemGroup, ...]:
        """Problems that hold a row back or ask for a look."""
        return tuple(group for group in self.groups if group.severity is not Severity.NOTE)

    @property
    def notes(self) -> tuple[ProblemGroup, ...]:
        """What we only tell."""
        return tuple(group for group in self.groups if group.severity is Severity.NOTE)

    @property
    def has_several_sheets(self) -> bool:
        """Whether a row needs the name of its sheet to be found."""
        return sum(sheet.used for sheet in self.sheets) > 1

    @property
    def refused_sheets(self) -> tuple[tuple[str, str], ...]:
        """Sheets that are no list of businesses, and why, in the reader's language."""
        at = 0 if (get_language() or "id").startswith("id") else 1
        return tuple(
            (sheet.name, REFUSALS[TableKind(sheet.table)][at])
            for sheet in self.sheets
            if sheet.table in REFUSALS and not sheet.used
        )


def importing_institutions(actor: Actor) -> tuple[Institution, ...]:
    """The institutions for which the actor may hand in files, by name."""
    ids = scope_of(actor).institutions_with(Capability.IMPORT)
    return tuple(Institution.objects.filter(pk__in=ids).order_by("name", "pk"))


def listed_intakes(actor: Actor) -> QuerySet[Intake]:
    """The files that the actor may know of: what the list shows and its export writes."""
    return visible_intakes(actor, Intake.objects.select_related("institution", "uploaded_by"))


def intake_list(actor: Actor, cursor: str = "") -> Page[Intake]:
    """The files that the actor may know of, the newest first."""
    return keyset(listed_intakes(actor), order=("-created_at", "-pk"), cursor=cursor, size=FILES_A_PAGE)


def get_intake_for(actor: Actor, public_id: UUID) -> Intake:
    """The file. Raises NotFound when it is missing or not the actor's to know of."""
    files = visible_intakes(actor, Intake.objects.select_related("institution__region", "uploaded_by"))
    intake = files.filter(public_id=public_id).first()
    if intake is None:
        raise NotFound()
    return intake


def intake_page(actor: Actor, public_id: UUID) -> IntakePage:
    """One file as its page shows it: how far it is, what is wrong, what came out. Raises NotFound."""
    intake = get_intake_for(actor, public_id)
    sheets = tuple(SheetFound.from_json(sheet) for sheet in intake.sheets)
    return IntakePage(
        intake,
        sheets,
        problem_groups(intake, sheets),
        _shares(intake),
        pairs_of_file(actor, public_id),
        can_change_intake(actor, intake),
        outside_question(intake),
    )


def problem_groups(intake: Intake, sheets: Sequence[SheetFound]) -> tuple[ProblemGroup, ...]:
    """The problems of a file, the worst and most frequent first, each with a few rows that have it."""
    counted: Mapping[str, Any] = intake.counts.get("problems", {})
    places = {(sheet, row) for group in counted.values() for sheet, row in group["rows"][:EXAMPLES]}
    records = {(record.sheet, record.row_number): record for record in _records_at(intake, places)}
    names = {sheet.index: sheet.name for sheet in sheets}
    columns = {
        (sheet["sheet"], column["field"]): column["column"]
        for sheet in intake.mapping
        for column in sheet["columns"]
    }
    groups = [_group(code, counted[code], records, names, columns) for code in counted]
    found = [group for group in groups if group is not None]
    return tuple(sorted(found, key=lambda group: (WORST_FIRST.index(group.severity), -group.count)))


def _records_at(intake: Intake, places: Iterable[tuple[int, int]]) -> Iterable[Record]:
    asked = Q()
    for sheet, row in places:
        asked |= Q(sheet=sheet, row_number=row)
    return Record.objects.filter(asked, intake=intake) if asked else ()


def _group(
    code: str,
    counted: Mapping[str, Any],
    records: Mapping[tuple[int, int], Record],
    names: Mapping[int, str],
    columns: Mapping[tuple[int, str], int],
) -> ProblemGroup | None:
    rows = [records[(sheet, row)] for sheet, row in counted["rows"][:EXAMPLES] if (sheet, row) in records]
    stored = next((found for row in rows for found in row.problems if found["code"] == code), None)
    if stored is None:
        return None
    problem = problem_from_json(stored)
    examples = tuple(
        Example(
            names.get(row.sheet, ""), row.row_number, _written(row, columns.get((row.sheet, problem.field)))
        )
        for row in rows
    )
    text = problem_text(problem, get_language() or "id")
    return ProblemGroup(code, counted["count"], problem.severity, problem.field, text, examples)


def _written(record: Record, column: int | None) -> str:
    """The cell as it came; empty for a sealed one and for a problem of the whole row."""
    if column is None or column >= len(record.raw) or record.raw[column] is None:
        return ""
    return str(record.raw[column])[:80]


def _shares(intake: Intake) -> tuple[VerdictShare, ...]:
    counted: Mapping[str, int] = intake.counts.get("verdicts", {})
    total = sum(counted.values()) or 1
    shares, start = [], 0.0
    for verdict, colour in SHOWN_VERDICTS:
        count = counted.get(verdict.value, 0)
        width = round(100 * count / total, 2)
        shares.append(VerdictShare(verdict, count, colour, round(start, 2), width))
        start += width
    return tuple(shares)
