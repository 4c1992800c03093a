"""Formats that are read whole, because their files cannot be big: xls, xlsb, ods, an html table, XML of
Excel 2003.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from wadah.core.tabular.archive import check_really_inflated, open_archive
from wadah.core.tabular.cells import Cell, Merge, Row, SheetInfo
from wadah.core.tabular.encoding import encoding_of
from wadah.core.tabular.errors import DamagedFile, EncryptedFile, NotATable, TooLarge, ZipBomb
from wadah.core.tabular.limits import MEBIBYTE, Limits
from wadah.core.tabular.xlsx_rows import number

CalamineCell = int | float | str | bool | time | date | datetime | timedelta


class WholeSource:
    """Sheets that are already in memory."""

    def __init__(self, sheets: list[tuple[str, list[tuple[Cell, ...]], tuple[Merge, ...]]]) -> None:
        self._sheets = sheets

    @property
    def sheets(self) -> list[SheetInfo]:
        return [SheetInfo(name, index) for index, (name, _, _) in enumerate(self._sheets)]

    def rows(self, index: int) -> Iterator[Row]:
        for line, cells in enumerate(self._sheets[index][1], 1):
            yield Row(line, cells)

    def merges(self, index: int) -> tuple[Merge, ...]:
        return self._sheets[index][2]

    def close(self) -> None:
        self._sheets = []


def check_size(path: Path, limits: Limits) -> None:
    """Raises TooLarge for a file of a format that must be read whole."""
    if path.stat().st_size > limits.whole_file_bytes:
        raise TooLarge(what="MB (xls, ods, html)", limit=limits.whole_file_bytes // MEBIBYTE)


def read_calamine(path: Path, limits: Limits, *, zipped: bool) -> WholeSource:
    """An xls, or an ods or xlsb (zipped, looked through before it is unpacked)."""
    check_size(path, limits)
    if zipped:
        _check_zip(path, limits)
    try:
        workbook = CalamineWorkbook.from_path(path)
        sheets = []
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_width > limits.columns * 20:
                raise TooLarge(what="kolom / columns", limit=limits.columns)
            rows = [tuple(map(_cell, row)) for row in sheet.to_python(skip_empty_area=False)]
            merges = sheet.merged_cell_ranges or []
            sheets.append((name, rows, tuple(Merge(a + 1, b, c + 1, d) for (a, b), (c, d) in merges)))
    except PasswordError as error:
        raise EncryptedFile() from error
    except (CalamineError, ValueError, OSError) as error:
        raise DamagedFile(part=path.suffix or "xls") from error
    return WholeSource(sheets)


def _check_zip(path: Path, limits: Limits) -> None:
    with open_archive(path, limits) as archive:
        if "META-INF/manifest.xml" in archive.namelist():
            manifest = archive.read("META-INF/manifest.xml")
            if b"encryption-data" in manifest:
                raise EncryptedFile()
        if sum(entry.file_size for entry in archive.infolist()) > limits.whole_inflated_bytes:
            raise ZipBomb(reason=f"> {limits.whole_inflated_bytes // MEBIBYTE} MB")
        check_really_inflated(path, archive, limits)


def _cell(value: CalamineCell) -> Cell:
    if isinstance(value, str):
        return value or None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return int(value)
    if isinstance(value, datetime):
        midnight = value.hour == value.minute == value.second == 0
        return value.date() if midnight else value
    if isinstance(value, timedelta):
        return value.total_seconds() / 86_400
    if isinstance(value, time):
        return value.isoformat()
    return value


def read_html(path: Path, limits: Limits) -> WholeSource:
    """An html page whose tables are sheets; texts, except cells that Excel marked as numbers (x:num)."""
    check_size(path, limits)
    text = path.read_bytes().decode(encoding_of(path), "wadah_cp1252")
    parser = _TableParser(limits)
    parser.feed(text)
    parser.close()
    tables = [table for table in parser.tables if any(any(cell is not None for cell in row) for row in table)]
    if not tables:
        raise NotATable()
    named = [("Tabel" if len(tables) == 1 else f"Tabel {n}", table, ()) for n, table in enumerate(tables, 1)]
    return WholeSource(list(named))


class _TableParser(HTMLParser):
    """Collects tables; a nested table becomes one of its own.

    Spanned cells leave blanks, as in a spreadsheet.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[tuple[Cell, ...]]] = []
        self._limits = limits
        self._open: list[list[tuple[Cell, ...]]] = []
        self._row: list[Cell] | None = None
        self._text: list[str] | None = None
        self._span = 1
        self._numeric: str | None = None
        self._below: dict[int, int] = {}
        self._ignored = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_row()
            self._open.append([])
            self.tables.append(self._open[-1])
            self._below = {}
        elif tag == "tr":
            self._end_row()
            if not self._open:
                self._open.append([])
                self.tables.append(self._open[-1])
            self._row = []
        elif tag in ("td", "th"):
            self._end_cell()
            self._start_cell(dict(attrs))
        elif tag in ("br", "p", "div") and self._text:
            self._text.append("\n")
        elif tag in ("style", "script"):
            self._ignored = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table" and self._open:
            self._end_row()
            self._open.pop()
        elif tag in ("style", "script"):
            self._ignored = False

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._ignored:
            self._text.append(data)

    def close(self) -> None:
        super().close()
        self._end_row()

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        if self._row is None:
            self._row = []
        self._fill_from_above()
        self._text = []
        self._span = _span(attributes.get("colspan"))
        if (rows := _span(attributes.get("rowspan"))) > 1:
            for column in range(len(self._row), min(len(self._row) + self._span, self._limits.columns)):
                self._below[column] = rows
        self._numeric = (attributes["x:num"] or "") if "x:num" in attributes else None

    def _fill_from_above(self) -> None:
        row = self._row if self._row is not None else []
        while self._below.get(len(row), 0) > 0:
            row.append(None)

    def _end_cell(self) -> None:
        if self._text is None or self._row is None:
            return
        text = "".join(self._text).replace("\xa0", " ").strip()
        self._row.append(number(self._numeric or text) if self._numeric is not None else text or None)
        self._row += [None] * (self._span - 1)
        self._text = None
        if len(self._row) > self._limits.columns:
            raise TooLarge(what="kolom / columns", limit=self._limits.columns)

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None and self._open:
            self._fill_from_above()
            self._open[-1].append(tuple(self._row))
            self._below = {column: left - 1 for column, left in self._below.items() if left > 1}
        self._row = None


