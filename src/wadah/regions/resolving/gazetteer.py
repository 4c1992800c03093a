"""The tree of regions held in memory: names to ids, ids to parents, postal codes to ids.

An id is the place of a region in code order, in which a subtree is an unbroken range of ids: to ask
whether a region lies in another is to compare two numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from wadah.regions.resolving.answers import PROVINCE, REGENCY, VILLAGE
from wadah.regions.resolving.folding import WORD, fold, fold_words, key_of, other_keys, plain, words_of
from wadah.regions.resolving.labels import LABELS

KOTA: Final = "kota"
KABUPATEN: Final = "kabupaten"
_REGENCY_KIND: Final = re.compile(r"(Kabupaten|Kota)\s+(?:Administrasi\s+)?", re.IGNORECASE)


class Place(NamedTuple):
    """One row of the official tree."""

    code: str
    name: str
    postcode: str = ""


class Alias(NamedTuple):
    """Another name that people write for a region; a shared one more often means another place."""

    written: str
    code: str
    shared: bool = False


class FormerParent(NamedTuple):
    """The subdistrict that a village belonged to before, and that old addresses still name."""

    village: str
    subdistrict: str


class StatisticsCode(NamedTuple):
    """A code of the statistics office (BPS) and the Kemendagri code of the same place."""

    bps: str
    code: str


class Gazetteer:
    """All regions, indexed for resolving. Built once a process and never changed."""

    def __init__(
        self,
        places: Iterable[Place],
        aliases: Iterable[Alias] = (),
        former_parents: Iterable[FormerParent] = (),
        statistics_codes: Iterable[StatisticsCode] = (),
    ) -> None:
        rows = sorted(places)
        self.codes: list[str] = [row[0] for row in rows]
        self.names: list[str] = [row[1].strip() for row in rows]
        self.postcodes: list[str] = [row[2] for row in rows]
        self.ids: dict[str, int] = {code: i for i, code in enumerate(self.codes)}
        self.levels: list[int] = [1 + code.count(".") for code in self.codes]
        self.parents: list[int] = [
            self.ids[code[: code.rindex(".")]] if "." in code else -1 for code in self.codes
        ]
        self.ends: list[int] = _subtree_ends(self.levels)
        self.keys: list[str] = []
        self.glued: set[tuple[str, str]] = set()
        self.openings: set[tuple[str, str]] = set()
        self.named: dict[str, tuple[int, ...]] = {}
        self.aliased: dict[str, tuple[int, ...]] = {}
        self.shared: dict[str, set[int]] = defaultdict(set)
        self._index_names()
        self._index_aliases(aliases)
        self.by_postcode: dict[str, tuple[int, ...]] = _by_postcode(self.postcodes)
        self.former: dict[int, frozenset[int]] = self._former(former_parents)
        self.bps: dict[str, str] = {row.bps: row.code for row in statistics_codes}
        self._paths: dict[int, tuple[int, ...]] = {}
        self._inside: dict[tuple[int, int], tuple[int, ...]] = {}

    def _index_names(self) -> None:
        found: dict[str, list[int]] = defaultdict(list)
        keys: dict[str, tuple[str, list[str]]] = {}
        for i, name in enumerate(self.names):
            if self.levels[i] == REGENCY:
                bare = _REGENCY_KIND.sub("", name, count=1)
                if self.kind(i) == KOTA:
                    found["kota" + fold(bare)].append(i)
                name = bare
            known = keys.get(name)
            if known is None:
                known = keys[name] = self._keys_of(name)
            key, others = known
            self.keys.append(key)
            found[key].append(i)
            for other in others:
                found[other].append(i)
            if "," in name:
                found[fold(name.split(",")[0])].append(i)
        self.named = {key: tuple(ids) for key, ids in found.items()}

    def _keys_of(self, name: str) -> tuple[str, list[str]]:
        """The key of an official name and the further ones under which it is found."""
        words = WORD.findall(plain(name))
        for before, word in zip(words, words[1:], strict=False):
            if word in LABELS:
                self.glued.add((before, word))
        if words and words[0] in LABELS:
            self.openings.add((words[0], words[1] if len(words) > 1 else ""))
        folded = fold_words(words)
        key = key_of(folded)
        return key, other_keys(words, folded, key)

    def _index_aliases(self, aliases: Iterable[Alias]) -> None:
        for alias in aliases:
            i = self.ids.get(alias.code)
            if i is None:
                continue
            key = fold(alias.written)
            self.named[key] = tuple(sorted({*self.named.get(key, ()), i}))
            self.aliased[key] = tuple(sorted({*self.aliased.get(key, ()), i}))
            if alias.shared:
                self.shared[key].add(i)
            if self.levels[i] == REGENCY and self.kind(i) == KOTA:
                self.named.setdefault("kota" + key, (i,))

    def _former(self, rows: Iterable[FormerParent]) -> dict[int, frozenset[int]]:
        former: dict[int, set[int]] = defaultdict(set)
        for row in rows:
            if row.village in self.ids and row.subdistrict in self.ids:
                former[self.ids[row.village]].add(self.ids[row.subdistrict])
        return {village: frozenset(parents) for village, parents in former.items()}

    def kind(self, i: int) -> str:
        """`kota` or `kabupaten`, `kelurahan` or `desa`; nothing for the other two levels."""
        if self.levels[i] == VILLAGE:
            # The seventh digit: 1 for a kelurahan, 2 for a desa (and for villages by custom, 3).
            return "kelurahan" if self.codes[i][9] == "1" else "desa"
        if self.levels[i] != REGENCY:
            return ""
        return KOTA if self.names[i].startswith("Kota ") else KABUPATEN

    def path(self, i: int) -> tuple[int, ...]:
        """The region and everything above it, from the region up to its province."""
        steps = self._paths.get(i)
        if steps is None:
            above = self.parents[i]
            steps = self._paths[i] = (i, *self.path(above)) if above >= 0 else (i,)
        return steps

    def above(self, i: int, level: int) -> int:
        """The region of a level that holds this one (itself at its own level, -1 below it)."""
        if self.levels[i] < level:
            return -1
        while self.levels[i] > level:
            i = self.parents[i]
        return i

    def holds(self, outer: int, inner: int) -> bool:
        """Whether `inner` is `outer` or lies in it."""
        return outer <= inner < self.ends[outer]

    def among(self, ids: Sequence[int], outer: int) -> Sequence[int]:
        """Those of the sorted ids that are `outer` or lie in it."""
        return ids[bisect_left(ids, outer) : bisect_left(ids, self.ends[outer])]

    def inside(self, outer: int, level: int) -> tuple[int, ...]:
        """All regions of a level in a region (-1: in the country)."""
        known = self._inside.get((outer, level))
        if known is None:
            start, end = (0, len(self.codes)) if outer < 0 else (outer, self.ends[outer])
            known = tuple(i for i in range(start, end) if self.levels[i] == level)
            self._inside[outer, level] = known
        return known

    def full_name(self, i: int) -> str:
        """The name with what it lies in: `Sembilan Ilir, Ilir Timur Tiga, Kota Palembang`."""
        upto = REGENCY if self.levels[i] > REGENCY else PROVINCE
        return ", ".join(self.names[step] for step in self.path(i) if self.levels[step] >= upto)

    def words(self, i: int) -> list[str]:
        """The folded words of a name, without `Kabupaten` and `Kota`."""
        name = self.names[i]
        return words_of(_REGENCY_KIND.sub("", name, count=1) if self.levels[i] == REGENCY else name)


def _subtree_ends(levels: Sequence[int]) -> list[int]:
    ends = [len(levels)] * len(levels)
    open_at: list[int] = []
    for i, level in enumerate(levels):
        while open_at and levels[open_at[-1]] >= level:
            ends[open_at.pop()] = i
        open_at.append(i)
    return ends


def _by_postcode(postcodes: Sequence[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for i, postcode in enumerate(postcodes):
        if postcode:
            found[postcode].append(i)
    return {postcode: tuple(ids) for postcode, ids in found.items()}
