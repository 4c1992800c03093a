"""What is told of each row of a list: its cluster, and the row that it is likest to, with the reasons."""

from collections.abc import Iterable, Iterator
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


# The mark of a row that has no duplicate.
ALONE = Mark(-1)


def marks_of(matched: Matched, language: str) -> list[tuple[int, Mark]]:
    """All rows that have a duplicate, in their order, with their marks."""
    marks: dict[int, Mark] = {}
    for cluster in matched.clusters:
        for row in cluster:
            others = {other: matched.weight(_pair(row, other)) for other in cluster if other != row}
            twin = max(others, key=others.__getitem__)
            judged = matched.matcher.evidence(_pair(row, twin))
            told = [Level(part.level) for part in judged.evidence if part.weight > 0]
            marks[row] = Mark(cluster[0], f"{judged.score:.4f}", reason_of(twin, told, language))
    return sorted(marks.items(), key=lambda marked: marked[0])


def reason_of(twin: int, levels: Iterable[Level], language: str) -> str:
    """The likest row by its line in the result file (one line for the titles, counted from one), and why."""
    words = [LEVEL_WORDS[level] for level in levels]
    told = "; ".join(each.id if language == "id" else each.en for each in words)
    return f"{'baris' if language == 'id' else 'row'} {twin + 2}: {told}"


def numbered(marks: Iterable[tuple[int, Mark]], rows: int) -> Iterator[tuple[int, Mark]]:
    """The number of the cluster of each row, from 1 in the order of the rows, and its mark.

    `marks` come in the order of the rows; a row that has none is a cluster of its own.
    """
    waiting = iter(marks)
    marked, mark = next(waiting, (rows, ALONE))
    numbers: dict[int, int] = {}
    last = 0
    for row in range(rows):
        if row < marked:
            last += 1
            yield last, ALONE
            continue
        if mark.first not in numbers:
            last += 1
            numbers[mark.first] = last
        yield numbers[mark.first], mark
        marked, mark = next(waiting, (rows, ALONE))


def _pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)
