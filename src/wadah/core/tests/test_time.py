"""Days and months in the province's zone."""

from datetime import UTC, date, datetime

import pytest

from wadah.core.time import day_start, local_day, months_before


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 22), 12, date(2025, 11, 22)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_months_are_counted_back_to_a_day_that_exists(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_a_business_day_begins_at_midnight_in_the_province() -> None:
    start = day_start(date(2026, 11, 22))

    assert start == datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
    assert local_day(start) == date(2026, 11, 22)
