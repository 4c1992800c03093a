"""Weighs which region explains most of the written names, and which others explain as much.

A reading is a region with the path above it. It is credited with the letters of every name that the
path explains, once a level; a named regency that the path contradicts counts against it. Readings of
nearly one weight are rivals: then nobody has decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from wadah.regions.resolving.answers import PROVINCE, REGENCY, SUBDISTRICT, VILLAGE
from wadah.regions.resolving.gazetteer import Gazetteer
from wadah.regions.resolving.mentions import Mention

MARGIN: Final = 1.0
"""Readings this near in weight (about one letter) are rivals."""
_BARE_TOWN: Final = 1.5
"""A name alone is a regency or province before it is a village of that name elsewhere."""
_SHARED_ALIAS: Final = 1.2
_OLD_ADDRESS: Final = 0.15
"""A village named for certain loses only this much of the weight of a subdistrict beside its own."""
_FEW: Final = 24
_MOST: Final = 400
_POSTCODE_EXACT: Final = 2.4
_POSTCODE_SUBDISTRICT: Final = 2.2
_POSTCODE_REGENCY: Final = 1.2


class Conflict(NamedTuple):
    """A name that the reading does not explain, at the level where it stands."""

    level: int
    mention: Mention


@dataclass(slots=True)
class Reading:
    """One region as the meaning of the text, with the names that speak for and against it."""

    id: int
    weight: float
    used: int
    picks: dict[int, Mention] = field(default_factory=dict)
    """Level to the mention that names the path's region of that level."""
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """The words that the names for and against it take."""
        mask = self.used
        for conflict in self.conflicts:
            mask |= conflict.mention.mask
        return mask


@dataclass(slots=True)
class Weighed:
    """The best readings (more than one: rivals) and the strong names outside the asked region."""

    best: list[Reading]
    outside: list[Mention]


class _Usable(NamedTuple):
    mention: Mention
    ids: Sequence[int]
    members: frozenset[int]


def weigh(gazetteer: Gazetteer, mentions: Sequence[Mention], postcode: str, within: int) -> Weighed:
    """The readings that explain most of the mentions, those within the asked region (-1: any)."""
    usable, outside = _in_scope(gazetteer, mentions, within)
    usable = _longest_labelled(gazetteer, _narrowed(gazetteer, usable))
    coded = _postcode_credit(gazetteer, postcode, within)
    hypotheses = _hypotheses(gazetteer, usable, within)
    readings = _in_named_towns(gazetteer, usable, hypotheses, coded)
    if not readings:
        readings = [_reading(gazetteer, i, usable, coded) for i in sorted(hypotheses)]
    if not readings:
        return Weighed([], outside)
    top = max(reading.weight for reading in readings)
    near = [reading for reading in readings if reading.weight > top - MARGIN]
    ids = {reading.id for reading in near}
    # A name shared by a region and one inside it means the outer one until something says more.
    best = [r for r in near if not any(step in ids for step in gazetteer.path(r.id)[1:])]
    best.sort(key=lambda reading: -reading.weight)
    return Weighed(best, outside)


def _in_named_towns(
    gazetteer: Gazetteer, usable: Sequence[_Usable], hypotheses: set[int], coded: dict[int, float]
) -> list[Reading]:
    """The readings within the named regencies, when one of them explains all that can be explained.

    Then no reading elsewhere can be better, and they need not be weighed: half of the time is saved.
    """
    levels = gazetteer.levels
    towns = {i for i in hypotheses if levels[i] == REGENCY}
    if not towns or len(hypotheses) <= len(towns):
        return []
    inside = [i for i in hypotheses if levels[i] == PROVINCE or gazetteer.above(i, REGENCY) in towns]
    readings = [_reading(gazetteer, i, usable, coded) for i in sorted(inside)]
    everything = 0
    for u in usable:
        everything |= u.mention.mask
    best = max(readings, key=lambda reading: reading.weight)
    return readings if best.used == everything and not best.conflicts else []


def _in_scope(
    gazetteer: Gazetteer, mentions: Sequence[Mention], within: int
) -> tuple[list[_Usable], list[Mention]]:
    if within < 0:
        return [_Usable(m, m.ids, frozenset(m.ids)) for m in mentions], []
    above = gazetteer.path(within)[1:]
    usable, outside = [], []
    for mention in mentions:
        ids = [*(i for i in mention.ids if i in above), *gazetteer.among(mention.ids, within)]
        if ids:
            usable.append(_Usable(mention, ids, frozenset(ids)))
        elif (mention.label or mention.whole) and any(
            gazetteer.levels[i] <= SUBDISTRICT for i in mention.ids
        ):
            outside.append(mention)
    return usable, outside


def _narrowed(gazetteer: Gazetteer, usable: list[_Usable]) -> list[_Usable]:
    """Common names (two hundred Sukamaju) cut down to the regencies or provinces also named."""
    if all(len(u.ids) <= _FEW for u in usable):
        return usable
    levels = gazetteer.levels
    anchors: list[int] = []
    for level in (REGENCY, PROVINCE, SUBDISTRICT):
        anchors = sorted({i for u in usable if len(u.ids) <= _FEW for i in u.ids if levels[i] == level})
        if anchors:
            break
    narrowed = []
    for u in usable:
        if len(u.ids) > _FEW:
            ids = [i for anchor in anchors for i in gazetteer.among(u.ids, anchor)]
            if ids:
                u = _Usable(u.mention, ids, frozenset(ids))
        narrowed.append(u)
    return narrowed


