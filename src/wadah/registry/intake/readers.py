"""Columns read at once: each distinct cell is parsed once, a clean one costs a look into a table.

A reader gives, for a column of cells, the values of its fields, and what `values` had to say about single
cells.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from wadah.core.tabular.cells import Cell
from wadah.registry.intake.fields import FIELDS, Kind
from wadah.registry.intake.findings import Finding, finding_of
from wadah.registry.intake.mapping import MappedColumn
from wadah.registry.values.business_kind import parse_business_kind
from wadah.registry.values.cleaning import BLANK_WORDS, parse_text
from wadah.registry.values.coordinates import parse_degrees, parse_pair
from wadah.registry.values.dates import birth_place, parse_age, parse_birth, parse_date, quick_birth
from wadah.registry.values.family_card import CLEAN as CLEAN_KK
from wadah.registry.values.family_card import parse_kk_number
from wadah.registry.values.kbli import parse_kbli
from wadah.registry.values.licence import parse_licence
from wadah.registry.values.money import Money, parse_money
from wadah.registry.values.nib import CLEAN as CLEAN_NIB
from wadah.registry.values.nib import SAME_DIGIT, parse_nib
from wadah.registry.values.nik import CLEAN as CLEAN_NIK
from wadah.registry.values.nik import parse_nik
from wadah.registry.values.parsed import Parsed
from wadah.registry.values.phone import CLEAN_MOBILE, parse_phones
from wadah.registry.values.postcode import parse_postcode
from wadah.registry.values.sex import parse_sex
from wadah.registry.values.tax_number import parse_npwp
from wadah.registry.values.workers import parse_workers
from wadah.registry.values.yes_no import parse_yes_no

Parse = Callable[[Cell], Parsed]
Values = list[Any]
# Beyond this many distinct cells a column's table is begun anew: 100,000 took 30 MB a column and saved no time.
REMEMBERED = 20_000
LONGEST_BLANK = max(map(len, BLANK_WORDS))
MONTHS, WEEKS = 12, 52
# Degrees as a map writes them.
DEGREES = re.compile(r"-?(?:1[0-7]\d|\d\d?)\.\d+\Z", re.ASCII)
# Up to this length a cell is more likely a word such as "belum" than a number or a name of its own.
SHORT = 12


class ColumnRead(NamedTuple):
    """The values by field, one for each row, and the rows of which there is something to say."""

    values: dict[str, Values]
    findings: dict[int, Finding]


Reader = Callable[[Sequence[Cell]], ColumnRead]


class _Memo(dict[Cell, Any]):
    """Value by cell; what is to be said of a cell is kept beside it."""

    def __init__(self, field: str, parse: Parse, shape: Callable[[Any], Any]) -> None:
        super().__init__()
        self._field = field
        self._parse = parse
        self._shape = shape
        self._findings: dict[Cell, Finding] = {}

    def __missing__(self, cell: Cell) -> Any:
        parsed = self._parse(cell)
        value = self[cell] = self._shape(parsed.value) if parsed.value is not None else None
        finding = finding_of(self._field, cell, parsed, value)
        if finding is not None:
            self._findings[cell] = finding
        return value

    def read(self, cells: Sequence[Cell]) -> tuple[Values, dict[int, Finding]]:
        """The values of a column, and its findings by position."""
        if len(self) > REMEMBERED:
            self.clear()
            self._findings.clear()
        values = list(map(self.__getitem__, cells))
        findings = self._findings
        if not findings:
            return values, {}
        return values, {at: findings[cell] for at, cell in enumerate(cells) if cell in findings}


def _same(value: Any) -> Any:
    return value


def _one(field: str, parse: Parse) -> Reader:
    """A column of few distinct cells, for one field."""
    memo = _Memo(field, parse, _same)

    def read(cells: Sequence[Cell]) -> ColumnRead:
        values, findings = memo.read(cells)
        return ColumnRead({field: values}, findings)

    return read


def _split(fields: tuple[str, ...], parse: Parse, shape: Callable[[Any], tuple[Any, ...]]) -> Reader:
    """A column whose cells give several fields; `shape` turns a value into one for each."""
    memo = _Memo(fields[0], parse, shape)
    nothing = (None,) * len(fields)

    def read(cells: Sequence[Cell]) -> ColumnRead:
        values, findings = memo.read(cells)
        parts = zip(*[value or nothing for value in values], strict=True)
        return ColumnRead(dict(zip(fields, map(list, parts), strict=True)), findings)

    return read


class _Filler:
    """Parses the cells of a column whose quick look gave nothing. Short ones repeat, and are remembered."""

    def __init__(self, field: str, parse: Parse) -> None:
        self._field = field
        self._parse = parse
        self._known: dict[str, tuple[Any, Finding | None]] = {}

    def fill(self, cells: Sequence[Cell], values: Values) -> dict[int, Finding]:
        """Puts the values in place, and gives what there is to say."""
        findings: dict[int, Finding] = {}
        for at, value in enumerate(values):
            if value is None and cells[at] is not None:
                values[at], finding = self._read(cells[at])
                if finding is not None:
                    findings[at] = finding
        return findings

    def _read(self, cell: Cell) -> tuple[Any, Finding | None]:
        if type(cell) is not str or len(cell) > SHORT:
            return self._parsed(cell)
        known = self._known.get(cell)
        if known is None:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            known = self._known[cell] = self._parsed(cell)
        return known

    def _parsed(self, cell: Cell) -> tuple[Any, Finding | None]:
        parsed = self._parse(cell)
        return parsed.value, finding_of(self._field, cell, parsed, parsed.value)


def _text(field: str) -> Reader:
    """Names and addresses: nearly all differ, so nothing is remembered, and clean ones are only looked at."""

    fill = _Filler(field, parse_text).fill

    def read(cells: Sequence[Cell]) -> ColumnRead:
        values: Values = [
            cell
            if type(cell) is str
            and cell
            and cell.isascii()
            and cell.isprintable()
            and "  " not in cell
            and cell[0] != " "
            and cell[-1] != " "
            and (len(cell) > LONGEST_BLANK or cell.lower() not in BLANK_WORDS)
            and cell[0] not in "#'"
            else None
            for cell in cells
        ]
        return ColumnRead({field: values}, fill(cells, values) if None in values else {})

    return read


def _digits(field: str, matches: Callable[[str], object | None], parse: Parse) -> Reader:
    """Long numbers: a text of the right shape is taken as it stands."""
    fill = _Filler(field, parse).fill

    def read(cells: Sequence[Cell]) -> ColumnRead:
        values: Values = [cell if type(cell) is str and matches(cell) else None for cell in cells]
        return ColumnRead({field: values}, fill(cells, values) if None in values else {})

    return read


def _phones(field: str) -> Reader:
    matches, fill = CLEAN_MOBILE.match, _Filler(field, parse_phones).fill

    def read(cells: Sequence[Cell]) -> ColumnRead:
        values: Values = [
            ["+62" + cell[1:]] if type(cell) is str and matches(cell) else None for cell in cells
        ]
        return ColumnRead({field: values}, fill(cells, values) if None in values else {})

    return read


def _degrees(field: str) -> Reader:
    """Latitudes and longitudes: nearly all differ."""
    matches, fill = DEGREES.match, _Filler(field, parse_degrees).fill

    def read(cells: Sequence[Cell]) -> ColumnRead:
        values: Values = [
            (float(cell) or None) if type(cell) is str and matches(cell) else None for cell in cells
        ]
        return ColumnRead({field: values}, fill(cells, values) if None in values else {})

    return read


def _nib_matches(text: str) -> bool:
    return CLEAN_NIB.match(text) is not None and SAME_DIGIT.match(text) is None


def _money(value: Money) -> int:
    return value.amount_idr


def _sales(value: Money) -> tuple[int | None, int, str | None]:
    """Turnover of a year, as stated, and its period.

    A day's turnover is not multiplied: days at work differ.
    """
    times = {"year": 1, "month": MONTHS, "week": WEEKS}.get(value.period)
    return (value.amount_idr * times if times else None), value.amount_idr, value.period or None


def _workers(value: dict[str, int | None]) -> tuple[int | None, int | None, int | None]:
    return value["total"], value["men"], value["women"]


def _kbli(value: dict[str, Any]) -> tuple[str, str | None]:
    return value["code"], str(value["edition"]) if value["edition"] else None


def _licence(value: dict[str, str]) -> tuple[str, str | None]:
    return value["state"], value["number"] or None


def _birth(field: str, today: date) -> Reader:
    """A birth date, with the place before it where there is one."""
    fill = _Filler(field, partial(parse_birth, today=today)).fill

    def read(cells: Sequence[Cell]) -> ColumnRead:
        quick = [quick_birth(cell) for cell in cells]
        values: Values = [found[0] if found else None for found in quick]
        places: Values = [found[1] if found else None for found in quick]
        findings = fill(cells, values) if None in values else {}
        for at, found in enumerate(quick):
            if found is None:
                places[at] = birth_place(cells[at]) or None
        return ColumnRead({field: values, "birth_place": places}, findings)

    return read


def _age(today: date) -> Reader:
    """An age column gives a year of birth; that it is no more exact is said by the value itself."""

    def parse(cell: Cell) -> Parsed:
        parsed = parse_age(cell, today)
        return parsed if parsed.value is None else Parsed(parsed.value, precision=parsed.precision)

    return _one("birth_date", parse)


def _count(cell: Cell) -> Parsed:
    parsed = parse_workers(cell)
    return Parsed(parsed.value["total"], parsed.problems) if parsed.value else parsed


def reader_for(mapped: MappedColumn, today: date) -> Reader:
    """The reader of a mapped column, with tables of its own."""
    field = mapped.field
    kind = FIELDS[field].kind
    if kind in (Kind.TEXT, Kind.NAME):
        return _text(field)
    if kind is Kind.SALES:
        parse = partial(parse_money, unit=mapped.unit, period=mapped.period, is_stated=mapped.unit_is_stated)
        return _split((field, "sales_idr", "sales_period"), parse, _sales)
    if kind is Kind.MONEY:
        memo_parse = partial(parse_money, unit=mapped.unit, is_stated=mapped.unit_is_stated)
        return _shaped(field, memo_parse, _money)
    if kind is Kind.WORKERS:
        both = "l p" in mapped.title.lower().replace("/", " ")
        fields = (field, "workers_male", "workers_female")
        return _split(fields, partial(parse_workers, pair_is_men_women=both), _workers)
    if kind is Kind.KBLI:
        return _split((field, "kbli_edition"), partial(parse_kbli, edition=mapped.edition), _kbli)
    if kind is Kind.LICENCE:
        return _split((field, f"{field}_number"), parse_licence, _licence)
    if kind is Kind.POINT:
        return _split(("latitude", "longitude"), parse_pair, tuple)
    return _simple(field, kind, today)


def _shaped(field: str, parse: Parse, shape: Callable[[Any], Any]) -> Reader:
    memo = _Memo(field, parse, shape)

    def read(cells: Sequence[Cell]) -> ColumnRead:
        values, findings = memo.read(cells)
        return ColumnRead({field: values}, findings)

    return read


def _simple(field: str, kind: Kind, today: date) -> Reader:
    if kind is Kind.NIK:
        return _digits(field, CLEAN_NIK.match, parse_nik)
    if kind is Kind.KK:
        return _digits(field, CLEAN_KK.match, parse_kk_number)
    if kind is Kind.NIB:
        return _digits(field, _nib_matches, parse_nib)
    if kind is Kind.PHONES:
        return _phones(field)
    if kind is Kind.BIRTH:
        return _birth(field, today)
    if kind is Kind.DEGREES:
        return _degrees(field)
    if kind is Kind.AGE:
        return _age(today)
    parsers: dict[Kind, Parse] = {
        Kind.NPWP: parse_npwp,
        Kind.SEX: parse_sex,
        Kind.DATE: partial(parse_date, today=today),
        Kind.COUNT: _count,
        Kind.YES_NO: parse_yes_no,
        Kind.BUSINESS_KIND: parse_business_kind,
        Kind.POSTCODE: parse_postcode,
        Kind.PLACE: parse_text,
    }
    return _one(field, parsers[kind])
