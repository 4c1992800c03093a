"""Sheets written in the formats that offices send: xlsx, ods, csv of two kinds, an html table named .xls."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import odswriter
import xlsxwriter

from wadah.registry.demo.cells import Formula, Value
from wadah.registry.demo.grids import Merge, Sheet

# Files of one seed are equal to the byte.
_MADE_AT = datetime(2025, 12, 31, 8)  # noqa: DTZ001 - a spreadsheet knows no zone


def write_xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    """Text as text, numbers as numbers, formulas with their values, merged cells merged."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": _MADE_AT})
        middle = book.add_format({"bold": True, "align": "center", "valign": "vcenter"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for merge in sheet.merges:
                page.merge_range(*(place - 1 for place in merge), "", middle)
            for row, values in enumerate(sheet.rows):
                for column, value in enumerate(values):
                    if isinstance(value, str):
                        page.write_string(row, column, value)
                    elif isinstance(value, Formula):
                        page.write_formula(row, column, value.text, None, value.value)
                    elif isinstance(value, date):
                        page.write_datetime(row, column, value, day)
                    elif value is not None:
                        page.write_number(row, column, value)


def write_ods(path: Path, sheets: Sequence[Sheet]) -> None:
    """The same in the open format; merged cells are left single."""
    with path.open("wb") as file, odswriter.writer(file) as book:
        for sheet in sheets:
            page = book.new_sheet(sheet.name)
            for values in sheet.rows:
                page.writerow([value.value if isinstance(value, Formula) else value for value in values])
    _date_parts(path)


def _date_parts(path: Path) -> None:
    """Give every part of the archive one date; the writer gives each the moment at which it wrote it."""
    with ZipFile(path) as book:
        parts = [(part.filename, part.compress_type, book.read(part)) for part in book.infolist()]
    with ZipFile(path, "w") as book:
        for name, compression, content in parts:
            part = ZipInfo(name, _MADE_AT.timetuple()[:6])
            part.compress_type = ZIP_STORED if compression == ZIP_STORED else ZIP_DEFLATED
            book.writestr(part, content)


def write_cp1252(path: Path, sheets: Sequence[Sheet]) -> None:
    """Text in the Windows encoding, fields parted by semicolons, quoted where needed."""
    lines = (";".join(_quoted(_as_text(value), ";") for value in row) for row in sheets[0].rows)
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode("cp1252", "replace"))


def write_unquoted(path: Path, sheets: Sequence[Sheet]) -> None:
    """Fields parted by commas and never quoted, so that a comma in an address parts it too."""
    lines = (",".join(_as_text(value) for value in row) for row in sheets[0].rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def write_html(path: Path, sheets: Sequence[Sheet]) -> None:
    """A web page with one table, as programs export what they call Excel."""
    sheet = sheets[0]
    merged = {(merge.first_row, merge.first_column): merge for merge in sheet.merges}
    lines = ['<html><head><meta charset="utf-8"></head><body><table border="1">']
    for row, values in enumerate(sheet.rows, 1):
        cells = (_html_cell(value, merged.get((row, column))) for column, value in enumerate(values, 1))
        shown = "".join(
            cell for column, cell in enumerate(cells, 1) if not _is_covered(sheet.merges, row, column)
        )
        lines.append(f"<tr>{shown}</tr>")
    path.write_text("\n".join([*lines, "</table></body></html>\n"]), encoding="utf-8")


def _html_cell(value: Value, merge: Merge | None) -> str:
    spans = ""
    if merge:
        columns, rows = merge.last_column - merge.first_column + 1, merge.last_row - merge.first_row + 1
        spans = f' colspan="{columns}" rowspan="{rows}"'
    return f"<td{spans}>{escape(_as_text(value))}</td>"


def _is_covered(merges: Sequence[Merge], row: int, column: int) -> bool:
    return any(
        merge.first_row <= row <= merge.last_row
        and merge.first_column <= column <= merge.last_column
        and (row, column) != (merge.first_row, merge.first_column)
        for merge in merges
    )


def _as_text(value: Value) -> str:
    if isinstance(value, Formula):
        return str(value.value)
    return "" if value is None else str(value)


def _quoted(text: str, delimiter: str) -> str:
    return '"' + text.replace('"', '""') + '"' if delimiter in text or '"' in text else text


FORMATS: dict[str, Callable[[Path, Sequence[Sheet]], None]] = {
    "plain": write_xlsx,
    "sheet_per_subdistrict": write_xlsx,
    "repeated_header": write_xlsx,
    "cp1252_semicolon": write_cp1252,
    "unquoted_commas": write_unquoted,
    "html": write_html,
}
