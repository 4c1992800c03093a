"""The villages and markets of South Sumatra for the demo: how many people, where, and what is written for
them.
"""

import csv
import gzip
import math
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from wadah.registry.demo.draw import Chance, chance_of, lots, pick, read_list, read_words

_TABLE = read_words("places.toml")
# Ways in which offices write a kab/kota; the first is the official one.
REGENCY_WAYS: dict[str, list[str]] = _TABLE["regencies"]
# Words of an address and the ways in which clerks write them.
ADDRESS_WORDS: tuple[tuple[str, list[str]], ...] = tuple(_TABLE["address_words"].items())
PROVINCE = "16"
PALEMBANG = "16.71"
_REGIONS = files("wadah.regions").joinpath("data")


class Village(NamedTuple):
    """A desa or kelurahan with the names its offices really write."""

    code: str
    name: str
    spoken: str
    subdistrict_code: str
    subdistrict: str
    former_subdistrict: str
    regency: str
    postcode: str
    is_town: bool
    latitude: float
    longitude: float
    radius_km: float


class Market(NamedTuple):
    """A market place: many stalls on one point."""

    name: str
    village: Village


class _Region(NamedTuple):
    code: str
    name: str
    postcode: str


class _Circle(NamedTuple):
    latitude: float
    longitude: float
    radius_km: float


_UNIT_WORDS = (
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_UNITS = {word: number for number, word in enumerate(_UNIT_WORDS, 1)}
_ROMAN = {"Satu": "I", "Dua": "II", "Tiga": "III", "Empat": "IV"}
# Kelurahan of Palembang that the official list writes as one word and nobody else does.
_JOINED = re.compile(
    r"^(Kemang|Bukit|Lorok|Siring|Sungai|Kepandean|Lawang|Talang|Kebun|Sekip|Pipa|Karang|Kemas|Karya|Ogan|Bagus"
    r"|Lebung|Tangga|Kuto|Tuan|Pulo|Demang)-?(?=[a-zA-Z]{4})(.+)$"
)


def _number(word: str) -> int:
    """The number that a spelt-out word of a kelurahan means ("tiga-puluh-lima" is 35), or 0."""
    parts = word.lower().split("-")
    if parts[-1] == "belas":
        return 10 + _UNITS[parts[0]]
    if len(parts) > 1 and parts[1] == "puluh":
        return _UNITS[parts[0]] * 10 + (_UNITS[parts[2]] if len(parts) > 2 else 0)
    return _UNITS.get(parts[0], 0)


def spoken_village(name: str) -> str:
    """The name as people write it: "Tiga-puluh-lima Ilir" is "35 Ilir", "Tiga Empat Ulu" is "3-4 Ulu"."""
    words = name.split()
    at = next((place for place, word in enumerate(words) if place and word in ("Ilir", "Ulu")), 0)
    numbers = [_number(word) for word in words[:at]]
    if not numbers or not all(numbers):
        return name
    rest = (_ROMAN.get(word, word) for word in words[at + 1 :])
    return " ".join(("-".join(map(str, numbers)), words[at], *rest))


def _spoken(name: str, regency: str) -> str:
    spoken = spoken_village(name)
    joined = _JOINED.match(spoken) if regency == PALEMBANG and spoken == name else None
    return f"{joined[1]} {joined[2].capitalize()}" if joined else spoken


def spoken_subdistrict(name: str) -> str:
    """The name as people write it: "Ilir Timur Dua" is "Ilir Timur II"."""
    first, _, last = name.rpartition(" ")
    return f"{first} {_ROMAN[last]}" if first and last in _ROMAN else name


def _tree() -> Iterator[_Region]:
    lines = gzip.decompress(_REGIONS.joinpath("wilayah.csv.gz").read_bytes()).decode("utf-8").splitlines()
    for row in csv.DictReader(lines[:1] + [line for line in lines if line.startswith(PROVINCE)]):
        yield _Region(row["kode"], row["nama"], row["kode_pos"])


def _listed(name: str, key: str, value: str) -> dict[str, str]:
    lines = _REGIONS.joinpath(name).read_text(encoding="utf-8").splitlines()
    return {row[key]: row[value] for row in csv.DictReader(lines)}


def _place_in(circle: _Circle, code: str) -> _Circle:
    """A lasting point for a village, anywhere on the disc that keeps nine in ten inside the kecamatan's
    outline.
    """
    chance = chance_of("village", code)
    distance, angle = circle.radius_km * 0.7 * math.sqrt(chance()), chance() * 2 * math.pi
    return _Circle(
        circle.latitude + distance * math.sin(angle) / 111.2,
        circle.longitude + distance * math.cos(angle) / 111.2,
        max(0.15, min(1.5, circle.radius_km / 8)),
    )


@cache
def villages() -> tuple[Village, ...]:
    """All villages of the province, each on its own point near the middle of its kecamatan."""
    circles = {
        row["code"]: _Circle(float(row["latitude"]), float(row["longitude"]), float(row["radius_km"]))
        for row in read_list("subdistricts.csv")
    }
    tree = list(_tree())
    subdistricts = {region.code: spoken_subdistrict(region.name) for region in tree if len(region.code) == 8}
    former = _listed("former_parents.csv", "village", "subdistrict")
    return tuple(
        Village(
            region.code,
            region.name,
            _spoken(region.name, region.code[:5]),
            region.code[:8],
            subdistricts[region.code[:8]],
            subdistricts.get(former.get(region.code, ""), ""),
            region.code[:5],
            region.postcode,
            region.code[9] == "1" or region.code[:5] == PALEMBANG,
            *_place_in(circles[region.code[:8]], region.code),
        )
        for region in tree
        if len(region.code) == 13
    )


@cache
def village_lots() -> tuple[Village, ...]:
    """Villages in proportion to people: kab/kota by the register of residents, a kelurahan thrice a desa."""
    people = _listed("penduduk_luas_prov_kab.csv", "kode", "total")
    shares: dict[str, int] = {}
    for village in villages():
        shares[village.regency] = shares.get(village.regency, 0) + _share(village)
    return lots(
        (
            (village, int(people[village.regency]) * _share(village) / shares[village.regency])
            for village in villages()
        ),
        100_000,
    )


def _share(village: Village) -> int:
    return 3 if village.is_town else 1


@cache
def markets() -> dict[str, tuple[Market, ...]]:
    """The market places of each kab/kota."""
    middle: dict[str, Village] = {}
    for village in villages():
        middle.setdefault(village.subdistrict_code, village)
    found: dict[str, tuple[Market, ...]] = {}
    for code, names in _TABLE["markets"].items():
        village = middle[code]
        found[village.regency] = found.get(village.regency, ()) + tuple(
            Market(name, village) for name in names
        )
    return found


_STREETS: dict[str, tuple[str, ...]] = {key: tuple(words) for key, words in _TABLE["streets"].items()}


def draw_street(chance: Chance, village: Village) -> str:
    """A street, lane or hamlet as addresses there begin."""
    kind = chance()
    if village.is_town:
        roads = "palembang" if village.regency == PALEMBANG else "towns"
        return pick(chance, _STREETS[roads if kind < 0.65 else "lanes"])
    if kind < 0.45:
        return pick(chance, _STREETS["hamlets"])
    return pick(chance, _STREETS["towns"]) if kind < 0.85 else f"Jl. Desa {village.spoken}"
