"""Rupiah as people write them: "1,5 jt", "Rp 1.500.000,-", "Rp12,072", per month or per year.

Never guessed.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from wadah.core.tabular.cells import Cell
from wadah.registry.values.cleaning import BLANK_WORDS, as_text, clean_text
from wadah.registry.values.parsed import NOTHING, Parsed, Problem, note, warning

THOUSAND, MILLION, BILLION, TRILLION = 10**3, 10**6, 10**9, 10**12
UNITS = {
    "rb": THOUSAND, "rbu": THOUSAND, "ribu": THOUSAND, "rban": THOUSAND, "k": THOUSAND, "ribuan": THOUSAND,
    "jt": MILLION, "jta": MILLION, "juta": MILLION, "jut": MILLION, "jutaan": MILLION, "jtan": MILLION,
    "mio": MILLION, "m": BILLION, "mlr": BILLION, "mlyr": BILLION, "miliar": BILLION, "milyar": BILLION,
    "milliar": BILLION, "milyard": BILLION, "triliun": TRILLION, "trilyun": TRILLION,
}  # fmt: skip
PERIODS = (
    ("day", r"hari|hr|harian|day"),
    ("week", r"minggu|mgg|mg|pekan|week"),
    ("month", r"bulan|bln|bl|bulanan|month"),
    ("year", r"tahun|thn|th|tahunan|year|annum"),
)
PERIOD = {
    name: re.compile(
        rf"(?:/|\bper\b|\bper|\bse|\btiap\b|\bp\.)\s*\.?\s*(?:{words})\b\.?|(?<=\s)(?:{words})\b\.?\s*$"
    )
    for name, words in PERIODS
}
PREFIX = re.compile(r"\brp\.?\s*|\bidr\.?\s*|\brupiah\b\.?")
# The dash that closes an amount: "1.500.000,-", "1.500.000.-", "1.500.000,00-".
CLOSING = re.compile(r"[.,]\s*(?:-+|=+)\s*$|\s*-+\s*$")
ABOUT = re.compile(
    r"^(?:±|\+/-|\+-|~|kurang lebih|kurleb|sekitar|kira-kira|kira kira|rata-rata|rata2|\+\s?)\s*"
)
BOUND = re.compile(
    r"^(?:<|>|≤|≥|kurang dari|lebih dari|di ?bawah|di ?atas|maks|min|s/d|sampai)|\b(?:ke atas|lebih)$"
)
RANGE = re.compile(r"\d[\d.,]*\s*[a-z]*\s*(?:-|–|—|s/d|s\.d\.?|sd|sampai|hingga)\s*\d")
AMOUNT = re.compile(r"(\d[\d.,]*)\s*([a-z]+)?\s*")
GROUPED = re.compile(
    r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?\Z|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?\Z|\d{1,3}(?: \d{3})+\Z"
)
# How our own exports write an amount of which nobody has said the period: that of the title is not meant.
NO_PERIOD = "(kurun tidak tertulis)"
# Below this an amount without unit in a money column is as likely written in thousands or millions.
LEAST_BARE = 10_000
LEAST_SINGLE_GROUP = 100_000
MOST = 10**15


class Money(NamedTuple):
    """Whole rupiah, and the period they are counted over: day, week, month, year, or '' when not said."""

    amount_idr: int
    period: str


class Scale(NamedTuple):
    """What a bare number of a column counts: 1, 1,000 or 1,000,000 rupiah. `is_stated` when a person has said so."""

    unit: int = 1
    is_stated: bool = False


def parse_money(cell: Cell, *, unit: int = 1, period: str = "", is_stated: bool = False) -> Parsed:
    """The amount as `Money`. `unit` and `period` are what the column's title says ("juta", "per bulan").

    An amount that can be read in two ways is listed, with no value. With `is_stated` a person has said the unit:
    then "1.500" is 1,500 of it, and a small number is no question.
    """
    scale = Scale(unit, is_stated)
    if cell is None or isinstance(cell, bool):
        return NOTHING
    if isinstance(cell, int | float):
        return _bare(Decimal(str(cell)), scale, period)
    text = clean_text(as_text(cell))[0].lower()
    if text in BLANK_WORDS:
        return NOTHING
    if text.isascii() and text.isdecimal():
        return _bare(Decimal(text), scale, period)
    return _written(text, scale, period)


def quick_money(cell: Cell) -> int | None:
    """A number cell big enough to be rupiah; None when `parse_money` has to look."""
    return cell if type(cell) is int and LEAST_BARE <= cell < MOST else None


def _bare(amount: Decimal, scale: Scale, period: str) -> Parsed:
    """A number with nothing beside it."""
    if amount < 0:
        return Parsed(problems=(warning("money_negative"),))
    if amount == 0:
        return Parsed(Money(0, period))
    if scale == Scale() and amount < LEAST_BARE:
        return Parsed(problems=(warning("money_unit_unclear"),))
    rule = "money_unit_stated" if scale.is_stated else "money_unit_of_title"
    return _result(amount * scale.unit, period, (), rule if scale.unit != 1 else "")


def _written(text: str, scale: Scale, period: str) -> Parsed:
    if text.endswith(NO_PERIOD):
        text, period = text.removesuffix(NO_PERIOD), ""
    stated = period_of(text)
    for pattern in PERIOD.values():
        text = pattern.sub(" ", text)
    rupiah = PREFIX.search(text) is not None
    text = CLOSING.sub("", PREFIX.sub(" ", text).strip()).strip(" /.,")
    problems: list[Problem] = []
    if ABOUT.match(text):
        text = ABOUT.sub("", text).strip()
        problems.append(note("money_about"))
    if refused := _refused(text):
        return Parsed(problems=(refused,))
    amount, found = _amount(text, rupiah, scale)
    if amount is None:
        return Parsed(problems=(found,) if found is not None else (warning("money_unreadable"),))
    if found is not None:
        problems.append(found)
    return _result(amount, stated or period, tuple(problems), "money_words")


def _refused(text: str) -> Problem | None:
    if not re.search(r"\d", text):
        return warning("money_unreadable")
    if text.startswith("-") or (text.startswith("(") and text.endswith(")")):
        return warning("money_negative")
    if BOUND.search(text):
        return warning("money_bound")
    if RANGE.search(text):
        return warning("money_range")
    return None


def _amount(text: str, rupiah: bool, scale: Scale) -> tuple[Decimal | None, Problem | None]:
    """The sum of "1 juta 500 ribu", or one number. (None, problem) when it cannot be read in one way only."""
    if GROUPED.match(text):
        return _plain_number(text, rupiah, scale)
    total, at, problem = Decimal(0), 0, None
    last_unit = TRILLION * 10
    for match in AMOUNT.finditer(text):
        if match.start() != at:
            return None, None
        at = match.end()
        word = match[2]
        if word is None:
            if total:
                return None, None
            if at != len(text):
                return None, None
            return _plain_number(match[1], rupiah, scale)
        size = UNITS.get(word)
        if size is None or size >= last_unit:
            return None, None
        number = _before_unit(match[1])
        if number is None:
            return None, warning("money_ambiguous")
        if word == "m":
            problem = warning("money_m_is_billion")
        total += number * size
        last_unit = size
    return (total, problem) if at == len(text) and total else (None, None)


def _before_unit(digits: str) -> Decimal | None:
    """The number before rb, jt, M: one point or comma is decimal; three digits behind it may be thousands."""
    digits = digits.strip(".,")
    marks = re.findall(r"[.,]", digits)
    if not marks:
        return Decimal(digits)
    if len(marks) == 1:
        whole, part = re.split(r"[.,]", digits)
        return None if len(part) == 3 else Decimal(f"{whole}.{part}")
    return None


def _plain_number(digits: str, rupiah: bool, scale: Scale) -> tuple[Decimal | None, Problem | None]:
    """Digits with points and commas and no unit word."""
    compact = digits.strip(".,")
    groups = len(re.findall(r"[., ]\d{3}(?!\d)", compact))
    if GROUPED.match(compact):
        decimal_mark = re.search(r"[.,](\d{1,2})\Z", compact)
        whole = compact[: decimal_mark.start()] if decimal_mark else compact
        amount = Decimal(re.sub(r"[., ]", "", whole))
        if decimal_mark:
            amount += Decimal(decimal_mark[1]) / (10 ** len(decimal_mark[1]))
        if groups == 1 and _is_open(compact, rupiah, amount, scale):
            return None, warning("money_ambiguous")
        return amount * scale.unit, None
    if re.fullmatch(r"\d+(?:[.,]\d{1,2})?", compact):
        amount = Decimal(compact.replace(",", "."))
        if scale == Scale() and amount and amount < LEAST_BARE and not (rupiah and amount >= THOUSAND):
            return None, warning("money_unit_unclear")
        return amount * scale.unit, None
    return None, None


def _is_open(digits: str, rupiah: bool, amount: Decimal, scale: Scale) -> bool:
    """Whether "1.500" could be 1,500 or one and a half: in Indonesian the point groups, once the unit is said."""
    if scale.is_stated:
        return "," in digits and scale.unit != 1
    return scale.unit != 1 or (not rupiah and amount < LEAST_SINGLE_GROUP)


def _result(amount: Decimal, period: str, problems: tuple[Problem, ...], rule: str) -> Parsed:
    if amount > MOST:
        return Parsed(problems=(*problems, warning("money_too_large")))
    rupiah = int(amount.quantize(Decimal(1), ROUND_HALF_UP))
    if rupiah != amount:
        rule = "money_rounded"
    return Parsed(Money(rupiah, period), problems, rule)


def period_of(text: str) -> str:
    """The period that a cell or a title names: day, week, month, year, or ''."""
    lowered = text.lower()
    for name, pattern in PERIOD.items():
        if pattern.search(lowered):
            return name
    return ""


TITLE_PERIOD = tuple((name, re.compile(rf"(?:\b|per|se)(?:{words})\b")) for name, words in PERIODS)
TITLE_UNITS = (
    (BILLION, re.compile(r"\b(?:miliar|milyar|mlr)\b")),
    (MILLION, re.compile(r"\b(?:juta|jt|jutaan)\b|000\.000|000,000")),
    (THOUSAND, re.compile(r"\b(?:ribu|rb|ribuan)\b|\brp\.? ?[.,]?000\b|\(000\)|\bx ?1[.,]?000\b")),
)


def period_of_title(title: str) -> str:
    """The period in a column's title: "Omzet/bln", "penjualan rata pertahun", "OMSET PER BULAN (Rp)"."""
    lowered = title.lower().replace("_", " ")
    for name, pattern in TITLE_PERIOD:
        if pattern.search(lowered):
            return name
    return ""


def unit_of_title(title: str) -> int:
    """The unit in a column's title: "Omzet (juta)" is 1,000,000; 1 when none is named."""
    lowered = title.lower().replace("_", " ")
    return next((size for size, pattern in TITLE_UNITS if pattern.search(lowered)), 1)
