"""Turns the rows of a file into rows ready to be stored. Asks no database, so it can run in a process of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from wadah.core.secrets import hash_many, hash_present
from wadah.core.tabular import Row, read_workbook
from wadah.registry import fields
from wadah.registry.compact import compact, compact_all
from wadah.registry.intake.checking import CheckContext, CheckedRow, RowChecker
from wadah.registry.intake.places import PlaceResolver
from wadah.registry.intake.returned_titles import told_columns, without_told
from wadah.registry.intake.verdict import RowVerdict
from wadah.registry.kinds import Verdict
from wadah.registry.sealed import seal_texts
from wadah.registry.shapes import SheetFound, SheetMapping
from wadah.registry.work.prepared import PreparedChunk, Understood, prepare

CHUNK_ROWS = 2_000
VERDICTS = {
    RowVerdict.OK: Verdict.NEW,
    RowVerdict.NEEDS_REPAIR: Verdict.NEEDS_REPAIR,
    RowVerdict.NOT_A_BUSINESS: Verdict.NOT_A_BUSINESS,
}
# The part of SealedCells that a sensitive field has to itself.
OWN_PARTS = {fields.NIK: "nik", fields.KK: "kk", fields.NPWP: "npwp", fields.PHONES: "phones"}


@dataclass(frozen=True)
class Task:
    """What is read: the file in the clear, the sheets with what their columns mean, and from where on.

    `done` is the sheet and row number of the last row that is stored already, (0, 0) at the start.
    """

    path: Path
    sheets: tuple[SheetFound, ...]
    mapping: tuple[SheetMapping, ...]
    today: date
    within: str
    nik_suspect_share: Decimal
    done: tuple[int, int] = (0, 0)
    lets_outside_in: bool = False


@dataclass(frozen=True)
class Suspects:
    """Rows of a sheet whose NIK turned out to be suspect when more of the column had been seen."""

    sheet: int
    row_numbers: tuple[int, ...]


Produced = PreparedChunk | Suspects


def understand(task: Task, resolver: PlaceResolver) -> Iterator[Produced]:
    """The rows of all used sheets in chunks, in their order; blank rows are left out."""
    found = {sheet.index: sheet for sheet in task.sheets}
    with read_workbook(task.path) as workbook:
        for mapping in task.mapping:
            sheet = found[mapping.sheet]
            checker = RowChecker(mapping.columns, _context(task, sheet, resolver))
            told = told_columns(sheet.columns)
            for chunk in workbook.chunks(sheet.index, CHUNK_ROWS):
                rows = without_told([row for row in chunk if row.number > sheet.last_row], told)
                understood = _understood(task, sheet.index, checker, rows)
                if understood is not None:
                    yield understood
            if checker.nik_column_is_suspect and checker.late_suspects:
                yield Suspects(sheet.index, tuple(checker.late_suspects))


def _understood(task: Task, sheet: int, checker: RowChecker, rows: Sequence[Row]) -> PreparedChunk | None:
    """Those of the rows that are not stored yet; all of them go past the checker."""
    if not rows or (sheet, rows[-1].number) <= task.done:
        checker.pass_over(rows)
        return None
    checked = [
        row
        for row in checker.check(rows)
        if row.verdict is not RowVerdict.BLANK and (sheet, row.number) > task.done
    ]
    return prepare_chunk(sheet, checked, checker.sealed_columns) if checked else None


def _context(task: Task, found: SheetFound, resolver: PlaceResolver) -> CheckContext:
    return CheckContext(
        today=task.today,
        resolver=resolver,
        nik_suspect_share=task.nik_suspect_share,
        within=task.within,
        sheet_place=found.place,
        typical=found.typical,
        lets_outside_in=task.lets_outside_in,
        points_tell=found.outside.by_points and found.outside.is_most,
    )


def prepare_chunk(sheet: int, checked: Sequence[CheckedRow], sealed_columns: Sequence[int]) -> PreparedChunk:
    """The rows with their numbers hashed and their sensitive cells sealed."""
    names = tuple(map(str, sealed_columns))
    sealed = _sealed_blobs([_sealed_text(row, names) for row in checked])
    sensitive = [row.sensitive for row in checked]
    understood = Understood(
        sheet,
        [row.number for row in checked],
        [[] if row.verdict is RowVerdict.NOT_A_BUSINESS else row.raw for row in checked],
        [content if content != "{}" else "" for content in compact_all(sensitive, sort=True)],
        [row.values for row in checked],
        hash_present("nik", [read.get(fields.NIK) for read in sensitive]),
        _phone_hashes([read.get(fields.PHONES) for read in sensitive]),
        [row.region for row in checked],
        [VERDICTS[row.verdict] for row in checked],
        [row.problems for row in checked],
        [row.repairs for row in checked],
    )
    return prepare(understood, sealed)


def _phone_hashes(several: Sequence[Sequence[str] | None]) -> list[bytes | None]:
    hashes = iter(hash_many("phone", [phone for phones in several if phones for phone in phones]))
    return [b"".join([next(hashes) for _ in phones]) if phones else None for phones in several]


def _sealed_text(row: CheckedRow, names: Sequence[str]) -> str:
    """What is sealed of a row, "" when nothing is. `names` are the numbers of the sealed columns as text.

    The cells are there for the office's own returned file alone; notes below a table may hold names.
    """
    cells: dict[str, Any] = {
        name: cell for name, cell in zip(names, row.sealed_raw, strict=True) if cell is not None
    }
    if row.verdict is RowVerdict.NOT_A_BUSINESS:
        cells |= {str(column): cell for column, cell in enumerate(row.raw) if cell is not None}
    read = row.sensitive
    if not cells and not read:
        return ""
    parts: dict[str, Any] = {"raw": cells} if cells else {}
    other: dict[str, Any] = {}
    for name, value in read.items():
        part = OWN_PARTS.get(name)
        if part is not None:
            parts[part] = value
        else:
            other[name] = value
    if other:
        parts["other"] = other
    return compact(parts)


def _sealed_blobs(texts: Sequence[str]) -> list[bytes | None]:
    blobs = iter(seal_texts([text for text in texts if text]))
    return [next(blobs) if text else None for text in texts]