def _longest_labelled(gazetteer: Gazetteer, usable: list[_Usable]) -> list[_Usable]:
    """`Kec. Penukal Utara` does not name Penukal, when there is a Penukal Utara where it should be."""
    longest: dict[int, _Usable] = {}
    for u in usable:
        if u.mention.label and u.mention.trust == 1.0:
            known = longest.get(u.mention.part)
            if known is None or u.mention.mask.bit_count() > known.mention.mask.bit_count():
                longest[u.mention.part] = u
    towns = [i for u in usable for i in u.ids if gazetteer.levels[i] == REGENCY and len(u.ids) <= _FEW]
    kept = []
    for u in usable:
        long = longest.get(u.mention.part)
        if long and u is not long and _begins(u.mention.mask, long.mention.mask):
            rest = long.mention.mask & ~u.mention.mask
            # "Kec. Sorong Kota Sorong": the rest may be the beginning of a town's name.
            elsewhere = any(
                other.mention.mask & rest
                and not other.mention.mask & u.mention.mask
                and any(gazetteer.levels[i] <= REGENCY for i in other.ids)
                for other in usable
            )
            others = [i for i in towns if i not in u.members]
            in_place = not others or any(gazetteer.among(long.ids, town) for town in others)
            if in_place and not elsewhere:
                continue
        kept.append(u)
    return kept


def _begins(short: int, long: int) -> bool:
    """Whether the shorter run of words is the beginning of the longer one."""
    return not short & ~long and short & -short == long & -long


def _hypotheses(gazetteer: Gazetteer, usable: Sequence[_Usable], within: int) -> set[int]:
    """The regions worth weighing: all named ones, of very common names those that others support."""
    found: set[int] = set()
    for u in usable:
        if len(u.ids) <= _FEW:
            found.update(u.ids)
    for u in usable:
        if len(u.ids) > _FEW:
            supported = {
                i
                for outer in list(found)
                if gazetteer.levels[outer] < VILLAGE
                for i in gazetteer.among(u.ids, outer)
            }
            found |= supported or set(u.ids[:_MOST])
    if within >= 0:
        found = {i for i in found if gazetteer.holds(within, i)}
    return found


def _postcode_credit(gazetteer: Gazetteer, postcode: str, within: int) -> dict[int, float]:
    credit: dict[int, float] = {}
    for i in gazetteer.by_postcode.get(postcode, ()):
        if within >= 0 and not gazetteer.holds(within, i):
            continue
        village, subdistrict, regency = gazetteer.path(i)[:3]
        credit[village] = _POSTCODE_EXACT
        credit.setdefault(subdistrict, _POSTCODE_SUBDISTRICT)
        credit.setdefault(regency, _POSTCODE_REGENCY)
    return credit


def _reading(gazetteer: Gazetteer, i: int, usable: Sequence[_Usable], coded: dict[int, float]) -> Reading:
    path = gazetteer.path(i)
    levels = gazetteer.levels
    reading = Reading(i, 0.0, 0)
    rest: list[_Usable] = []
    for u in usable:
        mention = u.mention
        if mention.mask & reading.used:
            continue
        for step in path:
            if step in u.members and levels[step] not in reading.picks:
                reading.picks[levels[step]] = mention
                reading.used |= mention.mask
                reading.weight += mention.weight
                break
        else:
            rest.append(u)
    _count_against(gazetteer, reading, path, rest)
    if coded:
        reading.weight += next((coded[step] for step in path if step in coded), 0.0)
    if levels[i] <= REGENCY:
        reading.weight += _BARE_TOWN
        pick = reading.picks.get(levels[i])
        if pick and i in gazetteer.shared.get(pick.written.replace(" ", ""), ()):
            reading.weight -= _SHARED_ALIAS
    return reading


def _count_against(
    gazetteer: Gazetteer, reading: Reading, path: Sequence[int], rest: Sequence[_Usable]
) -> None:
    for u in rest:
        mention = u.mention
        if mention.mask & reading.used or not (mention.label or mention.whole):
            continue
        if not u.members.isdisjoint(path):
            continue
        level = mention.label or min(gazetteer.levels[i] for i in u.ids)
        if level == SUBDISTRICT:
            _weigh_other_subdistrict(gazetteer, reading, path, u)
        elif level < SUBDISTRICT and all(c.mention.mask != mention.mask for c in reading.conflicts):
            reading.weight -= mention.weight * 0.5
            reading.conflicts.append(Conflict(level, mention))


def _weigh_other_subdistrict(
    gazetteer: Gazetteer, reading: Reading, path: Sequence[int], other: _Usable
) -> None:
    """Another subdistrict of the same regency is an old address more often than another place."""
    levels = gazetteer.levels
    if levels[reading.id] <= REGENCY or other.mention.mask & reading.seen:
        return
    regency = path[-2]
    beside = any(levels[i] == SUBDISTRICT and gazetteer.holds(regency, i) for i in other.ids)
    if not beside and not other.mention.label:
        return
    reading.conflicts.append(Conflict(SUBDISTRICT, other.mention))
    village = reading.picks.get(VILLAGE)
    if village and beside and levels[reading.id] == VILLAGE:
        named = village.label or village.whole
        weight = other.mention.weight
        reading.weight += max(0.0, weight - max(2.0, _OLD_ADDRESS * weight)) if named else 0.3 * weight
    elif other.mention.label:
        reading.weight -= other.mention.weight * 0.3
