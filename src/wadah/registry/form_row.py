"""What an owner typed into a form, read as a row of a file would be: the same readers, the same findings.

The place is chosen from the tree and never written, so no place is resolved here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from wadah.core.secrets import keyed_hash
from wadah.core.tabular.cells import Row
from wadah.regions.resolving.answers import UNKNOWN, Resolution
from wadah.registry import fields
from wadah.registry.entries import entry_of
from wadah.registry.intake.checking import CheckContext, CheckedRow, RowChecker
from wadah.registry.intake.fields import FIELDS
from wadah.registry.intake.mapping import MappedColumn
from wadah.registry.linkage import Entry
from wadah.registry.shapes import SheetMapping
from wadah.registry.values.parsed import Severity
from wadah.registry.values.texts import problem_text

# In the order of the columns of such a row.
ASKED = (
    fields.NAME, fields.OWNER, fields.ACTIVITY, fields.ADDRESS, fields.PHONES, fields.NIB, fields.NIK,
)  # fmt: skip
COLUMNS = tuple(MappedColumn(at, FIELDS[code].label_id, code) for at, code in enumerate(ASKED))
SHEET, ROW_NUMBER = 0, 1
# A share that no column of one cell passes: a single NIK that ends in zero is no sign of Excel.
NEVER_SUSPECT = Decimal(1)


@dataclass(frozen=True)
class FormRow:
    """A row out of a form. `faults` are the words of what has to be written otherwise, by field."""

    checked: CheckedRow
    sealed_columns: tuple[int, ...]
    faults: Mapping[str, str]

    @property
    def entry(self) -> Entry:
        """As linkage sees it."""
        nik, phones = self.nik_hash, self.checked.sensitive.get(fields.PHONES, ())
        hashes = b"".join(keyed_hash("phone", phone) for phone in phones)
        return entry_of(0, self.checked.values, self.checked.region, nik, hashes or None)

    @property
    def nik_hash(self) -> bytes | None:
        """By which the person is found."""
        nik = self.checked.sensitive.get(fields.NIK)
        return keyed_hash("nik", nik) if nik else None


class _NoPlaces:
    """A resolver that is asked nothing: the row names no place."""

    def resolve_parts(self, **_written: Any) -> Resolution:
        """No place."""
        return UNKNOWN

    def postcode_of(self, code: str) -> str:
        """None."""
        return ""


def read_form(typed: Mapping[str, str], region: str, today: date, language: str) -> FormRow:
    """Reads the fields of ASKED that are there; `region` is a code of the tree."""
    context = CheckContext(today=today, resolver=_NoPlaces(), nik_suspect_share=NEVER_SUSPECT)
    checker = RowChecker(COLUMNS, context)
    cells = tuple(typed.get(code, "").strip() or None for code in ASKED)
    (checked,) = checker.check([Row(ROW_NUMBER, cells)])
    problems = tuple(problem for problem in checked.problems if problem.field != fields.REGION)
    checked = checked._replace(region=region, problems=problems)
    return FormRow(checked, checker.sealed_columns, _faults(checked, typed, language))


def form_mapping() -> list[dict[str, Any]]:
    """What the cells of such a row mean, as an intake keeps it."""
    return [SheetMapping(SHEET, True, COLUMNS).as_json()]


def _faults(checked: CheckedRow, typed: Mapping[str, str], language: str) -> dict[str, str]:
    """Errors, and doubts because of which nothing was taken from what was typed: the person is still there to ask."""
    told: dict[str, str] = {}
    for problem in checked.problems:
        taken = problem.field in checked.values or problem.field in checked.sensitive
        if problem.severity is Severity.ERROR or (typed.get(problem.field, "").strip() and not taken):
            told.setdefault(problem.field, problem_text(problem, language))
    return told
