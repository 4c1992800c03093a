"""Gives the officer her file back: every row as she wrote it, with its verdict and its problems beside it."""

import errno
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from wadah.core.mapped_pages import pages_not_mapped
from wadah.core.scratch import scratch
from wadah.core.tabular import (
    EXCEL_ROWS,
    Cell,
    MarkedRow,
    Row,
    SheetOut,
    TabularError,
    Tone,
    Workbook,
    read_workbook,
    write_xlsx,
)
from wadah.registry import storage
from wadah.registry.intake.mapping import MappedColumn
from wadah.registry.intake.returned_titles import returned_titles, told_columns
from wadah.registry.kinds import LinkLevel, Verdict
from wadah.registry.models import Intake, Record
from wadah.registry.shapes import SheetFound, SheetMapping
from wadah.registry.values.parsed import problem_from_json
from wadah.registry.values.texts import problem_text, rule_text
from wadah.registry.work.returned_look import Look, line_count

ROWS_AT_ONCE = 2_000
# Rows by which the width of a column is chosen.
ROWS_LOOKED_AT = 200
DISK_FULL = "disk_full"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


class Checked(NamedTuple):
    """What is written beside one row."""

    row_number: int
    words: tuple[str, str, str, str]
    marks: Mapping[int, Tone]


def write_returned(intake_id: int) -> None:
    """Writes the returned file anew. A full disk leaves the intake as it was, with `returned_error` set."""
    intake = Intake.objects.select_related("uploaded_by").get(pk=intake_id)
    if intake.checked_at is None:
        return
    try:
        path = _write(intake)
    except TabularError as error:
        _failed(intake, error.code)
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        _failed(intake, DISK_FULL)
    else:
        old = intake.returned_path
        Intake.objects.filter(pk=intake.pk).update(returned_path=path, returned_error="")
        storage.drop(old)


def _failed(intake: Intake, code: str) -> None:
    Intake.objects.filter(pk=intake.pk).update(returned_error=code)


def _write(intake: Intake) -> str:
    """The path of the sealed file. What was written in the clear on the way is gone afterwards."""
    with scratch(Path(settings.MEDIA_ROOT)) as folder:
        plain = folder / "hasil.xlsx"
        write_plain(intake, plain)
        with plain.open("rb") as file:
            return storage.store_sealed(file, storage.RETURNED)


def write_plain(intake: Intake, path: Path) -> None:
    """The returned file in the clear, for the command line. Raises a TabularError when it cannot be written."""
    language = intake.uploaded_by.language if intake.uploaded_by else settings.LANGUAGE_CODE
    with (
        pages_not_mapped(),
        translation.override(language),
        storage.readable_copy(intake.stored_path, storage.ORIGINAL, intake.file_name) as original,
        read_workbook(original) as workbook,
    ):
        write_xlsx(path, _sheets(intake, workbook, language))


def _sheets(intake: Intake, workbook: Workbook, language: str) -> Iterator[SheetOut]:
    used = {sheet["sheet"]: SheetMapping.from_json(sheet).columns for sheet in intake.mapping}
    for found in (SheetFound.from_json(sheet) for sheet in intake.sheets):
        info = workbook.sheets[found.index]
        if found.index in used:
            yield from _parted(_checked_sheet(intake, workbook, found, used[found.index], language))
        else:
            yield SheetOut(info.name, (), (row.cells for row in _every_row(workbook.rows(info.index), 2)))


def _checked_sheet(
    intake: Intake, workbook: Workbook, found: SheetFound, columns: Sequence[MappedColumn], language: str
) -> SheetOut:
    """Titles and header stay in their rows, so that row numbers are those of the officer's own file."""
    info = workbook.sheets[found.index]
    rows = iter(_every_row(workbook.rows(info.index), 1))
    above = [_texts(row.cells) for row in _taken(rows, max(found.last_row, 0))]
    header = above[-1] if above else found.columns
    width = _own_width(found, max(len(found.columns), len(header)))
    own = (*header[:width], *("",) * (width - len(header)))
    head = list(islice(rows, ROWS_LOOKED_AT))
    look = Look(own, head, columns, width)
    return SheetOut(
        info.name,
        (*own, *returned_titles(language)),
        _with_verdicts(chain(head, rows), _records(intake, info.index, look, language), look, width),
        widths=look.widths,
        filtered=True,
        parent_count=found.last_row - found.first_row if above else 0,
        titles=tuple(above[:-1]),
    )


