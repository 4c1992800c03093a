"""Looks up near names for the written words that no exact name explains, from the top of the tree down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wadah.regions.resolving.answers import PROVINCE, REGENCY, SUBDISTRICT, VILLAGE, DisagreementCode
from wadah.regions.resolving.gazetteer import Gazetteer
from wadah.regions.resolving.labels import SOFT_WORDS, Role
from wadah.regions.resolving.likeness import Likenesses
from wadah.regions.resolving.mentions import Mention
from wadah.regions.resolving.reading import Part
from wadah.regions.resolving.weighing import Reading

_LONGEST: int = 6


class Gap(NamedTuple):
    """Words of a part that nothing explains; `level` 0 when no label says what they are."""

    part: int
    start: int
    words: tuple[str, ...]
    level: int
    mask: int
    kind: str
    whole: bool
    over: int = 0
    """The level of a name that explains a piece of these words, and that a longer one would replace."""


def gaps(parts: Sequence[Part], reading: Reading | None) -> list[Gap]:
    """The unexplained runs of words, labelled ones first."""
    used = reading.used if reading else 0
    found: list[Gap] = []
    offset = 0
    for number, part in enumerate(parts):
        if part.role < Role.STREET:
            found += _gaps_of(part, number, offset, used, reading)
        offset += len(part.words)
    found.sort(key=lambda gap: (gap.level == 0, gap.level))
    return found


def _gaps_of(part: Part, number: int, offset: int, used: int, reading: Reading | None) -> Iterator[Gap]:
    words = part.words
    free = [not used >> (offset + at) & 1 for at in range(len(words))]
    if not any(free):
        return
    level = int(part.role)
    start = 0
    if level:
        mine = reading.picks.get(level) if reading else None
        own = mine is not None and mine.part == number and mine.label == level
        stop = 0
        while stop < len(words) and (free[stop] or (own and mine is not None and _in(mine, offset + stop))):
            stop += 1
        if any(free[part.lead : stop]) and (not own or stop > part.lead):
            yield _gap(part, number, offset, 0, stop, level)
        start = stop
    while start < len(words):
        if not free[start]:
            start += 1
            continue
        stop = start
        while stop < len(words) and free[stop]:
            stop += 1
        yield _gap(part, number, offset, start, stop, 0)
        start = stop
    if not level and not all(free) and len(words) <= _LONGEST and (over := _loose_level(reading, number)):
        yield _gap(part, number, offset, 0, len(words), 0)._replace(over=over)


def _in(mention: Mention, bit: int) -> bool:
    return bool(mention.mask >> bit & 1)


def _loose_level(reading: Reading | None, number: int) -> int:
    """The level of an unlabelled name in the part, which may be a piece of a longer name."""
    picks = reading.picks.items() if reading else ()
    return max((level for level, pick in picks if pick.part == number and not pick.label), default=0)


def _gap(part: Part, number: int, offset: int, start: int, stop: int, level: int) -> Gap:
    if level and part.lead:
        start = part.lead
    mask = ((1 << (stop - start)) - 1) << (offset + start)
    whole = stop - start == len(part.words)
    return Gap(number, start, part.words[start:stop], level, mask, part.kind if level else "", whole)


class Guesser:
    """Fills gaps with near names, within the region that the other names already give."""

    def __init__(self, gazetteer: Gazetteer, likenesses: Likenesses) -> None:
        self._gazetteer = gazetteer
        self._likenesses = likenesses

    def guess(self, gap: Gap, reading: Reading | None, within: int) -> Mention | None:
        """A mention for the gap at the first level where a near name is found, from the top down."""
        levels = (gap.level,) if gap.level else (REGENCY, SUBDISTRICT, VILLAGE)
        for level in levels:
            if reading and level in reading.picks and level not in (gap.level, gap.over):
                continue
            scope = self._scope(level, reading, within)
            if scope is None:
                continue
            found = self._words(gap, level, scope)
            if found:
                return found
        return None

    def _scope(self, level: int, reading: Reading | None, within: int) -> int | None:
        """The region to look in; nothing when it would be a search of the whole country for a village."""
        outer = within
        if reading and reading.picks:
            named = max((at for at in reading.picks if at < level), default=0)
            if named:
                found = self._gazetteer.above(reading.id, named)
                outer = found if within < 0 or self._gazetteer.holds(within, found) else within
        outer_level = 0 if outer < 0 else self._gazetteer.levels[outer]
        if outer_level >= level and outer >= 0:
            return None
        if level == VILLAGE and outer_level < REGENCY:
            return None
        if level == PROVINCE and outer_level:
            return None
        return outer

    def _words(self, gap: Gap, level: int, scope: int) -> Mention | None:
        for start, stop in _stretches(len(gap.words), gap.level > 0):
            words = gap.words[start:stop]
            if words[0] in SOFT_WORDS and len(words) > 1 and level == REGENCY:
                continue
            if not gap.level and level > REGENCY and stop - start < len(gap.words):
                continue
            if not gap.level and level == SUBDISTRICT and scope < 0:
                continue
            near = self._likenesses.find(words, scope, level)
            if near is None or not _is_near_enough(gap, words, level, near.trust):
                continue
            ids = [
                i for i in near.ids if not gap.kind or level != REGENCY or self._gazetteer.kind(i) == gap.kind
            ]
            bits = ((1 << (stop - start)) - 1) << start
            low = (gap.mask & -gap.mask).bit_length() - 1
            weight = sum(map(len, words)) * near.trust + (1.0 if gap.level else 0.0)
            return Mention(
                tuple(ids) or near.ids,
                weight,
                bits << low,
                gap.part,
                " ".join(words),
                gap.level,
                stop - start == len(gap.words),
                near.trust,
                DisagreementCode.SPELLING.value if near.trust < 1 else "",
            )
        return None


def _is_near_enough(gap: Gap, words: Sequence[str], level: int, trust: float) -> bool:
    """After a label all is worth showing; a loose word is a misspelt place only when it is long."""
    if gap.level:
        return True
    whole = gap.whole and len(words) == len(gap.words)
    letters = sum(map(len, words))
    if trust < 0.7:
        return whole and len(words) > 1
    if level > REGENCY:
        return whole or trust >= 0.8
    return letters >= (6 if trust >= 0.8 else 11) + (0 if whole else 2)


def _stretches(count: int, labelled: bool) -> Iterator[tuple[int, int]]:
    """Which words to try, the longest first: from the label on, or (unlabelled) up to the end."""
    longest = min(count, _LONGEST)
    for length in range(longest, 0, -1):
        yield (0, length) if labelled else (count - length, count)
