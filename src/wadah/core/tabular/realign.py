"""A row of the wrong width in a text table: an unquoted or a lost comma is put right when its content
shows where.

The row always stays one row. Where more than one place fits, nothing is moved and the row carries a problem.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from math import comb

NUMBER = re.compile(r"\s*'?[-+]?\d+(?:[.,]\d+)*\s*\Z")
# A text with the number of the next column stuck to its end: "Jl. Buncis-0.9571287843856437".
TEXT_AND_NUMBER = re.compile(r"(?P<text>.*?[^\d.,\s-])\s*(?P<number>-?\d{1,3}[.,]\d{3,}|-?\d{4,})\s*\Z")
# What goes on with an address: "RT 4", "No. 105", "Blok K", "Kec. Sako".
GOES_ON = re.compile(
    r"\s*(?:rt|rw|no|nomor|blok|kel|desa|ds|kec|dusun|lantai|kav|gang|gg|lr|lrg)\b", re.IGNORECASE
)
MOSTLY = 0.9
WORDS_KEPT = 150
MOST_WAYS = 5_000
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
        fields = [cell for cells in regular for cell in cells[1:]]
        self._spaced = sum(cell.startswith(" ") for cell in fields) * 20 > len(fields)
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
        if not self._knows or comb(len(cells) - 1, extra) > MOST_WAYS:
            return cells, ("fields_extra",)
        ways = combinations(range(1, len(cells)), extra)
        fitting = [(way, joined) for way in ways if self._misfits(joined := _joined(cells, way)) == 0]
        found = _single_best([(self._evidence(cells, way, joined), joined) for way, joined in fitting])
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
            fitting = [candidate for candidate in candidates if self._misfits(candidate) == 0]
            found = _single_best([(self._known_words(candidate), candidate) for candidate in fitting])
            if found:
                return found, ("fields_realigned",)
        # Some programs leave out empty cells at the end of a row: no fault, when the rest stands where it
        # should.
        return padded, () if self._misfits(cells) == 0 else ("fields_missing",)

    def _evidence(self, cells: list[str], way: tuple[int, ...], joined: list[str]) -> int:
        """How much speaks for these commas being part of a text: a space or an address word behind them."""
        points = 2 * self._known_words(joined)
        for at in range(1, len(cells)):
            part_of_text = at in way
            if cells[at].startswith(" ") and not self._spaced:
                points += 2 if part_of_text else -2
            if part_of_text and GOES_ON.match(cells[at]):
                points += 1
        return points + sum(1 for cell in joined if cell.count("(") == cell.count(")"))

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
    repeat = share < MOSTLY and len(words) <= WORDS_KEPT and len(words) * 2 <= len(filled)
    return _Column(
        numeric=share >= MOSTLY, textual=share == 0, words=frozenset(words) if repeat else frozenset()
    )


def _joined(cells: list[str], way: tuple[int, ...]) -> list[str]:
    """The cells with the commas at `way` put back into their texts."""
    joined = [cells[0]]
    for at in range(1, len(cells)):
        if at in way:
            joined[-1] += "," + cells[at]
        else:
            joined.append(cells[at])
    return joined


def _single_best(ranked: list[tuple[int, list[str]]]) -> list[str] | None:
    """The candidate for which more speaks than for every other."""
    best = max((points for points, _ in ranked), default=0)
    first = [cells for points, cells in ranked if points == best]
    return first[0] if len(first) == 1 else None
