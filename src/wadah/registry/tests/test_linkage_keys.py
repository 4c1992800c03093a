"""Blocking keys: what must meet does meet, and nothing outgrows its column."""

import pytest

from wadah.registry.linkage import Entry, link_keys

PAIRS = [
    (Entry(1, name="Toko Bu Siti", city="Palembang"), Entry(2, name="Tk. Ibu Siti", city="Kota Palembang")),
    (Entry(1, name="Katering Yanik", regency="16.71"), Entry(2, name="Yani Katering", regency="16.71")),
    (Entry(1, name="A", phones=("h1", "h2")), Entry(2, name="B", phones=("h2",))),
    (Entry(1, name="A", nib="0220001234567"), Entry(2, name="B", nib="0220001234567")),
    (
        Entry(1, name="Warung", address="Jl. Jend. Sudirman No.12"),
        Entry(2, name="X", address="Jalan Jenderal Sudirman 12"),
    ),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_writings_of_one_business_share_a_key(one: Entry, other: Entry) -> None:
    assert set(link_keys(one)) & set(link_keys(other))


def test_a_full_entry_has_at_most_eight_signed_64_bit_keys() -> None:
    full = Entry(
        1,
        name="Toko Maju Bersama Sejahtera",
        owner="Siti Aminah",
        address="Jl. Sudirman 12",
        village="16.71.01.1001",
        phones=("p1", "p2", "p3"),
        latitude=-2.9,
        longitude=104.7,
        nib="1",
        nik="2",
    )

    keys = link_keys(full)

    assert len(keys) == len(set(keys)) == 8
    assert all(-(2**63) <= key < 2**63 for key in keys)


def test_an_entry_that_says_nothing_has_no_key() -> None:
    assert link_keys(Entry(1)) == ()
