"""NIB, the number of a business: 13 digits. A lost leading zero is put back with a mark."""

import re

from wadah.core.tabular.cells import Cell
from wadah.registry.values.cleaning import as_text, clean_text
from wadah.registry.values.licence import LicenceState, state_of
from wadah.registry.values.long_number import read_digits
from wadah.registry.values.parsed import NOTHING, Parsed, note, warning

LENGTH = 13
CLEAN = re.compile(r"\d{13}\Z", re.ASCII)
SAME_DIGIT = re.compile(r"(\d)\1{12}\Z")


def quick_nib(cell: Cell) -> str | None:
    """A text NIB with nothing to say about it; None when `parse_nib` has to look."""
    if type(cell) is str and CLEAN.match(cell) is not None and SAME_DIGIT.match(cell) is None:
        return cell
    return None


def parse_nib(cell: Cell) -> Parsed:
    """The NIB, or why it is not taken. `proses` and `belum` are states of a licence, not mistakes."""
    digits = read_digits(cell)
    if digits.typed == "blank":
        return NOTHING
    if digits.typed == "letters":
        state = state_of(clean_text(as_text(cell))[0])
        if state is LicenceState.NONE:
            return NOTHING
        if state is not None:
            return Parsed(problems=(note(f"nib_{state.value}"),))
        return Parsed(problems=(warning("nib_letters"),))
    if digits.typed == "scientific":
        return Parsed(problems=(warning("nib_damaged"),))
    if len(digits.text) == LENGTH - 1:
        return Parsed("0" + digits.text, (note("nib_lost_zero"),), "nib_lost_zero")
    if len(digits.text) != LENGTH:
        if set(digits.text) <= {"0"}:
            return NOTHING
        return Parsed(problems=(warning("nib_length", count=len(digits.text)),))
    if SAME_DIGIT.match(digits.text):
        return Parsed(problems=(warning("nib_filler"),))
    return Parsed(digits.text)
