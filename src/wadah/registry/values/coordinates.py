"""Latitude and longitude: decimal commas, apostrophes, degrees and minutes, swapped columns."""

import re
from typing import NamedTuple

from wadah.core.tabular.cells import Cell
from wadah.registry.values.cleaning import BLANK_WORDS, as_text, clean_text
from wadah.registry.values.parsed import NOTHING, Parsed, Problem, note, warning

# Indonesia with its seas: degrees south to north, west to east.
SOUTH, NORTH, WEST, EAST = -11.2, 6.3, 94.7, 141.3
POINTLESS = re.compile(r"[-+]?\d{4,}\Z")
PLAIN = re.compile(r"[-+]?\d{1,3}(?:[.,]\d+)?\Z")
DEGREES = re.compile(
    r"(?P<sign>-)?\s*(?P<d>\d{1,3})\s*[°º]\s*(?P<m>\d{1,2}(?:[.,]\d+)?)?\s*['’′]?\s*"
    r"(?P<s>\d{1,2}(?:[.,]\d+)?)?\s*(?:\"|”|″|'')?\s*(?P<side>[nsewutb]|ls|lu|bt|bb)?\Z"
)
NEGATIVE_SIDES = frozenset({"s", "ls", "w", "bb"})
PAIR = re.compile(r"\s*(?P<a>[-+]?\d{1,3}[.]\d+)\s*[,; /]\s*(?P<b>[-+]?\d{1,3}[.]\d+)\s*\Z")
COMMA_PAIR = re.compile(r"\s*(?P<a>[-+]?\d{1,3},\d+)\s*[; /]\s*(?P<b>[-+]?\d{1,3},\d+)\s*\Z")


class Point(NamedTuple):
    latitude: float
    longitude: float


class Box(NamedTuple):
    """The outline of a place as a box, in degrees."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, point: Point, margin: float) -> bool:
        return (
            self.south - margin <= point.latitude <= self.north + margin
            and self.west - margin <= point.longitude <= self.east + margin
        )


# About 5 km: outlines are simplified, and a stall may stand just over the border.
MARGIN = 0.05


def parse_degrees(cell: Cell) -> Parsed:
    """One latitude or longitude in degrees.

    A number without its point is refused: where it stood is not known.
    """
    if cell is None or isinstance(cell, bool):
        return NOTHING
    if isinstance(cell, int | float):
        return _in_circle(float(cell), "")
    text = clean_text(as_text(cell))[0].lower()
    if text in BLANK_WORDS:
        return NOTHING
    rule = ""
    if text.startswith(("'", "’", "`")):
        text, rule = text[1:].strip(), "apostrophe_removed"
    if PLAIN.match(text):
        return _in_circle(float(text.replace(",", ".")), rule or ("decimal_comma" if "," in text else ""))
    if POINTLESS.match(text):
        return Parsed(problems=(warning("coordinate_lost_point"),))
    match = DEGREES.match(text)
    if match is None:
        return Parsed(problems=(warning("coordinate_unreadable"),))
    minutes, seconds = (float((match[part] or "0").replace(",", ".")) for part in ("m", "s"))
    degrees = int(match["d"]) + minutes / 60 + seconds / 3600
    negative = bool(match["sign"]) or (match["side"] or "") in NEGATIVE_SIDES
    return _in_circle(round(-degrees if negative else degrees, 7), "degrees_and_minutes")


def _in_circle(degrees: float, rule: str) -> Parsed:
    if degrees == 0:
        return NOTHING
    if abs(degrees) > 180:
        return Parsed(problems=(warning("coordinate_lost_point"),))
    return Parsed(degrees, repaired=rule)


def parse_pair(cell: Cell) -> Parsed:
    """Both in one cell, "-2.97, 104.77", as a `Point`."""
    if cell is None:
        return NOTHING
    text = clean_text(as_text(cell))[0].strip("()'’ ")
    if text.lower() in BLANK_WORDS:
        return NOTHING
    match = PAIR.match(text) or COMMA_PAIR.match(text)
    if match is None:
        return Parsed(problems=(warning("coordinate_unreadable"),))
    first, second = (float(match[part].replace(",", ".")) for part in ("a", "b"))
    return place_point(first, second)


def place_point(latitude: float | None, longitude: float | None, box: Box | None = None) -> Parsed:
    """The two as a `Point`: swapped back with a mark when only that lies in Indonesia, listed when neither
    does.

    `box` is the outline of the place that the row names; a point far outside it is a warning.
    """
    if latitude is None and longitude is None:
        return NOTHING
    if latitude is None or longitude is None:
        return Parsed(problems=(warning("coordinate_alone"),))
    point, rule = Point(latitude, longitude), ""
    problems: tuple[Problem, ...] = ()
    if not _in_indonesia(point):
        turned = Point(longitude, latitude)
        if not _in_indonesia(turned):
            return Parsed(problems=(warning("coordinate_outside_indonesia"),))
        point, rule, problems = turned, "coordinates_swapped", (note("coordinates_swapped"),)
    if box is not None and not box.holds(point, MARGIN):
        problems = (*problems, warning("coordinate_far_from_place"))
    return Parsed(point, problems, rule)


def _in_indonesia(point: Point) -> bool:
    return SOUTH <= point.latitude <= NORTH and WEST <= point.longitude <= EAST
