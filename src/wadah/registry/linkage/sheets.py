"""Lists as files: the header found, every row kept as it was typed, and the result written as csv."""

import csv
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from wadah.core.tabular import Cell, TabularError, Workbook, read_workbook
from wadah.core.tabular.errors import EmptyFile, HeaderOnly
from wadah.registry.linkage.columns import KNOWN_TITLES, plain_title

_HEADER_WITHIN = 20


@dataclass(frozen=True)
class Sheet:
    """A table of a file: its titles and its rows as text, in order."""

    path: Path
    titles: tuple[str, ...]
    rows: list[tuple[str, ...]]


def read_sheet(path: Path, wanted: Iterable[str] = ()) -> Sheet:
    """The first sheet with rows. The header is the row that holds most known (or `wanted`) titles.

    Raises TabularError for a file that cannot be read or holds no rows, OSError for one that is not there.
    """
    known = KNOWN_TITLES | {plain_title(title) for title in wanted}
    with read_workbook(path) as workbook:
        for info in workbook.sheets:
            with suppress(EmptyFile):
                return _read(path, workbook, info.index, known)
    raise EmptyFile


def _read(path: Path, workbook: Workbook, index: int, known: frozenset[str]) -> Sheet:
    rows = ([_text(cell) for cell in row.cells] for row in workbook.rows(index))
    first = list(islice((row for row in rows if any(row)), _HEADER_WITHIN))
    if not first:
        raise EmptyFile
    best = max(range(len(first)), key=lambda i: (sum(plain_title(cell) in known for cell in first[i]), -i))
    width = len(first[best])
    body = [*first[best + 1 :], *(row for row in rows if any(row))]
    if not body:
        raise HeaderOnly
    width = max(width, *(len(row) for row in body))
    titles = _named([*first[best], *[""] * (width - len(first[best]))])
    return Sheet(path, titles, [(*row, *[""] * (width - len(row))) for row in body])


def _text(cell: Cell) -> str:
    """A cell as its text: a whole number without a decimal point, a date as a date."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    return str(cell)


def _named(titles: Sequence[str]) -> tuple[str, ...]:
    """Titles made unique; an empty one takes the number of its column."""
    named: list[str] = []
    for number, title in enumerate(titles, 1):
        stripped = title.strip() or f"column {number}"
        named.append(stripped if stripped not in named else f"{stripped} ({number})")
    return tuple(named)


def write_csv(path: Path, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write beside the target and put it in place when it is whole; a failure leaves nothing behind."""
    draft = path.with_name(path.name + ".part")
    try:
        with draft.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(titles)
            writer.writerows(rows)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


__all__ = ["Sheet", "TabularError", "read_sheet", "write_csv"]
