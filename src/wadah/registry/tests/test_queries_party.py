"""The page of a party: which fields, in what words, from which row; and what of its neighbours is shown."""

from datetime import date

import pytest

from wadah.accounts.models import Institution, User
from wadah.registry.kinds import LinkLevel, PartyKind
from wadah.registry.models import Link, Party
from wadah.registry.queries.party import PartyPage, party_page
from wadah.registry.tests.factories import (
    link,
    make_business,
    make_intake,
    make_party,
    make_record,
    record_of,
)

NIK = "1602014507900003"
DAY = date(2026, 11, 21)


def told(page: PartyPage) -> list[tuple[str, str, str]]:
    return [(one.field, one.words, one.written) for group in page.groups for one in group.fields]


@pytest.fixture
def weaver(office: Institution) -> Party:
    return make_business(
        make_intake(office),
        "Songket Mak Cik",
        "Rusmini",
        nik=NIK,
        sex="P",
        age="1980",
        address="Jl. Merdeka No. 12",
        village="Seberang",
        subdistrict="Tanjung Lubuk",
        activity="Tenun songket",
        category="tenun songket",
        kbli="13122",
        kbli_edition="2020",
        annual_sales=288_000_000,
        sales_idr=24_000_000,
        sales_period="month",
        workers=3,
        workers_male=2,
        workers_female=1,
        pirt="applied",
        halal="none",
        established="2015",
    )


def test_a_business_shows_each_thing_once_and_in_words(officer: User, weaver: Party) -> None:
    page = party_page(officer, weaver, DAY)

    assert told(page) == [
        ("business_name", "Songket Mak Cik", ""),
        ("owner_name", "Rusmini", ""),
        ("nik", "1602••••••••0003", ""),
        ("region", "Tanjung Lubuk, Kab. Ogan Komering Ilir", ""),
        ("village", "Seberang", ""),
        ("address", "Jl. Merdeka No. 12", ""),
        ("activity", "Tenun songket", ""),
        ("kbli", "13122 Industri Kain Tenun Ikat (KBLI 2020)", ""),
        ("established", "2015", ""),
        ("annual_sales", "Rp288.000.000 setahun", "tertulis Rp24.000.000 sebulan"),
        ("workers", "3 orang (2 laki-laki, 1 perempuan)", ""),
        ("pirt", "sedang diurus", ""),
        ("halal", "belum ada", ""),
    ]


def test_a_person_shows_what_is_of_the_person_and_the_businesses_apart(officer: User, weaver: Party) -> None:
    person = Party.objects.get(kind=PartyKind.PERSON)

    page = party_page(officer, person, DAY)

    assert told(page) == [
        ("owner_name", "Rusmini", ""),
        ("nik", "1602••••••••0003", ""),
        ("sex", "perempuan", ""),
        ("age", "lahir sekitar 1980", ""),
        ("address", "Jl. Merdeka No. 12", ""),
        ("region", "Tanjung Lubuk, Kab. Ogan Komering Ilir", ""),
        ("village", "Seberang", ""),
    ]
    assert (page.businesses, page.classes, page.owner) == ((weaver,), (), None)


def test_the_newest_row_counts_and_the_others_are_told_once_each(
    officer: User, office: Institution, weaver: Party
) -> None:
    newer = make_record(
        make_intake(office),
        {"business_name": "SONGKET MAK CIK", "established": "2012", "product": "kain"},
        region="16.02",
    )
    newest = make_record(
        make_intake(office), {"business_name": "Tenun Songket Mak Cik", "established": "2012"}, region="16.02"
    )
    for record in (newer, newest):
        link(record, weaver, LinkLevel.BUSINESS)

    page = party_page(officer, weaver, DAY)

    fields = {one.field: one for group in page.groups for one in group.fields}
    assert [(origin.number, origin.record.pk) for origin in page.origins] == [
        (1, newest.pk),
        (2, newer.pk),
        (3, record_of_first(weaver)),
    ]
    assert (fields["business_name"].words, fields["business_name"].origin.number) == (
        "Tenun Songket Mak Cik",
        1,
    )
    assert [(other.words, [o.number for o in other.origins]) for other in fields["business_name"].others] == [
        ("SONGKET MAK CIK", [2, 3])
    ]
    assert [(other.words, [o.number for o in other.origins]) for other in fields["established"].others] == [
        ("2015", [3])
    ]
    # The newer rows only name the regency; the row that knows the kecamatan inside it is no contradiction.
    assert (fields["region"].words, fields["region"].origin.number, fields["region"].others) == (
        "Tanjung Lubuk, Kab. Ogan Komering Ilir",
        3,
        (),
    )


def record_of_first(party: Party) -> int:
    return Link.objects.filter(party=party).order_by("pk")[0].record_id


def test_neighbours_out_of_reach_are_not_named(
    officer: User, stranger: User, office: Institution, weaver: Party
) -> None:
    owner = Party.objects.get(kind=PartyKind.PERSON)
    elsewhere = make_party(PartyKind.BUSINESS, "Pempek Rusmini Palembang", regency="16.71", owner=owner)

    seen = party_page(officer, weaver, DAY)
    seen_there = party_page(stranger, elsewhere, DAY)

    assert (seen.owner, seen.businesses) == (owner, ())
    assert (seen_there.owner, seen_there.businesses) == (None, ())


def test_an_unrecognised_place_is_shown_as_written(officer: User, office: Institution) -> None:
    record = make_record(
        make_intake(office), {"business_name": "Toko", "village": "Jua2", "regency": "OKI"}, region=None
    )
    party = make_party(PartyKind.BUSINESS, "Toko")
    link(record, party, LinkLevel.BUSINESS)

    page = party_page(officer, party, DAY)

    assert told(page) == [("business_name", "Toko", ""), ("village", "Jua2", ""), ("regency", "OKI", "")]
    assert page.place == ""
    assert record_of(party) == record
