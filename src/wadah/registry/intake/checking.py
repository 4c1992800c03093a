"""Rows checked: every value read, every problem told at once, and a verdict before linkage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import repeat, zip_longest
from typing import Any, NamedTuple

from wadah.core.collector import collector_at_rest
from wadah.core.tabular.cells import Cell, Row
from wadah.registry.intake.crosschecks import check_periods, check_points, compare_with_nik
from wadah.registry.intake.fields import FIELDS, SENSITIVE, Kind
from wadah.registry.intake.findings import Repair
from wadah.registry.intake.mapping import MappedColumn
from wadah.registry.intake.not_business import may_be_total, reason, section_place
from wadah.registry.intake.outside import area_box, placed_by_points
from wadah.registry.intake.places import PlaceFound, PlaceResolver, RegionReader, Written
from wadah.registry.intake.readers import Reader, reader_for
from wadah.registry.intake.remarks import Remarks
from wadah.registry.intake.verdict import RowVerdict
from wadah.registry.values.cleaning import as_text
from wadah.registry.values.coordinates import Box
from wadah.registry.values.nik import suspect_column
from wadah.registry.values.outlines import regency_boxes
from wadah.registry.values.parsed import Problem, Severity, error, warning

PLACE_FIELDS = Written._fields
Scalar = str | int | float | bool | None


class CheckedRow(NamedTuple):
    """A row, read. `raw` are its cells as they came, None where a column is sealed or not understood.

    `sealed_raw` are those cells, in the order of `RowChecker.sealed_columns`. `sensitive` holds the cleaned
    values that must be sealed (nik, kk_number, npwp, phones, birth_date ...), `values` all others.
    """

    number: int
    verdict: RowVerdict
    raw: tuple[Scalar, ...]
    sealed_raw: tuple[Scalar, ...]
    values: dict[str, Any]
    sensitive: dict[str, Any]
    region: str | None
    problems: tuple[Problem, ...]
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What the check needs to know beside the rows.

    `nik_suspect_share` is the share of text NIKs ending in 0 above which their column is suspect, `within`
    the region of the office, `sheet_place` a place that the sheet's name gives, `typical` how many cells a
    row usually fills, `boxes` where each kab/kota lies. Rows outside the region are held unless
    `lets_outside_in`; with `points_tell` a point alone may say that a row lies there.
    """

    today: date
    resolver: PlaceResolver
    nik_suspect_share: Decimal
    within: str | None = None
    sheet_place: str = ""
    typical: int = 0
    lets_outside_in: bool = False
    points_tell: bool = False
    boxes: Mapping[str, Box] = field(default_factory=regency_boxes)


