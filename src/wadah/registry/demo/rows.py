"""Rows of many offices' lists, up to millions, with the truth of whom each is about: for linkage at scale."""

from collections.abc import Iterator
from typing import NamedTuple

from wadah.registry.demo.businesses import Business, draw_businesses, phone_of
from wadah.registry.demo.damage import misspell
from wadah.registry.demo.draw import Chance, chance_of, lots, pick
from wadah.registry.demo.places import Village, village_lots
from wadah.registry.demo.writing import (
    write_address,
    write_address_freely,
    write_business_name,
    write_owner,
    write_subdistrict,
)

BATCH = 10_000
# How often a business that stands in a second list stands in further ones.
_COPIES = lots(((1, 78), (2, 15), (3, 5), (5, 2)), 100)


class Row(NamedTuple):
    """One row of one office's list after cleaning, and the truth: `person_id`, `business_id`. None: not
    written.

    `village` and `regency` are Kemendagri codes; `village_name` and `subdistrict` stand as written;
    `phone` is 08...;
    `established` is a year or a date; `annual_sales` is in rupiah.
    """

    id: int
    person_id: int
    business_id: int
    name: str
    owner: str | None
    address: str | None
    village: str | None
    village_name: str | None
    subdistrict: str | None
    regency: str
    postcode: str | None
    phone: str | None
    latitude: float | None
    longitude: float | None
    activity: str | None
    kbli: str | None
    kbli_edition: int | None
    nib: str | None
    nik: str | None
    established: str | None
    annual_sales: int | None
    workers: int | None
    source: str


class _Office(NamedTuple):
    """What the list of one kind of office holds: the share of rows with each field, and the KBLI edition
    it uses.
    """

    code: str
    nik: float
    nib: float
    phone: float
    place: float
    kbli: float
    edition: int
    sales: float


_OFFICES = lots(
    (
        (_Office("diskop", 0.85, 0.5, 0.9, 0.1, 0.3, 2020, 0.8), 34),
        (_Office("se2026", 0.6, 0.9, 0.85, 0.97, 0.95, 2025, 0.9), 24),
        (_Office("oss", 0.95, 1.0, 0.95, 0.0, 1.0, 2020, 0.3), 10),
        (_Office("dinkes-pirt", 0.4, 0.5, 0.95, 0.0, 0.0, 2020, 0.0), 6),
        (_Office("bank-kur", 1.0, 0.8, 0.95, 0.0, 0.5, 2020, 1.0), 10),
        (_Office("bpum-2021", 1.0, 0.1, 0.75, 0.0, 0.0, 2020, 0.1), 8),
        (_Office("disperin", 0.3, 0.7, 0.85, 0.3, 0.9, 2020, 0.7), 5),
        (_Office("expo", 0.1, 0.6, 0.95, 0.0, 0.0, 2020, 0.2), 3),
    ),
    100,
)


def _first_row(chance: Chance, number: int, business: Business) -> Row:
    """The business in the list where it was met first: carefully written, fields missing as that office
    leaves them.
    """
    office, owner, village = pick(chance, _OFFICES), business.owner, business.village
    placed, coded = chance() < office.place, chance() < office.kbli
    phone = business.phone if chance() < office.phone else None
    at_home = village is owner.village
    return Row(
        number,
        owner.id,
        business.id,
        business.name,
        None if phone and chance() < 0.03 else f"{owner.name.title} {owner.name.full}".lstrip(),
        None if at_home and phone and chance() < 0.05 else write_address(chance, business.address),
        village.code,
        village.spoken,
        village.subdistrict,
        village.regency,
        village.postcode if chance() < 0.5 else None,
        phone,
        round(business.latitude, 6) if placed else None,
        round(business.longitude, 6) if placed else None,
        pick(chance, business.product.activities) if chance() < 0.95 else None,
        _kbli(business, office) if coded else None,
        office.edition if coded else None,
        business.nib if business.nib and chance() < office.nib else None,
        owner.nik if chance() < office.nik else None,
        _established(chance, business) if chance() < 0.7 else None,
        business.annual_sales_idr if chance() < office.sales else None,
        business.workers if chance() < 0.8 else None,
        office.code,
    )


