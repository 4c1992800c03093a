"""Guards: what a high sum of weights may not overrule. Each names itself and the best answer it leaves."""

from wadah.registry.linkage.guard_kinds import (
    ELSEWHERE,
    KIND_AND_PART,
    KIND_ONLY,
    LOOKALIKE,
    MISTYPED,
    NAME_UNKNOWN,
    NIB_OTHER_NAME,
    ONLY_OWNER,
    OTHER_ACTIVITY,
    OTHER_BRANCH,
    OTHER_BUSINESS,
    OTHER_KIND,
    OTHER_NIB,
    OTHER_NIK,
    OTHER_NUMBER,
    UNCONFIRMED,
    Guard,
)
from wadah.registry.linkage.levels import Level as L
from wadah.registry.linkage.levels import alike_words, own_words
from wadah.registry.linkage.prepared import Prepared
from wadah.registry.linkage.words import spelt_anew

_REGISTERED = frozenset({L.NIB_SAME, L.COOPERATIVE_SAME})
_SAME_NAME = frozenset({L.NAME_SAME_RARE, L.NAME_SAME, L.NAME_SAME_COMMON})
_NAME_SPEAKS = frozenset(
    {
        L.NAME_SAME_RARE,
        L.NAME_SAME,
        L.NAME_SAME_COMMON,
        L.NAME_NEAR_RARE,
        L.NAME_NEAR,
        L.NAME_WITHIN_RARE,
        L.NAME_WITHIN,
        L.NAME_PARTLY,
        L.NAME_OTHER_KIND,
        L.NAME_LOOKALIKE,
    }
)
_OWNED = frozenset({L.NIK_SAME, L.OWNER_SAME_RARE, L.OWNER_SAME, L.OWNER_NEAR, L.OWNER_WITHIN})
_SURE_OWNER = frozenset({L.OWNER_SAME_RARE, L.OWNER_SAME, L.OWNER_NEAR})
# What makes a part of an owner's name enough.
_CONFIRMS = _SURE_OWNER | frozenset(
    {
        L.NIB_SAME,
        L.NIK_SAME,
        L.PHONE_SAME,
        L.ADDRESS_SAME,
        L.ADDRESS_NEAR,
        L.ADDRESS_CROWDED,
        L.ADDRESS_PARTLY_NUMBER,
        L.POINT_SAME,
        L.POINT_NEAR,
    }
)
# What says that an identifying name may yet be that of another one, when nothing speaks for it.
_DENIES = frozenset(
    {
        L.PHONE_OTHER,
        L.OWNER_OTHER,
        L.OWNER_PARTLY,
        L.ADDRESS_OTHER,
        L.ADDRESS_NUMBER,
        L.ADDRESS_NUMBER_OTHER,
        L.POINT_CROWDED,
        L.POINT_AROUND,
        L.POINT_FAR,
        L.PLACE_OTHER,
    }
)
_OTHER_STREET = frozenset({L.ADDRESS_OTHER, L.ADDRESS_PARTLY, L.ADDRESS_NUMBER})
_OTHER_PERSON = frozenset({L.OWNER_OTHER, L.NIK_OTHER})
_IN_THE_TREE = frozenset({L.PLACE_VILLAGE, L.PLACE_OTHER_VILLAGE, L.PLACE_REGENCY})
_PLACED = (_CONFIRMS - _SURE_OWNER) | frozenset({L.ADDRESS_STREET})
_TELLING_NAME = frozenset({L.NAME_SAME_RARE, L.NAME_SAME, L.NAME_NEAR_RARE})
_ONE_STREET = frozenset({L.ADDRESS_STREET, L.PLACE_VILLAGE})
_REACHED_BY_NIK = frozenset({L.NIK_SAME, L.ADDRESS_STREET})
# Somewhere in one regency, and reached by another number.
_NOWHERE = frozenset({L.PLACE_REGENCY, L.PHONE_OTHER})
_SPEAKS = _CONFIRMS | frozenset({L.PHONE_NEAR, L.ADDRESS_PARTLY, L.ADDRESS_STREET})
_REACHED = frozenset({L.PHONE_SAME, L.ADDRESS_SAME, L.ADDRESS_NEAR, L.ADDRESS_CROWDED})
_APART = frozenset({L.POINT_AROUND, L.POINT_FAR})
_NEARBY = frozenset({L.POINT_SAME, L.POINT_NEAR})
_PERSONAL = frozenset({L.NIB_SAME, L.NIK_SAME, L.PHONE_SAME})
_ADDRESSED = frozenset({L.ADDRESS_SAME, L.ADDRESS_NEAR})


