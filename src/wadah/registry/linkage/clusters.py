"""From pairs to clusters: two groups join only while their rows match one another on the average.

One strong link therefore does not chain strangers: the other pairs of the two groups speak as well.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

Pair = tuple[int, int]
Weigh = Callable[[Pair], float]

# One pair may not outvote all others, however sure it is.
_STRONGEST = 15.0
# Above this size a component is first cut at its strongest pairs, so that the work stays small.
_LARGEST = 150


def components(pairs: Iterable[Pair]) -> list[list[int]]:
    """The groups that the pairs tie together, each sorted."""
    parent: dict[int, int] = {}

    def root(of: int) -> int:
        while parent.setdefault(of, of) != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    for one, other in pairs:
        parent[root(one)] = root(other)
    groups: dict[int, list[int]] = defaultdict(list)
    for member in sorted(parent):
        groups[root(member)].append(member)
    return list(groups.values())


def clusters(weights: Mapping[Pair, float], weigh: Weigh) -> list[list[int]]:
    """Clusters of two and more.

    `weights` are log-odds of pairs (smaller position first); `weigh` gives those that were not compared.
    """
    links = [pair for pair, weight in weights.items() if weight > 0]
    return cohesive(components(links), weights, weigh)


def cohesive(groups: Iterable[Sequence[int]], weights: Mapping[Pair, float], weigh: Weigh) -> list[list[int]]:
    """The clusters that groups fall into."""
    return sorted(cluster for group in groups for cluster in _cohesive(group, weights, weigh, 0.0))


def _cohesive(
    members: Sequence[int], weights: Mapping[Pair, float], weigh: Weigh, least: float
) -> list[list[int]]:
    if len(members) == 2:
        return [list(members)]
    if len(members) > _LARGEST:
        inside = set(members)
        strong = [p for p, w in weights.items() if w > least + 2.0 and p[0] in inside and p[1] in inside]
        return [c for part in components(strong) for c in _cohesive(part, weights, weigh, least + 2.0)]
    table = {
        pair: _held(weights[pair] if pair in weights else weigh(pair))
        for pair in combinations(sorted(members), 2)
    }
    if min(table.values()) > 0:
        return [sorted(members)]
    return [sorted(group) for group in _joined(list(members), table) if len(group) > 1]


def _held(weight: float) -> float:
    return max(-_STRONGEST, min(_STRONGEST, weight))


def _joined(members: list[int], table: Mapping[Pair, float]) -> list[list[int]]:
    """Join the two groups with the highest average weight until none is above zero."""
    groups = {member: [member] for member in members}
    sums = dict(table)
    while sums:
        best = max(sums, key=lambda p: (sums[p] / (len(groups[p[0]]) * len(groups[p[1]])), -p[0], -p[1]))
        if sums[best] <= 0:
            break
        kept, gone = best
        groups[kept].extend(groups.pop(gone))
        del sums[best]
        for other in groups:
            if other != kept:
                moved = sums.pop((min(gone, other), max(gone, other)))
                sums[min(kept, other), max(kept, other)] += moved
    return list(groups.values())
