"""Rows out of a worksheet part of any size, in constant memory.

Measured on a sheet of 18 columns: python-calamine holds the whole sheet, DuckDB's reader gives up the type of
a cell, and an event parser costs a call for each tag. One regular expression for a whole row, made once for
the sheet's width, is as fast as they are; a row that it does not fit is read by an XML parser.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from math import isfinite
from typing import Any
from xml.etree import ElementTree

from wadah.core.tabular.cells import Cell, Merge, Row
from wadah.core.tabular.columns import column_index
from wadah.core.tabular.errors import CellTooLong, DamagedFile, TooLarge
from wadah.core.tabular.limits import Limits
from wadah.core.tabular.xlsx_patterns import LONGEST_NUMBER, Learner, Match, Settled, general_match, settled
from wadah.core.tabular.xlsx_text import READY, SharedStrings, plain, rich_text

ROW_END = "</row>"
ROW_START = re.compile(r"<row\b")
# Cells that hold something; a format drawn to the last column leaves thousands that do not.
CELL_HEAD = re.compile(r'<c r="([A-Z]{1,3})\d++"[^>]*+(?<!/)>')
TYPE = re.compile(r'\bt="(\w+)"')
STYLE = re.compile(r'\bs="(\d+)"')
NUMBER = re.compile(r'<row\b[^>]*?\br="(\d+)"')
MERGED = re.compile(r'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
PLANS_KEPT = 4096
EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001  a sheet's dates have no zone
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
LAST_SERIAL = 2_958_465
LAST_ROW = 1_048_576

Convert = Callable[[str], Cell]


def sheet_rows(
    pieces: Iterator[str],
    strings: SharedStrings,
    date_styles: frozenset[int],
    dates_from_1904: bool,
    limits: Limits,
) -> Iterator[Row]:
    """The rows of a worksheet part, given as decoded text, without those that the file leaves out."""
    reader = _RowReader(strings, date_styles, EPOCH_1904 if dates_from_1904 else EPOCH_1900, limits)
    rest, started, last = "", False, 0
    for piece in pieces:
        rest += piece
        if not started:
            at = rest.find("<sheetData")
            if at < 0:
                continue
            rest, started = rest[at:], True
        parts = rest.split(ROW_END)
        rest = parts.pop()
        if len(rest) > limits.cell_characters * limits.columns:
            raise DamagedFile(part="sheet")
        for part in parts:
            row = reader.read(part, last)
            # A row told twice or out of order would be two rows of one number; one far out, a million blank ones.
            if not last < row.number <= LAST_ROW:
                raise DamagedFile(part="sheet")
            last = row.number
            yield row


def merged_areas(pieces: Iterator[str]) -> tuple[Merge, ...]:
    """The merged areas of a worksheet part; they stand behind all its rows."""
    found: list[Merge] = []
    rest = ""
    for piece in pieces:
        rest = rest[-64:] + piece
        for left, top, right, bottom in MERGED.findall(rest):
            merge = Merge(int(top), column_index(left), int(bottom), column_index(right))
            if not found or found[-1] != merge:
                found.append(merge)
    return tuple(found)


def number(text: str) -> int | float | str | None:
    """The number that a cell stores; a whole one is int, however it is spelt."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        value = float(text)
    except ValueError:
        return text or None
    if not isfinite(value):
        return text
    return int(value) if value.is_integer() and abs(value) < 1e18 else value


