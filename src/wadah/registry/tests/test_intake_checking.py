"""Rows checked: all problems at once, one verdict, nothing sensitive in the open."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.core.tabular.cells import Row
from wadah.regions.resolving.answers import Candidate, Disagreement, DisagreementCode, Resolution
from wadah.registry.intake.checking import CheckContext, RowChecker
from wadah.registry.intake.findings import Repair
from wadah.registry.intake.mapping import MappedColumn
from wadah.registry.intake.verdict import RowVerdict
from wadah.registry.values.parsed import Problem, Severity, error, note, warning

TODAY = date(2026, 11, 21)
QUARTER = Decimal("0.25")
SAKO = Resolution("16.71.11", 3, 0.95)
VILLAGE = Resolution("16.71.11.1001", 4, 0.97)
KNOWN = {
    ("", "Sako"): SAKO,
    ("", "Kecamatan Sako"): SAKO,
    ("Sukamaju", "Sako"): VILLAGE,
    ("Sukamaju", ""): Resolution(
        None, 0, 0.0, (Candidate("16.71.11.1001", "a", 4, 0.5), Candidate("16.02.01.2001", "b", 4, 0.5))
    ),
    ("8 Ilir", "Ilir Timur II"): Resolution(
        "16.71.18.1002",
        4,
        0.92,
        (),
        (
            Disagreement(
                DisagreementCode.SUBDISTRICT_OLD, {"place": "8 Ilir", "written": "II", "actual": "III"}
            ),
        ),
    ),
}


class FewPlaces:
    """A resolver that knows five answers, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def resolve_parts(
        self, *, village="", subdistrict="", regency="", province="", postcode="", address="", within=None
    ):
        self.asked += 1
        return KNOWN.get((village, subdistrict), Resolution())

    def postcode_of(self, code):
        return "30163" if code == VILLAGE.code else ""


def checker(*fields: str | MappedColumn, typical: int = 0, sheet_place: str = "") -> RowChecker:
    mapping = [
        field if isinstance(field, MappedColumn) else MappedColumn(at, field.upper(), field)
        for at, field in enumerate(fields)
    ]
    context = CheckContext(TODAY, FewPlaces(), QUARTER, typical=typical, sheet_place=sheet_place)
    return RowChecker(mapping, context)


def check(one: RowChecker, *rows: tuple[object, ...]):
    return one.check([Row(number, cells) for number, cells in enumerate(rows, 2)])


def problems(row):
    return [(problem.field, problem.code) for problem in row.problems]


def test_clean_row_is_read_whole_and_sealed_cells_are_apart():
    one = checker("business_name", "nik", "phones", "village", "subdistrict", "annual_sales", "workers")

    (row,) = check(
        one, ("Toko Siti Aminah", "1671114507900003", "081278901234", "Sukamaju", "Sako", "1,5 jt/bln", 3)
    )

    assert row.verdict is RowVerdict.OK
    assert row.raw == ("Toko Siti Aminah", None, None, "Sukamaju", "Sako", "1,5 jt/bln", 3)
    assert one.sealed_columns == (1, 2)
    assert row.sealed_raw == ("1671114507900003", "081278901234")
    assert row.values == {
        "business_name": "Toko Siti Aminah",
        "village": "Sukamaju",
        "subdistrict": "Sako",
        "annual_sales": 18_000_000,
        "sales_idr": 1_500_000,
        "sales_period": "month",
        "workers": 3,
    }
    assert row.sensitive == {"nik": "1671114507900003", "phones": ["+6281278901234"]}
    assert row.region == "16.71.11.1001"
    assert row.problems == ()
    assert row.repairs == (Repair("annual_sales", "money_words", "1,5 jt/bln", "18000000"),)
    assert one.original(row)["NIK"] == "1671114507900003"


