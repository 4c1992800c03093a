"""Dates as offices write them, each with how exact it is: a day, a month, or only a year."""

import re
from datetime import date, datetime, timedelta

from wadah.core.tabular.cells import Cell
from wadah.registry.values.cleaning import BLANK_WORDS, as_text, clean_text
from wadah.registry.values.parsed import NOTHING, Parsed, Problem, note, warning

MONTH_WORDS = (
    "jan|januari|january", "feb|peb|februari|pebruari|february", "mar|mrt|maret|march", "apr|"
    "april", "mei|may",
    "jun|juni|june", "jul|juli|july", "agu|ags|agt|agst|agust|agustus|aug|august", "sep|sept|september",
    "okt|oct|oktober|october", "nov|nop|november|nopember", "des|dec|desember|december",
)  # fmt: skip
MONTHS = {word: number for number, words in enumerate(MONTH_WORDS, 1) for word in words.split("|")}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
EPOCH = date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1900, 2100
# Serials of 1 January 1920 and 31 December 2079: between them a bare number is a day of Excel, not an amount.
FIRST_SERIAL, LAST_SERIAL = 7_306, 65_745
# A year typed into a cell that shows dates is a day of 1905: 2018 is 10 July.
YEARS_AS_DAYS = range(1950, 2101)
BEFORE = re.compile(
    r"^(?:sejak|mulai|dari|berdiri|thn|tahun|th|tgl|tanggal|bulan|bln|±|\+/-|sekitar|pada|hari)[\s.:,]*"
)
YEAR_ONLY = re.compile(r"(\d{4})(?:\s*(?:an|m))?\Z")
NUMBERS = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{2,4})(?:[ t]\d{1,2}:\d{2}.*)?\Z")
COMPACT = re.compile(r"(\d{2})(\d{2})((?:19|20)\d{2})\Z")
DAY_AND_WORD = re.compile(rf"(\d{{1,2}})\s*[-/. ]?\s*({MONTH})\.?\s*[-/. ,]?\s*'?(\d{{4}}|\d{{2}})\Z")
WORD_AND_YEAR = re.compile(rf"({MONTH})\.?\s*[-/. ,]?\s*'?(\d{{4}}|\d{{2}})\Z")
MONTH_AND_YEAR = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})\Z")
YEAR_AND_MONTH = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\Z")
DURATION = re.compile(r"(?:±\s*)?(\d{1,3})\s*(?:tahun|thn|th)\b(?:\s*(?:yang|yg)?\s*(?:lalu|lebih))?\.?\Z")
AGE = re.compile(r"(?:umur|usia)\s*:?\s*(\d{1,3})\b|(\d{1,3})\s*(?:tahun|thn|th)\.?\Z")
PLACE_AND_DATE = re.compile(r"\s*(?P<place>[^\d]*?)[\s,./:;-]*(?P<date>\d.*)\Z")
OLDEST = 110
# Days up to 28 are in every month, and who was born by 2009 is not in the future.
USUAL_BIRTH = re.compile(
    r"(?:([A-Za-z][A-Za-z. ]*[A-Za-z])\s?[,/]\s?)?(0[1-9]|1\d|2[0-8])[-/](0[1-9]|1[0-2])[-/](19\d\d|200\d)\Z",
    re.ASCII,
)


def parse_date(cell: Cell, today: date) -> Parsed:
    """The date as ISO text of its own precision: `2018`, `2018-07`, `2018-07-05`.

    A duration ("5 tahun") counts back from `today` to a year, with a mark.
    """
    if cell is None or isinstance(cell, bool):
        return NOTHING
    if isinstance(cell, datetime | date):
        day = cell.date() if isinstance(cell, datetime) else cell
        serial = (day - EPOCH).days
        if day.year == 1905 and serial in YEARS_AS_DAYS:
            return _checked(str(serial), "year", "year_shown_as_date", today)
        return _checked(day.isoformat(), "day", "", today)
    if isinstance(cell, int | float):
        return _number(cell, today)
    text = clean_text(as_text(cell))[0].lower()
    if text in BLANK_WORDS:
        return NOTHING
    return _text(text, today)


def _number(value: int | float, today: date) -> Parsed:
    if FIRST_YEAR <= value <= LAST_YEAR and value == int(value):
        return _checked(str(int(value)), "year", "", today)
    if FIRST_SERIAL <= value <= LAST_SERIAL:
        return _checked((EPOCH + timedelta(days=int(value))).isoformat(), "day", "date_serial", today)
    if 0 < value <= OLDEST and value == int(value):
        return _checked(str(today.year - int(value)), "year", "duration_to_year", today)
    return Parsed(problems=(warning("date_unreadable"),))


def _text(text: str, today: date) -> Parsed:
    if text.isdecimal() and len(text) == 5:
        return _number(int(text), today)
    if match := DURATION.match(text):
        return _checked(str(today.year - int(match[1])), "year", "duration_to_year", today)
    previous = None
    while previous != text:
        previous, text = text, BEFORE.sub("", text).strip()
    for read in (_year, _numbers, _words):
        found = read(text, today)
        if found is not None:
            return found
    return Parsed(problems=(warning("date_unreadable"),))


