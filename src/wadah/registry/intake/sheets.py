"""A first look at a sheet: its header, the guess for its columns, and whether it lists businesses at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from wadah.core.tabular import Row, Workbook
from wadah.registry.intake.contents import profile_of
from wadah.registry.intake.fields import FIELDS, Kind
from wadah.registry.intake.header import HeaderBlock, find_header
from wadah.registry.intake.mapping import Certainty, ColumnGuess, MappedColumn, signature_of, suggest_mapping
from wadah.registry.intake.not_business import reason
from wadah.registry.intake.returned_titles import told_columns, without_told
from wadah.registry.values.cleaning import clean_text

LOOK_ROWS = 400
PLACE_IN_SHEET_NAME = re.compile(
    r"^(?:data|umkm|ikm|daftar|rekap|sheet|kecamatan|kec|lembar|\d+|[. _-])*\s*(.*?)(?:\s*\d{4})?$",
    re.IGNORECASE,
)
NO_PLACE = re.compile(
    r"^(?:sheet|lembar|worksheet|data|tabel|table)?\s*\d*$|umkm|ikm|rekap|total|gabung|master", re.IGNORECASE
)
COUNTS_TITLE = re.compile(r"\bjumlah\b.*\b(?:menurut|per|berdasarkan)\b|\brekap", re.IGNORECASE)


class TableKind(StrEnum):
    """What a sheet is: a list of businesses, counts per place, only a header, or nothing."""

    BUSINESSES = "businesses"
    STATISTICS = "statistics"
    HEADER_ONLY = "header_only"
    EMPTY = "empty"
    UNKNOWN = "unknown"


REFUSALS = {
    TableKind.STATISTICS: (
        "Lembar ini tabel jumlah per wilayah, bukan daftar usaha: tidak ada nama usaha atau "
        "pemilik di dalamnya. "
        "Kirim daftar usahanya, satu usaha satu baris.",
        "This sheet counts businesses by area; it does not list them: no business or owner is named in it. "
        "Send the list itself, one business a row.",
    ),
    TableKind.HEADER_ONLY: (
        "Lembar ini hanya berisi judul kolom, belum ada baris data.",
        "This sheet holds column titles only, and no row of data.",
    ),
    TableKind.EMPTY: ("Lembar ini kosong.", "This sheet is empty."),
    TableKind.UNKNOWN: (
        "Di lembar ini tidak ada kolom nama usaha atau nama pemilik yang kami kenali. Tunjukkan kolomnya, "
        "atau tulis judul “Nama usaha”.",
        "No column of this sheet was recognised as the name of a business or an owner. Point it out, "
        "or give it the title “Nama usaha”.",
    ),
}


@dataclass(frozen=True, slots=True)
class SheetLook:
    """What a sheet seems to be. `sheet_place` is the place that its name gives, '' when it gives none."""

    name: str
    index: int
    kind: TableKind
    header: HeaderBlock
    guesses: tuple[ColumnGuess, ...]
    signature: str
    typical: int
    sheet_place: str
    sample: tuple[Row, ...]

    def refusal(self, language: str = "id") -> str:
        """Why the sheet cannot be imported, in plain words; '' when it can."""
        words = REFUSALS.get(self.kind)
        return "" if words is None else words[0 if language.startswith("id") else 1]


def look_at(
    workbook: Workbook,
    index: int = 0,
    *,
    remembered: dict[str, tuple[MappedColumn, ...]] | None = None,
) -> SheetLook:
    """Reads the first rows of a sheet. `remembered` are the office's mappings by signature."""
    rows = list(islice(workbook.rows(index), LOOK_ROWS))
    name = workbook.sheets[index].name
    if not rows:
        empty = HeaderBlock((), 1, 0, found=False)
        return SheetLook(name, index, TableKind.EMPTY, empty, (), signature_of(()), 0, "", ())
    # Rows whose cells could not be put in line say nothing of the columns.
    in_line = [row for row in rows if not {"fields_extra", "fields_missing"} & set(row.problems)]
    header = find_header(in_line, workbook.merges(index))
    below = [row for row in in_line if row.number > header.last_row]
    data = without_told(below, told_columns(header.columns))
    typical = _typical(data)
    sample = [row for row in data if reason(row.cells, header.columns, typical) is None]
    signature = signature_of(header.columns)
    kept = (remembered or {}).get(signature)
    guesses = tuple(suggest_mapping(header, [row.cells for row in sample], kept))
    kind = _kind(header, guesses, sample)
    # A text file has no tabs: its one sheet bears the name of the file.
    place = "" if workbook.kind in ("csv", "html") else place_of_sheet(name)
    return SheetLook(name, index, kind, header, guesses, signature, typical, place, tuple(sample))


def _typical(rows: Sequence[Row]) -> int:
    """The median of how many cells a row fills."""
    filled = sorted(sum(cell is not None for cell in row.cells) for row in rows if any(row.cells))
    return filled[len(filled) // 2] if filled else 0


def _kind(header: HeaderBlock, guesses: Sequence[ColumnGuess], sample: Sequence[Row]) -> TableKind:
    if not sample:
        return TableKind.HEADER_ONLY
    if any(FIELDS[guess.field].kind is Kind.NAME for guess in guesses):
        return TableKind.BUSINESSES
    if _counts(header, guesses, sample):
        return TableKind.STATISTICS
    return TableKind.UNKNOWN


def _counts(header: HeaderBlock, guesses: Sequence[ColumnGuess], sample: Sequence[Row]) -> bool:
    """Places beside columns of plain numbers, and no column that would name one business or person."""
    telling = {"nik", "nib", "phones", "address"}
    if any(guess.field in telling and guess.certainty is not Certainty.UNSURE for guess in guesses):
        return False
    places = sum(FIELDS[guess.field].kind is Kind.PLACE for guess in guesses)
    numbers = 0
    for at in range(header.width):
        profile = profile_of([row.cells[at] if at < len(row.cells) else None for row in sample])
        numbers += profile.number >= 0.8 and profile.ordinal < 0.9 and profile.sixteen == 0
    titled = any(COUNTS_TITLE.search(title) for title in header.titles)
    return numbers >= 1 and (places >= 1 or titled)


def place_of_sheet(name: str) -> str:
    """The place that a sheet's name seems to give: "Kec. Sako", "03 TANJUNG BATU"; '' for "Sheet1"."""
    text = clean_text(name)[0]
    if NO_PLACE.search(text) and not re.search(r"\bkec", text, re.IGNORECASE):
        return ""
    match = PLACE_IN_SHEET_NAME.match(text)
    place = match[1].strip(" ._-") if match else ""
    return place if len(place) >= 3 and not place.isdecimal() else ""
