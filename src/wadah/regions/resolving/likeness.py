"""Names that are nearly the written one: misspelt or shortened. A likeness is never a certainty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from wadah.regions.resolving.folding import key_of
from wadah.regions.resolving.gazetteer import Gazetteer

_FEW: Final = 600
"""Among more names than these a shortening fits too many."""


class Likeness(NamedTuple):
    """Regions whose name is nearest to the written one, all equally near."""

    ids: tuple[int, ...]
    trust: float


class Likenesses:
    """Looks for near names within a region; remembers what it looked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._keys: dict[tuple[int, int], list[str]] = {}
        self._split: dict[int, list[str]] = {}
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
        return (
            self._shortened(words, ids)
            or self._misspelt(key, ids, self._keys_in(outer, level, ids))
            or self._begun(words, ids)
        )

    def _keys_in(self, outer: int, level: int, ids: Sequence[int]) -> list[str]:
        known = self._keys.get((outer, level))
        if known is None:
            keys = self._gazetteer.keys
            known = self._keys[outer, level] = [keys[i] for i in ids]
        return known

    def _misspelt(self, key: str, ids: Sequence[int], keys: Sequence[str]) -> Likeness | None:
        """One slip in a short name, two from eight letters, three from thirteen; numbers must agree."""
        allowed = 1 if len(key) < 8 else 2 if len(key) < 13 else 3
        hits = process.extract(key, keys, scorer=OSA.distance, score_cutoff=allowed, limit=40)
        digits = _digits(key)
        fitting = [(distance, ids[at]) for found, distance, at in hits if _digits(found) == digits]
        if not fitting:
            return None
        nearest = min(distance for distance, _ in fitting)
        # A second name one slip further away is too near to be told apart for sure.
        close = tuple(sorted(i for distance, i in fitting if distance <= nearest + (nearest > 0)))
        return Likeness(close, (1.0, 0.8, 0.7, 0.6)[int(nearest)])

    def _shortened(self, words: tuple[str, ...], ids: Sequence[int]) -> Likeness | None:
        """`M. Enim` for Muara Enim, `Lb Linggau Tmr 1`."""
        if len(ids) > _FEW or len(words) < 2 or min(map(len, words)) > 3:
            return None
        first, keys = words[0][0], self._gazetteer.keys
        fitting = tuple(i for i in ids if keys[i][:1] == first and _abbreviates(words, self._words(i)))
        return Likeness(fitting, 0.8) if fitting else None

    def _begun(self, words: tuple[str, ...], ids: Sequence[int]) -> Likeness | None:
        """The first words of longer names: `Ilir Timur`."""
        if len(ids) > _FEW:
            return None
        count = len(words)
        start, keys = key_of(words), self._gazetteer.keys
        fitting = tuple(
            i for i in ids if keys[i].startswith(start) and tuple(self._words(i)[:count]) == words
        )
        return Likeness(fitting, 0.6) if fitting else None

    def _words(self, i: int) -> list[str]:
        known = self._split.get(i)
        if known is None:
            known = self._split[i] = self._gazetteer.words(i)
        return known


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