def _parted(sheet: SheetOut) -> Iterator[SheetOut]:
    """A text file may have more rows than a sheet of Excel: they go on in a further sheet under the same header."""
    rows = iter(sheet.rows)
    yield replace(sheet, rows=islice(rows, EXCEL_ROWS - len(sheet.titles) - 1))
    while (first := next(rows, None)) is not None:
        yield replace(sheet, titles=(), parent_count=0, rows=chain([first], islice(rows, EXCEL_ROWS - 2)))


def _own_width(found: SheetFound, width: int) -> int:
    """The officer's own columns: what we wrote behind them the last time is written anew."""
    told = told_columns(found.columns)
    return told.start if told and told.stop == len(found.columns) else width


def _every_row(rows: Iterable[Row], first: int) -> Iterator[Row]:
    """The rows with the blank ones that the reader left out, so that every row keeps its number."""
    expected = first
    for row in rows:
        while expected < row.number:
            yield Row(expected, ())
            expected += 1
        yield row
        expected = row.number + 1


def _taken(rows: Iterator[Row], last: int) -> Iterator[Row]:
    """Rows up to the number `last`; the one behind it is not lost."""
    for _count in range(last):
        row = next(rows, None)
        if row is None:
            return
        yield row


def _with_verdicts(
    rows: Iterable[Row], checked: Iterator[Checked], look: Look, width: int
) -> Iterator[Sequence[Cell] | MarkedRow]:
    told = next(checked, None)
    for row in rows:
        while told is not None and told.row_number < row.number:
            told = next(checked, None)
        if told is not None and told.row_number == row.number:
            cells = (*look.cells(row.cells), *told.words, *row.cells[max(width, look.read_width) :])
            yield MarkedRow(cells, told.marks, line_count(told.words))
        else:
            yield row.cells


def _told(record: Record, own: Mapping[int, int], language: str) -> tuple[str, str, str, str]:
    """Verdict, problems, repairs and likeness of a row in words; `own` are rows of this file by their record."""
    problems = "\n".join(problem_text(problem_from_json(found), language) for found in record.problems)
    rules = dict.fromkeys(repair["rule"] for repair in record.repairs)
    repairs = "; ".join(rule_text(rule, language) for rule in rules)
    return str(Verdict(record.verdict).label), problems, repairs, _likeness(record, own)


def _likeness(record: Record, own: Mapping[int, int]) -> str:
    """Which row it repeats, when that row is one of her own file; else that it is in the registry."""
    ids = _matched(record)
    if not ids:
        return ""
    rows = ", ".join(str(own[found]) for found in sorted(ids) if found in own)
    return _("baris %(rows)s berkas ini") % {"rows": rows} if rows else _("usaha yang sudah terdaftar")


def _matched(record: Record) -> list[int]:
    return [match["record"] for match in record.matches if match["level"] == LinkLevel.BUSINESS]


def _records(intake: Intake, sheet: int, look: Look, language: str) -> Iterator[Checked]:
    """The checked rows of one sheet in their order, a few thousand at a time."""
    last = 0
    rows = Record.objects.filter(intake=intake, sheet=sheet).order_by("row_number")
    columns = ("row_number", "verdict", "problems", "repairs", "matches")
    while chunk := list(rows.filter(row_number__gt=last).only(*columns)[:ROWS_AT_ONCE]):
        last = chunk[-1].row_number
        matched = {found for record in chunk for found in _matched(record)}
        own = dict(Record.objects.filter(pk__in=matched, intake=intake).values_list("pk", "row_number"))
        for record in chunk:
            marks = look.marks(Verdict(record.verdict), record.problems)
            yield Checked(record.row_number, _told(record, own, language), marks)


def _texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell) for cell in cells)
