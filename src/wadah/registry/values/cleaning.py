"""Text as it should have been typed: marks that nobody sees are taken out and noted; letters and emoji
stay.
"""

import re
import unicodedata

from wadah.core.tabular.cells import Cell
from wadah.core.tabular.delimited_writer import without_guard
from wadah.registry.values.parsed import NOTHING, Parsed, note

# Marks of writing direction: harmless in Arabic, but they turn a Latin name or a file name round on the
# screen.
DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Zero-width spaces, soft hyphen, byte order mark, invisible operators; the joiner U+200D belongs to emoji.
INVISIBLE = "\u00ad\u180e\u200b\u200c\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
HIDDEN = re.compile(f"[{DIRECTION}{INVISIBLE}{CONTROL}]")
# A joiner between two plain letters is hidden as well; between pictures it makes one picture of them.
LONE_JOINER = re.compile("(?<=[A-Za-z0-9 .,])\u200d|\u200d(?=[A-Za-z0-9 .,]|$)")
SPACES = re.compile(r"\s+")
NEEDS_LOOK = re.compile(r"[^\x20-\x7e]|  |^ | $")
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
# What stands in a cell that means: nothing to write here.
BLANK_WORDS = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        "_",
        ".",
        "..",
        "...",
        "n/a",
        "na",
        "#n/a",
        "null",
        "none",
        "nan",
        "nil",
        "kosong",
        "tidak ada",
        "tdk ada",
        "tidak punya",
        "tdk punya",
        "belum ada",
        "belum punya",
        "blm ada",
        "nihil",
        "x",
        "?",
    }
)
FORMULA_ERRORS = frozenset({"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})


def as_text(cell: Cell) -> str:
    """The cell as plain text: a whole number without a point, a date as year-month-day, nothing as ''."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    return str(cell)


def clean_text(text: str) -> tuple[str, str]:
    """The cleaned text, and the rule that took something away that was not only space ('' if none did)."""
    if NEEDS_LOOK.search(text) is None:
        return text, ""
    rule = ""
    if HIDDEN.search(text) or HALF_CHARACTER.search(text) or "\u200d" in text:
        cleaned = LONE_JOINER.sub("", HALF_CHARACTER.sub("", HIDDEN.sub("", text)))
        rule = "hidden_marks_removed" if cleaned != text else ""
        text = cleaned
    return unicodedata.normalize("NFC", SPACES.sub(" ", text).strip()), rule


def parse_text(cell: Cell) -> Parsed:
    """A name, an address, an activity: cleaned, and None when the cell says that there is none."""
    if cell is None:
        return NOTHING
    text, rule = clean_text(without_guard(as_text(cell)))
    if text.lower() in BLANK_WORDS:
        return NOTHING
    if text in FORMULA_ERRORS:
        return Parsed(problems=(note("formula_error"),))
    if rule:
        return Parsed(text, (note("hidden_marks_removed"),), rule)
    return Parsed(text)


def is_blank(cell: Cell) -> bool:
    """True for an empty cell and for words that say there is nothing."""
    return cell is None or (isinstance(cell, str) and clean_text(cell)[0].lower() in BLANK_WORDS)
