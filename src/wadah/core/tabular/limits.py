"""How big a file may be before it is refused in words, instead of filling the memory or the disk."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file. The defaults let through a sheet of 1,048,576 rows, Excel's own largest."""

    file_bytes: int = 600 * MEBIBYTE
    # A sheet of a million rows and 18 columns inflates to about 1.2 GB.
    inflated_bytes: int = 4096 * MEBIBYTE
    # Real sheets shrink 10 to 60 times; a bomb about 1,000 times. Looked at from `ratio_from_bytes` on.
    ratio: int = 250
    ratio_from_bytes: int = 16 * MEBIBYTE
    entries: int = 2_000
    # Texts that an xlsx keeps once for all its cells stay in memory while the sheet is read.
    shared_text_bytes: int = 320 * MEBIBYTE
    # Formats that can only be read whole (xls, ods, an html table).
    whole_file_bytes: int = 64 * MEBIBYTE
    whole_inflated_bytes: int = 256 * MEBIBYTE
    rows: int = 5_000_000
    columns: int = 1_000
    # Excel's own limit of one cell is 32,767 characters.
    cell_characters: int = 32_767
