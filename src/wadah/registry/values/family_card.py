"""No KK, the number of a family card: 16 digits, with the same spreadsheet damage as a NIK."""

import re

from wadah.core.tabular.cells import Cell
from wadah.registry.values.long_number import read_digits
from wadah.registry.values.nik import refusal
from wadah.registry.values.parsed import NOTHING, Parsed, error, warning

CLEAN = re.compile(r"[1-9]\d{11}(?!0000)\d{4}\Z", re.ASCII)


def quick_kk_number(cell: Cell) -> str | None:
    """A text number with nothing to say about it; None when `parse_kk_number` has to look."""
    return cell if type(cell) is str and CLEAN.match(cell) is not None else None


def parse_kk_number(cell: Cell) -> Parsed:
    """The number of a family card, or why it is refused.

    It does not name a person, so it never holds a row.
    """
    digits = read_digits(cell)
    if digits.typed == "blank":
        return NOTHING
    refused = refusal(digits, "kk")
    if refused is None and digits.text.endswith("0000"):
        refused = error("kk_serial_lost")
    if refused is not None:
        return Parsed(problems=(warning(refused.code, **dict(refused.params)),))
    problems = (warning("kk_typed_as_number"),) if digits.typed == "number" else ()
    changed = isinstance(cell, str) and cell.strip() != digits.text
    return Parsed(digits.text, problems, "separators_removed" if changed else "")
