"""Postal codes: five digits."""

import re

from wadah.core.tabular.cells import Cell
from wadah.registry.values.cleaning import BLANK_WORDS, as_text, clean_text
from wadah.registry.values.parsed import NOTHING, Parsed, warning

FIVE = re.compile(r"(?<!\d)([1-9]\d{4})(?!\d)")


def parse_postcode(cell: Cell) -> Parsed:
    """The five digits."""
    if cell is None or isinstance(cell, bool):
        return NOTHING
    text = clean_text(as_text(cell))[0]
    if text.lower() in BLANK_WORDS or text == "0":
        return NOTHING
    match = FIVE.search(text)
    return Parsed(match[1]) if match else Parsed(problems=(warning("postcode_unreadable"),))
