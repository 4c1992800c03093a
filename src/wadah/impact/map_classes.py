"""The classes by which the map is shaded: steps of ten, the same in every province and every year."""

from dataclasses import dataclass

NOT_SHOWN = "none"


@dataclass(frozen=True)
class MapClass:
    """One shade, from `low` up to and with `high`; the last has no upper end."""

    name: str
    low: int
    high: int | None


CLASSES = (
    MapClass("m0", 0, 99),
    MapClass("m1", 100, 999),
    MapClass("m2", 1_000, 9_999),
    MapClass("m3", 10_000, 99_999),
    MapClass("m4", 100_000, None),
)


def map_class(count: int | None) -> str:
    """The shade of a count; hatched when it is not shown."""
    if count is None:
        return NOT_SHOWN
    return next(one.name for one in CLASSES if one.high is None or count <= one.high)
