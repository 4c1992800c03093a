"""A table as a file: inert cells, nothing half written, no row kept in memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from wadah.core.tabular import EXCEL_ROWS, Cell, SheetOut, write_csv, write_xlsx
from wadah.registry.purposes import ExportFormat

Chunk = Sequence[Sequence[Cell]]
COLUMN_LETTERS = 18


def write_table(
    path: Path,
    file_format: str,
    header: tuple[str, ...],
    chunks: Iterable[Chunk],
    after: Callable[[int], None],
) -> int:
    """Writes the table and returns how many rows it has; `after` is told the rows of each chunk once it is taken.

    Raises DiskFull or WriteFailed, and whatever reading the chunks raises; no part of a file is left behind.
    """
    written = 0

    def rows() -> Iterator[Sequence[Cell]]:
        nonlocal written
        for chunk in chunks:
            yield from chunk
            written += len(chunk)
            after(len(chunk))

    if file_format == ExportFormat.CSV:
        write_csv(path, header, rows())
    else:
        write_xlsx(path, _sheets(header, rows()))
    return written


def _sheets(header: tuple[str, ...], rows: Iterator[Sequence[Cell]]) -> Iterator[SheetOut]:
    """One sheet, or as many as Excel needs, each under the same titles."""
    widths = (COLUMN_LETTERS,) * len(header)
    first: list[Sequence[Cell]] = []
    number = 1
    while number == 1 or first:
        name = "Data" if number == 1 else f"Data {number}"
        yield SheetOut(
            name, header, chain(first, islice(rows, EXCEL_ROWS - 1 - len(first))), widths, filtered=True
        )
        first = list(islice(rows, 1))
        number += 1
