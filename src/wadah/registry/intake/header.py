"""Where a table begins: title rows, one or two header rows, merged titles, a row that only numbers the
columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wadah.core.tabular.cells import Cell, Merge, Row
from wadah.registry.intake.titles import How, fold_title, match_title
from wadah.registry.values.cleaning import as_text, clean_text

ROWS_LOOKED_AT = 50
LONGEST_TITLE = 80
# A row counts as a header from two recognised titles on, or from one in a table of two columns.
LEAST_SCORE = 4.0
POINTS = {How.EXACT: 3.0, How.BARE: 3.0, How.LIKE: 2.0, How.PART: 1.5}


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """The header of a sheet. Row numbers are the spreadsheet's; `columns` has one title for each column.

    `titles` are the rows above it, joined. `found` is False when the sheet begins with data at once; the
    columns
    are then numbered.
    """

    columns: tuple[str, ...]
    first_row: int
    last_row: int
    titles: tuple[str, ...] = ()
    found: bool = True

    @property
    def width(self) -> int:
        return len(self.columns)


def find_header(rows: Sequence[Row], merges: Sequence[Merge] = ()) -> HeaderBlock:
    """The header block among the first rows of a sheet; give it the first fifty or so."""
    looked = [row for row in rows[:ROWS_LOOKED_AT] if any(cell is not None for cell in row.cells)]
    width = _width(rows)
    scored = [(_score(row, looked[at + 1 :]), -at) for at, row in enumerate(looked)]
    best, minus_at = max(scored, default=(0.0, 0))
    if best < LEAST_SCORE:
        first = looked[0].number if looked else 1
        return HeaderBlock(_numbered(width), first, first - 1, found=False)
    at = -minus_at
    bottom = _second_row(looked, at)
    top = at if bottom > at else _parent_row(looked, at)
    parents, children = looked[top].cells, looked[bottom].cells
    columns = (
        _joined(parents, children, width, merges, looked[top].number)
        if bottom > top
        else _texts(children, width)
    )
    if bottom + 1 < len(looked) and _numbers_columns(looked[bottom + 1].cells):
        bottom += 1
    titles = tuple(_title(row) for row in looked[:top])
    return HeaderBlock(
        _named(columns), looked[top].number, looked[bottom].number, tuple(t for t in titles if t)
    )


def _width(rows: Sequence[Row]) -> int:
    """Up to the last column that any row fills."""
    return max(
        (at + 1 for row in rows for at, cell in enumerate(row.cells) if cell is not None and cell != ""),
        default=0,
    )


def _score(row: Row, below: Sequence[Row]) -> float:
    """How much a row looks like a header: titles that are known, text over data, no long or lone cells."""
    filled = [as_text(cell).strip() for cell in row.cells if cell is not None]
    if not filled:
        return 0.0
    score, known = 0.0, set()
    for text in filled:
        if _is_value(text):
            score -= 2.0
            continue
        match = match_title(text) if len(text) <= LONGEST_TITLE else None
        if match is not None and match.field not in known:
            score += POINTS[match.how]
            known.add(match.field)
        elif match is not None:
            score += 0.5
    if len(filled) == 1:
        score = min(score, 2.0)
    if below:
        typical = sorted(sum(cell is not None for cell in other.cells) for other in below)[len(below) // 2]
        score += min(len(filled) / max(typical, 1), 1.0)
    if len({text.lower() for text in filled}) == len(filled) and len(filled) > 1:
        score += 0.5
    return score


def _is_value(text: str) -> bool:
    """Numbers, dates and long sentences are contents, not titles."""
    digits = sum(letter.isdecimal() for letter in text)
    return digits >= 5 or (digits > 0 and digits * 2 > len(text)) or len(text) > LONGEST_TITLE


def _second_row(looked: Sequence[Row], at: int) -> int:
    """The index of the row that ends the header: the next one when it divides columns of this one."""
    if at + 1 >= len(looked):
        return at
    above, below = looked[at].cells, looked[at + 1].cells
    filled = [(n, as_text(cell).strip()) for n, cell in enumerate(below) if cell is not None]
    if not filled or any(_is_value(text) for _, text in filled):
        return at
    under_blank = [text for n, text in filled if n >= len(above) or above[n] is None]
    if not under_blank:
        return at
    # A data row fills what the header fills; a second header row mostly fills its gaps and little else.
    over = sum(1 for cell in above if cell is not None)
    divided = sum(1 for n, _ in filled if n < len(above) and above[n] is not None)
    if len(filled) < 2 or divided > len(under_blank) + 1 or divided * 2 > over + 1:
        return at
    return at + 1


def _parent_row(looked: Sequence[Row], at: int) -> int:
    """The index of the row that begins the header: the one above when it groups columns of this one."""
    if at == 0:
        return at
    above, row = looked[at - 1], looked[at]
    if above.number != row.number - 1:
        return at
    filled = [n for n, cell in enumerate(above.cells) if cell is not None]
    if len(filled) < 2 or any(_is_value(as_text(above.cells[n]).strip()) for n in filled):
        return at
    gaps = [
        n
        for n, cell in enumerate(row.cells)
        if cell is not None and (n >= len(above.cells) or n not in filled)
    ]
    return at - 1 if gaps and filled[0] < gaps[-1] else at


def _joined(
    parents: Sequence[Cell], children: Sequence[Cell], width: int, merges: Sequence[Merge], row: int
) -> list[str]:
    """Parent and child of each column: "Tenaga Kerja" over "L" and "P" gives "Tenaga Kerja L" and "... P"."""
    upper, lower = _texts(parents, width), _texts(children, width)
    reach = {
        merge.first_column: merge.last_column
        for merge in merges
        if merge.first_row <= row <= merge.last_row and merge.last_column > merge.first_column
    }
    over, until = "", -1
    joined = []
    for column in range(width):
        if upper[column]:
            over = upper[column]
            until = reach.get(column, width if not reach else column)
        parent = upper[column] or (over if lower[column] and column <= until else "")
        joined.append(f"{parent} {lower[column]}".strip())
    return joined


def _texts(cells: Sequence[Cell], width: int) -> list[str]:
    texts = [clean_text(as_text(cell))[0] for cell in cells[:width]]
    return texts + [""] * (width - len(texts))


def _numbers_columns(cells: Sequence[Cell]) -> bool:
    """Rows such as 1 2 3 4, or (1) (2) (3), under the titles."""
    texts = [as_text(cell).strip(" ().") for cell in cells if cell is not None]
    if len(texts) < 3 or not all(text.isdecimal() and len(text) <= 2 for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return numbers[0] in (1, 2) and all(b - a == 1 for a, b in zip(numbers, numbers[1:], strict=False))


def _named(columns: Sequence[str]) -> tuple[str, ...]:
    """Every column gets a name of its own: a blank one its letter's number, a repeated one a count."""
    seen: dict[str, int] = {}
    named = []
    for position, title in enumerate(columns, 1):
        name = title or f"Kolom {position}"
        key = fold_title(name) or name
        seen[key] = seen.get(key, 0) + 1
        named.append(name if seen[key] == 1 else f"{name} ({seen[key]})")
    return tuple(named)


def _numbered(width: int) -> tuple[str, ...]:
    return tuple(f"Kolom {position}" for position in range(1, width + 1))


def _title(row: Row) -> str:
    return " ".join(text for text in (clean_text(as_text(cell))[0] for cell in row.cells) if text)


def is_repeated_header(cells: Sequence[Cell], columns: Sequence[str]) -> bool:
    """True when most filled cells of a row are the titles of their columns."""
    filled = [(n, as_text(cell)) for n, cell in enumerate(cells) if cell is not None]
    same = sum(1 for n, text in filled if n < len(columns) and _says(columns[n], text))
    return same >= 2 and same * 5 >= len(filled) * 3


def _says(title: str, text: str) -> bool:
    folded = fold_title(text)
    return bool(folded) and (fold_title(title) == folded or fold_title(title).endswith(f" {folded}"))


def is_column_numbers(cells: Sequence[Cell]) -> bool:
    """True for a row that only numbers the columns."""
    return _numbers_columns(cells)
