"""Days and moments as people read them: `Selasa, 24 November 2026 pukul 16.00 WIB`; or so in English."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language

from wadah.core.time import local


@dataclass(frozen=True)
class Words:
    """The words and marks of one language."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    at: str
    clock: str
    until: str


INDONESIAN = Words(
    days=("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    months=(
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ),
    at="pukul",
    clock="%H.%M",
    until="sampai",
)
ENGLISH = Words(
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    at="at",
    clock="%H:%M",
    until="to",
)


def _words() -> Words:
    return ENGLISH if (get_language() or "id").startswith("en") else INDONESIAN


def day(value: date) -> str:
    """`24 November 2026`; a moment is shown as its day in the province."""
    plain = _plain_day(value)
    return f"{plain.day} {_words().months[plain.month - 1]} {plain.year}"


def long_day(value: date) -> str:
    """`Selasa, 24 November 2026`."""
    plain = _plain_day(value)
    return f"{_words().days[plain.weekday()]}, {day(plain)}"


def clock(value: datetime) -> str:
    """`16.00 WIB`, on the province's clock."""
    there = local(value)
    return f"{there.strftime(_words().clock)} {there.tzname()}"


def moment(value: datetime) -> str:
    """`Selasa, 24 November 2026 pukul 16.00 WIB`."""
    return f"{long_day(value)} {_words().at} {clock(value)}"


def days(first: date, last: date) -> str:
    """`24 November 2026 sampai 2 Desember 2026`; what both share is said once."""
    start, end = _plain_day(first), _plain_day(last)
    if start == end:
        return day(start)
    words = _words()
    front = str(start.day)
    if (start.year, start.month) != (end.year, end.month):
        front += f" {words.months[start.month - 1]}"
    if start.year != end.year:
        front += f" {start.year}"
    return f"{front} {words.until} {day(end)}"


def _plain_day(value: date) -> date:
    return local(value).date() if isinstance(value, datetime) else value