def registry_guard(levels: frozenset[L], one: Prepared, other: Prepared) -> Guard | None:
    """The guard before "these two rows are one business" where nobody has counted how common the values are.

    One name, be it a rare one, is then not enough: an owner, a number, a door or a point has to confirm it.
    """
    guard = business_guard(levels, one, other)
    if guard is not None or not levels.isdisjoint(_REGISTERED):
        return guard
    if not confirmed(levels):
        return UNCONFIRMED
    only_point = levels.isdisjoint(_CONFIRMS - _NEARBY)
    return MISTYPED if only_point and not _spelt_alike(one, other) else None


def confirmed(levels: frozenset[L]) -> bool:
    """Whether more than a name says so: a register, an owner, a number, a door or a point."""
    return not levels.isdisjoint(_CONFIRMS | _REGISTERED)


def _spelt_alike(one: Prepared, other: Prepared) -> bool:
    """Does each word of the one name that names somebody sound like, begin or stand in the other name?"""
    short, long = sorted((brands(one, other), brands(other, one)), key=len)
    return all(any(_one_spelling(word, twin) for twin in long) for word in short)


def _one_spelling(word: str, twin: str) -> bool:
    return word.startswith(twin) or twin.startswith(word) or spelt_anew(word) == spelt_anew(twin)


def business_guard(levels: frozenset[L], one: Prepared, other: Prepared) -> Guard | None:
    """The guard that stands before "these two rows are one business", if any."""
    if not levels.isdisjoint(_REGISTERED):
        unlike = (L.NAME_OTHER in levels or L.NAME_LITTLE in levels) and L.OWNER_OTHER in levels
        return NIB_OTHER_NAME if unlike else None
    if not one.name or not other.name:
        return NAME_UNKNOWN if one.entry.owner or other.entry.owner else None
    if levels.isdisjoint(_NAME_SPEAKS):
        return None if _renamed(levels, one, other) else OTHER_BUSINESS
    return _trade_guard(levels, one, other) or _name_guard(levels, one, other)


def _renamed(levels: frozenset[L], one: Prepared, other: Prepared) -> bool:
    """The owner's name in place of the name of the shop: same owner, same trade, same door or telephone."""
    return (
        L.ACTIVITY_SAME in levels
        and not (one.brand and other.brand)
        and not levels.isdisjoint(_OWNED)
        and (not levels.isdisjoint(_REACHED) or levels >= _REACHED_BY_NIK)
    )


def _trade_guard(levels: frozenset[L], one: Prepared, other: Prepared) -> Guard | None:
    """One owner's second business often bears the same name of the owner, at the same door and telephone."""
    own_one, own_other = own_words(one, other)
    branded = alike_words(brands(one, other), brands(other, one)) and L.NAME_OTHER_KIND not in levels
    rivals = one.brand and other.brand and not branded
    kind_shared = one.name_trades & other.name_trades and not own_one.isdisjoint(own_other) and not rivals
    if L.ACTIVITY_OTHER in levels:
        if levels.isdisjoint(_SAME_NAME) or not (kind_shared or branded):
            return OTHER_BUSINESS
        return None if known(levels) or not levels.isdisjoint(_ADDRESSED) else OTHER_ACTIVITY
    if branded:
        return None
    if L.NAME_OTHER_KIND in levels:
        return None if L.ACTIVITY_SAME in levels and not (one.brand and other.brand) else OTHER_KIND
    if L.ACTIVITY_SAME in levels or alike_words(own_one, own_other) or levels.isdisjoint(_OWNED):
        return None
    return ONLY_OWNER if own_one or own_other else None


