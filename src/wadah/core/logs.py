"""The last guard of the logs: what looks like a person's number or address is masked before it is written.

Log lines hold event names and ids and should never need this. Tracebacks and libraries are less careful.
"""

import logging
import re
from copy import copy

MASK = "[…]"
# A host that is not ours, a form that is too large, a token that is missing.
REFUSED = "django.security."

# NIK and family card (16 digits, perhaps dotted or spaced), NPWP in its printed form, mobile numbers as
# people write them, e-mail addresses. Hexadecimal ids and UUIDs must pass: no letter, digit or dash may touch
# a number.
_EDGE, _END = r"(?<![\w-])", r"(?![\w-])"
PATTERNS = (
    # What PostgreSQL quotes of a row that it refused: a name among it is like no pattern.
    re.compile(r"(?<=DETAIL:).+|(?<=CONTEXT:).+"),
    re.compile(_EDGE + r"\d(?:[ .]?\d){15}" + _END),
    re.compile(_EDGE + r"\d{2}\.\d{3}\.\d{3}\.\d-?\d{3}\.\d{3}" + _END),
    re.compile(r"(?<![\w-])(?:\+62|62|0)[ .-]?8\d(?:[ .-]?\d){6,11}" + _END),
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
)


def masked(text: str) -> str:
    """The text without anything that looks like a person's number or address."""
    for pattern in PATTERNS:
        text = pattern.sub(MASK, text)
    return text


class MaskingFormatter(logging.Formatter):
    """Masks the finished line, so that arguments, tracebacks and stack texts are covered alike."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it will be written. What a stranger can cause at will is one line, without a traceback."""
        if record.name.startswith(REFUSED) and record.exc_info:
            record = copy(record)
            record.exc_info = record.exc_text = None
        return masked(super().format(record))
