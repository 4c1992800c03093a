"""What there is to say of the rows of a chunk: problems, repairs, and the verdict that follows from them."""

from collections.abc import Mapping, Sequence

from wadah.registry.intake.findings import Finding, Repair
from wadah.registry.intake.places import PlaceFound
from wadah.registry.intake.verdict import RowVerdict
from wadah.registry.values.parsed import Problem, Severity

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


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

    def of_column(self, findings: Mapping[int, Finding]) -> None:
        """Takes over what the reader of a column said."""
        for at, (problems, repair) in findings.items():
            if problems:
                self._problems.setdefault(at, []).extend(problems)
            if repair is not None:
                self._repairs.setdefault(at, []).append(repair)

    def of_places(self, places: Sequence[PlaceFound]) -> None:
        """Takes over what resolving said."""
        for at, place in enumerate(places):
            if place.problems:
                self._problems.setdefault(at, []).extend(place.problems)

    def problems(self) -> list[tuple[Problem, ...]]:
        """For each row, errors first."""
        found: list[tuple[Problem, ...]] = [()] * self._count
        for at, problems in self._problems.items():
            if len(problems) > 1:
                problems.sort(key=_order)
            found[at] = tuple(problems)
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


def _order(problem: Problem) -> int:
    return _ORDER[problem.severity]
