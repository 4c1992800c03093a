"""Regular expressions for whole rows of a worksheet: a general one, and a quicker one for rows as they mostly come.

Most columns of a list bear the same attributes from the first row of data to the last. With those attributes
written into the expression, a row costs two thirds of what the general expression takes.
"""

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from wadah.core.tabular.columns import column_letters

# Excel has 1,048,576 rows.
LONGEST_NUMBER = 7
ROW = rf'<row r="(\d{{1,{LONGEST_NUMBER}}})"[^>]*+(?<!/)>'
# Cells behind the last that holds something bear a format only.
END = r"(?:<c [^>]*+(?<=/)>)*+\s*+\Z"
FORMULA = r"(?:<f[^>]*+>(?:[^<]*+</f>)?+)?+"
TEXT = r"<is><t(?: [^>]*+)?+>([^<]*+)</t></is></c>"
VALUE = r"<v>([^<]*+)</v></c>"
# Titles and the header look unlike the data: the first rows are not learned from.
ROWS_PASSED_OVER, ROWS_LEARNED_FROM = 20, 12

Match = Callable[[str], re.Match[str] | None]


def general_match(width: int) -> Match:
    """Matches a row of up to `width` cells, each of which may be absent: number, then attributes and value of each."""
    return re.compile(ROW + "".join(map(_any_cell, range(width))) + END).match


def _any_cell(index: int) -> str:
    return (
        rf'(?:<c r="{column_letters(index)}\d++"([^/>]*+)(?:/>|>{FORMULA}'
        r"(?:<v>|<is><t[^>]*+>)?+([^<]*+)(?:</v>|</t></is>|<v ?/>)?+</c>))?+"
    )


class Settled(NamedTuple):
    """A match for rows whose columns mostly bear known attributes.

    `values` takes the values out of the groups; `known` are columns with their attributes, `open_` columns with the
    group that holds theirs.
    """

    match: Match
    values: Callable[[Sequence[Any]], tuple[Any, ...]]
    known: tuple[tuple[int, str], ...]
    open_: tuple[tuple[int, int], ...]


def settled(attributes: Sequence[str | None]) -> Settled | None:
    """The quicker match for columns of these attributes, None where they vary; None when too few are known."""
    known = [(index, text) for index, text in enumerate(attributes) if text is not None]
    if len(known) * 2 < len(attributes) or len(attributes) < 2:
        return None
    pattern, groups, open_, group = [ROW], [], [], 1
    for index, text in enumerate(attributes):
        if text is None:
            pattern.append(_any_cell(index))
            open_.append((index, group))
            group += 1
        else:
            content = TEXT if 't="inlineStr"' in text else FORMULA + VALUE
            pattern.append(rf'<c r="{column_letters(index)}\d++"{re.escape(text)}>{content}')
        groups.append(group)
        group += 1
    return Settled(re.compile("".join(pattern) + END).match, itemgetter(*groups), tuple(known), tuple(open_))


class Learner:
    """Learns from rows that only the general expression fitted which attributes their columns keep."""

    def __init__(self) -> None:
        self._passed_over = 0
        self._sample: list[tuple[str | None, ...]] = []
        self._constants: list[str | None] | None = None

    def observe(self, attributes: tuple[str | None, ...]) -> list[str | None] | None:
        """Takes a row's attributes; gives those that stay the same, whenever enough rows have been seen anew.

        A column that was found to vary is not settled again.
        """
        if self._passed_over < ROWS_PASSED_OVER:
            self._passed_over += 1
            return None
        self._sample.append(attributes)
        if len(self._sample) < ROWS_LEARNED_FROM:
            return None
        found = [column[0] if len(set(column)) == 1 else None for column in zip(*self._sample, strict=True)]
        self._sample.clear()
        before = self._constants
        if before is not None and len(before) == len(found):
            found = [now if now == then else None for now, then in zip(found, before, strict=True)]
        self._constants = found
        return found
