"""The rows of one file: what is wrong with each, what was repaired, its cells as they came, numbers masked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language

from wadah.core.actors import Actor
from wadah.core.paging import keyset
from wadah.registry.intake.mapping import MappedColumn
from wadah.registry.intake.masks import is_harmless, masked_cell
from wadah.registry.kinds import Verdict
from wadah.registry.models import Intake, Party, Record
from wadah.registry.policies import visible_parties
from wadah.registry.queries.intakes import WORST_FIRST, get_intake_for
from wadah.registry.queries.pairs import FilePairs, pairs_of_file
from wadah.registry.queries.row_matches import RowMatch, row_matches
from wadah.registry.sealed import open_cells
from wadah.registry.shapes import SheetMapping
from wadah.registry.values.cleaning import as_text
from wadah.registry.values.parsed import Severity, problem_from_json
from wadah.registry.values.texts import problem_text, rule_text
from wadah.registry.words import field_label

ROWS_A_PAGE = 25
IGNORED = "ignored"
ONE_ROW = re.compile(r"(\d{1,3})-(\d{1,8})", re.ASCII)
LONGEST_CELL = 200


@dataclass(frozen=True)
class RowCell:
    """One filled cell under its column's title."""

    title: str
    text: str


@dataclass(frozen=True)
class RowRepair:
    """What was repaired by one rule, and in which fields."""

    words: str
    fields: str


@dataclass(frozen=True)
class RowShown:
    """One row of a file. `party` is empty where the reader may not open it."""

    record: Record
    sheet: str
    name: str
    problems: tuple[tuple[Severity, str], ...]
    repairs: tuple[RowRepair, ...]
    cells: tuple[RowCell, ...]
    party: UUID | None
    matches: tuple[RowMatch, ...]


@dataclass(frozen=True)
class VerdictChip:
    """One verdict that rows of this file have, and how many."""

    verdict: Verdict
    count: int


@dataclass(frozen=True)
class RowsPage:
    """One page of rows, and the verdicts to choose from; `problem` in words when one was asked for."""

    intake: Intake
    chips: tuple[VerdictChip, ...]
    problem: str
    items: tuple[RowShown, ...]
    next: str
    previous: str
    pairs: FilePairs

    @property
    def rows_count(self) -> int:
        """All rows of the file."""
        return sum(chip.count for chip in self.chips)

    @property
    def doubtful_count(self) -> int:
        """Rows that may repeat another one; each of them stands in one to three pairs."""
        return sum(chip.count for chip in self.chips if chip.verdict == Verdict.POSSIBLE_DUPLICATE)

    @property
    def repairs_count(self) -> int:
        """Rows that are held until the office repairs them."""
        return sum(chip.count for chip in self.chips if chip.verdict == Verdict.NEEDS_REPAIR)


@dataclass(frozen=True)
class _Around:
    """What the rows of a page share."""

    sheets: Mapping[int, str]
    columns: Mapping[int, Mapping[int, MappedColumn]]
    parties: Mapping[int, UUID]
    matches: Mapping[int, tuple[RowMatch, ...]]


def intake_rows(
    actor: Actor, public_id: UUID, *, verdict: str = "", problem: str = "", row: str = "", cursor: str = ""
) -> RowsPage:
    """Rows of one file in their order, of one verdict or with one problem when asked. Raises NotFound.

    `row` asks for one alone, by sheet and number as `0-12`.
    """
    intake = get_intake_for(actor, public_id)
    rows = Record.objects.filter(intake=intake)
    if verdict in Verdict.values:
        rows = rows.filter(verdict=verdict)
    if place := ONE_ROW.fullmatch(row):
        rows = rows.filter(sheet=int(place[1]), row_number=int(place[2]))
    asked = problem if problem in intake.counts.get("problems", {}) else ""
    if asked:
        rows = rows.annotate(told=Cast("problems", TextField())).filter(told__contains=f'"{asked}"')
    page = keyset(rows, order=("sheet", "row_number", "pk"), cursor=cursor, size=ROWS_A_PAGE)
    around = _around(actor, intake, page.items)
    shown = tuple(_row(record, around) for record in page.items)
    told = next((_told(record, asked) for record in page.items), asked) if asked else ""
    pairs = pairs_of_file(actor, public_id) if verdict == Verdict.POSSIBLE_DUPLICATE else FilePairs()
    return RowsPage(intake, tuple(_chips(intake)), told, shown, page.next, page.previous, pairs)


