"""What is true of generated rows, and how well a linkage found it: pairs and clusters."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Id = TypeVar("Id", bound=Hashable)


@dataclass(frozen=True)
class GeneratedTruth:
    """Counts of what was generated; `pairs` are the pairs of rows about one business."""

    rows: int
    persons: int
    businesses: int
    duplicates: int
    pairs: int


@dataclass(frozen=True)
class SheetRow:
    """The truth of one row of a spreadsheet; `row` counts from 1, as the office's program does.

    `kind` is business, cooperative or household, and `business_id` its number; `damages` are `field:code`.
    """

    file: str
    sheet: str
    row: int
    kind: str
    business_id: int
    person_id: int
    damages: tuple[str, ...]


@dataclass(frozen=True)
class Rates:
    """How many of the found are right, how many of the right were found, and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return (
            2 * self.precision * self.recall / (self.precision + self.recall)
            if self.precision + self.recall
            else 0.0
        )


@dataclass(frozen=True)
class LinkScore:
    """`pairs` judges the links as given; `closed` the pairs of their clusters, where one weak link chains
    strangers;
    `clusters` asks for whole clusters exactly as in the truth, single rows left out."""

    pairs: Rates
    closed: Rates
    clusters: Rates


def clusters_of(pairs: Iterable[tuple[Id, Id]]) -> dict[Id, Id]:
    """The representative of each linked row, by following all links."""
    above: dict[Id, Id] = {}

    def top(row: Id) -> Id:
        above.setdefault(row, row)
        while above[row] != row:
            above[row] = above[above[row]]
            row = above[row]
        return row

    for left, right in pairs:
        one, other = top(left), top(right)
        if one != other:
            above[other] = one
    return {row: top(row) for row in list(above)}


def score_links(pairs: Iterable[tuple[Id, Id]], truth: Mapping[Id, Hashable]) -> LinkScore:
    """Score links between rows against `truth` (row -> business); every row of the data must stand in it."""
    links = {frozenset(pair) for pair in pairs if pair[0] != pair[1]}
    right = sum(1 for left, other in map(tuple, links) if truth[left] == truth[other])
    found = clusters_of((left, other) for left, other in map(tuple, links))
    whole = {row: found.get(row, row) for row in truth}
    true_pairs = _pair_count(Counter(truth.values()).values())
    closed_pairs = _pair_count(Counter(whole.values()).values())
    closed_right = _pair_count(Counter((whole[row], truth[row]) for row in truth).values())
    found_groups, true_groups = _groups(whole), _groups(truth)
    exact = len(found_groups & true_groups)
    return LinkScore(
        pairs=Rates(_share(right, len(links)), _share(right, true_pairs)),
        closed=Rates(_share(closed_right, closed_pairs), _share(closed_right, true_pairs)),
        clusters=Rates(_share(exact, len(found_groups)), _share(exact, len(true_groups))),
    )


def _pair_count(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _groups(assigned: Mapping[Id, Hashable]) -> set[frozenset[Id]]:
    members: dict[Hashable, set[Id]] = defaultdict(set)
    for row, group in assigned.items():
        members[group].add(row)
    return {frozenset(group) for group in members.values() if len(group) > 1}