def test_all_problems_of_a_row_are_told_at_once_errors_first():
    one = checker(
        "business_name",
        "nik",
        "phones",
        "annual_sales",
        "established",
        "latitude",
        "longitude",
        "kbli",
        "nib",
    )

    (row,) = check(one, (None, "1,67E+15", "0812", "1.500", "2090", "-2.97", None, "99999", "12"))

    assert row.verdict is RowVerdict.NEEDS_REPAIR
    assert problems(row) == [
        ("nik", "nik_scientific"),
        ("business_name", "name_missing"),
        ("phones", "phone_length"),
        ("annual_sales", "money_ambiguous"),
        ("established", "date_in_future"),
        ("kbli", "kbli_unknown"),
        ("nib", "nib_length"),
        ("latitude", "coordinate_alone"),
        ("region", "region_missing"),
    ]


def test_owner_alone_is_name_enough():
    (row,) = check(checker("business_name", "owner_name"), (None, "Siti Aminah"))

    assert (row.verdict, row.values) == (RowVerdict.OK, {"owner_name": "Siti Aminah"})


def test_nik_against_sex_birth_and_place_is_never_an_error():
    one = checker("owner_name", "nik", "sex", "birth_date", "subdistrict")

    (row,) = check(one, ("Siti Aminah Dua", "1602114507900003", "L", "Palembang, 06-07-1990", "Sako"))

    assert row.verdict is RowVerdict.OK
    assert problems(row) == [
        ("nik", "nik_sex_differs"),
        ("nik", "nik_birth_differs"),
        ("nik", "nik_region_differs"),
    ]
    assert row.sensitive["nik"] == "1602114507900003"


def test_text_niks_that_mostly_end_in_zero_make_the_column_suspect():
    one = checker("owner_name", "nik")
    rows = [(f"Pemilik Nomor {n}", f"16711145079000{n:02d}") for n in range(10, 30)]
    rows += [(f"Pemilik Lain {n}", f"16711145079001{n}0") for n in range(1, 6)]

    checked = check(one, *rows)

    assert one.nik_column_is_suspect
    held = [row for row in checked if row.verdict is RowVerdict.NEEDS_REPAIR]
    assert {row.sensitive["nik"][-1] for row in held} == {"0"}
    assert [problems(row)[0] for row in held] == [("nik", "nik_column_suspect")] * 7


def test_column_that_turns_suspect_later_names_the_earlier_rows():
    one = checker("owner_name", "nik")

    first = check(one, *[(f"Pemilik Nomor {n}", f"16711145079000{n:02d}") for n in range(10, 29)])
    check(one, *[(f"Pemilik Lain {n}", f"16711145079001{n}0") for n in range(1, 9)])

    assert one.late_suspects == [row.number for row in first if row.sensitive["nik"].endswith("0")]


def test_places_are_resolved_once_for_each_group_of_texts():
    one = checker("business_name", "village", "subdistrict")

    rows = check(one, *[(f"Toko Nomor Satu {n}", "Sukamaju", "Sako") for n in range(50)])

    assert {row.region for row in rows} == {"16.71.11.1001"}
    assert one._context.resolver.asked == 1


@pytest.mark.parametrize(
    ("village", "subdistrict", "region", "expected"),
    [
        ("Sukamaju", None, None, warning("region_ambiguous", count=2)),
        ("Entahlah", None, None, warning("region_unknown")),
        (None, None, None, note("region_missing")),
        (
            "8 Ilir",
            "Ilir Timur II",
            "16.71.18.1002",
            Problem(
                "region_subdistrict_old",
                Severity.WARNING,
                (("place", "8 Ilir"), ("written", "II"), ("actual", "III")),
            ),
        ),
    ],
)
def test_place_is_never_guessed_silently(village, subdistrict, region, expected):
    (row,) = check(
        checker("business_name", "village", "subdistrict"), ("Toko Siti Aminah", village, subdistrict)
    )

    assert (row.region, row.problems) == (region, (expected._replace(field="region"),))
    assert row.verdict is RowVerdict.OK


