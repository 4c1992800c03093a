"""The truth: invented owners, each with one to three businesses, in villages of South Sumatra.

All is fictional, and marked so: serials of NIK lie in 9000-9999 (offices number the births of a day from
0001 and never come so far), serials of NIB begin with 9, and phone numbers have prefixes (0860-0867,
0890-0894) that no operator holds. How lists of offices write it all is in `writing`.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from wadah.registry.demo.draw import Chance, lots, pick
from wadah.registry.demo.names import PersonName, draw_person_name
from wadah.registry.demo.places import Village, draw_street, markets, village_lots
from wadah.registry.demo.products import BRANDS, BY_KEY, Product, product_lots


class Address(NamedTuple):
    """Where a business is: a street, lane, hamlet or market; house or stall number ("": none); RT and RW
    (0: none).
    """

    street: str
    number: str
    rt: int
    rw: int


class Person(NamedTuple):
    """An invented owner."""

    id: int
    name: PersonName
    woman: bool
    born: date
    nik: str
    phone: str
    village: Village
    address: Address


class Business(NamedTuple):
    """An invented business. `nib` is "" where none was issued; `workers` counts the owner."""

    id: int
    owner: Person
    name: str
    product: Product
    village: Village
    address: Address
    phone: str
    latitude: float
    longitude: float
    nib: str
    established: date
    annual_sales_idr: int
    assets_idr: int
    workers: int


_BIRTHDAYS = tuple(date(1955, 1, 1) + timedelta(days=day) for day in range(18_250))
# The middle of the NIK: day (women: + 40), month, year.
_BORN_MEN = tuple(f"{day:%d%m%y}" for day in _BIRTHDAYS)
_BORN_WOMEN = tuple(f"{day.day + 40}{day:%m%y}" for day in _BIRTHDAYS)
_PREFIXES = ("860", "861", "862", "863", "864", "865", "866", "867", "890", "891", "892", "893", "894")
_PHONES = len(_PREFIXES) * 10**8
# Days on which licences were issued, as the first six digits of a NIB write them.
_NIB_DAYS = tuple(f"{date(2018, 8, 1) + timedelta(days=day):%d%m%y}" for day in range(2_900))
# Young businesses are many: a year is the likelier the later it is.
_FOUNDED = tuple(
    date(2025 - int((step / 4000) ** 2 * 32), step * 7 % 12 + 1, step * 11 % 28 + 1) for step in range(4000)
)
# Turnover spreads log-normally round the usual figure of its line; a table is quicker than drawing each.
_SPREAD = tuple(math.exp(((step + 0.5) / 500 - 1) * 2.2) for step in range(1000))
_HOW_MANY = lots(((1, 80), (2, 15), (3, 5)), 100)
_NAMED_BY = lots(
    (("call", 38), ("short", 16), ("brand", 24), ("generic", 13), ("village", 3), ("firm", 3), ("full", 3)),
    100,
)
_FIRMS = ("UD", "UD.", "CV", "CV.")
_COOPERATIVES = ("Koperasi Desa Merah Putih", "KUD", "Koperasi Wanita", "KSP")
# Transmigrants and newcomers keep the region of their first registration in the NIK.
_ELSEWHERE = ("33.02.05", "35.07.12", "34.02.08", "33.10.03", "18.02.14", "13.06.02", "32.05.11", "36.03.07")


def _nik(number: int, registered: str, birthday: int, woman: bool) -> str:
    # Unique over all persons: (birthday, round) is, since number = round * days + the place of the birthday.
    serial = 9000 + (number // len(_BIRTHDAYS) + birthday * 37 + 11) % 1000
    return f"{registered.replace('.', '')}{(_BORN_WOMEN if woman else _BORN_MEN)[birthday]}{serial}"


def phone_of(number: int) -> str:
    """A phone number in the form 08..., another for each number below 1.3 thousand million."""
    mixed = (number * 778_431_763 + 123_457) % _PHONES
    return f"0{_PREFIXES[mixed // 10**8]}{mixed % 10**8:08d}"


def _nib(number: int) -> str:
    days = len(_NIB_DAYS)
    return f"{_NIB_DAYS[number * 1_103 % days]}9{(number // days * 7_919 + number * 37) % 10**6:06d}"


def draw_person(chance: Chance, number: int, homes: Sequence[Village] = ()) -> Person:
    """An owner in one of `homes`: a woman in 56 of 100, born 1955 to 2004, in 85 of 100 registered there."""
    home = pick(chance, homes or village_lots())
    woman = chance() < 0.56
    birthday = number * 7_919 % len(_BIRTHDAYS)
    registered = home.subdistrict_code if chance() < 0.85 else pick(chance, _ELSEWHERE)
    return Person(
        number,
        draw_person_name(chance, home.regency, woman),
        woman,
        _BIRTHDAYS[birthday],
        _nik(number, registered, birthday, woman),
        phone_of(number),
        home,
        draw_address(chance, home),
    )


def draw_address(chance: Chance, village: Village) -> Address:
    """An address in the village; most streets have numbers, hamlets none, and RW are known in towns only."""
    street = draw_street(chance, village)
    numbered = street[0] in "JL" and chance() < 0.75
    number = str(int(chance() * chance() * 400) + 1) if numbered else ""
    if chance() < 0.15:
        return Address(street, number, 0, 0)
    return Address(street, number, int(chance() * 40) + 1, int(chance() * 12) + 1 if village.is_town else 0)


def _stall_number(chance: Chance) -> str:
    return f"Blok {pick(chance, 'ABCDEFGHJK')} No. {int(chance() * 180) + 1}"


def _name_for(chance: Chance, product: Product, owner: Person, village: Village, stall: bool) -> str:
    """A name as people give it: by the owner's call, a word of luck, the place, or none but its kind."""
    if product.key == "koperasi":
        return f"{pick(chance, _COOPERATIVES)} {pick(chance, BRANDS) if chance() < 0.3 else village.spoken}"
    named_by = "generic" if stall and chance() < 0.5 else pick(chance, _NAMED_BY)
    if named_by == "generic":
        return pick(chance, product.generic)
    if named_by == "firm":
        return f"{pick(chance, _FIRMS)} {pick(chance, BRANDS)}"
    kind = product.kinds[0] if chance() < 0.5 else pick(chance, product.kinds)
    if named_by == "call":
        return f"{kind} {owner.name.call}"
    if named_by == "brand":
        return f"{kind} {pick(chance, BRANDS)}"
    if named_by == "village":
        return f"{kind} {village.spoken}"
    return f"{kind} {owner.name.short if named_by == 'short' else owner.name.full}"


