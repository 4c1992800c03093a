"""Numbers of 13 to 22 digits as spreadsheets keep them, and the signs that a spreadsheet has eaten digits."""

import re
from typing import NamedTuple

from wadah.core.tabular.cells import Cell
from wadah.registry.values.cleaning import BLANK_WORDS, clean_text

SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?\s*[eE]\s*\+?\s*\d{1,2}\Z")
SEPARATORS = re.compile(r"[\s.\-'`’‘\"/_]")
FLOAT_TAIL = re.compile(r"(\d{9,})[.,]0+\Z")
# An Excel number keeps 15 significant digits; from the 16th on it writes zeros.
EXACT_DIGITS = 15


class Digits(NamedTuple):
    """The digits of a cell.

    `typed` says how it came: `text`, `number`, `scientific`, `letters` or `blank`.
    """

    text: str
    typed: str


BLANK = Digits("", "blank")


def read_digits(cell: Cell) -> Digits:
    """The digits, separators left out. Nothing is padded, and nothing is guessed."""
    if cell is None or isinstance(cell, bool):
        return BLANK
    if isinstance(cell, int | float):
        if cell != int(cell) or cell < 0:
            return Digits("", "letters")
        return Digits(str(int(cell)), "number")
    text = clean_text(str(cell))[0]
    if text.lower() in BLANK_WORDS:
        return BLANK
    if SCIENTIFIC.match(text):
        return Digits("", "scientific")
    typed = "text"
    if tail := FLOAT_TAIL.match(text):
        # "1671014507900003.0": another program read it as a number and wrote it out.
        text, typed = tail[1], "number"
    digits = SEPARATORS.sub("", text)
    if not digits.isascii() or not digits.isdecimal():
        return Digits("", "letters")
    return Digits(digits, typed)


def lost_digits(digits: Digits, length: int) -> bool:
    """True when a number cell of `length` digits ends in the zeros that Excel writes beyond the fifteenth."""
    if digits.typed != "number" or len(digits.text) != length or length <= EXACT_DIGITS:
        return False
    return digits.text.endswith("0" * (length - EXACT_DIGITS))