def test_kecamatan_comes_from_the_sheet_name_with_a_mark():
    (row,) = check(checker("business_name", "village", sheet_place="Sako"), ("Toko Siti Aminah", "Sukamaju"))

    assert row.region == "16.71.11.1001"
    assert row.problems == (note("region_from_sheet")._replace(field="region"),)


def test_section_title_gives_the_kecamatan_to_the_rows_below():
    one = checker("ignored", "business_name", "owner_name", "address", "nib", typical=5)

    rows = check(
        one,
        ("I", "KECAMATAN SAKO", None, None, None),
        (1, "Toko Siti Aminah", "Siti", "Jl. Mawar 1", "-"),
    )

    assert [row.verdict for row in rows] == [RowVerdict.NOT_A_BUSINESS, RowVerdict.OK]
    assert problems(rows[0]) == [("", "row_section")]
    assert rows[1].region is None


COLUMNS = ("ignored", "business_name", "owner_name", "annual_sales", "workers", "nib")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("JUMLAH", None, None, 15_000_000, 7, None), "row_total"),
        ((None, "Total", None, "Rp 15.000.000", "7", None), "row_total"),
        (("JUMLAH TOTAL 418", None, None, None, None, None), "row_total"),
        (("Sub Total", None, None, 5, 5, None), "row_total"),
        (("IGNORED", "BUSINESS_NAME", "OWNER_NAME", "ANNUAL_SALES", "WORKERS", "NIB"), "row_repeated_header"),
        ((1, 2, 3, 4, 5, 6), "row_column_numbers"),
        (("Catatan: data sementara", None, None, None, None, None), "row_note"),
        ((None, None, None, None, "Palembang, 12 Januari 2026", None), "row_note"),
        ((None, None, None, None, "NIP. 196501011990031002", None), "row_note"),
        (("A", "Kelurahan Sukamaju", None, None, None, None), "row_section"),
    ],
)
def test_rows_that_are_no_business_say_why(cells, code):
    (row,) = check(checker(*COLUMNS, typical=6), cells)

    assert (row.verdict, problems(row), row.values, row.sensitive) == (
        RowVerdict.NOT_A_BUSINESS,
        [("", code)],
        {},
        {},
    )


@pytest.mark.parametrize("name", ["Total Motor", "Jumlah Jaya", "Grand Cafe", "Subur Tani", "Rekan Kita"])
def test_businesses_with_names_like_totals_are_businesses(name):
    (row,) = check(checker(*COLUMNS, typical=6), (7, name, "Siti Aminah", "2 jt/bln", 2, "-"))

    assert (row.verdict, row.values["business_name"]) == (RowVerdict.OK, name)


def test_blank_rows_are_blank():
    rows = check(checker("business_name", "address"), (None, None), (" ", "  "), ())

    assert [row.verdict for row in rows] == [RowVerdict.BLANK] * 3


def test_row_put_right_by_the_reader_is_a_warning_and_one_that_was_not_an_error():
    one = checker("business_name", "address")

    rows = one.check(
        [
            Row(2, ("Toko Siti Aminah", "Jl. A"), ("fields_realigned",)),
            Row(3, ("Kios Budi Jaya", "x", "y"), ("fields_extra",)),
        ]
    )

    assert [(row.verdict, row.problems[0]) for row in rows] == [
        (RowVerdict.OK, warning("fields_realigned")),
        (RowVerdict.NEEDS_REPAIR, error("fields_extra")),
    ]


def test_turnover_without_period_keeps_what_was_stated_and_no_annual_figure():
    (row,) = check(checker("business_name", "annual_sales"), ("Toko Siti Aminah", "Rp 2.000.000"))

    assert row.values == {"business_name": "Toko Siti Aminah", "sales_idr": 2_000_000}
    assert ("annual_sales", "money_period_missing") in problems(row)


