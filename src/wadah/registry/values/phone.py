"""Phone numbers in E.164 (+62...): lost zeros, two in a cell, labels around them."""

import re
from itertools import pairwise

import phonenumbers

from wadah.core.tabular.cells import Cell
from wadah.registry.values.cleaning import BLANK_WORDS, as_text, clean_text
from wadah.registry.values.long_number import SCIENTIFIC
from wadah.registry.values.parsed import NOTHING, Parsed, Problem, note, warning

CLEAN_MOBILE = re.compile(r"08\d{8,11}\Z", re.ASCII)
# 8 and 8 to 11 digits more [registry.md 1].
MOBILE = re.compile(r"8\d{8,11}\Z", re.ASCII)
SHORT_OR_LONG_MOBILE = re.compile(r"8\d+\Z", re.ASCII)
# Area codes have two or three digits and never begin with 0, 1 or 8.
LANDLINE = re.compile(r"[2-79]\d{7,10}\Z", re.ASCII)
BETWEEN = re.compile(r"\s*(?:[/;,&|\n]|\batau\b|\bdan\b|\band\b|\bor\b|  +)\s*", re.IGNORECASE)
LEAST_DIGITS = 9
LABELS = re.compile(
    r"\(?\b(?:no|nomor|hp|wa|whatsapp|telp|tlp|telepon|phone|tel|fax|ph|istri|suami|anak)\b\.?\s*\)?:?",
    re.IGNORECASE,
)
PUNCTUATION = re.compile(r"[\s.\-()'`’_:\"]")


def quick_phones(cell: Cell) -> list[str] | None:
    """One mobile number in its usual spelling; None when `parse_phones` has to look."""
    return ["+62" + cell[1:]] if type(cell) is str and CLEAN_MOBILE.match(cell) is not None else None


def parse_phones(cell: Cell) -> Parsed:
    """All numbers of the cell in E.164, in their order. A doubtful one is left out or kept with a warning."""
    if cell is None or isinstance(cell, bool):
        return NOTHING
    if type(cell) is str and MOBILE.match(cell):
        return Parsed(["+62" + cell], repaired="phone_lost_zero")
    text = clean_text(as_text(cell).replace("\n", " / "))[0]
    if text.lower() in BLANK_WORDS or set(text) <= set("0 -./"):
        return NOTHING
    if SCIENTIFIC.match(text):
        return Parsed(problems=(warning("phone_damaged"),))
    found: list[str] = []
    problems: list[Problem] = []
    rules: list[str] = []
    for part in _parts(text):
        number, problem, rule = _one(part)
        if number and number not in found:
            found.append(number)
        if problem is not None and problem not in problems:
            problems.append(problem)
        if rule and rule not in rules:
            rules.append(rule)
    if len(found) > 1:
        problems.append(note("phone_several", count=len(found)))
        rules.insert(0, "phone_several")
    return Parsed(found or None, tuple(problems), "+".join(rules))


def _parts(text: str) -> list[str]:
    """The cell cut at what people put between numbers; a number written in groups stays whole."""
    text = LABELS.sub(" ", text)
    parts = [part for part in BETWEEN.split(text) if re.search(r"\d", part)]
    cut: list[str] = []
    for part in parts:
        # Two full numbers with only a space or a dash between them.
        starts = list(re.finditer(r"(?<!\d)(?:\+?62|0)[\s-]?8\d", part))
        edges = [0, *[match.start() for match in starts[1:]], len(part)]
        pieces = [part[a:b] for a, b in pairwise(edges)]
        # "0812 0864 7612" is one number in groups of four.
        full = len(pieces) > 1 and all(sum(map(str.isdecimal, piece)) >= LEAST_DIGITS for piece in pieces)
        cut += pieces if full else [part]
    return cut or ([text] if text.strip() else [])


def _one(part: str) -> tuple[str, Problem | None, str]:
    """(E.164 or '', problem, rule) of one number."""
    digits = PUNCTUATION.sub("", part)
    foreign = digits.startswith(("+", "00")) and not digits.startswith(("+62", "0062"))
    if foreign:
        return _foreign(digits)
    digits = digits.removeprefix("+").removeprefix("00") if digits.startswith(("+", "0062")) else digits
    if not digits.isascii() or not digits.isdecimal():
        return "", warning("phone_letters"), ""
    national, rule = _national(digits)
    if MOBILE.match(national) or LANDLINE.match(national):
        return "+62" + national, None, rule
    if SHORT_OR_LONG_MOBILE.match(national):
        problem = warning("phone_length", count=len(national) + 1)
        return ("+62" + national if 8 <= len(national) <= 14 else ""), problem, rule
    return "", warning("phone_unreadable", count=len(digits)), ""


def _national(digits: str) -> tuple[str, str]:
    """The number without country code and leading zero, and the rule when something had been lost or
    doubled.
    """
    if digits.startswith("620"):
        return digits[3:], "phone_zero_after_62"
    if digits.startswith("62") and len(digits) >= 10:
        return digits[2:], ""
    if digits.startswith("0"):
        return digits[1:], ""
    if digits.startswith("8"):
        return digits, "phone_lost_zero"
    return digits, "phone_lost_zero"


def _foreign(digits: str) -> tuple[str, Problem | None, str]:
    """A number of another country; here the library knows the plans that we do not."""
    try:
        number = phonenumbers.parse("+" + digits.lstrip("+0"), None)
    except phonenumbers.NumberParseException:
        return "", warning("phone_unreadable", count=len(digits)), ""
    if not phonenumbers.is_valid_number(number):
        return "", warning("phone_unreadable", count=len(digits)), ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), note("phone_foreign"), ""


def mask_phone(phone: str) -> str:
    """`+62812••••789`."""
    return f"{phone[:6]}{'•' * max(len(phone) - 9, 0)}{phone[-3:]}"
