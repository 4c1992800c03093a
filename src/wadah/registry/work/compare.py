"""Compares the stored rows of a file with the registry and with one another: the second half of a check."""

from collections.abc import Iterator, Sequence

from django.db import transaction

from wadah.core.jobs import fence
from wadah.registry.crowds import Crowds
from wadah.registry.kinds import Verdict
from wadah.registry.models import Intake
from wadah.registry.verdicts import Row, judge_rows
from wadah.registry.work.claims import hold_claims
from wadah.registry.work.keys import keys_of
from wadah.registry.work.progress import next_records
from wadah.registry.work.storing import Keyed, recount, store_verdicts

CHUNK_ROWS = 2_000
# From here on the set engine is faster than comparing row by row.
WORTH_TABLES = 10_000


def compare_rows(intake: Intake, stored: Sequence[Sequence[Keyed]] | None) -> None:
    """Gives every stored row its verdict; from behind `done_through`.

    `stored` are the rows as they were stored, in chunks, None when their keys are to be made anew.
    """
    if intake.total_count >= WORTH_TABLES:
        # DuckDB is heavy: only the worker loads it, and only for such a file.
        from wadah.registry.work.compare_tables import compare_as_tables  # noqa: PLC0415

        compare_as_tables([intake])
        return
    crowds = Crowds(intake.pk)
    for chunk in _from_store(intake) if stored is None else filter(None, stored):
        _compare_chunk(intake, [Row(*keyed) for keyed in chunk], crowds)


def _from_store(intake: Intake) -> Iterator[list[Keyed]]:
    while records := next_records(intake, [Verdict.NEW], CHUNK_ROWS):
        yield [(record.pk, keys_of(record)) for record in records]


@transaction.atomic
def _compare_chunk(intake: Intake, rows: Sequence[Row], crowds: Crowds) -> None:
    fence()
    judge_rows(rows, crowds)
    hold_claims(rows, intake.institution.region_id)
    matched = [row for row in rows if row.matches]
    store_verdicts(matched)
    for row in matched:
        recount(intake, Verdict.NEW, row.verdict)
    intake.done_through = rows[-1].record_id
    intake.done_count = min(intake.done_count + len(rows), intake.total_count)
    intake.save(update_fields=["counts", "done_count", "done_through"])