def test_clean_number_without_period_is_told_as_well():
    (row,) = check(checker("business_name", "annual_sales"), ("Toko Siti Aminah", 2_000_000))

    assert ("annual_sales", "money_period_missing") in problems(row)


def test_age_gives_a_birth_year_beside_a_nik_without_a_word():
    (row,) = check(checker("owner_name", "nik", "age"), ("Siti Aminah Dua", "1671114507900003", 36))

    assert row.sensitive == {"nik": "1671114507900003", "birth_date": "1990"}
    assert problems(row) == [("region", "region_missing")]


def test_men_and_women_make_the_number_of_workers():
    (row,) = check(checker("business_name", "workers_male", "workers_female"), ("Toko Siti Aminah", 2, "1"))

    assert row.values == {
        "business_name": "Toko Siti Aminah",
        "workers_male": 2,
        "workers_female": 1,
        "workers": 3,
    }


def test_two_phone_columns_are_one_list():
    one = checker("business_name", "phones", MappedColumn(2, "WA", "phones"))

    (row,) = check(one, ("Toko Siti Aminah", "081278901234", "0821 1111 2222"))

    assert row.sensitive == {"phones": ["+6281278901234", "+6282111112222"]}


def test_licences_give_state_and_number():
    (row,) = check(
        checker("business_name", "pirt", "halal"), ("Toko Siti Aminah", "2061671010025-24", "proses")
    )

    assert row.values == {
        "business_name": "Toko Siti Aminah",
        "pirt": "held",
        "pirt_number": "2061671010025-24",
        "halal": "applied",
    }


def test_swapped_coordinates_are_put_right_with_a_repair():
    (row,) = check(checker("business_name", "latitude", "longitude"), ("Toko Siti Aminah", "104,77", "-2,97"))

    assert (row.values["latitude"], row.values["longitude"]) == (-2.97, 104.77)
    assert Repair("latitude", "coordinates_swapped", "104.77, -2.97", "-2.97, 104.77") in row.repairs


def test_dates_of_typed_cells_are_kept_as_iso_text():
    (row,) = check(checker("business_name", "established"), ("Toko Siti Aminah", date(2018, 3, 1)))

    assert (row.raw, row.values["established"]) == (("Toko Siti Aminah", "2018-03-01"), "2018-03-01")


def test_repairs_of_sealed_cells_show_no_number():
    (row,) = check(checker("business_name", "phones"), ("Toko Siti Aminah", 81278901234))

    assert row.repairs == (Repair("phones", "phone_lost_zero", "", ""),)


finite = st.floats(allow_nan=False, allow_infinity=False)
cells = st.one_of(st.none(), st.booleans(), st.text(max_size=15), st.integers(), finite, st.dates())
EVERYTHING = (
    "business_name owner_name nik phones birth_date annual_sales established latitude workers".split()  # noqa: SIM905
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(cells, max_size=9), min_size=1, max_size=6))
def test_no_row_breaks_the_check_and_each_has_one_verdict(rows):
    one = checker(*EVERYTHING, typical=5)

    checked = check(one, *map(tuple, rows))

    assert [row.number for row in checked] == list(range(2, len(rows) + 2))
    assert all(row.verdict in RowVerdict for row in checked)
    for row in checked:
        held = any(problem.severity is Severity.ERROR for problem in row.problems)
        assert held == (row.verdict is RowVerdict.NEEDS_REPAIR)


def test_postal_code_of_the_village_is_not_asked_about_and_another_one_is():
    one = checker("business_name", "village", "subdistrict", "postcode")

    rows = check(
        one,
        ("Toko Siti Aminah", "Sukamaju", "Sako", "30163"),
        ("Toko Siti Aminah", "Sukamaju", "Sako", "30999"),
        ("Toko Siti Aminah", "Sukamaju", "Sako", None),
    )

    assert [row.region for row in rows] == ["16.71.11.1001"] * 3
    assert one._context.resolver.asked == 2
