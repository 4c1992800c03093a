"""The guards of `linkage.guards` as SQL, over the levels and the words of the two names.

Not here, for want of a column: `lookalike`, `other_branch`, `mistyped`, and what a row sells within its name.
"""

from wadah.registry.linkage.answers import Answer
from wadah.registry.linkage.guard_kinds import (
    ELSEWHERE,
    KIND_AND_PART,
    KIND_ONLY,
    NAME_UNKNOWN,
    NIB_OTHER_NAME,
    ONLY_OWNER,
    OTHER_ACTIVITY,
    OTHER_BUSINESS,
    OTHER_KIND,
    OTHER_NIB,
    OTHER_NUMBER,
    UNCONFIRMED,
    Guard,
)
from wadah.registry.linkage.levels import Level as L
from wadah.registry.linkage.tables.model import COMPARISONS, levels_of

_NUMBERS = {level: number for compared in COMPARISONS for number, level in enumerate(levels_of(compared))}


def _is(*levels: L) -> str:
    """SQL: the field of these levels has one of them."""
    numbers = ", ".join(str(_NUMBERS[level]) for level in levels)
    return f"(coalesce(v.{levels[0].field} IN ({numbers}), false))"


_WHOLE = _is(L.NAME_SAME_RARE, L.NAME_SAME, L.NAME_SAME_COMMON, L.NAME_NEAR_RARE, L.NAME_NEAR)
_SILENT = _is(L.NAME_OTHER)
_OWNED = f"({_is(L.NIK_SAME)} OR {_is(L.OWNER_SAME_RARE, L.OWNER_SAME, L.OWNER_NEAR, L.OWNER_WITHIN)})"
_PHONE = _is(L.PHONE_SAME)
_DOOR = _is(L.ADDRESS_SAME, L.ADDRESS_NEAR, L.ADDRESS_CROWDED, L.ADDRESS_PARTLY_NUMBER)
_TRADE_SAME, _TRADE_OTHER = _is(L.ACTIVITY_SAME), _is(L.ACTIVITY_OTHER)
_KIND_OTHER = _is(L.NAME_OTHER_KIND)
_ONE_BRAND = "(len(l.brands) = 0 OR len(r.brands) = 0)"
_BRANDED = (
    f"((list_has_any(l.brands, r.brands) OR coalesce(l.branded = r.branded, false)) AND NOT {_KIND_OTHER})"
)
_REACHED = f"({_PHONE} OR {_DOOR} OR ({_is(L.NIK_SAME)} AND {_is(L.ADDRESS_STREET)}))"
_RENAMED = f"({_TRADE_SAME} AND {_ONE_BRAND} AND {_OWNED} AND {_REACHED})"
_SAME_NAME = _is(L.NAME_SAME_RARE, L.NAME_SAME, L.NAME_SAME_COMMON)
# The names say the same trade, whatever the activity of a list calls it.
_KIND_SHARED = (
    f"((l.name_trades & r.name_trades) <> 0 AND list_has_any(l.own, r.own) AND ({_ONE_BRAND} OR {_BRANDED}))"
)
_PERSONAL = f"({_is(L.NIB_SAME)} OR {_is(L.NIK_SAME)} OR {_PHONE})"
_ADDRESSED = _is(L.ADDRESS_SAME, L.ADDRESS_NEAR)
# Who bears so rare a name, or whose shop does, is known.
_OWNED_RARELY = f"({_is(L.OWNER_SAME_RARE)} OR ({_OWNED} AND {_is(L.NAME_SAME_RARE)}))"
_OTHER_STREET = _is(L.ADDRESS_OTHER, L.ADDRESS_PARTLY, L.ADDRESS_NUMBER)
_IN_THE_TREE = _is(L.PLACE_VILLAGE, L.PLACE_OTHER_VILLAGE, L.PLACE_REGENCY)
_TELLING_NAME = _is(L.NAME_SAME_RARE, L.NAME_SAME, L.NAME_NEAR_RARE)
_OTHER_PERSON = _is(L.OWNER_OTHER, L.OWNER_PARTLY)
_BY_DOOR = f"({_ADDRESSED} AND {_TELLING_NAME} AND NOT {_OTHER_PERSON})"
_BY_OWNER = (
    f"({_is(L.OWNER_SAME_RARE, L.OWNER_SAME, L.OWNER_NEAR)} AND ({_DOOR} OR {_is(L.ADDRESS_STREET)}"
    f" OR {_is(L.POINT_SAME, L.POINT_NEAR)} OR {_TELLING_NAME}))"
)
_NOWHERE = f"({_is(L.PLACE_REGENCY)} AND {_is(L.PHONE_OTHER)})"
_REGISTERED = f"({_is(L.NIB_SAME)} OR {_is(L.COOPERATIVE_SAME)})"
_SURELY_KNOWN = f"({_is(L.NIK_SAME)} OR {_PHONE} OR {_is(L.OWNER_SAME_RARE, L.OWNER_SAME, L.OWNER_NEAR)})"
_KNOWN = f"({_OWNED} OR {_PHONE})"
_NEARBY = _is(L.POINT_SAME, L.POINT_NEAR)
_SPEAKS = f"({_KNOWN} OR {_DOOR} OR {_NEARBY} OR {_is(L.ADDRESS_PARTLY, L.ADDRESS_STREET)})"
_APART = _is(L.POINT_AROUND, L.POINT_FAR)
_DENIES = " OR ".join(
    (
        _is(L.PHONE_OTHER),
        _is(L.OWNER_OTHER, L.OWNER_PARTLY),
        _is(L.ADDRESS_OTHER, L.ADDRESS_NUMBER, L.ADDRESS_NUMBER_OTHER),
        _is(L.POINT_CROWDED),
        _APART,
        _is(L.PLACE_OTHER),
    )
)
_ONE_STREET = f"({_is(L.ADDRESS_STREET)} AND {_is(L.PLACE_VILLAGE)} AND NOT {_is(L.PHONE_OTHER)})"
_EXCUSED = f"({_is(L.NAME_SAME_RARE)} AND NOT {_APART})"

