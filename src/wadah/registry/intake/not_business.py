"""Rows that are no business: totals, notes and signatures, titles of sections, the header once more."""

import re
from collections.abc import Sequence

from wadah.core.tabular.cells import Cell
from wadah.registry.intake.header import is_column_numbers, is_repeated_header
from wadah.registry.values.cleaning import as_text, clean_text

# The first letters of a total, for the quick look at every row.
TOTAL_STARTS = frozenset({"jum", "tot", "sub", "gra", "rek", "jml"})
TOTAL = re.compile(
    r"(?:grand |sub ?)?(?:jumlah|total|jml|rekap(?:itulasi)?)(?: (?:total|keseluruhan|seluruh\w*|"
    r"umum|akhir|besar|usaha|"
    r"umkm|ikm|data|pelaku usaha|kecamatan|kec|desa|kel|kelurahan|rata-rata|"
    r"per \w+)\.?)*\s*[:=]?\s*[\d.,]*\Z",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"(?:catatan|keterangan|ket|sumber|nb|note|mengetahui|menyetujui|kepala|kabid|camat|lurah|nip|dibuat|dicetak|"
    r"petugas|pendata|yang mendata|a\.?n\.?|pembina|ttd|hormat|demikian|sekretaris|\*)\b|\*|nip[. ]?\d|"
    r"[A-Za-z .]+, +\d{1,2} +\w+ +\d{4}\Z",
    re.IGNORECASE,
)
SECTION = re.compile(
    r"(?:[ivx]+|[a-z]|\d{1,2})?[. )]*\s*(kec(?:amatan)?|kel(?:urahan)?|desa|ds)\b[. :]*(.+)", re.IGNORECASE
)


def may_be_total(cell: Cell) -> bool:
    """A quick look: the cell begins like a total."""
    return type(cell) is str and cell[:3].lower() in TOTAL_STARTS


def reason(cells: Sequence[Cell], columns: Sequence[str], typical: int) -> str | None:
    """Why the row is no business, as a problem code; `blank` for an empty one; None when it may be one.

    `typical` is how many cells a row of this sheet usually fills.
    """
    filled = [(at, text) for at, text in enumerate(clean_text(as_text(cell))[0] for cell in cells) if text]
    if not filled:
        return "blank"
    texts = [text for _, text in filled]
    words = [text for text in texts if not _is_number(text)]
    if words and TOTAL.match(words[0]) and len(words) <= 2:
        return "row_total"
    if is_repeated_header(cells, columns):
        return "row_repeated_header"
    if is_column_numbers(cells) and len(filled) >= max(3, typical // 2):
        return "row_column_numbers"
    if typical < 4:
        return None
    if len(filled) <= 2 and section_place(cells):
        return "row_section"
    if len(filled) == 1 or (len(filled) <= 3 and all(NOTE.match(text) for text in words[:1])):
        return "row_note" if words else "row_total"
    return None


def section_place(cells: Sequence[Cell]) -> str:
    """The place that a section title names: "III. KECAMATAN SAKO" gives "Kecamatan SAKO"; else ''."""
    texts = [text for text in (clean_text(as_text(cell))[0] for cell in cells) if text]
    if not 1 <= len(texts) <= 2:
        return ""
    match = SECTION.match(texts[-1])
    return f"{match[1]} {match[2]}" if match and len(match[2]) < 40 else ""


def _is_number(text: str) -> bool:
    return text.replace(".", "").replace(",", "").replace("Rp", "").strip(" -").isdecimal()
