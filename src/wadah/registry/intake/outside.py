"""Rows that lie outside the area of the office: how many a sheet seems to hold, and where they seem to lie."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wadah.registry.intake.places import PlaceFound
from wadah.registry.values.coordinates import Box, Point
from wadah.registry.values.parsed import Problem, error, note

# What holds a row back because of where it lies.
HELD_OUTSIDE = ("outside_held", "point_outside_held")
# From this share on a sheet is asked about as a whole, and its points alone may tell where its rows lie.
MOST = 0.5
# About 25 km: a point that far beyond the border was not set at the edge of the area.
FAR = 0.25
REGENCY_LENGTH, PROVINCE_LENGTH = 5, 2


@dataclass(frozen=True, slots=True)
class Outside:
    """Of `of_count` businesses looked at, how many lie outside; `place` names where most of these lie, if known.

    `by_points` when the coordinates say so, and no written place.
    """

    rows_count: int
    of_count: int
    place: str = ""
    by_points: bool = False

    @property
    def is_most(self) -> bool:
        """Whether the sheet seems to be another office's."""
        return self.of_count > 0 and self.rows_count >= MOST * self.of_count

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self.rows_count, "of": self.of_count, "place": self.place, "by_points": self.by_points
        }  # fmt: skip

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Outside":
        """The inverse of `as_json`."""
        return cls(int(stored["rows"]), int(stored["of"]), str(stored["place"]), bool(stored["by_points"]))


def area_box(within: str | None, boxes: Mapping[str, Box]) -> Box | None:
    """The outline of an office's kab/kota or province; None where it is not known."""
    parts = [box for code, box in boxes.items() if within and code.startswith(within[:REGENCY_LENGTH])]
    if not parts:
        return None
    south, west, north, east = zip(*parts, strict=True)
    return Box(min(south), min(west), max(north), max(east))


def placed_by_points(
    values: Mapping[str, Sequence[Any]],
    places: Sequence[PlaceFound],
    area: Box,
    boxes: Mapping[str, Box],
    *,
    lets_outside_in: bool,
) -> list[PlaceFound]:
    """Holds rows that name no place and whose point lies outside; where such rows are let in, their point places them.

    Neither takes the area of the office, which the point contradicts.
    """
    found = list(places)
    pairs = zip(values["latitude"], values["longitude"], strict=True)
    for at, ((latitude, longitude), place) in enumerate(zip(pairs, places, strict=True)):
        if place.code is not None or latitude is None or longitude is None:
            continue
        point = Point(latitude, longitude)
        if not area.holds(point, FAR):
            code = where_point_lies(point, boxes) if lets_outside_in else None
            found[at] = place._replace(code=code, problems=_said_of(place, lets_outside_in=lets_outside_in))
    return found


def _said_of(place: PlaceFound, *, lets_outside_in: bool) -> tuple[Problem, ...]:
    """What is said of a row placed or held by its point; that no place is written is told by it."""
    problem = note("point_outside_let_in") if lets_outside_in else error("point_outside_held")
    others = [known for known in place.problems if known.code != "region_missing"]
    return (problem._replace(field="latitude"), *others)


def where_point_lies(point: Point, boxes: Mapping[str, Box]) -> str | None:
    """The one kab/kota whose box holds the point, else the one province of those that do; None when neither is one."""
    codes = [code for code, box in boxes.items() if box.holds(point, 0)]
    for length in (REGENCY_LENGTH, PROVINCE_LENGTH):
        found = {code[:length] for code in codes}
        if len(found) == 1:
            return found.pop()
    return None


def where_most_lie(codes: Sequence[str]) -> str:
    """The kab/kota in which most of the rows lie, else their province; '' when they lie here and there."""
    for length in (REGENCY_LENGTH, PROVINCE_LENGTH):
        found = Counter(code[:length] for code in codes).most_common(1)
        if found and found[0][1] >= MOST * len(codes):
            return found[0][0]
    return ""


def where_points_lie(points: Iterable[Point], boxes: Mapping[str, Box]) -> str:
    """The kab/kota whose outline holds most of the points, the smallest of several; '' when none does."""
    held = Counter(code for point in points for code, box in boxes.items() if box.holds(point, 0))
    if not held:
        return ""
    return max(held, key=lambda code: (held[code], -_size(boxes[code])))


def _size(box: Box) -> float:
    return (box.north - box.south) * (box.east - box.west)
