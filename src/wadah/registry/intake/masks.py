"""What may be seen of a cell that is sealed. The cells themselves are opened elsewhere."""

import re

from wadah.registry.intake.fields import SENSITIVE
from wadah.registry.intake.titles import match_title

# Fewer letters than this show nothing of themselves; more show their first four and last two.
SHORTEST_MASKED = 12
# As Excel shows a long number: six digits of it and how many there were.
ROUNDED = re.compile(r"\s*\d(?:[.,]\d{1,5})?E\+\d{1,2}\s*", re.ASCII | re.IGNORECASE)
# The shortest phone number, and any date with day, month and year, has six digits; a year or a KBLI has fewer.
LEAST_DIGITS = 6


def masked_cell(text: str) -> str:
    """What may be seen of a sealed cell. A number that Excel turned into 1.6E+15 holds nothing to hide."""
    if ROUNDED.fullmatch(text):
        return text
    return f"{text[:4]}••••••{text[-2:]}" if len(text) >= SHORTEST_MASKED else "••••"


def is_harmless(text: str, title: str) -> bool:
    """Whether a cell of which nobody said what it means may be seen: a year, a word or a short number may.

    What may be a number, a birthday or an address of a person may not, nor what stands under a title of those.
    """
    match = match_title(title)
    if match is not None and match.field in SENSITIVE:
        return False
    return "@" not in text and sum(map(str.isdecimal, text)) < LEAST_DIGITS