class _RowReader:
    def __init__(
        self, strings: SharedStrings, date_styles: frozenset[int], epoch: datetime, limits: Limits
    ) -> None:
        self._strings = strings
        self._date_styles = date_styles
        self._epoch = epoch
        self._limits = limits
        self._width = 0
        self._match: Match = re.compile(r"(?!)").match
        self._learner = Learner()
        self._settled: Settled | None = None
        self._shared: tuple[int, ...] = ()
        self._written: tuple[tuple[int, Convert], ...] = ()
        self._known: tuple[tuple[int, Convert], ...] = ()
        self._plans: dict[tuple[str | None, ...], tuple[tuple[int, Convert], ...]] = {}
        self._converts: dict[str, Convert] = {}

    def read(self, part: str, last: int) -> Row:
        """One row, given as the text up to its end tag; `last` numbers a row that does not say its own."""
        if self._settled is not None:
            match = self._settled.match(part)
            if match is not None:
                return self._as_settled(part, match.groups(), self._settled)
        match = self._match(part)
        if match is None:
            return self._read_unusual(part, last)
        groups = match.groups()
        attributes = groups[1::2]
        values: list[Any] = list(groups[2::2])
        plan = self._plans.get(attributes)
        if plan is None:
            plan = self._plan(attributes)
        for index, convert in plan:
            text = values[index]
            if text is not None:
                values[index] = convert(text)
        self._learn(attributes)
        return Row(int(groups[0]), tuple(values))

    def _as_settled(self, part: str, groups: Sequence[Any], settled: Settled) -> Row:
        values = list(settled.values(groups))
        self._take_shared(values)
        # A row without a mark of either kind has nothing to unescape in any of its cells.
        if "&" in part or "_x" in part or len(part) > self._limits.cell_characters:
            for index, convert in self._written:
                values[index] = convert(values[index])
        elif "" in values:
            values = [value if value != "" else None for value in values]
        for index, convert in self._known:
            if values[index] is not None:
                values[index] = convert(values[index])
        for index, group in settled.open_:
            if values[index] is not None:
                values[index] = self._convert(groups[group])(values[index])
        return Row(int(groups[0]), tuple(values))

    def _take_shared(self, values: list[Any]) -> None:
        """Puts shared texts in their places: most cells of a workbook are such, so no call is made for each."""
        strings, ready = self._strings, self._strings.ready
        for index in self._shared:
            try:
                at = int(values[index])
                values[index] = ready[at] if at < READY else strings[at]
            except (ValueError, IndexError):
                values[index] = None

    def _learn(self, attributes: tuple[str | None, ...]) -> None:
        """Once enough rows were like one another, or enough were not as thought, thinks again."""
        constants = self._learner.observe(attributes)
        if constants is not None:
            self._settled = settled(constants)
            known = self._settled.known if self._settled is not None else ()
            shared = {index for index, text in known if 't="s"' in text}
            self._shared = tuple(shared)
            written = {index for index, text in known if 't="inlineStr"' in text or 't="str"' in text}
            converts = [(index, self._convert(text)) for index, text in known if index not in shared]
            self._written = tuple(pair for pair in converts if pair[0] in written)
            self._known = tuple(pair for pair in converts if pair[0] not in written)

    def _plan(self, attributes: tuple[str | None, ...]) -> tuple[tuple[int, Convert], ...]:
        plan = tuple(
            (index, self._convert(text)) for index, text in enumerate(attributes) if text is not None
        )
        if len(self._plans) < PLANS_KEPT:
            self._plans[attributes] = plan
        return plan

    def _convert(self, attributes: str) -> Convert:
        """How to read a cell with these attributes: its type, and whether its style shows a date."""
        convert = self._converts.get(attributes)
        if convert is None:
            kind = TYPE.search(attributes)
            style = STYLE.search(attributes)
            is_date = style is not None and int(style[1]) in self._date_styles
            convert = self._converts[attributes] = self._converter(kind[1] if kind else "n", is_date)
        return convert

    def _converter(self, kind: str, is_date: bool) -> Convert:
        strings, longest = self._strings, self._limits.cell_characters

        def shared(text: str) -> Cell:
            try:
                return strings[int(text)]
            except (ValueError, IndexError):
                return None

        def written(text: str) -> Cell:
            if len(text) > longest:
                raise CellTooLong(row="?", limit=longest)
            return plain(text) or None

        if kind == "s":
            return shared
        if kind == "n":
            return self._dated if is_date else number
        if kind == "b":
            return lambda text: text == "1" if text else None
        if kind == "d":
            return _iso_date
        return written

    def _dated(self, text: str) -> Cell:
        value = number(text)
        if not isinstance(value, int | float) or not 0 < value <= LAST_SERIAL:
            return value
        moment = self._epoch + timedelta(days=value)
        if self._epoch is EPOCH_1900 and value < 60:
            moment += timedelta(days=1)
        return moment.date() if isinstance(value, int) else moment.replace(microsecond=0)

    def _read_unusual(self, part: str, last: int) -> Row:
        """A row that the expression does not fit: a wider one, runs of format, no numbers of its own."""
        starts = [match.start() for match in ROW_START.finditer(part)]
        if not starts:
            raise DamagedFile(part="sheet")
        part = part[starts[-1] :]
        row_number = _row_number(part, last + len(starts))
        heads = CELL_HEAD.findall(part)
        width = max((column_index(letters) for letters in heads), default=-1) + 1
        if width > self._width and len(heads) == len(set(heads)):
            self._widen(min(width, self._limits.columns))
            match = self._match(part)
            if match is not None:
                return self.read(part, last)
        return Row(row_number, self._parsed(part))

    def _widen(self, width: int) -> None:
        """Makes the expression for rows of up to `width` cells, each of which may be absent."""
        self._width = width
        self._plans.clear()
        self._match = general_match(width)
        self._learner, self._settled = Learner(), None

    def _parsed(self, part: str) -> tuple[Cell, ...]:
        try:
            # Only the text of one row: no document type, so no entity can grow.
            root = ElementTree.fromstring(_NAMESPACES.sub(" ", part) + ROW_END)  # noqa: S314
        except ElementTree.ParseError as error:
            raise DamagedFile(part="sheet") from error
        values: list[Cell] = []
        for cell in root.iter("c"):
            letters = cell.attrib.get("r", "").rstrip("0123456789")
            index = column_index(letters) if letters else len(values)
            value = self._cell(cell)
            if value is None:
                continue
            if index >= self._limits.columns:
                raise TooLarge(what="kolom / columns", limit=self._limits.columns)
            values += [None] * (index + 1 - len(values))
            values[index] = value
        return tuple(values)

    def _cell(self, cell: ElementTree.Element) -> Cell:
        kind, style = cell.attrib.get("t", "n"), cell.attrib.get("s", "")
        if kind == "inlineStr":
            inline = cell.find("is")
            if inline is None:
                return None
            return plain(rich_text(ElementTree.tostring(inline, encoding="unicode"))) or None
        value = cell.findtext("v") or ""
        is_date = style.isdecimal() and int(style) in self._date_styles
        # The parser has resolved entities already; only Excel's own escapes are left for `plain`.
        return self._converter(kind, is_date)(value.replace("&", "&amp;"))


# A row alone has lost the declarations of its prefixes (x14ac:dyDescent); they say nothing we need.
_NAMESPACES = re.compile(r'\s[A-Za-z0-9_]+:[A-Za-z0-9_]+="[^"]*"')


def _row_number(part: str, otherwise: int) -> int:
    match = NUMBER.match(part)
    if match is None:
        return otherwise
    if len(match[1]) > LONGEST_NUMBER:
        raise DamagedFile(part="sheet")
    return int(match[1])


def _iso_date(text: str) -> Cell:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text or None
    if moment.hour == moment.minute == moment.second == 0:
        return moment.date()
    return moment.replace(tzinfo=None)
