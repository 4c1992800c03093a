"""Identity numbers in cells: what is taken, what is refused and why. All numbers are made up."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.registry.values.family_card import parse_kk_number, quick_kk_number
from wadah.registry.values.nib import parse_nib, quick_nib
from wadah.registry.values.nik import (
    NikFacts,
    century_is_open,
    disagreements,
    facts_of,
    mask_nik,
    parse_nik,
    quick_nik,
    suspect_column,
)
from wadah.registry.values.parsed import NOTHING, Parsed, error, note, warning
from wadah.registry.values.tax_number import mask_npwp, parse_npwp

TODAY = date(2026, 11, 21)
QUARTER = Decimal("0.25")
NIK = "1671014507900003"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (NIK, Parsed(NIK)),
        (" 1671.0145.0790.0003 ", Parsed(NIK, (), "separators_removed")),
        ("'1671014507900003", Parsed(NIK, (), "separators_removed")),
        # A numeric cell keeps 15 digits: the sixteenth has become 0.
        (1671014507900000, Parsed(problems=(error("nik_excel_zero"),))),
        (1671014507900000.0, Parsed(problems=(error("nik_excel_zero"),))),
        ("1671014507900000.0", Parsed(problems=(error("nik_excel_zero"),))),
        # Numeric without a 0 at the end was written by software that can keep it: doubtful.
        (1671014507900003, Parsed(NIK, (warning("nik_typed_as_number"),))),
        ("1.67E+15", Parsed(problems=(error("nik_scientific"),))),
        ("1,67101E+15", Parsed(problems=(error("nik_scientific"),))),
        ("1671014507900000", Parsed(problems=(error("nik_serial_lost"),))),
        # One text NIK that ends in 0 is not damaged.
        ("1671014507900010", Parsed("1671014507900010")),
        ("16710145079", Parsed(problems=(error("nik_length", count=11),))),
        (1671014507, Parsed(problems=(error("nik_length", count=10),))),
        ("167101450790000O", Parsed(problems=(error("nik_letters"),))),
        ("1671013207900003", Parsed(problems=(error("nik_date_impossible"),))),
        ("1671014513900003", Parsed(problems=(error("nik_date_impossible"),))),
        ("9971014507900003", Parsed("9971014507900003", (warning("nik_region_unknown", province="99"),))),
        ("8888", Parsed(problems=(note("nik_none", reason="8888"),))),
        ("9999999999999999", Parsed(problems=(note("nik_none", reason="9999"),))),
        ("-", NOTHING),
        ("belum ada", NOTHING),
        (None, NOTHING),
    ],
)
def test_nik_is_taken_refused_or_asked_about(cell, expected):
    assert parse_nik(cell) == expected


@settings(deadline=None)
@given(st.text("0123456789", min_size=16, max_size=16))
def test_quick_look_takes_only_what_the_parser_takes_without_a_word(text):
    quick = quick_nik(text)

    assert quick is None or parse_nik(text) == Parsed(quick)


@settings(deadline=None)
@given(
    st.one_of(
        st.none(),
        st.booleans(),
        st.text(max_size=24),
        st.integers(-(10**18), 10**18),
        st.floats(allow_nan=False, allow_infinity=False),
    )
)
def test_no_cell_breaks_the_parsers_of_numbers(cell):
    for parse in (parse_nik, parse_kk_number, parse_npwp, parse_nib):
        assert isinstance(parse(cell), Parsed)


def test_nik_tells_region_sex_birth_and_serial():
    assert facts_of(NIK, TODAY) == NikFacts("16.71.01", "P", (date(1990, 7, 5),), "0003")


def test_century_is_asked_when_both_give_a_living_age():
    assert century_is_open("1671014507200003", TODAY)
    assert not century_is_open("1671014507150003", TODAY)
    assert not century_is_open(NIK, TODAY)


def test_stated_sex_and_birth_that_differ_are_warnings_together():
    assert disagreements(NIK, TODAY, sex="L", birth="1991-07-05") == (
        warning("nik_sex_differs"),
        warning("nik_birth_differs"),
    )
    assert disagreements(NIK, TODAY, sex="P", birth="1990") == ()


def test_mask_shows_region_and_serial_only():
    assert mask_nik(NIK) == "1671••••••••0003"
    assert mask_nik("123") == "•••"


def test_column_is_suspect_from_more_than_a_quarter():
    assert not suspect_column(5, 20, QUARTER)
    assert suspect_column(6, 20, QUARTER)
    assert not suspect_column(5, 10, QUARTER)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1671010505150007", Parsed("1671010505150007")),
        (1671010505150000, Parsed(problems=(warning("kk_excel_zero"),))),
        ("1,67E+15", Parsed(problems=(warning("kk_scientific"),))),
        ("1671010505150000", Parsed(problems=(warning("kk_serial_lost"),))),
        ("123", Parsed(problems=(warning("kk_length", count=3),))),
    ],
)
def test_family_card_is_warned_of_and_never_holds_a_row(cell, expected):
    assert parse_kk_number(cell) == expected
    assert quick_kk_number(cell) in (None, expected.value)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("01.234.567.8-901.000", Parsed("012345678901000", (note("npwp_old"),))),
        ("0012345678901000", Parsed("0012345678901000")),
        ("0012345678901000000001", Parsed("0012345678901000000001")),
        ("12.345.678-901", Parsed(problems=(warning("npwp_length", count=11),))),
        (1234567890123450, Parsed(problems=(warning("npwp_damaged"),))),
        ("belum punya", NOTHING),
    ],
)
def test_npwp_of_15_16_and_22_digits_is_kept(cell, expected):
    assert parse_npwp(cell) == expected


def test_npwp_is_masked():
    assert mask_npwp("0012345678901000") == "00•••••••••••000"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("0220001234567", Parsed("0220001234567")),
        (9120001234567, Parsed("9120001234567")),
        ("220001234567", Parsed("0220001234567", (note("nib_lost_zero"),), "nib_lost_zero")),
        (220001234567, Parsed("0220001234567", (note("nib_lost_zero"),), "nib_lost_zero")),
        ("20001234567", Parsed(problems=(warning("nib_length", count=11),))),
        ("9,12E+12", Parsed(problems=(warning("nib_damaged"),))),
        ("1111111111111", Parsed(problems=(warning("nib_filler"),))),
        ("proses", Parsed(problems=(note("nib_applied"),))),
        ("ada", Parsed(problems=(note("nib_held"),))),
        ("belum", NOTHING),
        ("-", NOTHING),
        ("NIB123", Parsed(problems=(warning("nib_letters"),))),
    ],
)
def test_nib_of_13_digits_is_padded_only_by_one_zero_with_a_mark(cell, expected):
    assert parse_nib(cell) == expected
    assert quick_nib(cell) in (None, expected.value)