def _span(text: str | None) -> int:
    return min(max(int(text), 1), 1000) if text and text.strip().isdecimal() else 1


def read_xml_2003(path: Path, limits: Limits) -> WholeSource:
    """A workbook in the XML of Excel 2003, which older office programs write under the name .xls."""
    check_size(path, limits)
    content = path.read_bytes()
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ZipBomb(reason="<!DOCTYPE>")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314  document types were refused above
    except ElementTree.ParseError as error:
        raise DamagedFile(part="xml") from error
    sheets: list[tuple[str, list[tuple[Cell, ...]], tuple[Merge, ...]]] = []
    for sheet in root.findall(".//{*}Worksheet"):
        name = next((value for key, value in sheet.attrib.items() if key.endswith("Name")), "")
        sheets.append((name, _xml_rows(sheet, limits), ()))
    return WholeSource(sheets)


def _xml_rows(sheet: ElementTree.Element, limits: Limits) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for row in sheet.findall(".//{*}Row"):
        at = _attribute(row, "Index")
        while at and len(rows) < min(int(at) - 1, limits.rows):
            rows.append(())
        cells: list[Cell] = []
        for cell in row.findall("{*}Cell"):
            at = _attribute(cell, "Index")
            while at and len(cells) < min(int(at) - 1, limits.columns):
                cells.append(None)
            data = cell.find("{*}Data")
            text = "".join(data.itertext()) if data is not None else ""
            kind = _attribute(data, "Type") if data is not None else ""
            cells.append(number(text) if kind == "Number" else text or None)
            cells += [None] * int(_attribute(cell, "MergeAcross") or 0)
        rows.append(tuple(cells))
    return rows


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")
