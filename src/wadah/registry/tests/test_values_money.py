"""Money words: what they mean, and what is listed because it could mean two things."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.registry.values.money import Money, parse_money, period_of_title, quick_money, unit_of_title
from wadah.registry.values.parsed import NOTHING, Parsed, note, warning

JUTA = 1_000_000


def read(amount: int, period: str = "", *problems) -> Parsed:
    return Parsed(Money(amount, period), problems, "money_words")


def listed(code: str) -> Parsed:
    return Parsed(problems=(warning(code),))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Rp 1.500.000,-", read(1_500_000)),
        ("Rp. 1.500.000", read(1_500_000)),
        ("Rp1,500,000.00", read(1_500_000)),
        ("1.500.000,00", read(1_500_000)),
        ("1 500 000", read(1_500_000)),
        ("1,5 jt", read(1_500_000)),
        ("1.5jt/bln", read(1_500_000, "month")),
        ("18jt/thn", read(18 * JUTA, "year")),
        ("50 juta sebulan", read(50 * JUTA, "month")),
        ("Rp 750.000 per hari", read(750_000, "day")),
        ("10 juta per tahun", read(10 * JUTA, "year")),
        ("1 juta 500 ribu", read(1_500_000)),
        ("500rb", read(500_000)),
        ("Rp12,072", read(12_072)),
        ("Rp489.708", read(489_708)),
        ("750.000", read(750_000)),
        ("2 milyar", read(2_000_000_000)),
        ("± 2 jt", read(2 * JUTA, "", note("money_about"))),
        # M is miliar, and has to be confirmed.
        ("2,5 M", read(2_500_000_000, "", warning("money_m_is_billion"))),
        ("1500000", Parsed(Money(1_500_000, ""))),
        (1_500_000, Parsed(Money(1_500_000, ""))),
        (0, Parsed(Money(0, ""))),
        ("-", NOTHING),
        (None, NOTHING),
        ("1.500", listed("money_ambiguous")),
        ("1.500 jt", listed("money_ambiguous")),
        ("25.000", listed("money_ambiguous")),
        (205, listed("money_unit_unclear")),
        ("84", listed("money_unit_unclear")),
        ("1-2 jt", listed("money_range")),
        ("Rp 1.000.000 s/d 2.000.000", listed("money_range")),
        ("< 5 jt", listed("money_bound")),
        ("di atas 10 juta", listed("money_bound")),
        ("-500000", listed("money_negative")),
        (-5, listed("money_negative")),
        ("tidak tentu", listed("money_unreadable")),
        ("Rp521,800/kg", listed("money_unreadable")),
        ("9" * 30, listed("money_too_large")),
    ],
)
def test_amount_is_read_or_listed(cell, expected):
    assert parse_money(cell) == expected


def test_title_gives_unit_and_period_where_the_cell_is_silent():
    assert parse_money("205", unit=JUTA, period="year") == Parsed(
        Money(205 * JUTA, "year"), (), "money_unit_of_title"
    )
    assert parse_money("2 jt/bln", unit=JUTA, period="year") == read(2 * JUTA, "month")


@pytest.mark.parametrize(
    ("title", "period", "unit"),
    [
        ("penjualan_rata_pertahun", "year", 1),
        ("Omzet/bln", "month", 1),
        ("OMSET PER BULAN (Rp)", "month", 1),
        ("Omzet (juta)", "", JUTA),
        ("Aset (Rp. 000)", "", 1000),
        ("Nilai Penjualan (ribu) per hari", "day", 1000),
        ("Omzet", "", 1),
    ],
)
def test_titles_name_period_and_unit(title, period, unit):
    assert (period_of_title(title), unit_of_title(title)) == (period, unit)


@settings(deadline=None)
@given(st.integers(1_000_000, 10**14))
def test_every_usual_spelling_of_an_amount_gives_it_back(amount):
    dotted = f"{amount:,}".replace(",", ".")

    for text in (f"Rp {dotted},-", f"Rp{amount:,}", dotted, str(amount), f"{dotted},00"):
        assert parse_money(text).value == Money(amount, "")
    assert quick_money(amount) == amount


@settings(deadline=None)
@given(st.one_of(st.text(max_size=20), st.text("0123456789., rpjtbm/-", max_size=14)))
def test_no_text_breaks_the_reader_or_gives_a_negative_amount(text):
    found = parse_money(text)

    assert found.value is None or found.value.amount_idr >= 0


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        (205, JUTA, Parsed(Money(205 * JUTA, ""), (), "money_unit_stated")),
        ("84", 1_000, Parsed(Money(84_000, ""), (), "money_unit_stated")),
        (1500, 1, Parsed(Money(1_500, ""))),
        ("1.500", 1, read(1_500)),
        ("1,500", 1, read(1_500)),
        ("1.500", 1_000, read(1_500_000)),
        ("1.500", JUTA, read(1_500 * JUTA)),
        ("1,5", JUTA, read(1_500_000)),
        # A comma is decimal beside a unit, and three digits behind it may still group.
        ("1,500", JUTA, listed("money_ambiguous")),
        ("1,5 jt", 1, read(1_500_000)),
    ],
)
def test_a_unit_that_a_person_has_stated_gives_the_amount_its_meaning(cell, unit, expected):
    assert parse_money(cell, unit=unit, is_stated=True) == expected


def test_a_unit_of_the_title_alone_leaves_it_open():
    assert parse_money("1.500", unit=JUTA) == listed("money_ambiguous")
