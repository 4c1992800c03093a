"""Lists as files: the tables of a file found, every row kept as it was typed, and the result written as csv."""

import csv
import pickle
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryFile

from wadah.core.tabular import Cell, Row, TabularError, Workbook, read_workbook
from wadah.core.tabular.errors import EmptyFile, HeaderOnly
from wadah.registry.intake.header import find_header
from wadah.registry.linkage.columns import KNOWN_TITLES, plain_title

_HEADER_WITHIN = 20
_ROWS_AT_ONCE = 1_000


class KeptRows:
    """The rows of a sheet in a nameless file of the disk: those of a million would hold a gigabyte of memory.

    All have the width of the widest, or that of the titles.
    """

    def __init__(self, rows: Iterable[Sequence[str]], width: int) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  it goes with this object
        self._count, self._chunks, self.width = 0, 0, width
        waiting = iter(rows)
        while chunk := list(islice(waiting, _ROWS_AT_ONCE)):
            pickle.dump(chunk, self._file, pickle.HIGHEST_PROTOCOL)
            self._chunks += 1
            self._count += len(chunk)
            self.width = max(self.width, *map(len, chunk))

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Sequence[str]]:
        at = 0
        for _ in range(self._chunks):
            self._file.seek(at)
            chunk = pickle.load(self._file)  # noqa: S301  our own file, which nobody else can name
            at = self._file.tell()
            for row in chunk:
                yield [*row, *[""] * (self.width - len(row))]


@dataclass(frozen=True)
class Sheet:
    """A table of a file: its name, its titles and its rows as text, in order. A csv has one, without a name."""

    path: Path
    name: str
    titles: tuple[str, ...]
    rows: KeptRows

    @property
    def label(self) -> str:
        """File and sheet, as a person is told of them."""
        return f"{self.path.name}, sheet {self.name}" if self.name else self.path.name


@dataclass(frozen=True)
class Tables:
    """The tables of a file, and the sheets that were left with the reason: empty, or a header without a row."""

    sheets: list[Sheet]
    left: dict[str, str]


class NoSuchSheet(Exception):
    """No file has a sheet of that name."""


def read_tables(path: Path, wanted: Iterable[str] = (), only: Collection[str] = ()) -> Tables:
    """All sheets with rows, or those named in `only`. A header is the row that holds most known (or `wanted`) titles.

    Raises TabularError for a file that cannot be read or holds no rows, OSError for one that is not there.
    """
    known = KNOWN_TITLES | {plain_title(title) for title in wanted}
    found = Tables([], {})
    refused: TabularError = EmptyFile()
    with read_workbook(path) as workbook:
        several = len(workbook.sheets) > 1
        for info in workbook.sheets:
            if only and info.name not in only:
                found.left[info.name] = "not asked for"
                continue
            try:
                titles, rows = _read(workbook, info.index, known)
            except (EmptyFile, HeaderOnly) as error:
                refused = error
                found.left[info.name] = error.message("en")
            else:
                found.sheets.append(Sheet(path, info.name if several else "", titles, rows))
    if not found.sheets and not only:
        raise refused
    return found


def _read(workbook: Workbook, index: int, known: frozenset[str]) -> tuple[tuple[str, ...], KeptRows]:
    rows = (row for row in workbook.rows(index) if any(_text(cell) for cell in row.cells))
    first = list(islice(rows, _HEADER_WITHIN))
    if not first:
        raise EmptyFile
    titles, last = _header(first, workbook, index, known)
    behind = (row for row in first if row.number > last)
    body = KeptRows(map(_texts, chain(behind, rows)), len(titles))
    if not body:
        raise HeaderOnly
    return _named([*titles, *[""] * (body.width - len(titles))]), body


def _header(
    first: Sequence[Row], workbook: Workbook, index: int, known: frozenset[str]
) -> tuple[Sequence[str], int]:
    """The titles, and the number of the row that ends them: two rows where one divides columns of the other."""
    texts = [_texts(row) for row in first]
    best = max(range(len(first)), key=lambda i: (sum(plain_title(cell) in known for cell in texts[i]), -i))
    block = find_header(first, workbook.merges(index))
    spans = block.found and block.first_row <= first[best].number <= block.last_row
    if not spans or block.last_row == block.first_row:
        return texts[best], first[best].number
    inside = [
        row
        for row, read in zip(texts, first, strict=True)
        if block.first_row <= read.number <= block.last_row
    ]
    return [_title(title, at, inside, known) for at, title in enumerate(block.columns)], block.last_row


def _title(joined: str, column: int, rows: Sequence[Sequence[str]], known: frozenset[str]) -> str:
    """What one of the rows calls the column, where that is known ("Nama Usaha" under "Identitas"), else both joined."""
    own = [row[column] for row in reversed(rows) if column < len(row)]
    return next((title for title in own if plain_title(title) in known), joined)


def _texts(row: Row) -> list[str]:
    return [_text(cell) for cell in row.cells]


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


__all__ = ["NoSuchSheet", "Sheet", "TabularError", "Tables", "read_tables", "write_csv"]
