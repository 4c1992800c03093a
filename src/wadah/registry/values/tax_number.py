"""NPWP and NITKU: 15 digits of old, 16 now, 22 for a place of business.

An old personal one is not converted.
"""

from wadah.core.tabular.cells import Cell
from wadah.registry.values.long_number import lost_digits, read_digits
from wadah.registry.values.parsed import NOTHING, Parsed, note, warning

OLD, NEW, PLACE = 15, 16, 22


def parse_npwp(cell: Cell) -> Parsed:
    """The digits of an NPWP as written.

    15 digits are kept: a body's gets a 0 before it, a person's is the NIK.
    """
    digits = read_digits(cell)
    if digits.typed == "blank":
        return NOTHING
    if digits.typed == "scientific" or lost_digits(digits, NEW) or lost_digits(digits, PLACE):
        return Parsed(problems=(warning("npwp_damaged"),))
    if digits.typed == "letters":
        return Parsed(problems=(warning("npwp_letters"),))
    if len(digits.text) not in (OLD, NEW, PLACE):
        return Parsed(problems=(warning("npwp_length", count=len(digits.text)),))
    if len(digits.text) == OLD:
        return Parsed(digits.text, (note("npwp_old"),))
    if digits.typed == "number":
        return Parsed(digits.text, (warning("npwp_typed_as_number"),))
    return Parsed(digits.text)


def mask_npwp(npwp: str) -> str:
    """The first two and the last three digits."""
    return f"{npwp[:2]}{'•' * max(len(npwp) - 5, 0)}{npwp[-3:]}"