def _told(record: Record, code: str) -> str:
    """The words of one problem of a row."""
    stored = next((found for found in record.problems if found["code"] == code), None)
    return problem_text(problem_from_json(stored), get_language() or "id") if stored else code


def _chips(intake: Intake) -> Iterator[VerdictChip]:
    counted: Mapping[str, int] = intake.counts.get("verdicts", {})
    for verdict in Verdict:
        if counted.get(verdict.value):
            yield VerdictChip(verdict, counted[verdict.value])


def _around(actor: Actor, intake: Intake, records: Sequence[Record]) -> _Around:
    """A few queries, however many rows."""
    parties = Party.objects.filter(pk__in=[record.party_id for record in records if record.party_id])
    return _Around(
        sheets={sheet["index"]: sheet["name"] for sheet in intake.sheets},
        columns={
            sheet.sheet: {column.column: column for column in sheet.columns}
            for sheet in map(SheetMapping.from_json, intake.mapping)
        },
        parties=dict(visible_parties(actor, parties).values_list("pk", "public_id")),
        matches=row_matches(actor, records),
    )


def _row(record: Record, around: _Around) -> RowShown:
    language = get_language() or "id"
    problems = [problem_from_json(stored) for stored in record.problems]
    problems.sort(key=lambda problem: WORST_FIRST.index(problem.severity))
    name = record.values.get("business_name") or record.values.get("owner_name") or ""
    return RowShown(
        record=record,
        sheet=around.sheets.get(record.sheet, "") if len(around.sheets) > 1 else "",
        name=str(name),
        problems=tuple((problem.severity, problem_text(problem, language)) for problem in problems),
        repairs=tuple(_repairs(record, language)),
        cells=tuple(_cells(record, around.columns.get(record.sheet, {}))),
        party=around.parties.get(record.party_id or 0),
        matches=around.matches.get(record.pk, ()),
    )


def _repairs(record: Record, language: str) -> Iterator[RowRepair]:
    """One line a rule, however many fields it repaired."""
    fields: dict[str, list[str]] = {}
    for repair in record.repairs:
        fields.setdefault(repair["rule"], []).append(field_label(repair["field"]))
    for rule, labels in fields.items():
        yield RowRepair(rule_text(rule, language), ", ".join(dict.fromkeys(labels)))


def _cells(record: Record, columns: Mapping[int, MappedColumn]) -> Iterator[RowCell]:
    """The filled cells in their order; sealed ones masked."""
    raw: Sequence[Any] = record.raw
    texts = {at: str(cell)[:LONGEST_CELL] for at, cell in enumerate(raw) if cell is not None}
    if record.sealed is not None:
        # Notes below a table may hold names: nothing of them is shown.
        is_note = record.verdict == Verdict.NOT_A_BUSINESS
        for number, cell in open_cells(record.sealed).raw.items():
            column = None if is_note else columns.get(int(number))
            texts[int(number)] = _sealed_text(as_text(cell), column)
    for at, text in sorted(texts.items()):
        yield RowCell(columns[at].title if at in columns else str(at + 1), text)


def _sealed_text(text: str, column: MappedColumn | None) -> str:
    is_open = column is not None and column.field == IGNORED and is_harmless(text, column.title)
    return text[:LONGEST_CELL] if is_open else masked_cell(text)
