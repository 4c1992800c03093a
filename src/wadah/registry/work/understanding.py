"""Turns the rows of a file into rows ready to be stored. Asks no database, so it can run in a process of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from wadah.core.secrets import hash_many
from wadah.core.tabular import Workbook, read_workbook
from wadah.registry import fields
from wadah.registry.intake.checking import CheckContext, CheckedRow, RowChecker
from wadah.registry.intake.places import PlaceResolver
from wadah.registry.intake.returned_titles import told_columns, without_told
from wadah.registry.intake.verdict import RowVerdict
from wadah.registry.kinds import Verdict
from wadah.registry.sealed import SealedCells, as_text, seal_texts
from wadah.registry.shapes import SheetFound, SheetMapping
from wadah.registry.work.prepared import PreparedRow, Understood, prepare_row

CHUNK_ROWS = 2_000
VERDICTS = {
    RowVerdict.OK: Verdict.NEW,
    RowVerdict.NEEDS_REPAIR: Verdict.NEEDS_REPAIR,
    RowVerdict.NOT_A_BUSINESS: Verdict.NOT_A_BUSINESS,
}
OWN_PLACES = frozenset({"nik", "kk_number", "npwp", "phones"})


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


Produced = list[PreparedRow] | Suspects


def understand(task: Task, resolver: PlaceResolver) -> Iterator[Produced]:
    """The rows of all used sheets in chunks, in their order; blank rows are left out."""
    found = {sheet.index: sheet for sheet in task.sheets}
    with read_workbook(task.path) as workbook:
        for mapping in task.mapping:
            yield from _sheet(task, workbook, found[mapping.sheet], mapping, resolver)


def _sheet(
    task: Task, workbook: Workbook, found: SheetFound, mapping: SheetMapping, resolver: PlaceResolver
) -> Iterator[Produced]:
    """All rows go through the checker, also those stored already: what it says of a row rests on those before."""
    context = CheckContext(
        today=task.today,
        resolver=resolver,
        nik_suspect_share=task.nik_suspect_share,
        within=task.within,
        sheet_place=found.place,
        typical=found.typical,
        lets_outside_in=task.lets_outside_in,
        points_tell=found.outside.by_points and found.outside.is_most,
    )
    checker = RowChecker(mapping.columns, context)
    told = told_columns(found.columns)
    for chunk in workbook.chunks(found.index, CHUNK_ROWS):
        rows = without_told([row for row in chunk if row.number > found.last_row], told)
        checked = [row for row in checker.check(rows) if row.verdict is not RowVerdict.BLANK]
        fresh = [row for row in checked if (found.index, row.number) > task.done]
        if fresh:
            yield prepare_chunk(found.index, fresh, checker.sealed_columns)
    if checker.nik_column_is_suspect and checker.late_suspects:
        yield Suspects(found.index, tuple(checker.late_suspects))


def prepare_chunk(
    sheet: int, checked: Sequence[CheckedRow], sealed_columns: Sequence[int]
) -> list[PreparedRow]:
    """The chunk with its numbers hashed and its sensitive cells sealed."""
    niks = _hashed("nik", [row.sensitive.get(fields.NIK) for row in checked])
    phones = _phone_hashes(checked)
    texts = [as_text(_sealed(row, sealed_columns)) for row in checked]
    sealed = _sealed_blobs(texts)
    return [
        prepare_row(
            Understood(
                sheet, row.number, [] if row.verdict is RowVerdict.NOT_A_BUSINESS else row.raw, _content(row),
                row.values, nik, phone, row.region, VERDICTS[row.verdict],
                [problem.as_json() for problem in row.problems], [repair.as_json() for repair in row.repairs],
            ),
            blob,
        )
        for row, nik, phone, blob in zip(checked, niks, phones, sealed, strict=True)
    ]  # fmt: skip


def _hashed(kind: str, numbers: Sequence[str | None]) -> list[bytes | None]:
    there = [number for number in numbers if number]
    hashes = iter(hash_many(kind, there))
    return [next(hashes) if number else None for number in numbers]


def _phone_hashes(checked: Sequence[CheckedRow]) -> list[bytes | None]:
    several = [row.sensitive.get(fields.PHONES) or () for row in checked]
    hashes = iter(hash_many("phone", [phone for phones in several for phone in phones]))
    return [b"".join(next(hashes) for _ in phones) or None for phones in several]


def _sealed(row: CheckedRow, sealed_columns: Sequence[int]) -> SealedCells:
    """The cells that only the office's own returned file shows again; notes below a table may hold names."""
    cells: dict[str, Any] = {
        str(column): cell
        for column, cell in zip(sealed_columns, row.sealed_raw, strict=True)
        if cell is not None
    }
    if row.verdict is RowVerdict.NOT_A_BUSINESS:
        cells |= {str(column): cell for column, cell in enumerate(row.raw) if cell is not None}
    read = row.sensitive
    return SealedCells(
        raw=cells,
        nik=read.get(fields.NIK, ""),
        kk=read.get(fields.KK, ""),
        npwp=read.get(fields.NPWP, ""),
        phones=tuple(read.get(fields.PHONES) or ()),
        other={name: value for name, value in read.items() if name not in OWN_PLACES},
    )


def _content(row: CheckedRow) -> str:
    """The sealed part as far as it was understood: another spelling of the same numbers is the same content."""
    return repr(sorted(row.sensitive.items())) if row.sensitive else ""


def _sealed_blobs(texts: Sequence[str]) -> list[bytes | None]:
    there = [text for text in texts if text != "{}"]
    blobs = iter(seal_texts(there))
    return [next(blobs) if text != "{}" else None for text in texts]
