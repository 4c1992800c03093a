"""Numbers, money and times as people read them, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from wadah.core import dates
from wadah.core.money import rupiah
from wadah.core.numbers import number, percent
from wadah.core.time import local_day

TUESDAY_FOUR = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_numbers_are_grouped_and_rounded_half_away_from_zero() -> None:
    shown = [number(1871), number(62.2, 1), number(Decimal("2.5")), number(-1234.565, 2), percent(0.346)]

    assert shown == ["1.871", "62,2", "3", "-1.234,57", "34,6%"]


def test_english_exchanges_the_marks() -> None:
    with translation.override("en"):
        shown = [number(1871), number(62.2, 1), percent(0.346), rupiah(1565627)]

    assert shown == ["1,871", "62.2", "34.6%", "Rp1,565,627"]


def test_rupiah_are_whole_and_the_sign_stands_in_front() -> None:
    assert [rupiah(1565627), rupiah(0), rupiah(-5000)] == ["Rp1.565.627", "Rp0", "-Rp5.000"]


def test_a_moment_is_told_on_the_clock_of_the_province() -> None:
    with timezone.override("America/New_York"):
        indonesian = dates.moment(TUESDAY_FOUR)
    with translation.override("en"):
        english = dates.moment(TUESDAY_FOUR)

    assert indonesian == "Selasa, 24 November 2026 pukul 16.00 WIB"
    assert english == "Tuesday, 24 November 2026 at 16:00 WIB"


def test_a_business_day_ends_at_midnight_of_the_province() -> None:
    before, after = datetime(2026, 11, 23, 16, 59, tzinfo=UTC), datetime(2026, 11, 23, 17, 0, tzinfo=UTC)

    assert (local_day(before), local_day(after)) == (date(2026, 11, 23), date(2026, 11, 24))
    assert dates.day(after) == "24 November 2026"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        local_day(datetime(2026, 11, 23))  # noqa: DTZ001  the point of the test


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), "24 November 2026"),
        (date(2026, 11, 24), date(2026, 11, 27), "24 sampai 27 November 2026"),
        (date(2026, 11, 24), date(2026, 12, 2), "24 November sampai 2 Desember 2026"),
        (date(2026, 11, 24), date(2027, 1, 2), "24 November 2026 sampai 2 Januari 2027"),
    ],
)
def test_a_range_of_days_says_once_what_both_share(first: date, last: date, shown: str) -> None:
    assert dates.days(first, last) == shown


def test_the_filters_show_values_and_leave_empty_ones_empty() -> None:
    template = Template(
        "{% load shown %}{{ a|rupiah }} {{ b|number:1 }} {{ c|percent }} {{ d|day }} {{ d|clock }} "
        "[{{ none|rupiah }}{{ none|moment }}{{ none|long_day }}{{ none|number }}]"
    )

    text = template.render(Context({"a": 1500, "b": 62.2, "c": 0.5, "d": TUESDAY_FOUR, "none": None}))

    assert text == "Rp1.500 62,2 50,0% 24 November 2026 16.00 WIB []"
