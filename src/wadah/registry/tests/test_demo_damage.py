"""Damages: each spoils a value in its own known way."""

from datetime import date

from wadah.registry.demo.damage import (
    amount_in_words,
    date_in_words,
    date_serial,
    misspell,
    nik_as_number,
    nik_as_scientific,
    nik_without_serial,
)
from wadah.registry.demo.draw import chance_of

NIK = "1671014507909003"


def test_excel_keeps_fifteen_digits_of_a_nik() -> None:
    assert nik_as_number(NIK) == 1671014507909000
    assert nik_as_scientific(NIK) == "1.67E+15"
    assert nik_without_serial(NIK) == "1671014507900000"


def test_a_slip_changes_few_letters_and_leaves_short_words_alone() -> None:
    chance = chance_of("slips")
    slips = {misspell(chance, "Toko Bu Siti") for _ in range(200)}

    assert len(slips) > 30
    assert all(10 <= len(slip) <= 13 and slip[0] == "T" for slip in slips)
    assert misspell(chance, "Ida") == "Ida"


def test_money_is_written_in_the_ways_of_real_lists() -> None:
    chance = chance_of("money")

    assert {amount_in_words(chance, 1_500_000) for _ in range(200)} == {
        "Rp 1.500.000,-",
        "Rp. 1.500.000",
        "Rp1.500.000",
        "Rp 1.500.000,00",
        "Rp1,500,000",
        "1.500.000",
        "1,5 jt",
        "1,5 juta",
        "1.5jt",
    }
    assert "2,5 M" in {amount_in_words(chance, 2_500_000_000) for _ in range(100)}


def test_days_are_written_in_words_numbers_and_serials() -> None:
    chance, day = chance_of("days"), date(2019, 8, 12)

    written = {date_in_words(chance, day) for _ in range(200)}

    assert {"12 Agustus 2019", "12/08/2019", "12-08-19", "th 2019", "2019-08-12"} <= written
    assert date_serial(day) == 43689
