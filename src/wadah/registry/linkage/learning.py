"""Learning the weights from a list without labels, by expectation and maximisation."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import log2

from wadah.registry.linkage.levels import Level
from wadah.registry.linkage.weights import Model, spoken

_ROUNDS = 25
# The weights known before count as so many pairs of each field. With fewer than three fields the list cannot
# tell a match from a shared field, nor with a handful of pairs what strangers share, and nothing is learned.
_HELD = 10.0
_FEWEST_FIELDS, _FEWEST_PAIRS = 3, 50
_ONE_NAME = frozenset(
    {
        Level.NAME_SAME_RARE,
        Level.NAME_SAME,
        Level.NAME_SAME_COMMON,
        Level.NAME_NEAR_RARE,
        Level.NAME_NEAR,
        Level.NAME_WITHIN_RARE,
        Level.NAME_WITHIN,
    }
)
# In a list with hardly a duplicate the likest strangers would be taken for matches, and turn the weights round. So
# learning lifts no pair by more than this above what the weights known before say of it, in bits.
_LIFTED = 5.0


@dataclass(frozen=True, slots=True)
class Pattern:
    """The levels of a pair, and whether a guard holds it back.

    A pair held back that looks like a match teaches nothing: siblings share owner, door and telephone, and are
    told apart by the guard. Nor does one with the same name teach: the guard found that this name says nothing.
    """

    levels: tuple[Level, ...]
    guarded: bool


def learned(patterns: Iterable[tuple[Pattern, int]], model: Model) -> Model:
    """The model with the weights and the prior that these patterns, with their counts, support."""
    counts = Counter[Pattern]()
    for pattern, count in patterns:
        if not (pattern.guarded and _misleads(pattern, model)):
            counts[pattern] += count
    seen: dict[Level, float] = defaultdict(float)
    for pattern, count in counts.items():
        for level in pattern.levels:
            seen[level] += count
    fields: dict[str, list[Level]] = defaultdict(list)
    for level in seen:
        fields[level.field].append(level)
    if len(fields) < _FEWEST_FIELDS or counts.total() < _FEWEST_PAIRS:
        return model
    start = _Shares.before(fields, seen, model.weights)
    weights, prior = dict(model.weights), model.prior
    highest = {pattern: model.weight(pattern.levels) + _LIFTED for pattern in counts}
    for _ in range(_ROUNDS):
        matched, unmatched, matches = _expected(counts, highest, weights, prior)
        after = start.weights_after(fields, matched, unmatched)
        weights.update({level: _signed(weight, model.weights[level]) for level, weight in after.items()})
        prior = log2((matches + 1.0) / (counts.total() - matches + 1.0))
    return replace(model, weights=weights, prior=prior)


def _signed(learned: float, before: float) -> float:
    """An agreement does not come to speak against a pair, nor a difference for it: that is chance, or a guard's work."""
    return max(learned, 0.0) if before > 0 else min(learned, 0.0) if before < 0 else learned


def _misleads(pattern: Pattern, model: Model) -> bool:
    return model.weight(pattern.levels) > 0 or not _ONE_NAME.isdisjoint(pattern.levels)


def _expected(
    counts: Mapping[Pattern, int],
    highest: Mapping[Pattern, float],
    weights: Mapping[Level, float],
    prior: float,
) -> tuple[dict[Level, float], dict[Level, float], float]:
    """How many matches and others show each level, as the weights stand; `highest` limits the log-odds of a pair."""
    matched: dict[Level, float] = defaultdict(float)
    unmatched: dict[Level, float] = defaultdict(float)
    matches = 0.0
    for pattern, count in counts.items():
        weight = min(prior + spoken(pattern.levels, weights), highest[pattern])
        share = 1.0 / (1.0 + 2.0**-weight)
        matches += share * count
        for level in pattern.levels:
            matched[level] += share * count
            unmatched[level] += (1.0 - share) * count
    return matched, unmatched, matches


@dataclass(frozen=True)
class _Shares:
    """The share of each level among matches and among others, before learning."""

    match: Mapping[Level, float]
    other: Mapping[Level, float]

    @classmethod
    def before(
        cls, fields: Mapping[str, list[Level]], seen: Mapping[Level, float], weights: Mapping[Level, float]
    ) -> "_Shares":
        match: dict[Level, float] = {}
        other: dict[Level, float] = {}
        for levels in fields.values():
            pairs = sum(seen[level] for level in levels) + 0.5 * len(levels)
            other.update({level: (seen[level] + 0.5) / pairs for level in levels})
            weighed = {level: other[level] * 2.0 ** weights[level] for level in levels}
            total = sum(weighed.values())
            match.update({level: share / total for level, share in weighed.items()})
        return cls(match, other)

    def weights_after(
        self,
        fields: Mapping[str, list[Level]],
        matched: Mapping[Level, float],
        unmatched: Mapping[Level, float],
    ) -> dict[Level, float]:
        after: dict[Level, float] = {}
        for levels in fields.values():
            matches = sum(matched[level] for level in levels) + _HELD
            others = sum(unmatched[level] for level in levels) + _HELD
            for level in levels:
                m = (matched[level] + _HELD * self.match[level]) / matches
                u = (unmatched[level] + _HELD * self.other[level]) / others
                after[level] = log2(m / u)
        return after
