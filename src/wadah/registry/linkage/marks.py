"""What is told of each row of a list: its cluster, and the row that it is likest to, with the reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wadah.registry.linkage.evidence import LEVEL_WORDS
from wadah.registry.linkage.levels import Level
from wadah.registry.linkage.matching import Matched


@dataclass(frozen=True, slots=True)
class Mark:
    """A row of a cluster. `first` is the first row of it (positions from 0), `score` and `reason` are as written."""

    first: int
    score: str = ""
    reason: str = ""


def marks_of(matched: Matched, language: str) -> dict[int, Mark]:
    """The marks of all rows that have a duplicate."""
    marks: dict[int, Mark] = {}
    for cluster in matched.clusters:
        for row in cluster:
            others = {other: matched.weight(_pair(row, other)) for other in cluster if other != row}
            twin = max(others, key=others.__getitem__)
            judged = matched.matcher.evidence(_pair(row, twin))
            told = [Level(part.level) for part in judged.evidence if part.weight > 0]
            marks[row] = Mark(cluster[0], f"{judged.score:.4f}", reason_of(twin, told, language))
    return marks


def reason_of(twin: int, levels: Iterable[Level], language: str) -> str:
    """The likest row by its line in the result file (one line for the titles, counted from one), and why."""
    words = [LEVEL_WORDS[level] for level in levels]
    told = "; ".join(each.id if language == "id" else each.en for each in words)
    return f"{'baris' if language == 'id' else 'row'} {twin + 2}: {told}"


def numbered(marks: Mapping[int, Mark], rows: int) -> Sequence[int]:
    """The number of the cluster of each row, from 1 in the order of the rows; a row alone is one of its own."""
    firsts = [marks[row].first if row in marks else row for row in range(rows)]
    numbers = {first: number for number, first in enumerate(dict.fromkeys(firsts), 1)}
    return [numbers[first] for first in firsts]


def _pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)