def _year(text: str, today: date) -> Parsed | None:
    if match := YEAR_ONLY.match(text):
        return _checked(str(int(match[1])), "year", "", today)
    if match := MONTH_AND_YEAR.match(text):
        return _parts(int(match[2]), int(match[1]), None, "", today)
    if match := YEAR_AND_MONTH.match(text):
        return _parts(int(match[1]), int(match[2]), None, "", today)
    return None


def _numbers(text: str, today: date) -> Parsed | None:
    match = NUMBERS.match(text) or COMPACT.match(text)
    if match is None:
        return None
    first, second, third = int(match[1]), int(match[2]), int(match[3])
    if len(match[1]) == 4:
        return _parts(first, second, third, "", today)
    year = _full_year(third, today) if len(match[3]) == 2 else third
    if second > 12 >= first:
        return _parts(year, first, second, "date_month_first", today)
    return _parts(year, second, first, "", today)


def _words(text: str, today: date) -> Parsed | None:
    if match := DAY_AND_WORD.match(text):
        return _parts(_year_of(match[3], today), MONTHS[match[2]], int(match[1]), "", today)
    if match := WORD_AND_YEAR.match(text):
        return _parts(_year_of(match[2], today), MONTHS[match[1]], None, "", today)
    return None


def _year_of(digits: str, today: date) -> int:
    return int(digits) if len(digits) == 4 else _full_year(int(digits), today)


def _full_year(two_digits: int, today: date) -> int:
    """The last year that ends so and is not in the future."""
    year = today.year // 100 * 100 + two_digits
    return year if year <= today.year else year - 100


def _parts(year: int, month: int, day: int | None, rule: str, today: date) -> Parsed:
    try:
        exact = date(year, month, day or 1)
    except ValueError:
        return Parsed(problems=(warning("date_impossible"),))
    text = exact.isoformat()
    return _checked(text if day else text[:7], "day" if day else "month", rule, today)


def _checked(text: str, precision: str, rule: str, today: date) -> Parsed:
    if not int(text[:4]) >= FIRST_YEAR:
        return Parsed(problems=(warning("date_impossible"),))
    if text > today.isoformat()[: len(text)]:
        return Parsed(problems=(warning("date_in_future"),))
    problems: tuple[Problem, ...] = (
        (note(rule),) if rule in ("duration_to_year", "year_shown_as_date") else ()
    )
    return Parsed(text, problems, rule, precision)


def parse_birth(cell: Cell, today: date) -> Parsed:
    """A birth date, also behind a place ("Palembang, 05-07-1990") or as an age; precision says which it
    was.
    """
    if isinstance(cell, str):
        text = clean_text(cell)[0].lower()
        if text in BLANK_WORDS:
            return NOTHING
        if match := AGE.match(text):
            return parse_age(int(match[1] or match[2]), today)
        if match := PLACE_AND_DATE.match(text):
            return parse_date(_month_word(match["place"]) + match["date"], today)
        return parse_date(text, today)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell <= OLDEST:
        return parse_age(cell, today)
    return parse_date(cell, today)


def quick_birth(cell: Cell) -> tuple[str, str] | None:
    """(ISO date, place) of the usual spelling, "Palembang, 05-07-1990"; None when `parse_birth` has to
    look.
    """
    match = USUAL_BIRTH.match(cell) if type(cell) is str else None
    if match is None:
        return None
    place, day, month, year = match.groups()
    return f"{year}-{month}-{day}", place


def _month_word(place: str) -> str:
    """The month when it stands before the year with no day: "Juli 1990"."""
    word = place.rsplit(" ", 1)[-1].strip(" ,.")
    return f"{word} " if word in MONTHS else ""


def parse_age(cell: Cell, today: date) -> Parsed:
    """A year of birth out of an age; never more exact than a year, and marked."""
    if cell is None or isinstance(cell, bool):
        return NOTHING
    match = re.search(r"\d+", as_text(cell))
    if match is None:
        return NOTHING if clean_text(as_text(cell))[0].lower() in BLANK_WORDS else _no_age()
    age = int(match[0])
    if not 0 < age <= OLDEST:
        return _no_age()
    return Parsed(str(today.year - age), (note("age_to_year"),), "age_to_year", "year")


def _no_age() -> Parsed:
    return Parsed(problems=(warning("age_impossible"),))


def birth_place(cell: Cell) -> str:
    """The place before a birth date: "Palembang" of "Palembang, 05-07-1990"; '' when there is none."""
    if not isinstance(cell, str):
        return ""
    text = clean_text(cell)[0]
    match = PLACE_AND_DATE.match(text)
    place = (match["place"] if match else text).strip(" ,./:;-")
    return (
        ""
        if place.lower() in MONTHS or place.lower() in ("umur", "usia") or place.lower() in BLANK_WORDS
        else place
    )
