"""Sex as offices write it: L and P."""

from wadah.core.tabular.cells import Cell
from wadah.registry.values.cleaning import BLANK_WORDS, as_text, clean_text
from wadah.registry.values.parsed import NOTHING, Parsed, warning

# 1 and 2 are the codes of the economic census (question 12b).
MAN = frozenset(
    [
        "l",
        "lk",
        "laki",
        "laki-laki",
        "laki laki",
        "lakilaki",
        "laki2",
        "pria",
        "cowok",
        "bapak",
        "bpk",
        "m",
        "male",
        "man",
        "1",
        "1. laki-laki",
    ]
)
WOMAN = frozenset(
    [
        "p",
        "pr",
        "perempuan",
        "prempuan",
        "wanita",
        "cewek",
        "ibu",
        "w",
        "f",
        "female",
        "woman",
        "2",
        "2. perempuan",
        "perempuan.",
    ]
)


def parse_sex(cell: Cell) -> Parsed:
    """`L` or `P`."""
    if cell is None or isinstance(cell, bool):
        return NOTHING
    text = clean_text(as_text(cell))[0].lower().strip(" .")
    if text in BLANK_WORDS:
        return NOTHING
    if text in MAN:
        return Parsed("L")
    if text in WOMAN:
        return Parsed("P")
    return Parsed(problems=(warning("sex_unreadable"),))
