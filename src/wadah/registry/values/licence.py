"""Licence columns: a number, or a word that says how far it is. The raw text stays in the record."""

import re
from enum import StrEnum

from wadah.core.tabular.cells import Cell
from wadah.registry.values.cleaning import BLANK_WORDS, as_text, clean_text
from wadah.registry.values.parsed import NOTHING, Parsed


class LicenceState(StrEnum):
    """Proses means applied for; belum and a dash mean none."""

    HELD = "held"
    APPLIED = "applied"
    NONE = "none"


NONE_WORDS = frozenset(
    """belum|blm|belum ada|blm ada|tidak|tdk|tidak ada|tdk ada|tidak punya|tdk punya|belum punya|belum
    memiliki
    |tidak memiliki|no|n|t|0|false|nihil|belum mengurus|belum terdaftar|tidak/belum|b""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
HELD_WORDS = frozenset(
    [
        "ada",
        "ya",
        "y",
        "sudah",
        "sdh",
        "sudah ada",
        "punya",
        "sudah punya",
        "memiliki",
        "yes",
        "true",
        "1",
        "v",
        "√",
        "✓",
        "✔",
        "x ada",
        "terbit",
        "sudah terbit",
        "aktif",
        "lengkap",
    ]
)
APPLIED = re.compile(
    r"\b(?:dalam |sedang |masih |lagi |on )?(?:proses|process|pengurusan|diurus|diajukan|pengajuan|"
    r"ajukan|diproses"
    r"|mengurus|menunggu|verifikasi)\b",
    re.IGNORECASE,
)


def state_of(text: str) -> LicenceState | None:
    """The state that a cleaned text names by itself; None when it is something else, such as a number."""
    lowered = text.lower().strip(" .")
    if lowered in BLANK_WORDS or lowered in NONE_WORDS:
        return LicenceState.NONE
    if lowered in HELD_WORDS:
        return LicenceState.HELD
    if APPLIED.search(lowered) and not re.search(r"\d{5}", lowered):
        return LicenceState.APPLIED
    return None


def parse_licence(cell: Cell) -> Parsed:
    """`{"state": held|applied|none, "number": text}`; a text that is no known word counts as its number."""
    if cell is None:
        return NOTHING
    text, rule = clean_text(as_text(cell))
    if not text:
        return NOTHING
    state = state_of(text)
    if state is not None:
        return Parsed({"state": state.value, "number": ""}, repaired=rule)
    return Parsed({"state": LicenceState.HELD.value, "number": text}, repaired=rule)
