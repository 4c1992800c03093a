"""What a reader gives: rows of typed cells. A number stays a number, so that a NIK typed as one is seen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

# As the file typed it. Empty text is None; a whole number is int even where the file stores a float.
Cell = str | int | float | bool | date | datetime | None


class Row(NamedTuple):
    """One row: its number as the spreadsheet shows it (from 1), its cells, what was odd in reading it.

    `problems` holds codes of this package only: `fields_realigned` (an unquoted or lost comma was put
    right by content), `fields_extra` and `fields_missing` (it could not be).
    """

    number: int
    cells: tuple[Cell, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet of a workbook, by the name on its tab."""

    name: str
    index: int


class Merge(NamedTuple):
    """A merged area. Rows from 1, columns from 0, both ends inside."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int
