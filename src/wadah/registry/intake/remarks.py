"""What there is to say of the rows of a chunk: problems, repairs, and the verdict that follows from them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from wadah.core.tabular.cells import Cell
from wadah.registry.intake.fields import SENSITIVE
from wadah.registry.intake.places import PlaceFound
from wadah.registry.intake.readers import ColumnRead
from wadah.registry.intake.verdict import RowVerdict
from wadah.registry.values.cleaning import as_text
from wadah.registry.values.parsed import Problem, Severity

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Repair(NamedTuple):
    """A cell that was changed in reading: the rule, before and after. Both are empty for a sealed field."""

    field: str
    rule: str
    before: str
    after: str

    def as_json(self) -> dict[str, str]:
        return self._asdict()


class Remarks:
    """Collected by position; most rows have none, so only those that have are kept."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._problems: dict[int, list[Problem]] = {}
        self._repairs: dict[int, list[Repair]] = {}

    def problem(self, at: int, problem: Problem) -> None:
        self._problems.setdefault(at, []).append(problem)

    def repair(self, at: int, repair: Repair) -> None:
        self._repairs.setdefault(at, []).append(repair)

    def of_column(self, field: str, cells: Sequence[Cell], read: ColumnRead) -> None:
        """Takes over what the reader of a column said."""
        after = next(iter(read.values.values()))
        sealed = field in SENSITIVE
        for at, parsed in read.remarks.items():
            for problem in parsed.problems:
                self.problem(at, problem._replace(field=field))
            if parsed.repaired and parsed.value is not None:
                before, now = ("", "") if sealed else (as_text(cells[at]), _shown(after[at]))
                self.repair(at, Repair(field, parsed.repaired, before, now))

    def of_places(self, places: Sequence[PlaceFound]) -> None:
        """Takes over what resolving said."""
        for at, place in enumerate(places):
            if place.problems:
                for problem in place.problems:
                    self.problem(at, problem._replace(field="region"))

    def problems(self) -> list[tuple[Problem, ...]]:
        """For each row, errors first."""
        found: list[tuple[Problem, ...]] = [()] * self._count
        for at, problems in self._problems.items():
            found[at] = tuple(sorted(problems, key=lambda problem: _ORDER[problem.severity]))
        return found

    def repairs(self) -> list[tuple[Repair, ...]]:
        found: list[tuple[Repair, ...]] = [()] * self._count
        for at, repairs in self._repairs.items():
            found[at] = tuple(repairs)
        return found

    def verdicts(self) -> list[RowVerdict]:
        """`ok`, or `needs_repair` where there is an error."""
        found = [RowVerdict.OK] * self._count
        for at, problems in self._problems.items():
            if any(problem.severity is Severity.ERROR for problem in problems):
                found[at] = RowVerdict.NEEDS_REPAIR
        return found


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
