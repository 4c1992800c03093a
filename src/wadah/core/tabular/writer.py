"""Writing an xlsx that is inert: every text is a text cell, no formula, no link, nothing half written.

The sheet is written as a stream of rows by our own hand. xlsxwriter in its constant-memory mode took five
times as long for the same cells, and a returned file may have a million rows.
"""

import errno
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import IO, NamedTuple

from wadah.core.tabular.cells import Cell
from wadah.core.tabular.columns import column_letters
from wadah.core.tabular.errors import DiskFull, TooLarge, WriteFailed
from wadah.core.tabular.package import (
    HEADER_STYLE,
    NUMBER_STYLE,
    TEXT_STYLE,
    Tone,
    marked_style,
    package_parts,
    sheet_end,
    sheet_start,
)

EXCEL_ROWS = 1_048_576
EXCEL_TEXT = 32_767
# Beyond 15 digits a number cell loses some: such a number is written as the text it is.
EXACT_NUMBER = 10**15
ROWS_A_WRITE = 500
COMPRESSION = 4
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
MARKUP = re.compile(
    '[&<>"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)|[\r\n\t]'
)
# A line of the letters we use, and the tallest row that Excel shows.
LINE_POINTS, TALLEST_POINTS = 15, 405
UNMARKED: Mapping[int, Tone] = MappingProxyType({})
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "_": "_x005F_"}


class MarkedRow(NamedTuple):
    """A row some cells of which stand on a ground of their own, by column from 0; marked texts are wrapped.

    `line_count` is how many lines its tallest text takes: not every program finds that out by itself.
    """

    cells: Sequence[Cell]
    marks: Mapping[int, Tone]
    line_count: int = 1


@dataclass(frozen=True, slots=True)
class SheetOut:
    """A sheet to write. `rows` may be a generator: it is gone through once, and no row is kept.

    `widths` are in letters; with `filtered` the header has buttons that choose rows.
    """

    name: str
    header: tuple[str, ...]
    rows: Iterable[Sequence[Cell] | MarkedRow]
    widths: tuple[int, ...] = ()
    filtered: bool = False
    # Rows above the header, as the officer's own file had them; the last `parent_count` belong to the header.
    titles: tuple[tuple[str, ...], ...] = ()
    parent_count: int = 0


def write_xlsx(path: str | Path, sheets: Iterable[SheetOut]) -> None:
    """Writes the workbook beside `path` and renames it there when it is whole.

    Text cells carry the format Text, so that Excel does not read them anew when they are edited. Numbers that
    are not text stay numbers. Raises DiskFull or WriteFailed, and leaves no part of a file behind.
    """
    path = Path(path)
    with replacing(path) as temporary:
        names: list[str] = []
        filters: dict[int, str] = {}
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
            for number, sheet in enumerate(sheets, 1):
                names.append(_sheet_name(sheet.name, names))
                with archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as stream:
                    area = _write_sheet(stream, sheet)
                if area:
                    filters[number - 1] = area
            for part, content in package_parts(names, filters).items():
                archive.writestr(part, content)


@contextmanager
def replacing(path: Path, suffix: str = ".xlsx") -> Iterator[str]:
    """A name to write to; it takes the place of `path` when all went well, and disappears when not."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".tulis-", suffix=suffix, dir=path.parent)
        os.close(handle)
        yield temporary
        with open(temporary, "rb") as written:
            os.fsync(written.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise _named(error) from error
    finally:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)


def _named(error: OSError) -> WriteFailed:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull()
    return WriteFailed(reason=os.strerror(error.errno) if error.errno else type(error).__name__)


def _write_sheet(stream: IO[bytes], sheet: SheetOut) -> str:
    """Writes the sheet; returns the area that its header filters, '' for none."""
    top = number = len(sheet.titles) + 1
    stream.write(sheet_start(sheet.widths, top).encode())
    for number, title in enumerate(sheet.titles, 1):
        style = HEADER_STYLE if number >= top - sheet.parent_count else TEXT_STYLE
        stream.write(_row(number, title, style).encode())
    stream.write(_row(top, sheet.header, HEADER_STYLE).encode())
    written: list[str] = []
    for number, row in enumerate(sheet.rows, top + 1):
        if number > EXCEL_ROWS:
            raise TooLarge(what="baris / rows", limit=EXCEL_ROWS)
        if not row:
            # A sheet may be blank for a million rows: the number is enough.
            continue
        written.append(
            _row(number, row.cells, TEXT_STYLE, row.marks, row.line_count)
            if isinstance(row, MarkedRow)
            else _row(number, row, TEXT_STYLE)
        )
        if len(written) == ROWS_A_WRITE:
            stream.write("".join(written).encode())
            written.clear()
    area = ""
    if sheet.filtered and sheet.header:
        area = f"A{top}:{column_letters(len(sheet.header) - 1)}{number}"
    stream.write(("".join(written) + sheet_end(area)).encode())
    return area


def _row(
    number: int,
    cells: Iterable[Cell],
    style: int,
    marks: Mapping[int, Tone] = UNMARKED,
    line_count: int = 1,
) -> str:
    height = (
        f' ht="{min(line_count * LINE_POINTS, TALLEST_POINTS)}" customHeight="1"' if line_count > 1 else ""
    )
    written = [f'<row r="{number}"{height}>']
    for column, cell in enumerate(cells):
        if cell is None or cell == "":
            continue
        place = f"{column_letters(column)}{number}"
        if type(cell) in (int, float) and abs(cell) < EXACT_NUMBER:  # type: ignore[arg-type]
            used = marked_style(marks[column], number=True) if column in marks else NUMBER_STYLE
            written.append(f'<c r="{place}" s="{used}"><v>{cell!r}</v></c>')
        else:
            text = _writable(cell if type(cell) is str else as_text(cell))
            used = marked_style(marks[column], number=False) if column in marks else style
            written.append(f'<c r="{place}" s="{used}" t="inlineStr"><is><t{text}</t></is></c>')
    written.append("</row>")
    return "".join(written)


def as_text(cell: Cell) -> str:
    """A cell that is no text, as one: a day by year, month and day."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _writable(text: str) -> str:
    """The end of an opening tag and the text behind it, escaped, within Excel's length."""
    if len(text) > EXCEL_TEXT:
        text = text[: EXCEL_TEXT - 1] + "…"
    if MARKUP.search(text):
        text = MARKUP.sub(_escaped, text)
    # Without this mark spaces at the ends are lost.
    space = text[0] == " " or text[-1] == " " or "  " in text or "\n" in text
    return f' xml:space="preserve">{text}' if space else f">{text}"


def _escaped(match: re.Match[str]) -> str:
    """Entities for markup, Excel's own escapes for control characters, a mark for half a character."""
    sign = match[0]
    if sign in ENTITIES:
        return ENTITIES[sign]
    if sign in "\n\t":
        return sign
    if sign >= "\ud800":
        return "\ufffd"
    return f"_x{ord(sign):04X}_"


def _sheet_name(name: str, taken: list[str]) -> str:
    """A name that Excel allows: 31 characters, no brackets or slashes, no quote at an end, not twice."""
    base = MARKUP.sub(" ", name.translate(FORBIDDEN_IN_NAMES)).strip(" '")[:31].strip(" '") or "Lembar"
    chosen, count = base, 1
    while chosen.lower() in (other.lower() for other in taken):
        count += 1
        chosen = f"{base[: 31 - len(str(count)) - 1]} {count}"
    return chosen
