"""What reading one cell left to say: its problems, and the repair that changed it. Made once for each distinct cell."""

from typing import Any, NamedTuple

from wadah.core.tabular.cells import Cell
from wadah.registry.intake.fields import SENSITIVE
from wadah.registry.values.cleaning import as_text
from wadah.registry.values.parsed import Parsed, Problem


class Repair(NamedTuple):
    """A cell that was changed in reading: the rule, before and after. Both are empty for a sealed field."""

    field: str
    rule: str
    before: str
    after: str

    def as_json(self) -> dict[str, str]:
        return self._asdict()


class Finding(NamedTuple):
    """The problems of a cell, with their field, and its repair if there was one."""

    problems: tuple[Problem, ...]
    repair: Repair | None


def finding_of(field: str, cell: Cell, parsed: Parsed, value: Any) -> Finding | None:
    """What there is to say of a cell; None when nothing is. `value` is what the row shows in its place."""
    if not parsed.problems and not parsed.repaired:
        return None
    problems = tuple([problem._replace(field=field) for problem in parsed.problems])
    if not parsed.repaired or parsed.value is None:
        return Finding(problems, None)
    before, after = ("", "") if field in SENSITIVE else (as_text(cell), _shown(value))
    return Finding(problems, Repair(field, parsed.repaired, before, after))


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        value = value[0]
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
