"""What one row says, gathered into the pieces that pages show: turnover once, a KBLI code with its title.

How the pieces read is in words.py. Fields that only serve reading (the period of a turnover, the edition of a
code, the words of a place that was recognised) never stand alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wadah.regions.models import Level, Region
from wadah.registry.intake.fields import FIELDS, Kind
from wadah.registry.models import Record
from wadah.registry.values.kbli import entries

LICENCES = tuple(field.code for field in FIELDS.values() if field.kind is Kind.LICENCE)
# A written place is told beside the recognised one only where it says more.
PLACE_LEVELS = (
    ("village", Level.VILLAGE),
    ("subdistrict", Level.SUBDISTRICT),
    ("regency", Level.REGENCY),
    ("province", Level.REGENCY),
    ("region_code", Level.REGENCY),
)
# Told by a piece, or by nothing at all.
TAKEN = frozenset(
    {
        "annual_sales", "sales_idr", "sales_period", "kbli", "kbli_edition", "workers", "workers_male",
        "workers_female", "household_head", "latitude", "longitude", "party_code",
        *(field for field, _level in PLACE_LEVELS), *LICENCES,
        *(f"{code}_number" for code in LICENCES),
    }
)  # fmt: skip
# Free texts about one thing: the second that says the same as the first is left out.
ALIKE = ("activity", "product", "category")


@dataclass(frozen=True)
class Turnover:
    """Turnover of a year where it could be told, and what was stated, for which period if one was."""

    yearly_idr: int | None
    stated_idr: int
    period: str


@dataclass(frozen=True)
class KbliCode:
    """A code with its edition; without one, no title."""

    code: str
    edition: str
    title: str


@dataclass(frozen=True)
class Licence:
    """How far a licence is, and its number."""

    state: str
    number: str


@dataclass(frozen=True)
class Crew:
    """People at work."""

    total: int
    men: int | None
    women: int | None


@dataclass(frozen=True)
class Place:
    """A recognised region: its code, and its names from the smallest to the regency."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Point:
    """Coordinates in degrees."""

    latitude: float
    longitude: float


def pieces_of(record: Record) -> dict[str, object]:
    """The pieces of a row by field. Its region must be loaded with its parents."""
    values: Mapping[str, Any] = {
        name: value for name, value in record.values.items() if value not in (None, "", [])
    }
    found: dict[str, object] = {name: value for name, value in values.items() if name not in TAKEN}
    _drop_repetitions(found)
    made = {
        "region": place_of(record.region),
        "point": _point(values),
        "kbli": _kbli(values),
        "annual_sales": _turnover(values),
        "workers": _crew(values),
        **{code: _licence(code, values) for code in LICENCES},
    }
    found |= {name: piece for name, piece in made.items() if piece is not None}
    level = record.region.level if record.region is not None else 0
    return found | {field: values[field] for field, deep in PLACE_LEVELS if field in values and level < deep}


def place_of(region: Region | None) -> Place | None:
    """A region with what it lies in, up to the regency, as far as the query brought it along."""
    if region is None:
        return None
    code, names = region.code, [region.name]
    while region.level > Level.REGENCY and region.parent is not None:
        region = region.parent
        names.append(region.name)
    return Place(code, tuple(names))


def _drop_repetitions(found: dict[str, object]) -> None:
    told: set[str] = set()
    for field in ALIKE:
        if field in found:
            text = str(found[field]).casefold()
            if text in told:
                del found[field]
            told.add(text)


def _turnover(values: Mapping[str, Any]) -> Turnover | None:
    stated = values.get("sales_idr", values.get("annual_sales"))
    if stated is None:
        return None
    return Turnover(values.get("annual_sales"), stated, values.get("sales_period", ""))


def _kbli(values: Mapping[str, Any]) -> KbliCode | None:
    if "kbli" not in values:
        return None
    code, edition = str(values["kbli"]), str(values.get("kbli_edition", ""))
    entry = entries(int(edition)).get(code) if edition else None
    return KbliCode(code, edition, entry.title if entry else "")


def _licence(code: str, values: Mapping[str, Any]) -> Licence | None:
    if code not in values:
        return None
    return Licence(str(values[code]), str(values.get(f"{code}_number", "")))


def _crew(values: Mapping[str, Any]) -> Crew | None:
    men, women = values.get("workers_male"), values.get("workers_female")
    if "workers" not in values and men is None and women is None:
        return None
    return Crew(values.get("workers", (men or 0) + (women or 0)), men, women)


def _point(values: Mapping[str, Any]) -> Point | None:
    if "latitude" not in values or "longitude" not in values:
        return None
    return Point(values["latitude"], values["longitude"])
