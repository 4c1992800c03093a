"""Invented households of the food programme GSMP: no businesses, though some sell what they grow."""

from typing import NamedTuple

from wadah.registry.demo.businesses import Person, draw_person
from wadah.registry.demo.draw import Chance, pick
from wadah.registry.demo.places import Village

_PACKAGES = (
    "Bibit cabai dan terong",
    "Ayam KUB 10 ekor",
    "Ikan lele 200 ekor",
    "Polibag sayuran",
    "Itik 8 ekor",
)


class Household(NamedTuple):
    """An invented household; `kk_number` is its family card."""

    id: int
    head: Person
    kk_number: str
    package: str
    yard_m2: int
    harvested: bool


def kk_number(number: int, village: Village) -> str:
    """A family-card number, marked as invented like the NIK: its serial lies in 9000-9999."""
    issued = f"{1 + number % 28:02d}{1 + number % 12:02d}18"
    return f"{village.subdistrict_code.replace('.', '')}{issued}{9000 + number % 1000}"


def draw_household(chance: Chance, number: int, village: Village) -> Household:
    """A household of the village that received a package."""
    return Household(
        id=number,
        head=draw_person(chance, number, (village,)),
        kk_number=kk_number(number, village),
        package=pick(chance, _PACKAGES),
        yard_m2=10 + int(chance() * chance() * 190),
        harvested=chance() < 0.6,
    )
