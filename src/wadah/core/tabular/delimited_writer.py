"""Writing a csv that is inert: no cell comes alive as a formula, nothing half written."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from wadah.core.tabular.cells import Cell
from wadah.core.tabular.writer import as_text, replacing

# What a spreadsheet program takes for the beginning of a formula. A text that begins so stands behind an apostrophe,
# as do those that bring one along: read back, exactly one is taken off.
ALIVE = re.compile(r"'*[=+\-@\t\r]")
# A number below zero begins none.
NUMBER = re.compile(r"-\d+(?:[.,]\d+)?\Z", re.ASCII)
GUARD = "'"
BEGINNINGS = frozenset("=+-@\t\r'")


def write_csv(path: str | Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Writes UTF-8 with a byte order mark, as Excel needs it, beside `path`, and renames it there when it is whole.

    `rows` are gone through once and none is kept. Raises DiskFull or WriteFailed, and leaves no part behind.
    """
    with (
        replacing(Path(path), ".csv") as temporary,
        open(temporary, "w", encoding="utf-8-sig", errors="replace", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(_inert(rows))


def guarded(text: str) -> str:
    """The text with an apostrophe before it when it would begin a formula."""
    return GUARD + text if ALIVE.match(text) and not NUMBER.match(text) else text


def without_guard(text: str) -> str:
    """The text as it was before `guarded`; any other as it is."""
    return text[1:] if text.startswith(GUARD) and ALIVE.match(text) else text


def _inert(rows: Iterable[Sequence[Cell]]) -> Iterator[list[object]]:
    for row in rows:
        # Most cells are empty or begin with a letter: those are not looked at any further.
        yield [
            cell if cell is None or (type(cell) is str and cell[:1] not in BEGINNINGS) else _written(cell)
            for cell in row
        ]


def _written(cell: Cell) -> object:
    if cell is None or type(cell) in (int, float):
        return cell
    return guarded(cell if type(cell) is str else as_text(cell))