def _again(chance: Chance, number: int, business: Business) -> Row:
    """The same business in another list, or the same list years later: written otherwise, with slips,
    partly changed.

    Of owner, phone and address at least two stay true, as a clerk who knows the place would need to be sure.
    """
    owner, office, how = business.owner, pick(chance, _OFFICES), chance()
    renumbered, moved = how < 0.04, 0.04 <= how < 0.10
    village, address = business.village, business.address
    if moved:
        village = village if chance() < 0.6 else _village_near(chance, village)
        address = address._replace(number=str(int(chance() * 300) + 1), rt=int(chance() * 30) + 1)
    careless = chance() < 0.2
    name, owner_name = write_business_name(chance, business), write_owner(chance, owner.name)
    has_phone = moved or chance() < office.phone
    has_owner = moved or renumbered or not has_phone or chance() < 0.96
    has_address = renumbered or not has_owner or not has_phone or chance() < 0.92
    placed, coded = chance() < office.place and not moved, chance() < office.kbli
    return Row(
        number,
        owner.id,
        business.id,
        misspell(chance, name) if careless and chance() < 0.7 else name,
        (misspell(chance, owner_name) if careless and chance() < 0.6 else owner_name) if has_owner else None,
        write_address_freely(chance, address, village) if has_address else None,
        village.code if chance() < 0.93 else None,
        (misspell(chance, village.spoken) if careless else village.spoken) if chance() < 0.92 else None,
        write_subdistrict(chance, village) if chance() < 0.95 else None,
        village.regency,
        village.postcode if chance() < 0.3 else None,
        (phone_of(2 * 10**8 + number) if renumbered else business.phone) if has_phone else None,
        # A satellite fix by phone is some ten metres off.
        round(business.latitude + (chance() - 0.5) * 0.0004, 6) if placed else None,
        round(business.longitude + (chance() - 0.5) * 0.0004, 6) if placed else None,
        pick(chance, business.product.activities) if chance() < 0.9 else None,
        _kbli(business, office) if coded else None,
        office.edition if coded else None,
        business.nib if business.nib and chance() < office.nib else None,
        owner.nik if chance() < office.nik else None,
        str(business.established.year + (chance() < 0.1)) if chance() < 0.6 else None,
        int(business.annual_sales_idr * (0.7 + chance() * 0.7)) // 10**6 * 10**6
        if chance() < office.sales
        else None,
        max(1, business.workers + int(chance() * 3) - 1) if chance() < 0.7 else None,
        office.code,
    )


def _kbli(business: Business, office: _Office) -> str:
    return business.product.kbli_2025 if office.edition == 2025 else business.product.kbli_2020


def _established(chance: Chance, business: Business) -> str:
    return business.established.isoformat() if chance() < 0.3 else str(business.established.year)


def _village_near(chance: Chance, village: Village) -> Village:
    """A village of the same kab/kota, or after twenty tries the same one."""
    for _ in range(20):
        other = pick(chance, village_lots())
        if other.regency == village.regency:
            return other
    return village


def batch_count(size: int) -> int:
    """In how many batches `size` rows are made."""
    return -(-size // BATCH)


def batch(number: int, *, size: int, seed: int, duplicate_share: float = 0.25) -> list[Row]:
    """One batch of at most 10,000 of the `size` rows, independent of the others and always the same for
    its seed.

    First come businesses that stand in it for the first time, then the rows that tell of them again.
    """
    count, first_number = min(BATCH, size - number * BATCH), number * BATCH
    chance = chance_of("rows", seed, number)
    made = list(
        draw_businesses(chance, count=count - round(count * duplicate_share), first_number=first_number)
    )
    found = [_first_row(chance, first_number + at, business) for at, business in enumerate(made)]
    while len(found) < count:
        business = pick(chance, made)
        for _ in range(min(pick(chance, _COPIES), count - len(found))):
            found.append(_again(chance, first_number + len(found), business))
    return found


def rows(size: int, seed: int, duplicate_share: float = 0.25) -> Iterator[Row]:
    """`size` rows, of which `duplicate_share` tell of businesses already in the list."""
    for number in range(batch_count(size)):
        yield from batch(number, size=size, seed=seed, duplicate_share=duplicate_share)
