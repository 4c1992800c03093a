"""Names that are nearly the written one: misspelt or shortened. A likeness is never a certainty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from wadah.regions.resolving.folding import key_of
from wadah.regions.resolving.gazetteer import Gazetteer


class Likeness(NamedTuple):
    """Regions whose name is nearest to the written one, all equally near."""

    ids: tuple[int, ...]
    trust: float


class Likenesses:
    """Looks for near names within a region; remembers what it looked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[tuple[tuple[str, ...], int, int], Likeness | None] = {}

    def find(self, words: tuple[str, ...], outer: int, level: int) -> Likeness | None:
        """The regions of a level within `outer` (-1: the country) that the words may mean."""
        asked = (words, outer, level)
        if asked not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[asked] = self._look(words, outer, level)
        return self._known[asked]

    def _look(self, words: tuple[str, ...], outer: int, level: int) -> Likeness | None:
        key = key_of(words)
        ids = self._gazetteer.inside(outer, level)
        if len(key) < 4 or not ids:
            return None
        if near := self._misspelt(key, ids):
            return near
        return self._shortened(words, ids)

    def _misspelt(self, key: str, ids: Sequence[int]) -> Likeness | None:
        """One slip in a short name, two from eight letters, three from thirteen; numbers must agree."""
        allowed = 1 if len(key) < 8 else 2 if len(key) < 13 else 3
        keys = self._gazetteer.keys
        hits = process.extract(
            key, [keys[i] for i in ids], scorer=OSA.distance, score_cutoff=allowed, limit=40
        )
        digits = _digits(key)
        fitting = [(distance, ids[at]) for found, distance, at in hits if _digits(found) == digits]
        if not fitting:
            return None
        nearest = min(distance for distance, _ in fitting)
        # A second name one slip further away is too near to be told apart for sure.
        close = tuple(sorted(i for distance, i in fitting if distance <= nearest + (nearest > 0)))
        return Likeness(close, (1.0, 0.8, 0.7, 0.6)[int(nearest)])

    def _shortened(self, words: tuple[str, ...], ids: Sequence[int]) -> Likeness | None:
        """`M. Enim` for Muara Enim, `Lb Linggau Tmr 1`, or the first words of a longer name."""
        if len(ids) > 600:
            return None
        short = tuple(i for i in ids if _abbreviates(words, self._gazetteer.words(i)))
        if short:
            return Likeness(short, 0.8)
        first = words[0]
        begun = tuple(
            i
            for i in ids
            if self._gazetteer.keys[i].startswith(first)
            and key_of(self._gazetteer.words(i)[: len(words)]) == key_of(words)
        )
        return Likeness(begun, 0.6) if begun else None


def _digits(key: str) -> str:
    return "".join(c for c in key if c.isdigit() or c == "_")


def _abbreviates(written: Sequence[str], official: Sequence[str]) -> bool:
    """Whether each written word is the official one or a shortening of it."""
    if len(written) != len(official) or all(len(word) < 2 for word in written):
        return False
    return all(map(_shortens, written, official))


def _shortens(short: str, word: str) -> bool:
    if short == word:
        return True
    if short.isdigit() or not short or short[0] != word[0] or len(short) >= len(word):
        return False
    letters = iter(word)
    return all(letter in letters for letter in short)
