"""The guards of `linkage.guards` as SQL, over the levels that Splink found and the words of the two names.

Not here, for want of a column: `lookalike`, `other_branch`, `mistyped`, and what a row sells within its name.
"""

from wadah.registry.linkage.answers import Answer
from wadah.registry.linkage.guards import (
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
_ONE_BRAND = "(len(l.brand) = 0 OR len(r.brand) = 0)"
_BRANDED = f"(list_has_any(l.brand, r.brand) AND NOT {_KIND_OTHER})"
_REACHED = f"({_PHONE} OR {_DOOR})"
_RENAMED = f"({_TRADE_SAME} AND {_ONE_BRAND} AND {_OWNED} AND {_REACHED})"
_SAME_NAME = _is(L.NAME_SAME_RARE, L.NAME_SAME, L.NAME_SAME_COMMON)
# The names say the same trade, whatever the activity of a list calls it.
_KIND_SHARED = "((l.name_trades & r.name_trades) <> 0 AND list_has_any(l.own, r.own))"
_NIB_SAME = _is(L.NIB_SAME)
_SURELY_KNOWN = f"({_is(L.NIK_SAME)} OR {_PHONE} OR {_is(L.OWNER_SAME_RARE, L.OWNER_SAME, L.OWNER_NEAR)})"
_KNOWN = f"({_OWNED} OR {_PHONE})"

_ADDRESSED = _is(L.ADDRESS_SAME, L.ADDRESS_NEAR)
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
_EXCUSED = f"({_is(L.NAME_SAME_RARE)} AND NOT {_APART})"

# The first that holds; the order is that of `guards.business_guard`.
_CASES: tuple[tuple[str, Guard | None], ...] = (
    (f"{_NIB_SAME} AND {_SILENT} AND {_is(L.OWNER_OTHER)}", NIB_OTHER_NAME),
    (_NIB_SAME, None),
    ("NOT (l.named AND r.named)", NAME_UNKNOWN),
    (f"{_SILENT} AND NOT {_RENAMED}", OTHER_BUSINESS),
    (f"{_TRADE_OTHER} AND NOT {_KIND_SHARED} AND NOT ({_BRANDED} AND {_SAME_NAME})", OTHER_BUSINESS),
    (f"{_TRADE_OTHER} AND NOT {_KIND_SHARED} AND NOT {_KNOWN} AND NOT {_ADDRESSED}", OTHER_ACTIVITY),
    (f"{_KIND_OTHER} AND NOT ({_TRADE_SAME} AND {_ONE_BRAND})", OTHER_KIND),
    (
        f"NOT {_BRANDED} AND NOT {_TRADE_SAME} AND NOT list_has_any(l.own, r.own) AND {_OWNED}"
        f" AND NOT {_WHOLE} AND (len(l.own) > 0 OR len(r.own) > 0)",
        ONLY_OWNER,
    ),
    (f"(l.bare OR r.bare) AND NOT {_KNOWN} AND NOT {_DOOR}", KIND_ONLY),
    (f"(l.bare OR r.bare) AND NOT {_SURELY_KNOWN} AND NOT {_DOOR}", KIND_AND_PART),
    (_is(L.NIB_OTHER), OTHER_NIB),
    (f"{_is(L.ADDRESS_NUMBER_OTHER)} AND NOT {_KNOWN}", OTHER_NUMBER),
    (
        f"{_is(L.OWNER_WITHIN)} AND NOT {_SURELY_KNOWN} AND NOT {_DOOR} AND NOT {_NEARBY}",
        UNCONFIRMED,
    ),
    (f"{_is(L.OWNER_OTHER)} AND NOT {_KNOWN} AND NOT {_DOOR}", UNCONFIRMED),
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