# The first that holds; the order is that of `guards.business_guard`.
_CASES: tuple[tuple[str, Guard | None], ...] = (
    (f"{_REGISTERED} AND {_SILENT} AND {_is(L.OWNER_OTHER)}", NIB_OTHER_NAME),
    (_REGISTERED, None),
    ("NOT (l.named AND r.named)", NAME_UNKNOWN),
    (f"{_SILENT} AND NOT {_RENAMED}", OTHER_BUSINESS),
    (f"{_TRADE_OTHER} AND NOT ({_SAME_NAME} AND ({_KIND_SHARED} OR {_BRANDED}))", OTHER_BUSINESS),
    (f"{_TRADE_OTHER} AND NOT {_KNOWN} AND NOT {_ADDRESSED}", OTHER_ACTIVITY),
    (f"{_KIND_OTHER} AND NOT ({_TRADE_SAME} AND {_ONE_BRAND})", OTHER_KIND),
    (
        f"NOT {_BRANDED} AND NOT {_TRADE_SAME} AND NOT list_has_any(l.own, r.own) AND {_OWNED}"
        f" AND NOT {_WHOLE} AND (len(l.own) > 0 OR len(r.own) > 0)",
        ONLY_OWNER,
    ),
    (f"(l.bare OR r.bare) AND NOT {_KNOWN} AND NOT {_ADDRESSED}", KIND_ONLY),
    (f"(l.bare OR r.bare) AND NOT {_SURELY_KNOWN} AND NOT {_ADDRESSED}", KIND_AND_PART),
    (f"{_is(L.NIB_OTHER)} OR {_is(L.COOPERATIVE_OTHER)}", OTHER_NIB),
    (f"{_is(L.ADDRESS_NUMBER_OTHER)} AND NOT {_OWNED_RARELY} AND NOT {_PERSONAL}", OTHER_NUMBER),
    (f"{_IN_THE_TREE} AND {_OTHER_STREET} AND NOT {_is(L.OWNER_SAME_RARE)} AND NOT {_PERSONAL}", ELSEWHERE),
    (f"{_IN_THE_TREE} AND {_is(L.ADDRESS_OTHER)} AND NOT {_TRADE_SAME}", ELSEWHERE),
    (f"{_is(L.PLACE_OTHER_VILLAGE)} AND NOT {_PERSONAL} AND NOT {_ADDRESSED}", ELSEWHERE),
    (f"{_NOWHERE} AND NOT {_PERSONAL} AND NOT ({_ADDRESSED} OR {_is(L.ADDRESS_STREET)})", ELSEWHERE),
    (
        f"{_is(L.OWNER_WITHIN)} AND NOT {_SURELY_KNOWN} AND NOT {_DOOR} AND NOT {_NEARBY} AND NOT {_ONE_STREET}",
        UNCONFIRMED,
    ),
    (f"{_is(L.OWNER_OTHER)} AND NOT {_PERSONAL}", UNCONFIRMED),
    (f"{_is(L.NIK_OTHER)} AND NOT {_PERSONAL}", UNCONFIRMED),
    (
        f"{_IN_THE_TREE} AND {_is(L.PHONE_OTHER)} AND NOT ({_PERSONAL} OR {_BY_OWNER} OR {_BY_DOOR})",
        UNCONFIRMED,
    ),
    (f"NOT {_SPEAKS} AND ({_DENIES}) AND NOT {_EXCUSED}", UNCONFIRMED),
)
CODES = tuple(dict.fromkeys(guard.code for _, guard in _CASES if guard is not None))
FORBIDDING = tuple(
    dict.fromkeys(guard.code for _, guard in _CASES if guard is not None and guard.best is Answer.NEW)
)


def guard_sql() -> str:
    """The code of the guard of a pair, or NULL; `v` holds the levels, `l` and `r` are the prepared rows."""
    cases = " ".join(f"WHEN {held} THEN {f'{guard.code!r}' if guard else 'NULL'}" for held, guard in _CASES)
    return f"CASE {cases} END"
