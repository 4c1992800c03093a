"""Finding the duplicates of one list in memory: count, compare the candidates, learn the weights, cluster.

For lists of some ten thousand rows; `tables` does the same for millions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from wadah.registry.linkage.books import books_of, is_list_of_persons
from wadah.registry.linkage.candidates import candidate_pairs
from wadah.registry.linkage.clusters import Pair, clusters
from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.guards import business_guard, list_of_persons_guard
from wadah.registry.linkage.judgement import GuardOf, Judgement, compare, evidence_of
from wadah.registry.linkage.learning import Pattern, learned
from wadah.registry.linkage.levels import Level
from wadah.registry.linkage.prepared import Books, Prepared, prepare
from wadah.registry.linkage.weights import BUSINESS, LISTED_PERSON, Model

# What a guard leaves of the log-odds of a pair: it also holds the groups of the pair apart.
_HELD_BACK = -4.0


@dataclass(frozen=True)
class Matched:
    """The clusters of a list (positions), and the log-odds of each pair that was compared."""

    clusters: list[list[int]]
    weights: Mapping[Pair, float]
    model: Model
    matcher: "Matcher" = field(repr=False)

    def weight(self, pair: Pair) -> float:
        """Log-odds of a pair, compared now if it was not yet."""
        return self.weights[pair] if pair in self.weights else self.matcher.weight(pair)


@dataclass
class Matcher:
    """The prepared rows of a list and the model that compares them."""

    rows: Sequence[Prepared]
    books: Books
    model: Model
    guard_of: GuardOf

    def weight(self, pair: Pair) -> float:
        """Log-odds that the two rows are one, guards applied."""
        return self.weight_of(pair, compare(self.rows[pair[0]], self.rows[pair[1]], self.books))

    def weight_of(self, pair: Pair, levels: tuple[Level, ...]) -> float:
        weight = self.model.prior + sum(self.model.weights[level] for level in levels)
        return min(weight, _HELD_BACK) if self.guarded(pair, levels) else weight

    def guarded(self, pair: Pair, levels: tuple[Level, ...]) -> bool:
        return self.guard_of(frozenset(levels), self.rows[pair[0]], self.rows[pair[1]]) is not None

    def evidence(self, pair: Pair) -> Judgement:
        """The levels of a pair in words."""
        levels = compare(self.rows[pair[0]], self.rows[pair[1]], self.books)
        weight = self.model.prior + sum(self.model.weights[level] for level in levels)
        score = self.model.probability(weight)
        guard = self.guard_of(frozenset(levels), self.rows[pair[0]], self.rows[pair[1]])
        return Judgement(score, self.model.answer(score), evidence_of(levels, self.model), guard)


def match(entries: Sequence[Entry]) -> Matched:
    """The duplicates of a list. No labels, nothing but the list itself."""
    if not any(entry.name for entry in entries):
        entries = [replace(entry, name=entry.owner, owner="") for entry in entries]
    persons = is_list_of_persons(list(entries))
    model, guard_of = (LISTED_PERSON, list_of_persons_guard) if persons else (BUSINESS, business_guard)
    books = books_of(entries)
    matcher = Matcher([prepare(entry, books) for entry in entries], books, model, guard_of)
    levels = {
        pair: compare(matcher.rows[pair[0]], matcher.rows[pair[1]], books)
        for pair in candidate_pairs(matcher.rows)
    }
    patterns = ((Pattern(found, matcher.guarded(pair, found)), 1) for pair, found in levels.items())
    matcher.model = learned(patterns, model)
    weights = {pair: matcher.weight_of(pair, found) for pair, found in levels.items()}
    return Matched(clusters(weights, matcher.weight), weights, matcher.model, matcher)
