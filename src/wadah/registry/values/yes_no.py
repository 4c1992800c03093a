"""Columns that answer yes or no."""

from wadah.core.tabular.cells import Cell
from wadah.registry.values.cleaning import as_text, clean_text
from wadah.registry.values.licence import LicenceState, state_of
from wadah.registry.values.parsed import NOTHING, Parsed, note

# Codes of the economic census: 1 ya, 2 tidak.
YES = frozenset({"1. ya", "iya", "ok", "benar", "ikut", "pernah"})
NO = frozenset({"2", "2. tidak", "tidak pernah", "tdk pernah", "bukan", "salah"})


def parse_yes_no(cell: Cell) -> Parsed:
    """True, False, or None with a note when the answer is neither."""
    if cell is None:
        return NOTHING
    if isinstance(cell, bool):
        return Parsed(cell)
    text = clean_text(as_text(cell))[0].lower().strip(" .")
    if not text:
        return NOTHING
    if text in YES:
        return Parsed(True)
    if text in NO:
        return Parsed(False)
    state = state_of(text)
    if state is None:
        return Parsed(problems=(note("yes_no_unreadable"),))
    return Parsed(state is LicenceState.HELD)
