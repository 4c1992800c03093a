"""Invented cooperatives: one Koperasi Desa Merah Putih (KDMP) a village, and older ones of every kind."""

from datetime import date
from typing import NamedTuple

from wadah.registry.demo.businesses import Person, draw_person
from wadah.registry.demo.draw import Chance, pick
from wadah.registry.demo.places import Village
from wadah.registry.demo.products import BRANDS


class Cooperative(NamedTuple):
    """An invented cooperative; `number` is its nik_koperasi, "" where it is not certified or not active."""

    id: int
    name: str
    is_kdmp: bool
    chair: Person
    village: Village
    number: str
    founded: date
    members: int
    last_meeting: int


_OLDER = (
    "KUD {brand}",
    "Koperasi Wanita {brand}",
    "Koperasi Pegawai Negeri {brand}",
    "KSP {brand}",
    "KSU {brand} {village}",
    "Koperasi Produsen Karet {brand}",
    "BMT {brand}",
)


def draw_cooperative(chance: Chance, number: int, village: Village, *, kdmp: bool) -> Cooperative:
    """A cooperative of the village. KDMP are of 2025; of the older ones a third still hold meetings."""
    kind = "Kelurahan" if village.is_town else "Desa"
    older = pick(chance, _OLDER).format(brand=pick(chance, BRANDS), village=village.spoken)
    active = chance() < (0.1 if kdmp else 0.35)
    return Cooperative(
        id=number,
        name=f"Koperasi {kind} Merah Putih {village.spoken}" if kdmp else older,
        is_kdmp=kdmp,
        chair=draw_person(chance, number, (village,)),
        village=village,
        number=f"{village.code[:5].replace('.', '')}09{number * 7_919 % 10**7:07d}" if active else "",
        founded=date(2025, 5 + int(chance() * 3), 1 + int(chance() * 28))
        if kdmp
        else date(1980 + int(chance() * 44), 1 + int(chance() * 12), 1 + int(chance() * 28)),
        members=(15 if kdmp else 25) + int(chance() * chance() * 400),
        last_meeting=2025 if active else 2012 + int(chance() * 12),
    )