def _draw_business(
    chance: Chance, number: int, owner: Person, product: Product, first: Business | None = None
) -> Business:
    """A business of `owner`; beside her `first` one it mostly shares phone and address, never the line of
    business.
    """
    home = owner.village
    village, address, spread = home, owner.address, home.radius_km / 55
    stall = chance() < product.in_market
    if stall:
        market = pick(chance, markets()[home.regency])
        village, address, spread = market.village, Address(market.name, _stall_number(chance), 0, 0), 0.001
    elif first and chance() < 0.25:
        address = draw_address(chance, home)
    name = _name_for(chance, product, owner, village, stall)
    if first and name == first.name:
        name = f"{name} 2"
    if first and first.address == address:
        latitude, longitude = first.latitude, first.longitude
    else:
        latitude = village.latitude + (chance() - 0.5) * spread
        longitude = village.longitude + (chance() - 0.5) * spread
    sales_idr = max(6, int(product.sales_million_idr * pick(chance, _SPREAD))) * 1_000_000
    return Business(
        number,
        owner,
        name,
        product,
        village,
        address,
        owner.phone if not first or chance() < 0.85 else phone_of(10**8 + number),
        latitude,
        longitude,
        _nib(number) if chance() < 0.42 else "",
        pick(chance, _FOUNDED),
        sales_idr,
        sales_idr // 20 * int(2 + chance() * 10),
        1 + int(chance() * chance() * 4 + sales_idr / 400_000_000),
    )


def draw_businesses(
    chance: Chance, *, count: int, first_number: int, homes: Sequence[Village] = ()
) -> Iterator[Business]:
    """`count` businesses with their owners; one owner in five has two or three, which are siblings, no
    duplicates.

    Persons and businesses are numbered from `first_number`; numbers must not overlap between calls.
    """
    made, person = 0, first_number
    while made < count:
        owner = draw_person(chance, person, homes)
        person += 1
        first: Business | None = None
        used: set[str] = set()
        for _ in range(min(pick(chance, _HOW_MANY), count - made)):
            product = pick(chance, product_lots(owner.village.regency))
            while product.key in used:
                product = pick(chance, product_lots(owner.village.regency))
            used.add(product.key)
            business = _draw_business(chance, first_number + made, owner, product, first)
            first = first or business
            made += 1
            yield business


def sembako_stalls(
    chance: Chance, *, regency: str, first_number: int, count: int = 23
) -> tuple[Business, ...]:
    """Stalls side by side in one market, all called "Kios Sembako", each with its own owner: not one is a
    duplicate.
    """
    market = markets()[regency][0]
    owners = (draw_person(chance, first_number + step, (market.village,)) for step in range(count))
    return tuple(
        _draw_business(chance, owner.id, owner, BY_KEY["sembako"])._replace(
            name="Kios Sembako",
            village=market.village,
            address=Address(market.name, f"Blok C No. {step + 1}", 0, 0),
            latitude=market.village.latitude + step * 0.00002,
            longitude=market.village.longitude,
        )
        for step, owner in enumerate(owners)
    )
