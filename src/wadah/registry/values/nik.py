"""NIK, the number of a person: 16 digits, region of first registration, birth date, serial.

Never repaired.
"""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from wadah.core.tabular.cells import Cell
from wadah.registry.values.long_number import Digits, lost_digits, read_digits
from wadah.registry.values.parsed import NOTHING, Parsed, Problem, error, note, warning

LENGTH = 16
# Codes that the economic census writes for a person without a NIK.
NO_NIK_CODES = frozenset({"7777", "8888", "9999"})
# The same codes written over all sixteen places, and a filler of zeros.
NO_NIK_FILLED = re.compile(r"([7890])\1{15}\Z")
PROVINCES = r"(?:1[1-9]|2[01]|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])"
DAY = r"(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])"
MONTH = r"(?:0[1-9]|1[0-2])"
CLEAN = re.compile(rf"{PROVINCES}\d{{4}}{DAY}{MONTH}\d\d(?!0000)\d{{4}}\Z", re.ASCII)
KNOWN_PROVINCE = re.compile(PROVINCES)
DATE_PART = re.compile(rf"{DAY}{MONTH}\Z")
# Women have 40 added to the day of birth.
WOMAN_FROM = 41
OLDEST = 110
FEWEST_TO_SUSPECT = 20


class NikFacts(NamedTuple):
    """What a NIK says: kecamatan of first registration, sex (L or P), birth dates that its two digits
    allow.
    """

    region: str
    sex: str
    births: tuple[date, ...]
    serial: str


def quick_nik(cell: Cell) -> str | None:
    """A text NIK with nothing to say about it; None when `parse_nik` has to look."""
    return cell if type(cell) is str and CLEAN.match(cell) is not None else None


def parse_nik(cell: Cell) -> Parsed:
    """A NIK, or why it is refused. One that Excel has damaged is never repaired: the digit is lost."""
    digits = read_digits(cell)
    if digits.typed == "blank":
        return NOTHING
    if digits.text in NO_NIK_CODES or NO_NIK_FILLED.match(digits.text):
        return Parsed(problems=(note("nik_none", reason=digits.text[:4]),))
    refused = refusal(digits, "nik")
    if refused is None and digits.text.endswith("0000"):
        refused = error("nik_serial_lost")
    if refused is None and not DATE_PART.match(digits.text[6:10]):
        refused = error("nik_date_impossible")
    if refused is not None:
        return Parsed(problems=(refused,))
    problems = []
    if digits.typed == "number":
        problems.append(warning("nik_typed_as_number"))
    if not KNOWN_PROVINCE.match(digits.text):
        problems.append(warning("nik_region_unknown", province=digits.text[:2]))
    changed = isinstance(cell, str) and cell.strip() != digits.text
    return Parsed(digits.text, tuple(problems), "separators_removed" if changed else "")


def refusal(digits: Digits, name: str) -> Problem | None:
    """Why a 16-digit number cannot be taken, with codes that begin with `name`; None when it can."""
    if digits.typed == "scientific":
        return error(f"{name}_scientific")
    if digits.typed == "letters":
        return error(f"{name}_letters")
    if lost_digits(digits, LENGTH):
        return error(f"{name}_excel_zero")
    if len(digits.text) != LENGTH:
        return error(f"{name}_length", count=len(digits.text))
    return None


def suspect_column(ending_in_zero: int, total: int, share: Decimal) -> bool:
    """True when more than this share of a column's text NIKs end in 0; about a tenth is what chance gives.

    The share is the rule `identity.nik.suspect_zero_share`. Below 20 values it says little.
    """
    return total >= FEWEST_TO_SUSPECT and ending_in_zero > share * total


def facts_of(nik: str, today: date) -> NikFacts:
    """What a valid NIK says. `births` has two dates when both centuries give an age of 0 to 110."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    sex = "P" if day >= WOMAN_FROM else "L"
    births = []
    for century in (1900, 2000):
        try:
            born = date(century + year, month, day - 40 if sex == "P" else day)
        except ValueError:
            continue
        if 0 <= (today - born).days // 365.25 <= OLDEST and born <= today:
            births.append(born)
    return NikFacts(f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}", sex, tuple(births), nik[12:])


def disagreements(
    nik: str, today: date, *, sex: str | None = None, birth: str | None = None
) -> tuple[Problem, ...]:
    """Warnings where the row states another sex or birth date than the NIK. `birth` is ISO, of any precision.

    Never a refusal: a NIK keeps its digits when birth data are corrected.
    """
    day, month, year = nik[6:8], nik[8:10], nik[10:12]
    found = []
    nik_sex = "P" if day >= "41" else "L"
    if sex is not None and sex != nik_sex:
        found.append(warning("nik_sex_differs"))
    if birth is not None:
        born = f"{int(day) - 40:02d}" if nik_sex == "P" else day
        stated = (birth[2:4], birth[5:7], birth[8:10])
        written = (year, month, born)
        if any(part and part != other for part, other in zip(stated, written, strict=True)):
            found.append(warning("nik_birth_differs"))
    return tuple(found)


def century_is_open(nik: str, today: date) -> bool:
    """True when the NIK alone does not tell in which century the person was born."""
    return len(facts_of(nik, today).births) == 2


def mask_nik(nik: str) -> str:
    """`1671••••••••0003`."""
    return f"{nik[:4]}{'•' * 8}{nik[-4:]}" if len(nik) == LENGTH else "•" * len(nik)