class RowChecker:
    """Checks the rows of one sheet, chunk by chunk, in their order. Keeps tables of what it has seen."""

    def __init__(self, mapping: Sequence[MappedColumn], context: CheckContext) -> None:
        self.mapping = tuple(sorted(mapping, key=lambda mapped: mapped.column))
        self.titles = tuple(mapped.title for mapped in self.mapping)
        self.sealed_columns = tuple(
            mapped.column
            for mapped in self.mapping
            if mapped.field in SENSITIVE or FIELDS[mapped.field].kind is Kind.IGNORED
        )
        self.late_suspects: list[int] = []
        self._context = context
        has_birth = any(mapped.field == "birth_date" for mapped in self.mapping)
        self._plan: tuple[tuple[MappedColumn, Reader], ...] = tuple(
            (mapped, reader_for(mapped, context.today))
            for mapped in self.mapping
            if FIELDS[mapped.field].kind is not Kind.IGNORED and not (has_birth and mapped.field == "age")
        )
        self._regions = RegionReader(
            context.resolver,
            context.within,
            context.sheet_place,
            lets_outside_in=context.lets_outside_in,
        )
        self._area = area_box(context.within, context.boxes) if context.points_tell else None
        self._few = max(2, context.typical // 4)
        self._names = [(m.column, m.title) for m in self.mapping if FIELDS[m.field].kind is Kind.NAME]
        self._section = ""
        self._niks = self._niks_in_zero = 0
        self._suspect = False

    @property
    def nik_column_is_suspect(self) -> bool:
        """True when so many text NIKs end in 0 that the column must have been numbers once."""
        return self._suspect

    def original(self, row: CheckedRow) -> dict[str, Scalar]:
        """The row by its own titles, sealed cells included: for the returned file only."""
        cells = list(row.raw)
        for column, cell in zip(self.sealed_columns, row.sealed_raw, strict=True):
            cells[column] = cell
        return dict(zip(self.titles, cells, strict=True))

    def check(self, rows: Sequence[Row]) -> list[CheckedRow]:
        """One result for each row, in order. NIKs that turn out suspect later are in `late_suspects`."""
        if not rows:
            return []
        with collector_at_rest():
            return self._checked(rows)

    def pass_over(self, rows: Sequence[Row]) -> None:
        """Takes from these rows only what the check of those behind them rests on: another one checks them."""
        if not rows:
            return
        with collector_at_rest():
            self._skipped(rows)
            niks = self._read(_columns(rows, len(self.mapping)), Remarks(len(rows)), only="nik").get("nik")
            if niks is not None:
                self._suspect_niks(niks, Remarks(len(rows)), rows)

    def _checked(self, rows: Sequence[Row]) -> list[CheckedRow]:
        width = len(self.mapping)
        columns = _columns(rows, width)
        skipped, sections = self._skipped(rows)
        remarks = Remarks(len(rows))
        self._tell_of_rows(rows, remarks)
        values = self._read(columns, remarks)
        _complete(values, len(rows))
        places = self._places(values, sections, len(rows))
        self._cross_check(values, places, remarks, rows)
        self._names_needed(values, remarks, len(rows))
        remarks.of_places(places)
        return self._assembled(rows, columns, values, places, remarks, skipped)

    def _skipped(self, rows: Sequence[Row]) -> tuple[dict[int, str], list[str]]:
        """Positions of rows that are no business with the reason, and the section each row stands under."""
        skipped: dict[int, str] = {}
        sections: list[str] = []
        for at, row in enumerate(rows):
            cells = row.cells
            filled = len(cells) - cells.count(None)
            if (
                filled <= self._few
                or may_be_total(cells[0])
                or (len(cells) > 1 and may_be_total(cells[1]))
                or self._has_no_name(cells)
            ):
                why = reason(cells, self.titles, self._context.typical)
                if why is not None:
                    skipped[at] = why
                    if why == "row_section":
                        self._section = section_place(cells)
            sections.append(self._section)
        return skipped, sections

    def _has_no_name(self, cells: Sequence[Cell]) -> bool:
        """Worth a closer look: every name column is empty, a number, its own title, or begins like a total."""
        for at, title in self._names:
            name = cells[at] if at < len(cells) else None
            if name is not None and name != title and type(name) is str and not may_be_total(name):
                return False
        return True

    def _tell_of_rows(self, rows: Sequence[Row], remarks: Remarks) -> None:
        for at, row in enumerate(rows):
            for code in row.problems:
                problem = warning(code) if code == "fields_realigned" else error(code)
                remarks.problem(at, problem)

    def _read(
        self, columns: Sequence[Sequence[Cell]], remarks: Remarks, only: str = ""
    ) -> dict[str, list[Any]]:
        """The values of all fields by column, or of the columns of one field."""
        values: dict[str, list[Any]] = {}
        for mapped, reader in self._plan:
            if only and mapped.field != only:
                continue
            read = reader(columns[mapped.column])
            for name, column in read.values.items():
                values[name] = column if name not in values else _merged(values[name], column)
            if read.findings:
                remarks.of_column(read.findings)
        return values

    def _places(self, values: dict[str, list[Any]], sections: Sequence[str], count: int) -> list[PlaceFound]:
        texts = [values.get(name) or repeat(None, count) for name in PLACE_FIELDS]
        addresses: Iterable[str | None] = values.get("address") or repeat(None, count)
        places = self._regions.read(map(Written._make, zip(*texts, strict=True)), addresses, sections)
        if self._area is None or "latitude" not in values or "longitude" not in values:
            return places
        boxes, lets_in = self._context.boxes, self._context.lets_outside_in
        return placed_by_points(values, places, self._area, boxes, lets_outside_in=lets_in)

    def _cross_check(
        self,
        values: dict[str, list[Any]],
        places: Sequence[PlaceFound],
        remarks: Remarks,
        rows: Sequence[Row],
    ) -> None:
        if "latitude" in values or "longitude" in values:
            # Where points tell where a file lies, a row without a place is far from none.
            area = "" if self._area is not None else self._context.within or ""
            codes = [place.code or area for place in places]
            check_points(values, codes, self._context.boxes, remarks)
        if "sales_period" in values:
            check_periods(values, remarks)
        niks = values.get("nik")
        if niks is not None:
            compare_with_nik(niks, values, places, remarks)
            self._suspect_niks(niks, remarks, rows)

    def _suspect_niks(self, niks: Sequence[str | None], remarks: Remarks, rows: Sequence[Row]) -> None:
        ending = [at for at, nik in enumerate(niks) if nik is not None and nik[-1] == "0"]
        self._niks += len(niks) - niks.count(None)
        self._niks_in_zero += len(ending)
        self._suspect = self._suspect or suspect_column(
            self._niks_in_zero, self._niks, self._context.nik_suspect_share
        )
        if not self._suspect:
            self.late_suspects += [rows[at].number for at in ending]
            return
        percent = round(100 * self._niks_in_zero / max(self._niks, 1))
        for at in ending:
            remarks.problem(at, error("nik_column_suspect", percent=percent)._replace(field="nik"))

    def _names_needed(self, values: dict[str, list[Any]], remarks: Remarks, count: int) -> None:
        names = values.get("business_name") or [None] * count
        owners = values.get("owner_name") or [None] * count
        if None not in names or None not in owners:
            return
        for at, (name, owner) in enumerate(zip(names, owners, strict=True)):
            if name is None and owner is None:
                remarks.problem(at, error("name_missing")._replace(field="business_name"))

    def _assembled(
        self,
        rows: Sequence[Row],
        columns: list[Sequence[Cell]],
        values: dict[str, list[Any]],
        places: Sequence[PlaceFound],
        remarks: Remarks,
        skipped: Mapping[int, str],
    ) -> list[CheckedRow]:
        raw_columns = [_scalars(column) for column in columns]
        sealed = [raw_columns[column] for column in self.sealed_columns]
        for column in self.sealed_columns:
            raw_columns[column] = (None,) * len(rows)
        sealed_raw = list(zip(*sealed, strict=True)) if sealed else [()] * len(rows)
        opened = [name for name in values if name not in SENSITIVE]
        closed = [name for name in values if name in SENSITIVE]
        checked = list(
            map(
                CheckedRow._make,
                zip(
                    [row.number for row in rows],
                    remarks.verdicts(),
                    zip(*raw_columns, strict=True) if raw_columns else [()] * len(rows),
                    sealed_raw,
                    _dicts(opened, values, len(rows)),
                    _dicts(closed, values, len(rows)),
                    [place.code for place in places],
                    remarks.problems(),
                    remarks.repairs(),
                    strict=True,
                ),
            )
        )
        for at, why in skipped.items():
            checked[at] = _left_out(checked[at], why)
        return checked


def _columns(rows: Sequence[Row], width: int) -> list[Sequence[Cell]]:
    """The cells turned into columns, in the mapping's width."""
    columns: list[Sequence[Cell]] = list(zip_longest(*[row.cells for row in rows]))
    columns += [(None,) * len(rows)] * (width - len(columns))
    return columns[:width]


def _scalars(column: Sequence[Cell]) -> Sequence[Scalar]:
    """The cells as JSON can keep them: a date becomes its ISO text."""
    kinds = set(map(type, column))
    if date in kinds or datetime in kinds:
        return tuple([as_text(cell) if isinstance(cell, date) else cell for cell in column])
    return column  # type: ignore[return-value]


def _dicts(names: Sequence[str], values: Mapping[str, list[Any]], count: int) -> list[dict[str, Any]]:
    """One dict for each row, of what is there."""
    if not names:
        return [{} for _ in range(count)]
    return [
        dict(zip(names, row))  # noqa: B905  as long as each other by making, and strict=True costs
        if None not in row
        else {name: value for name, value in zip(names, row) if value is not None}  # noqa: B905
        for row in zip(*[values[name] for name in names], strict=True)
    ]


def _merged(first: list[Any], second: list[Any]) -> list[Any]:
    """Two columns of one field: lists joined, counts added, texts one behind the other."""
    return [_both(a, b) for a, b in zip(first, second, strict=True)]


def _both(a: Any, b: Any) -> Any:
    if a is None or b is None:
        return a if b is None else b
    if isinstance(a, list):
        return a + [item for item in b if item not in a]
    if isinstance(a, str):
        return a if a == b else f"{a}; {b}"
    return a + b


def _complete(values: dict[str, list[Any]], count: int) -> None:
    """What follows from the columns together: all workers from men and women, the activity from the
    category.
    """
    men, women = values.get("workers_male"), values.get("workers_female")
    if men is not None and women is not None:
        total = values.get("workers") or [None] * count
        values["workers"] = [
            t if t is not None else ((m or 0) + (w or 0) if m is not None or w is not None else None)
            for t, m, w in zip(total, men, women, strict=True)
        ]
    if "household_head" in values:
        _tell_households(values, count)
    if "activity" not in values and "category" in values:
        values["activity"] = values["category"]


def _tell_households(values: dict[str, list[Any]], count: int) -> None:
    """The head of a household is its person; where the row names a business, he or she is the owner of that."""
    heads, nothing = values["household_head"], [None] * count
    names, owners = values.get("business_name", nothing), values.get("owner_name", nothing)
    values["owner_name"] = [owner or head for owner, head in zip(owners, heads, strict=True)]
    values["household_head"] = [None if name else head for name, head in zip(names, heads, strict=True)]


def _left_out(row: CheckedRow, why: str) -> CheckedRow:
    """The row with nothing but its cells and the reason. A note may hold a name, so its cells are sealed."""
    if why == "blank":
        return row._replace(
            verdict=RowVerdict.BLANK, values={}, sensitive={}, region=None, problems=(), repairs=()
        )
    return row._replace(
        verdict=RowVerdict.NOT_A_BUSINESS,
        values={},
        sensitive={},
        region=None,
        problems=(Problem(why, Severity.NOTE),),
        repairs=(),
    )
