"""Writing an xlsx that is inert: every text is a text cell, no formula, no link, nothing half written."""

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from wadah.core.tabular.cells import Cell
from wadah.core.tabular.errors import DiskFull, TooLarge, WriteFailed

EXCEL_ROWS = 1_048_576
EXCEL_TEXT = 32_767
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
# No text becomes a number, a formula or a link, whatever it begins with; the NIK keeps its 16 digits.
INERT = {
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True, slots=True)
class SheetOut:
    """A sheet to write. `rows` may be a generator: it is gone through once, and no row is kept."""

    name: str
    header: tuple[str, ...]
    rows: Iterable[Iterable[Cell]]
    widths: tuple[int, ...] = ()
    # Rows above the header, as the officer's own file had them.
    titles: tuple[tuple[str, ...], ...] = field(default=())


def write_xlsx(path: str | Path, sheets: Iterable[SheetOut]) -> None:
    """Writes the workbook beside `path` and renames it there when it is whole.

    Text cells carry the format Text, so that Excel does not read them anew when they are edited. Numbers that
    are not text stay numbers. Raises DiskFull or WriteFailed, and leaves no part of a file behind.
    """
    path = Path(path)
    with _replacing(path) as temporary:
        # The parts are collected in files of their own first: they belong where the result goes, and go with it.
        with tempfile.TemporaryDirectory(prefix=".tulis-", dir=path.parent) as parts:
            workbook = xlsxwriter.Workbook(temporary, {**INERT, "tmpdir": parts})
            try:
                _write_sheets(workbook, sheets)
            except BaseException:
                workbook.fileclosed = True
                raise
            workbook.close()


@contextmanager
def _replacing(path: Path) -> Iterator[str]:
    """A name to write to; it takes the place of `path` when all went well, and disappears when not."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".tulis-", suffix=".xlsx", dir=path.parent)
        os.close(handle)
        yield temporary
        with open(temporary, "rb") as written:
            os.fsync(written.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise _named(error) from error
    except XlsxWriterException as error:
        cause = error.args[0] if error.args and isinstance(error.args[0], OSError) else error.__context__
        raise (_named(cause) if isinstance(cause, OSError) else WriteFailed(reason="xlsx")) from error
    finally:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)


def _named(error: OSError) -> WriteFailed:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull()
    return WriteFailed(reason=os.strerror(error.errno) if error.errno else type(error).__name__)


def _write_sheets(workbook: xlsxwriter.Workbook, sheets: Iterable[SheetOut]) -> None:
    text = workbook.add_format({"num_format": "@"})
    bold = workbook.add_format({"num_format": "@", "bold": True, "text_wrap": True, "valign": "top"})
    taken: set[str] = set()
    for sheet in sheets:
        worksheet = workbook.add_worksheet(_sheet_name(sheet.name, taken))
        for column, width in enumerate(sheet.widths):
            worksheet.set_column(column, column, width)
        top = len(sheet.titles)
        for row, title in enumerate(sheet.titles):
            for column, cell in enumerate(title):
                worksheet.write_string(row, column, _writable(cell), text)
        for column, name in enumerate(sheet.header):
            worksheet.write_string(top, column, _writable(name), bold)
        worksheet.freeze_panes(top + 1, 0)
        _write_rows(worksheet, sheet.rows, top + 1, text)


def _write_rows(
    worksheet: xlsxwriter.worksheet.Worksheet,
    rows: Iterable[Iterable[Cell]],
    first: int,
    text: xlsxwriter.format.Format,
) -> None:
    write_string, write_number = worksheet.write_string, worksheet.write_number
    for number, cells in enumerate(rows, first):
        if number >= EXCEL_ROWS:
            raise TooLarge(what="baris / rows", limit=EXCEL_ROWS)
        for column, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            # Beyond 15 digits a number cell loses some: such a number is written as the text it is.
            if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < 1e15:
                write_number(number, column, cell)
            else:
                write_string(number, column, _writable(_as_text(cell)), text)


def _as_text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _writable(text: str) -> str:
    """Within Excel's length, and without halves of characters, which no file can hold."""
    if len(text) > EXCEL_TEXT:
        text = text[: EXCEL_TEXT - 1] + "…"
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel allows: 31 characters, no brackets or slashes, no quote at an end, not twice."""
    base = name.translate(FORBIDDEN_IN_NAMES).strip(" '")[:31].strip(" '") or "Lembar"
    chosen, count = base, 1
    while chosen.lower() in taken:
        count += 1
        chosen = f"{base[: 31 - len(str(count)) - 1]} {count}"
    taken.add(chosen.lower())
    return chosen
