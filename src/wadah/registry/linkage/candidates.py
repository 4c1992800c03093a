"""Which pairs of a list are worth comparing: those that share rare words, sounds, numbers and places."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import log2

from wadah.registry.linkage.keys import sounds
from wadah.registry.linkage.phrases import Phrase
from wadah.registry.linkage.prepared import Prepared

_MOST_PARTNERS = 25
# The work is about rows x clues x rows of a clue: longer lists of rows are left to rarer clues.
_WORK = 16_000_000
_CELLS_PER_DEGREE = 500.0


def candidate_pairs(rows: Sequence[Prepared]) -> set[tuple[int, int]]:
    """Pairs of positions (smaller first): for each row its 25 nearest by shared clues, weighed by rarity."""
    clues = [frozenset(clues_of(row)) for row in rows]
    holders: dict[str, list[int]] = defaultdict(list)
    for position, of_row in enumerate(clues):
        for clue in of_row:
            holders[clue].append(position)
    most = max(30, min(400, _WORK // (8 * max(len(rows), 1))))
    weight = {clue: log2(len(rows) / len(held)) for clue, held in holders.items() if 1 < len(held) <= most}
    pairs: set[tuple[int, int]] = set()
    for position, of_row in enumerate(clues):
        nearness: dict[int, float] = defaultdict(float)
        for clue in of_row:
            if clue in weight:
                for other in holders[clue]:
                    nearness[other] += weight[clue]
        nearness.pop(position, None)
        nearest = sorted(nearness, key=lambda other: (-nearness[other], other))[:_MOST_PARTNERS]
        pairs.update((position, other) if position < other else (other, position) for other in nearest)
    return pairs


def clues_of(row: Prepared) -> Iterator[str]:
    """What a row may share with another one of the same business."""
    entry = row.entry
    if entry.nib:
        yield f"nib {entry.nib}"
    if entry.nik:
        yield f"nik {entry.nik}"
    yield from (f"tel {phone}" for phone in entry.phones)
    yield from _clues_of_phrase("n", row.name)
    yield from _clues_of_phrase("n", row.owner)
    yield from _clues_of_phrase("a", row.street)
    yield from (f"h {sounds(word)} {row.number}" for word in row.street.words)
    if row.place:
        yield from (f"p {row.place[:5]} {sounds(word)}" for word in row.name.words)
    if entry.postcode and row.number:
        yield f"z {entry.postcode} {row.number}"
    if entry.latitude is not None and entry.longitude is not None:
        for shift in (0.0, 0.5):
            north, east = entry.latitude * _CELLS_PER_DEGREE, entry.longitude * _CELLS_PER_DEGREE
            yield f"g {int(north + shift)} {int(east + shift)}"


def _clues_of_phrase(kind: str, phrase: Phrase) -> Iterator[str]:
    words = phrase.words
    yield from (f"{kind} {word}" for word in words)
    yield from (f"{kind}s {sounds(word)}" for word in words)
    yield from (f"{kind} {one}{two}" for one, two in zip(words, words[1:], strict=False))
    if words:
        yield f"{kind} {phrase.compact}"
