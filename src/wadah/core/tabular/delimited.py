"""Text tables: the delimiter by trial, rows of the wrong width put right by content, constant memory."""

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from wadah.core.tabular.cells import Cell, Merge, Row, SheetInfo
from wadah.core.tabular.encoding import encoding_of, lines_of
from wadah.core.tabular.errors import CellTooLong, TooLarge
from wadah.core.tabular.limits import Limits
from wadah.core.tabular.realign import Realigner

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_LINES = 300
HINT = "sep="
# Wider than real tables are, so that a table of many columns does not win by width alone.
WIDTH_THAT_COUNTS = 6


class DelimitedSource:
    """A csv or tsv as a workbook of one sheet. Every cell is text: such a file has no types."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._encoding = encoding_of(path)
        sample = list(islice(lines_of(path, self._encoding), SAMPLE_LINES))
        self._hinted = bool(sample) and sample[0].lower().startswith(HINT)
        if self._hinted:
            self.delimiter = sample[0].rstrip("\r\n")[len(HINT) :][:1] or ";"
            sample = sample[1:]
        else:
            self.delimiter = delimiter_of(sample)
        records = [cells for cells in _records(iter(sample), self.delimiter, limits) if any(cells)]
        self._realigner = Realigner(records)

    @property
    def sheets(self) -> list[SheetInfo]:
        return [SheetInfo(self._path.stem, 0)]

    def rows(self, index: int) -> Iterator[Row]:
        lines = lines_of(self._path, self._encoding)
        if self._hinted:
            next(lines)
        realign, width = self._realigner.realign, self._realigner.width
        make = Row
        for number, cells in enumerate(_records(lines, self.delimiter, self._limits), 1):
            if len(cells) == width:
                yield make(
                    number, tuple(cells) if "" not in cells else tuple([cell or None for cell in cells])
                )
            else:
                fitted, problems = realign(cells)
                yield Row(number, _blank_as_none(fitted), problems)

    def merges(self, index: int) -> tuple[Merge, ...]:
        return ()

    def close(self) -> None:
        """Nothing is held open between reads."""


def delimiter_of(lines: list[str]) -> str:
    """The delimiter that gives most rows of one width, and that width above one."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(
            len(cells)
            for cells in _records(iter(lines), delimiter, Limits())
            if any(cell.strip() for cell in cells)
        )
        if not widths:
            continue
        width, rows = max(
            widths.items(), key=lambda item: (item[0] > 1, item[1] * min(item[0], WIDTH_THAT_COUNTS))
        )
        score = 0.0 if width == 1 else rows / widths.total() * min(width, WIDTH_THAT_COUNTS)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(lines: Iterator[str], delimiter: str, limits: Limits) -> Iterator[list[str]]:
    csv.field_size_limit(limits.cell_characters)
    reader = csv.reader(_bounded(lines, limits), delimiter=delimiter)
    widest = limits.columns
    try:
        for cells in reader:
            if len(cells) > widest:
                raise TooLarge(what="kolom / columns", limit=widest)
            yield cells
    except csv.Error as error:
        raise CellTooLong(row=reader.line_num, limit=limits.cell_characters) from error


def _bounded(lines: Iterator[str], limits: Limits) -> Iterator[str]:
    """Refuses a line without end before it fills the memory of the reader behind."""
    longest = limits.cell_characters * 64
    for number, line in enumerate(lines, 1):
        if len(line) > longest:
            raise CellTooLong(row=number, limit=limits.cell_characters)
        yield line


def _blank_as_none(cells: list[str]) -> tuple[Cell, ...]:
    return tuple([cell or None for cell in cells])