def _name_guard(levels: frozenset[L], one: Prepared, other: Prepared) -> Guard | None:
    bare = not telling(one, other) or not telling(other, one)
    if bare and not known(levels) and levels.isdisjoint(_ADDRESSED):
        return KIND_ONLY
    if bare and levels.isdisjoint(_PERSONAL | _SURE_OWNER | _ADDRESSED):
        return KIND_AND_PART
    if L.NIB_OTHER in levels or L.COOPERATIVE_OTHER in levels:
        return OTHER_NIB
    if one.numbers != other.numbers and levels.isdisjoint(_PERSONAL | _ADDRESSED):
        return OTHER_BRANCH
    if L.NAME_LOOKALIKE in levels and levels.isdisjoint(_PERSONAL):
        return LOOKALIKE
    if levels.isdisjoint(_PERSONAL):
        if L.ADDRESS_NUMBER_OTHER in levels and not _owned_rarely(levels):
            return OTHER_NUMBER
        if _elsewhere(levels):
            return ELSEWHERE
    if L.ADDRESS_OTHER in levels and L.ACTIVITY_SAME not in levels and not levels.isdisjoint(_IN_THE_TREE):
        return ELSEWHERE
    if L.OWNER_WITHIN in levels:
        one_street = levels >= _ONE_STREET and L.PHONE_OTHER not in levels
        return UNCONFIRMED if levels.isdisjoint(_CONFIRMS) and not one_street else None
    if levels.isdisjoint(_PERSONAL) and (not levels.isdisjoint(_OTHER_PERSON) or _reached_elsewhere(levels)):
        return UNCONFIRMED
    if levels.isdisjoint(_SPEAKS) and not levels.isdisjoint(_DENIES):
        # an address may be written in many ways and a branch may move, a point is measured
        excused = L.NAME_SAME_RARE in levels and levels.isdisjoint(_APART)
        return None if excused else UNCONFIRMED
    only_near = L.POINT_NEAR in levels and levels.isdisjoint(_SPEAKS - {L.POINT_NEAR})
    return MISTYPED if only_near and not _spelt_alike(one, other) else None


def _owned_rarely(levels: frozenset[L]) -> bool:
    """Who bears so rare a name, or whose shop does, is known."""
    return L.OWNER_SAME_RARE in levels or (L.NAME_SAME_RARE in levels and not levels.isdisjoint(_OWNED))


def _reached_elsewhere(levels: frozenset[L]) -> bool:
    """Another telephone within the tree of regions: owner or door, and one thing more, must speak for it."""
    if L.PHONE_OTHER not in levels or levels.isdisjoint(_IN_THE_TREE):
        return False
    if not levels.isdisjoint(_ADDRESSED) and not levels.isdisjoint(_TELLING_NAME):
        return L.OWNER_PARTLY in levels
    return levels.isdisjoint(_SURE_OWNER) or levels.isdisjoint(_PLACED | _TELLING_NAME)


def _elsewhere(levels: frozenset[L]) -> bool:
    """Two persons of one name keep two shops of one name in two villages, unless the address is the same."""
    if not levels.isdisjoint(_ADDRESSED):
        return False
    if not levels.isdisjoint(_OTHER_STREET) and not levels.isdisjoint(_IN_THE_TREE):
        return L.OWNER_SAME_RARE not in levels
    return L.PLACE_OTHER_VILLAGE in levels or (levels >= _NOWHERE and L.ADDRESS_STREET not in levels)


def known(levels: frozenset[L]) -> bool:
    """Whether an owner, a telephone or a number of a person says that the rows belong together."""
    return not levels.isdisjoint(_PERSONAL) or not levels.isdisjoint(_OWNED)


def telling(one: Prepared, other: Prepared) -> list[str]:
    """The words of the one name that say more than what is sold, by either row."""
    return [word for word in one.name.core if word not in one.sold and word not in other.sold]


def brands(one: Prepared, other: Prepared) -> frozenset[str]:
    """The words of the one name that tell whose it is: neither owner, nor trade, nor what either row sells."""
    own, _ = own_words(one, other)
    return (own & one.brand) - one.sold - other.sold


def list_of_persons_guard(levels: frozenset[L], one: Prepared, other: Prepared) -> Guard | None:
    """In a list of persons the name stands in the field of the name; two NIK are two persons."""
    return OTHER_NIK if L.NIK_OTHER in levels else None


def person_guard(levels: frozenset[L], one: Prepared, other: Prepared) -> Guard | None:
    """The guard that stands before "these two rows have one owner"."""
    return OTHER_NIK if L.NIK_OTHER in levels else None
