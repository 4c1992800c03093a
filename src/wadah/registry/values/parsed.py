"""What reading a cell gives: the value, what is wrong with it, and the rule that changed it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple


class Severity(StrEnum):
    """An error holds the row back; a warning is listed and lets it pass; a note only explains."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Problem(NamedTuple):
    """A finding on one cell or row. Its words are in `texts`; `field` is set when a row is checked.

    `params` are counts, rules and public codes, never contents of a cell.
    """

    code: str
    severity: Severity
    params: tuple[tuple[str, str | int], ...] = ()
    field: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "severity": str(self.severity),
            "field": self.field,
            "params": dict(self.params),
        }


@dataclass(frozen=True, slots=True)
class Parsed:
    """A cell read. `value` is None when there is none, or none that may be trusted.

    `repaired` is the rule that changed what was written, empty when it was only read. `precision` says how
    exact a date is (`year`, `month`, `day`) or where a period came from.
    """

    value: Any = None
    problems: tuple[Problem, ...] = ()
    repaired: str = ""
    precision: str = ""


NOTHING = Parsed()


def problem_from_json(stored: dict[str, Any]) -> Problem:
    """The inverse of `Problem.as_json`."""
    params = tuple((key, value) for key, value in stored.get("params", {}).items())
    return Problem(stored["code"], Severity(stored["severity"]), params, stored.get("field", ""))


def error(code: str, /, **params: str | int) -> Problem:
    return Problem(code, Severity.ERROR, tuple(params.items()))


def warning(code: str, /, **params: str | int) -> Problem:
    return Problem(code, Severity.WARNING, tuple(params.items()))


def note(code: str, /, **params: str | int) -> Problem:
    return Problem(code, Severity.NOTE, tuple(params.items()))
