"""A row of the wrong width in a text table: an unquoted or a lost comma is put right when its content
shows where.

The row always stays one row. Where more than one place fits, nothing is moved and the row carries a problem.
"""

import re
from collections import Counter
from dataclasses import dataclass

NUMBER = re.compile(r"\s*'?[-+]?\d+(?:[.,]\d+)*\s*\Z")
# A text with the number of the next column stuck to its end: "Jl. Buncis-0.9571287843856437".
TEXT_AND_NUMBER = re.compile(r"(?P<text>.*?[^\d.,\s-])\s*(?P<number>-?\d{1,3}[.,]\d{3,}|-?\d{4,})\s*\Z")
MOSTLY = 0.9
WORDS_KEPT = 30
LEAST_ROWS = 4


@dataclass(frozen=True, slots=True)
class _Column:
    """What the well-formed rows have here: numbers, never numbers, or few words that repeat."""

    numeric: bool
    textual: bool
    words: frozenset[str]


class Realigner:
    """Learns the table's width and columns from a sample of its records."""

    def __init__(self, records: list[list[str]]) -> None:
        widths = Counter(len(cells) for cells in records)
        self.width = max(widths, key=lambda width: (width > 1, widths[width]), default=1)
        regular = [cells for cells in records if len(cells) == self.width]
        self._columns = tuple(_column(values) for values in zip(*regular, strict=True))
        self._knows = len(regular) >= LEAST_ROWS and any(
            column.numeric or column.words for column in self._columns
        )

    def realign(self, cells: list[str]) -> tuple[list[str], tuple[str, ...]]:
        """The cells in the table's width, and a problem code when they had to be moved or could not be."""
        if not any(cell.strip() for cell in cells):
            return [], ()
        if len(cells) > self.width:
            return self._too_many(cells)
        return self._too_few(cells)

    def _too_many(self, cells: list[str]) -> tuple[list[str], tuple[str, ...]]:
        if not any(cell.strip() for cell in cells[self.width :]):
            return cells[: self.width], ()
        if self.width < 2:
            return cells, ()
        extra = len(cells) - self.width
        candidates = [
            [*cells[:at], ",".join(cells[at : at + extra + 1]), *cells[at + extra + 1 :]]
            for at in range(self.width)
        ]
        found = self._single_best(candidates)
        return (found, ("fields_realigned",)) if found else (cells, ("fields_extra",))

    def _too_few(self, cells: list[str]) -> tuple[list[str], tuple[str, ...]]:
        missing = self.width - len(cells)
        padded = cells + [""] * missing
        if sum(1 for cell in cells if cell.strip()) <= 1 or not self._knows:
            return padded, ()
        if missing == 1:
            candidates = []
            for at, cell in enumerate(cells):
                match = TEXT_AND_NUMBER.match(cell)
                if match and self._columns[at + 1].numeric and not self._columns[at].numeric:
                    candidates.append([*cells[:at], match["text"], match["number"], *cells[at + 1 :]])
            found = self._single_best(candidates)
            if found:
                return found, ("fields_realigned",)
        # Some programs leave out empty cells at the end of a row: no fault, when the rest stands where it
        # should.
        return padded, () if self._misfits(cells) == 0 else ("fields_missing",)

    def _single_best(self, candidates: list[list[str]]) -> list[str] | None:
        """The one candidate that breaks no column's kind and has more known words than every other."""
        if not self._knows:
            return None
        fitting = [cells for cells in candidates if self._misfits(cells) == 0]
        if len(fitting) > 1:
            known = [self._known_words(cells) for cells in fitting]
            best = max(known)
            fitting = [cells for cells, score in zip(fitting, known, strict=True) if score == best]
        return fitting[0] if len(fitting) == 1 else None

    def _misfits(self, cells: list[str]) -> int:
        wrong = 0
        for cell, column in zip(cells, self._columns, strict=False):
            if not cell.strip():
                continue
            is_number = NUMBER.match(cell) is not None
            wrong += (column.numeric and not is_number) or (column.textual and is_number)
        return wrong

    def _known_words(self, cells: list[str]) -> int:
        pairs = zip(cells, self._columns, strict=True)
        return sum(1 for cell, column in pairs if column.words and cell.strip().lower() in column.words)


def _column(values: tuple[str, ...]) -> _Column:
    filled = [value.strip() for value in values if value.strip()]
    if len(filled) < LEAST_ROWS:
        return _Column(numeric=False, textual=False, words=frozenset())
    share = sum(1 for value in filled if NUMBER.match(value)) / len(filled)
    words = Counter(value.lower() for value in filled)
    repeat = share < MOSTLY and len(words) <= WORDS_KEPT and len(words) * 4 <= len(filled)
    return _Column(
        numeric=share >= MOSTLY, textual=share == 0, words=frozenset(words) if repeat else frozenset()
    )
