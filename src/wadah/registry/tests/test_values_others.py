"""Phones, dates, places on the map, KBLI, workers, licences, sex, legal forms and text."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.registry.values import kbli
from wadah.registry.values.business_kind import parse_business_kind
from wadah.registry.values.cleaning import clean_text, parse_text
from wadah.registry.values.coordinates import Box, Point, parse_degrees, parse_pair, place_point
from wadah.registry.values.dates import birth_place, parse_age, parse_birth, parse_date, quick_birth
from wadah.registry.values.kbli import parse_kbli
from wadah.registry.values.licence import parse_licence
from wadah.registry.values.outlines import regency_boxes
from wadah.registry.values.parsed import NOTHING, Parsed, note, warning
from wadah.registry.values.phone import mask_phone, parse_phones, quick_phones
from wadah.registry.values.postcode import parse_postcode
from wadah.registry.values.sex import parse_sex
from wadah.registry.values.workers import parse_workers
from wadah.registry.values.yes_no import parse_yes_no

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("cell", "numbers", "codes", "rule"),
    [
        ("081278901234", ["+6281278901234"], [], ""),
        ("+62 812-7890-1234", ["+6281278901234"], [], ""),
        ("6281278901234", ["+6281278901234"], [], ""),
        ("81278901234", ["+6281278901234"], [], "phone_lost_zero"),
        (81278901234, ["+6281278901234"], [], "phone_lost_zero"),
        ("6208127890123", ["+628127890123"], [], "phone_zero_after_62"),
        ("0711-356789", ["+62711356789"], [], ""),
        (
            "0812 7890 1234 / 0821-1111-2222",
            ["+6281278901234", "+6282111112222"],
            ["phone_several"],
            "phone_several",
        ),
        (
            "081278901234 082111112222",
            ["+6281278901234", "+6282111112222"],
            ["phone_several"],
            "phone_several",
        ),
        (
            "081278901234\n82111112222",
            ["+6281278901234", "+6282111112222"],
            ["phone_several"],
            "phone_several+phone_lost_zero",
        ),
        ("WA: 081278901234 (istri)", ["+6281278901234"], [], ""),
        ("0812345", None, ["phone_length"], ""),
        ("08123456789012345", None, ["phone_length"], ""),
        ("8.12E+10", None, ["phone_damaged"], ""),
        ("0812789O1234", None, ["phone_letters"], ""),
        ("+60 12-345 6789", ["+60123456789"], ["phone_foreign"], ""),
        ("-", None, [], ""),
        ("0", None, [], ""),
    ],
)
def test_phones_of_a_cell(cell, numbers, codes, rule):
    found = parse_phones(cell)

    assert (found.value, [problem.code for problem in found.problems], found.repaired) == (
        numbers,
        codes,
        rule,
    )
    assert quick_phones(cell) in (None, numbers)


def test_phone_is_masked():
    assert mask_phone("+6281278901234") == "+62812•••••234"


@pytest.mark.parametrize(
    ("cell", "value", "precision", "rule"),
    [
        ("th 2018", "2018", "year", ""),
        ("tahun 2018", "2018", "year", ""),
        (2018, "2018", "year", ""),
        ("Juli 2018", "2018-07", "month", ""),
        ("07/2018", "2018-07", "month", ""),
        ("5 Nopember 1990", "1990-11-05", "day", ""),
        ("05-07-1990", "1990-07-05", "day", ""),
        ("05/07/90", "1990-07-05", "day", ""),
        ("1990-07-05", "1990-07-05", "day", ""),
        ("07/25/2019", "2019-07-25", "day", "date_month_first"),
        (date(2019, 7, 25), "2019-07-25", "day", ""),
        (datetime(2019, 7, 25, 8), "2019-07-25", "day", ""),  # noqa: DTZ001
        (43101, "2018-01-01", "day", "date_serial"),
        ("43101", "2018-01-01", "day", "date_serial"),
        (date(1905, 7, 10), "2018", "year", "year_shown_as_date"),
        ("5 tahun", "2021", "year", "duration_to_year"),
        ("sejak ±2015", "2015", "year", ""),
    ],
)
def test_date_is_read_with_its_precision(cell, value, precision, rule):
    found = parse_date(cell, TODAY)

    assert (found.value, found.precision, found.repaired) == (value, precision, rule)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31-02-2020", "date_impossible"),
        ("2030", "date_in_future"),
        ("kapan-kapan", "date_unreadable"),
        (3.5, "date_unreadable"),
    ],
)
def test_date_that_cannot_be_is_listed(cell, code):
    assert parse_date(cell, TODAY) == Parsed(problems=(warning(code),))


@pytest.mark.parametrize(
    ("cell", "value", "place"),
    [
        ("Palembang, 05-07-1990", "1990-07-05", "Palembang"),
        ("Ogan Ilir, 10 Nopember 1975", "1975-11-10", "Ogan Ilir"),
        ("Lahat/12-12-88", "1988-12-12", "Lahat"),
        ("05/07/1990", "1990-07-05", ""),
        ("umur 45", "1981", ""),
        ("Juli 1990", "1990-07", ""),
    ],
)
def test_birth_is_found_behind_its_place(cell, value, place):
    assert (parse_birth(cell, TODAY).value, birth_place(cell)) == (value, place)
    assert quick_birth(cell) in (None, (value, place or None))


def test_age_gives_a_year_with_a_mark():
    assert parse_age(45, TODAY) == Parsed("1981", (note("age_to_year"),), "age_to_year", "year")
    assert parse_age("250", TODAY) == Parsed(problems=(warning("age_impossible"),))


PARSERS = (
    lambda cell: parse_date(cell, TODAY),
    lambda cell: parse_birth(cell, TODAY),
    lambda cell: parse_age(cell, TODAY),
    parse_phones,
    parse_degrees,
    parse_pair,
    parse_kbli,
    parse_workers,
    parse_licence,
    parse_sex,
    parse_yes_no,
    parse_business_kind,
    parse_text,
    parse_postcode,
)


@settings(deadline=None)
@given(
    st.one_of(
        st.text(max_size=20),
        st.text("0123456789/-. thnju", max_size=14),
        st.floats(allow_nan=False, allow_infinity=False),
        st.integers(),
    )
)
def test_no_cell_breaks_the_readers(cell):
    for parse in PARSERS:
        assert isinstance(parse(cell), Parsed)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("-2.976", Parsed(-2.976)),
        ("-2,976", Parsed(-2.976, repaired="decimal_comma")),
        ("'-7.5853608", Parsed(-7.5853608, repaired="apostrophe_removed")),
        ("2°58'30\" LS", Parsed(-2.975, repaired="degrees_and_minutes")),
        (-2.976, Parsed(-2.976)),
        ("-2976543", Parsed(problems=(warning("coordinate_lost_point"),))),
        (-2976543, Parsed(problems=(warning("coordinate_lost_point"),))),
        ("dekat pasar", Parsed(problems=(warning("coordinate_unreadable"),))),
        (0, NOTHING),
    ],
)
def test_degrees(cell, expected):
    assert parse_degrees(cell) == expected


def test_swapped_coordinates_are_swapped_back_with_a_mark():
    point = Point(-2.9, 104.7)

    assert place_point(-2.9, 104.7) == Parsed(point)
    assert place_point(104.7, -2.9) == Parsed(point, (note("coordinates_swapped"),), "coordinates_swapped")
    assert place_point(51.5, -0.1) == Parsed(problems=(warning("coordinate_outside_indonesia"),))
    assert place_point(-2.9, None) == Parsed(problems=(warning("coordinate_alone"),))
    assert parse_pair("-2.9, 104.7") == Parsed(point)


def test_point_far_from_its_place_is_kept_with_a_warning():
    palembang = regency_boxes()["16.71"]
    far = Point(-7.57, 110.82)

    assert palembang == Box(-3.091, 104.612, -2.869, 104.865)
    assert place_point(-2.97, 104.77, palembang) == Parsed(Point(-2.97, 104.77))
    assert place_point(*far, palembang) == Parsed(far, (warning("coordinate_far_from_place"),))


@pytest.mark.parametrize(
    ("cell", "edition", "value", "codes", "rule"),
    [
        ("10216", 2020, {"code": "10216", "edition": 2020}, [], ""),
        ("10218", None, {"code": "10218", "edition": 2025}, [], ""),
        # Equal codes are not equal meanings: without an edition the meaning stays open.
        ("13133", None, {"code": "13133", "edition": None}, ["kbli_edition_unclear"], ""),
        ("10218", 2020, {"code": "10218", "edition": 2025}, ["kbli_other_edition"], ""),
        (1111, 2020, {"code": "01111", "edition": 2020}, ["kbli_lost_zero"], "kbli_lost_zero"),
        ("10792 - Kue basah", 2020, {"code": "10792", "edition": 2020}, [], ""),
        ("10792, 47249", 2020, {"code": "10792", "edition": 2020}, ["kbli_several"], ""),
        ("99999", None, None, ["kbli_unknown"], ""),
        ("1071", None, None, ["kbli_not_five_digits"], ""),
        ("makanan", None, None, ["kbli_unreadable"], ""),
    ],
)
def test_kbli_keeps_its_code_and_edition(cell, edition, value, codes, rule):
    found = parse_kbli(cell, edition=edition)

    assert (found.value, [problem.code for problem in found.problems], found.repaired) == (value, codes, rule)


def test_kbli_lists_are_whole():
    assert (len(kbli.entries(2020)), len(kbli.entries(2025))) == (2712, 2444)
    assert [entry.edition for entry in kbli.find("13133")] == [2020, 2025]
    assert not kbli.means_one_thing("13133")
    assert kbli.find("10218")[0].category == "C"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("3", {"total": 3, "men": None, "women": None}),
        (3, {"total": 3, "men": None, "women": None}),
        ("3 orang", {"total": 3, "men": None, "women": None}),
        ("L:2 P:1", {"total": 3, "men": 2, "women": 1}),
        ("2 L, 1 P", {"total": 3, "men": 2, "women": 1}),
        ("2L/1P", {"total": 3, "men": 2, "women": 1}),
        ("1/2", {"total": 3, "men": None, "women": None}),
        ("1-4", None),
        ("banyak", None),
    ],
)
def test_workers(cell, value):
    assert parse_workers(cell).value == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("proses", {"state": "applied", "number": ""}),
        ("sedang diurus", {"state": "applied", "number": ""}),
        ("belum", {"state": "none", "number": ""}),
        ("-", {"state": "none", "number": ""}),
        ("tidak ada", {"state": "none", "number": ""}),
        ("ada", {"state": "held", "number": ""}),
        ("P-IRT 2061671010025-24", {"state": "held", "number": "P-IRT 2061671010025-24"}),
        (None, None),
    ],
)
def test_licence_words(cell, value):
    assert parse_licence(cell).value == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [("L", "L"), ("Perempuan", "P"), (2, "P"), ("laki-laki", "L"), ("-", None), ("x y", None)],
)
def test_sex(cell, value):
    assert parse_sex(cell).value == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("PT Perorangan", "pt_perorangan"),
        ("CV.", "cv"),
        ("UD", "sole"),
        ("Perorangan", "sole"),
        ("Koperasi", "cooperative"),
        ("?!", None),
    ],
)
def test_legal_forms(cell, value):
    assert parse_business_kind(cell).value == value


def test_right_to_left_marks_are_taken_out_and_emoji_stay():
    assert parse_text("Toko \u202eBu  Siti 🔥\u200f") == Parsed(
        "Toko Bu Siti 🔥", (note("hidden_marks_removed"),), "hidden_marks_removed"
    )
    assert parse_text("👨\u200d👩\u200d👧 Toko") == Parsed("👨\u200d👩\u200d👧 Toko")
    assert parse_text(" Warung\u00a0Bu\nSiti ") == Parsed("Warung Bu Siti")
    assert parse_text("#REF!") == Parsed(problems=(note("formula_error"),))
    assert parse_text("tidak ada") == NOTHING


@settings(deadline=None)
@given(st.text(max_size=30))
def test_cleaning_twice_changes_nothing_more(text):
    once, _ = clean_text(text)

    assert clean_text(once) == (once, "")


def test_digits_of_other_scripts_are_not_taken_for_numbers():
    assert parse_workers("²").value is None
    assert quick_phones("08١٢٣٤٥٦٧٨٩٠") is None
    assert parse_date("٢٠١٨", TODAY).value in (None, "2018")


def test_number_in_groups_of_four_is_one_number():
    assert parse_phones("0812 0864 7612").value == ["+6281208647612"]
