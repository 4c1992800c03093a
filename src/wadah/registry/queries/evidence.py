"""Stored evidence of a link or a pair in the words of the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wadah.core import numbers
from wadah.registry.linkage import guard_kinds
from wadah.registry.linkage.evidence import LEVEL_WORDS
from wadah.registry.linkage.levels import Level

CONTENT, ELSEWHERE, CODE = "content:same", "region:elsewhere", "code:same"
EARTH_M = 6_371_000
KILOMETRE = 1_000
_GUARDS = {
    found.code: found.words for found in vars(guard_kinds).values() if isinstance(found, guard_kinds.Guard)
}


@dataclass(frozen=True)
class Reason:
    """One reason: `speaks_for` is true, false, or None where the field says little either way."""

    field: str
    words: str
    weight: float
    speaks_for: bool | None


def reasons_between(
    evidence: Sequence[Sequence[Any]], one: Mapping[str, Any], other: Mapping[str, Any]
) -> list[Reason]:
    """The reasons, with the distance in metres where the values of both rows give a point."""
    metres = distance_m(one, other)
    if not metres:
        return reasons_of(evidence)
    words = _("berjarak %(distance)s") % {"distance": _distance_words(metres)}
    return [
        replace(found, words=words) if found.field == "point" else found for found in reasons_of(evidence)
    ]


def distance_m(one: Mapping[str, Any], other: Mapping[str, Any]) -> int | None:
    """Metres between the points of two rows, along the earth; None where one has no point."""
    degrees = [values.get(name) for values in (one, other) for name in ("latitude", "longitude")]
    if any(not isinstance(value, int | float) for value in degrees):
        return None
    south, west, north, east = (radians(float(value)) for value in degrees if value is not None)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return round(2 * EARTH_M * asin(sqrt(half)))


def _distance_words(metres: int) -> str:
    if metres < KILOMETRE:
        return f"{metres} m"
    return f"{numbers.number(Decimal(metres) / KILOMETRE, 1)} km"


def guard_words(code: str) -> str:
    """Why a likeness was not taken for certain; '' without a guard or for one of an earlier version."""
    words = _GUARDS.get(code)
    if words is None:
        return ""
    return words.id if (get_language() or "id").startswith("id") else words.en


def reasons_of(evidence: Sequence[Sequence[Any]]) -> list[Reason]:
    """The reasons, the strongest first. Levels that later versions no longer know are left out."""
    indonesian = (get_language() or "id").startswith("id")
    found = []
    for field, level, weight in evidence:
        if level == ELSEWHERE:
            found.append(Reason(field, _("sudah terdaftar di wilayah kantor lain"), 0.0, None))
            continue
        if level == CONTENT:
            found.append(Reason(field, _("seluruh isi baris sama"), 0.0, True))
            continue
        if level == CODE:
            found.append(Reason(field, _("membawa kode wadah pihak ini"), 0.0, True))
            continue
        try:
            words = LEVEL_WORDS[Level(level)]
        except (ValueError, KeyError):
            continue
        speaks = None if abs(weight) < 1 else weight > 0
        found.append(Reason(field, words.id if indonesian else words.en, weight, speaks))
    return found
