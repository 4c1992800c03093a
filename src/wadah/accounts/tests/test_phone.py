"""Phone numbers as people write them, and as others may see them."""

import pytest

from wadah.accounts.phone import masked_phone, normal_phone, open_phone, phone_hash, seal_phone


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890",
        "81234567890",
        "+6281234567890",
        "6281234567890",
        "0812-3456-7890",
        " +62 812 3456 7890 ",
    ],
)
def test_one_number_in_every_way_of_writing(typed: str) -> None:
    assert normal_phone(typed) == "+6281234567890"


@pytest.mark.parametrize(
    "typed", ["", "-", "0812", "nur@contoh.example", "0812abc4567890", "12345678901234567890"]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert normal_phone(typed) is None


def test_a_number_of_another_country_keeps_its_country() -> None:
    assert normal_phone("+60 12-345 6789") == "+60123456789"


@pytest.mark.parametrize(
    ("phone", "shown"), [("+6281234567417", "0812•••••417"), ("+60123456789", "+601•••••789"), ("", "")]
)
def test_others_see_the_ends_only(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


def test_a_sealed_number_opens_in_its_own_column_and_hides_from_the_database() -> None:
    blob = seal_phone("+6281234567890", "accounts.user.phone")

    assert open_phone(memoryview(blob), "accounts.user.phone") == "+6281234567890"
    assert b"1234567890" not in blob
    assert len(phone_hash("+6281234567890")) == 16
