"""Generated rows: repeatable, true to their truth, and believable for South Sumatra."""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from wadah.registry.demo.businesses import draw_businesses, draw_person, phone_of, sembako_stalls
from wadah.registry.demo.draw import chance_of
from wadah.registry.demo.parquet import write_rows
from wadah.registry.demo.places import spoken_subdistrict, spoken_village, village_lots, villages
from wadah.registry.demo.products import PRODUCTS
from wadah.registry.demo.rows import BATCH, Row, rows
from wadah.registry.demo.truth import GeneratedTruth

ROWS = list(rows(4_000, seed=7))


def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    assert list(rows(200, seed=7)) == list(rows(200, seed=7))
    assert list(rows(200, seed=7)) != list(rows(200, seed=8))


def test_a_quarter_of_the_rows_tell_of_a_business_met_before() -> None:
    businesses = Counter(row.business_id for row in ROWS)

    assert [row.id for row in ROWS] == list(range(4_000))
    assert len(businesses) == 3_000
    assert max(businesses.values()) >= 4


def test_the_file_does_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    count = BATCH + 500

    alone = write_rows(tmp_path / "alone.parquet", count=count, seed=3, workers=1)
    together = write_rows(tmp_path / "together.parquet", count=count, seed=3, workers=2)

    assert alone == together
    written = pq.read_table(tmp_path / "alone.parquet")
    assert written == pq.read_table(tmp_path / "together.parquet")
    assert written.column_names == list(Row._fields)
    assert alone == _counted([Row(**row) for row in written.to_pylist()])


def _counted(found: list[Row]) -> GeneratedTruth:
    times = Counter(row.business_id for row in found)
    return GeneratedTruth(
        rows=len(found),
        persons=len({row.person_id for row in found}),
        businesses=len(times),
        duplicates=len(found) - len(times),
        pairs=sum(count * (count - 1) // 2 for count in times.values()),
    )


def test_siblings_share_their_owner_and_differ_in_line_of_business() -> None:
    owned = defaultdict(list)
    for business in draw_businesses(chance_of("siblings"), count=2_000, first_number=0):
        owned[business.owner.id].append(business)

    several = [group for group in owned.values() if len(group) > 1]

    assert len(several) > 150
    assert {len(group) for group in several} == {2, 3}
    for group in several:
        assert len({business.product.key for business in group}) == len(group)
        assert len({business.name for business in group}) == len(group)
        assert len({business.owner.nik for business in group}) == 1


def test_a_row_met_again_keeps_two_of_owner_phone_and_address() -> None:
    again = ROWS[3_000:]

    assert min(sum(map(bool, (row.owner, row.phone, row.address))) for row in again) == 2
    assert all(row.name for row in ROWS)


def test_nik_tells_birthday_and_sex_and_is_marked_as_invented() -> None:
    persons = [draw_person(chance_of("nik", number), number) for number in range(0, 60_000, 7)]

    assert len({person.nik for person in persons}) == len(persons)
    for person in persons:
        day = int(person.nik[6:8])
        year = int(person.nik[10:12])
        born = date(year + (1900 if year > 50 else 2000), int(person.nik[8:10]), day - 40 * person.woman)
        assert (born, person.nik[12], len(person.nik)) == (person.born, "9", 16)
    at_home = sum(
        person.nik.startswith(person.village.subdistrict_code.replace(".", "")) for person in persons
    )
    assert 0.8 < at_home / len(persons) < 0.9


def test_no_two_persons_share_a_phone_and_no_operator_holds_its_prefix() -> None:
    phones = {phone_of(number) for number in (*range(50_000), *range(10**8, 10**8 + 50_000))}

    assert len(phones) == 100_000
    assert {phone[:3] for phone in phones} == {"086", "089"}
    assert all(phone[:4] not in ("0868", "0869", "0895", "0896", "0897", "0898", "0899") for phone in phones)
    assert {len(phone) for phone in phones} == {12}


def test_no_two_businesses_share_a_nib() -> None:
    nibs = [
        business.nib
        for business in draw_businesses(chance_of("nib"), count=8_000, first_number=40_000)
        if business.nib
    ]

    assert len(set(nibs)) == len(nibs)
    assert all(len(nib) == 13 and nib[6] == "9" for nib in nibs)


def test_every_point_lies_in_south_sumatra() -> None:
    points = [(row.latitude, row.longitude) for row in ROWS if row.latitude and row.longitude]

    assert len(points) > 1_000
    assert all(-5.1 < latitude < -1.5 and 102 < longitude < 106.3 for latitude, longitude in points)


def test_kab_kota_have_businesses_in_proportion_to_people() -> None:
    shares = Counter(village.regency for village in village_lots())

    assert len(villages()) == 3_259
    assert len(shares) == 17
    assert shares["16.71"] / len(village_lots()) == pytest.approx(1_801_367 / 9_064_690, abs=0.005)
    assert shares["16.72"] / len(village_lots()) == pytest.approx(153_271 / 9_064_690, abs=0.005)


@pytest.mark.parametrize(
    ("official", "spoken"),
    [
        ("Tiga-puluh-lima Ilir", "35 Ilir"),
        ("Sembilan Ilir", "9 Ilir"),
        ("Dua-puluh Ilir Tiga", "20 Ilir III"),
        ("Tiga Empat Ulu", "3-4 Ulu"),
        ("Sembilan Sepuluh Ulu", "9-10 Ulu"),
        ("Lima-belas Ulu", "15 Ulu"),
        ("Plaju Ulu", "Plaju Ulu"),
        ("Ilir Timur", "Ilir Timur"),
    ],
)
def test_kelurahan_of_palembang_are_written_as_spoken(official: str, spoken: str) -> None:
    assert spoken_village(official) == spoken


def test_kecamatan_are_numbered_as_people_write_them() -> None:
    assert spoken_subdistrict("Ilir Timur Dua") == "Ilir Timur II"
    assert spoken_subdistrict("Sukarami") == "Sukarami"


def test_stalls_called_kios_sembako_are_23_businesses_of_23_owners() -> None:
    stalls = sembako_stalls(chance_of("stalls"), regency="16.02", first_number=0)

    assert {stall.name for stall in stalls} == {"Kios Sembako"}
    assert len({stall.owner.nik for stall in stalls}) == 23
    assert len({stall.address.number for stall in stalls}) == 23
    assert len({stall.village.code for stall in stalls}) == 1


def test_each_product_has_five_digit_codes_of_both_editions() -> None:
    assert all(len(code) == 5 for product in PRODUCTS for code in (product.kbli_2020, product.kbli_2025))
    assert {product.key: (product.kbli_2020, product.kbli_2025) for product in PRODUCTS}["pempek"] == (
        "10216",
        "10218",
    )
