"""Checks every row of a file and stores it with its verdict. Nothing reaches the registry yet."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from wadah.core.jobs import fence
from wadah.core.mapped_pages import pages_not_mapped
from wadah.core.rulebook import rule
from wadah.core.time import local_day
from wadah.core.transitions import move
from wadah.regions.queries import resolver
from wadah.registry import storage
from wadah.registry.kinds import Verdict
from wadah.registry.models import Intake, Record
from wadah.registry.shapes import SheetFound, SheetMapping
from wadah.registry.states import INTAKE_FLOW, IntakeState
from wadah.registry.values.parsed import error
from wadah.registry.work.compare import WORTH_TABLES, compare_rows
from wadah.registry.work.keys import keys_of, remove_keys
from wadah.registry.work.overlap import produced
from wadah.registry.work.prepared import PreparedChunk
from wadah.registry.work.storing import Keyed, count_problem, done_until, recount, store_keys, store_rows
from wadah.registry.work.understanding import Produced, Suspects, Task

MACHINE = "machine:check"
# Present in `Intake.counts` once all rows are stored: how many there are.
STORED = "stored"
# Present in `Intake.counts` when the rows wait to be compared together with those of other files (`wadah link`).
DEFERRED = "deferred"
# In `Intake.counts` while rows are stored: the last row whose keys are in the index. Keys follow their rows, many
# at once (see store_keys); a job that takes up a killed one's work makes those anew that were still in hand.
KEYED = "keyed"
KEYED_AT_ONCE = 40_000
OLD_ROWS_AT_ONCE = 2_000
NIK_SUSPECT_SHARE = "identity.nik.suspect_zero_share"


def check_rows_of(intake_id: int) -> None:
    """From confirmed columns to verdicts: all rows are stored, then compared, so that the last knows the first.

    Run again after a crash it goes on behind the last whole chunk.
    """
    intake = Intake.objects.select_related("institution").get(pk=intake_id)
    if intake.state != IntakeState.CHECKING:
        return
    stored = None
    if STORED not in intake.counts:
        with pages_not_mapped():
            stored = _store_all(intake)
    if DEFERRED in intake.counts:
        return
    compare_rows(intake, stored)
    finish_check(intake)


def _store_all(intake: Intake) -> list[list[Keyed]] | None:
    """Every row of the file; gives those of a small one when all of them passed through this process."""
    begun = intake.done_through > 0
    if begun:
        _catch_up_keys(intake)
    else:
        _drop_earlier(intake)
    today = local_day(intake.created_at)
    with storage.readable_copy(intake.stored_path, storage.ORIGINAL) as path:
        task = Task(
            path=path,
            sheets=tuple(SheetFound.from_json(sheet) for sheet in intake.sheets),
            mapping=tuple(SheetMapping.from_json(sheet) for sheet in intake.mapping),
            today=today,
            within=intake.institution.region_id,
            nik_suspect_share=rule(NIK_SUSPECT_SHARE, today).decimal,
            done=done_until(intake),
            lets_outside_in=bool(intake.outside_reason),
        )
        stored = _store_contents(intake, produced(task, resolver()))
    _all_stored(intake)
    return None if begun else stored


def _store_contents(intake: Intake, contents: Iterable[Produced]) -> list[list[Keyed]] | None:
    """Chunk by chunk. None when rows were held back, or are so many that they will be compared as tables."""
    stored: list[list[Keyed]] | None = []
    waiting: list[Keyed] = []
    for content in contents:
        if isinstance(content, Suspects):
            stored = None
            _store_keys(intake, waiting)
            _hold_back(intake, content)
            continue
        rows = _store(intake, content)
        waiting += rows
        if len(waiting) >= KEYED_AT_ONCE:
            _store_keys(intake, waiting)
        if stored is not None:
            stored.append(rows)
        if intake.done_count >= WORTH_TABLES:
            stored = None
    _store_keys(intake, waiting)
    return stored


@transaction.atomic
def _store_keys(intake: Intake, waiting: list[Keyed]) -> None:
    """Puts the keys of the rows into the index; nothing waits afterwards."""
    fence()
    store_keys(waiting)
    waiting.clear()
    intake.counts[KEYED] = intake.done_through
    intake.save(update_fields=["counts"])


def _catch_up_keys(intake: Intake) -> None:
    """The keys of the rows that a killed job had stored, and not their keys."""
    rows = Record.objects.filter(intake=intake, pk__gt=intake.counts.get(KEYED, 0), verdict=Verdict.NEW)
    found = rows.order_by("sheet", "row_number").defer("raw", "problems", "sealed")
    _store_keys(intake, [(record.pk, keys_of(record)) for record in found.iterator(OLD_ROWS_AT_ONCE)])


def _all_stored(intake: Intake) -> None:
    """From here on a killed job goes on with comparing."""
    intake.counts[STORED] = intake.done_count
    intake.total_count, intake.done_count, intake.done_through = intake.done_count, 0, 0
    intake.save(update_fields=["counts", "done_count", "done_through", "total_count"])


def _drop_earlier(intake: Intake) -> None:
    """Rows of an earlier check under another mapping: never applied, and made again from the same original."""
    while old := list(
        Record.objects.filter(intake=intake).order_by("sheet", "row_number")[:OLD_ROWS_AT_ONCE]
    ):
        with transaction.atomic():
            fence()
            remove_keys(old)
            Record.objects.filter(pk__in=[record.pk for record in old], party__isnull=True).delete()


@transaction.atomic
def _store(intake: Intake, content: PreparedChunk) -> list[Keyed]:
    """One chunk, with the place from which a killed job goes on; returns the rows that are to be compared."""
    fence()
    rows = store_rows(intake, content)
    intake.total_count = max(intake.total_count, intake.done_count)
    intake.save(update_fields=["counts", "done_count", "done_through", "total_count"])
    return rows


@transaction.atomic
def _hold_back(intake: Intake, suspects: Suspects) -> None:
    """NIKs that were taken for sound before the rest of their column was seen: now they need repair."""
    fence()
    share = rule(NIK_SUSPECT_SHARE, local_day(intake.created_at)).decimal
    problem = error("nik_column_suspect", percent=round(100 * share))._replace(field="nik").as_json()
    for start in range(0, len(suspects.row_numbers), OLD_ROWS_AT_ONCE):
        numbers = suspects.row_numbers[start : start + OLD_ROWS_AT_ONCE]
        rows = Record.objects.filter(intake=intake, sheet=suspects.sheet, row_number__in=numbers)
        records = [
            record for record in rows if not any(p["code"] == problem["code"] for p in record.problems)
        ]
        remove_keys([record for record in records if record.verdict != Verdict.NEEDS_REPAIR])
        for record in records:
            recount(intake, Verdict(record.verdict), Verdict.NEEDS_REPAIR)
            count_problem(intake, problem["code"], record.sheet, record.row_number)
            record.verdict, record.matches = Verdict.NEEDS_REPAIR, []
            record.problems = [problem, *record.problems]
        Record.objects.bulk_update(records, ["verdict", "matches", "problems"], batch_size=500)
    intake.save(update_fields=["counts"])


@transaction.atomic
def finish_check(intake: Intake) -> None:
    """Every row has its verdict."""
    fence()
    now = timezone.now()
    also = {"checked_at": now, "done_count": intake.total_count}
    move(intake, IntakeState.CHECKED, flow=INTAKE_FLOW, actor=MACHINE, at=now, also=also)
