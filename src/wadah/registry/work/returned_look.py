"""How the returned file looks: which cells are marked, how wide its columns are, which numbers are written as text."""

from collections.abc import Iterable, Mapping, Sequence

from wadah.core.tabular import Cell, Row, Tone
from wadah.registry.intake.fields import FIELDS, Kind
from wadah.registry.intake.mapping import MappedColumn
from wadah.registry.kinds import Verdict
from wadah.registry.values.parsed import Severity

TONE_OF = {
    Verdict.NEW: Tone.GREEN,
    Verdict.CHANGES: Tone.BLUE,
    Verdict.SAME: Tone.GREY,
    Verdict.POSSIBLE_DUPLICATE: Tone.YELLOW,
    Verdict.NEEDS_REPAIR: Tone.RED,
    Verdict.NOT_A_BUSINESS: Tone.GREY,
}
TONE_OF_PROBLEM = {Severity.ERROR: Tone.RED, Severity.WARNING: Tone.YELLOW}
# Numbers that name something: nobody counts with them, and Excel shows long ones as 8.1E+12.
IDENTIFIERS = frozenset({Kind.NIK, Kind.KK, Kind.NPWP, Kind.NIB, Kind.PHONES, Kind.POSTCODE, Kind.KBLI})
# What a problem that is not of one column speaks of.
SPOKEN_OF = {
    "region": frozenset(
        {"village", "subdistrict", "regency", "province", "postcode", "region_code", "address"}
    ),
    "latitude": frozenset({"latitude", "longitude", "point"}),
}
EXACT_DIGITS = 15
NARROWEST, WIDEST = 7, 42
NEARLY_ALL = 0.95
TOLD_WIDTHS = (18, 60, 32, 28)


class Look:
    """The look of one checked sheet, by what its columns mean and by its first rows (`head`)."""

    def __init__(
        self, titles: Sequence[str], head: Iterable[Row], columns: Sequence[MappedColumn], width: int
    ) -> None:
        self._width = width
        # Columns that were read: with our own of the last time, these are more than the officer's.
        self.read_width = len(columns)
        self._by_field: dict[str, list[int]] = {}
        for mapped in columns:
            self._by_field.setdefault(mapped.field, []).append(mapped.column)
        self._numbers = [
            m.column for m in columns if FIELDS[m.field].kind in IDENTIFIERS and m.column < width
        ]
        self.widths = (*_widths(titles, [self.cells(row.cells) for row in head]), *TOLD_WIDTHS)

    def cells(self, cells: Sequence[Cell]) -> list[Cell]:
        """The row's own cells, as wide as its header, its identifiers as text."""
        own = [*cells[: self._width], *((None,) * (self._width - len(cells)))]
        for column in self._numbers:
            if type(own[column]) in (int, float):
                own[column] = as_identifier(own[column])
        return own

    def marks(self, verdict: Verdict, problems: Iterable[Mapping[str, str]]) -> dict[int, Tone]:
        """The told columns by the verdict, and the cells that a problem speaks of; an error before a warning."""
        marks = dict.fromkeys(range(self._width, self._width + len(TOLD_WIDTHS)), TONE_OF[verdict])
        for problem in problems:
            tone = TONE_OF_PROBLEM.get(Severity(problem["severity"]))
            if tone is None:
                continue
            for column in self._columns_of(problem["field"]):
                if marks.get(column) is not Tone.RED:
                    marks[column] = tone
        return marks

    def _columns_of(self, field: str) -> list[int]:
        fields = SPOKEN_OF.get(field, frozenset({field}))
        return [column for name in fields for column in self._by_field.get(name, ())]


def as_identifier(cell: Cell) -> Cell:
    """A whole number as the text of its digits. One from which Excel has taken digits shows so.

    1671014507900010 that was a number has lost its last digit. As plain text it would look sound when the file
    comes back, so it is written as 1.67101450790001E+15, which is refused again until it is put right.
    """
    assert isinstance(cell, int | float)
    if cell != int(cell):
        return cell
    digits = str(int(cell))
    lost = len(digits) - EXACT_DIGITS
    return f"{int(cell):.14E}" if lost > 0 and digits.endswith("0" * lost) else digits


def line_count(words: Sequence[str]) -> int:
    """How many lines the tallest of the told texts takes in its column."""
    return max(
        sum(-(-max(len(line), 1) // width) for line in text.split("\n"))
        for text, width in zip(words, TOLD_WIDTHS, strict=True)
    )


def _widths(titles: Sequence[str], head: Iterable[Sequence[Cell]]) -> list[int]:
    """Wide enough for the longest word of the title, and for nearly all of the first cells."""
    lengths: list[list[int]] = [[] for _ in titles]
    for cells in head:
        for found, cell in zip(lengths, cells, strict=True):
            if cell is not None:
                found.append(len(str(cell)))
    return [_wide_enough(title, sorted(found)) for title, found in zip(titles, lengths, strict=True)]


def _wide_enough(title: str, lengths: Sequence[int]) -> int:
    usual = lengths[int(len(lengths) * NEARLY_ALL)] if lengths else 0
    longest = max([len(word) for word in title.split()], default=0)
    return min(max(usual, longest, NARROWEST) + 2, WIDEST)
