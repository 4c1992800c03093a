"""A sheet as an office lays it out: titles, one or two header rows, businesses, blanks, totals."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from wadah.registry.demo.businesses import Business
from wadah.registry.demo.cells import Formula, Value, write_cell
from wadah.registry.demo.draw import Chance, pick
from wadah.registry.demo.offices import Column, OfficeList

_HEADER_AGAIN_AFTER = 45
_SUMMED = ("assets", "sales", "men", "women", "workers")


class Merge(NamedTuple):
    """Cells shown as one; rows and columns count from 1, the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Placed(NamedTuple):
    """What stands in a row: the number of the row in its sheet, whose it is, the damages as `field:code`."""

    row: int
    business: Business
    damages: tuple[str, ...]


@dataclass
class Sheet:
    """A sheet being laid out, row by row."""

    name: str
    rows: list[list[Value]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def add(self, values: Sequence[Value]) -> int:
        """Append a row and give its number."""
        self.rows.append(list(values))
        return len(self.rows)


def lay_out(chance: Chance, name: str, office: OfficeList, businesses: Sequence[Business]) -> Sheet:
    """The sheet of that office with these businesses, in this order."""
    sheet = Sheet(name)
    _add_titles(sheet, office)
    add_header(sheet, office.columns)
    first = len(sheet.rows) + 1
    for number, business in enumerate(businesses, 1):
        if office.layout == "repeated_header" and number % _HEADER_AGAIN_AFTER == 0:
            sheet.add([])
            sheet.add([column.header for column in office.columns])
        elif number > 1 and office.layout in ("sheet_per_subdistrict", "unquoted_commas") and chance() < 0.02:
            sheet.add([])
        _add_business(chance, sheet, office.columns, number, business)
    if office.totals:
        _add_totals(sheet, office.columns, first)
    return sheet


def _add_titles(sheet: Sheet, office: OfficeList) -> None:
    width = len(office.columns)
    for title in office.titles:
        row = sheet.add([title])
        sheet.merges.append(Merge(row, 1, row, width))
    if office.titles:
        sheet.add([])


def add_header(sheet: Sheet, columns: Sequence[Column]) -> None:
    """One header row; two where columns are grouped: groups merged across, single headers merged down."""
    if not any(column.group for column in columns):
        sheet.add([column.header for column in columns])
        return
    groups = [column.group for column in columns]
    upper = sheet.add([column.group or column.header for column in columns])
    lower = sheet.add([column.header if column.group else None for column in columns])
    for at, column in enumerate(columns):
        if not column.group:
            sheet.merges.append(Merge(upper, at + 1, lower, at + 1))
        elif groups[at - 1 : at] == [column.group]:
            sheet.rows[upper - 1][at] = None
        else:
            width = next(
                (step for step, group in enumerate(groups[at:]) if group != column.group), len(groups) - at
            )
            sheet.merges.append(Merge(upper, at + 1, upper, at + width))


def _add_business(
    chance: Chance, sheet: Sheet, columns: Sequence[Column], number: int, business: Business
) -> None:
    values: list[Value] = []
    damages: list[str] = []
    damage = ""
    for column in columns:
        if column.field == "no":
            values.append(number)
            continue
        # Who writes a latitude with a comma or in the wrong column does the same with the longitude.
        damage = damage if column.field == "longitude" else pick(chance, column.damages)
        cell = write_cell(chance, column.field, business, damage)
        values.append(cell.value)
        if cell.damage:
            damages.append(f"{column.field}:{cell.damage}")
    sheet.placed.append(Placed(sheet.add(values), business, tuple(damages)))


def _add_totals(sheet: Sheet, columns: Sequence[Column], first: int) -> None:
    last = len(sheet.rows)
    values: list[Value] = ["JUMLAH"]
    for at, column in enumerate(columns[1:], 1):
        summed = column.field in _SUMMED
        values.append(_sum(sheet, at, first, last) if summed else None)
    sheet.add(values)


def _sum(sheet: Sheet, at: int, first: int, last: int) -> Formula:
    letter = chr(ord("A") + at)
    numbers = [row[at] for row in sheet.rows[first - 1 : last] if len(row) > at]
    total = sum(number for number in numbers if isinstance(number, int))
    return Formula(f"=SUM({letter}{first}:{letter}{last})", total)
