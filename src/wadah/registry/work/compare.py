"""Compares the stored rows of a file with the registry and with one another: the second half of a check."""

from array import array
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile

from django.db import transaction

from wadah.core.jobs import fence
from wadah.registry.crowds import Crowds
from wadah.registry.kinds import Verdict
from wadah.registry.models import Intake
from wadah.registry.verdicts import Row, judge_rows
from wadah.registry.work.claims import hold_claims
from wadah.registry.work.keys import keys_of
from wadah.registry.work.progress import next_records
from wadah.registry.work.storing import recount, store_verdicts

CHUNK_ROWS = 2_000
# From here on the set engine is faster than comparing row by row.
WORTH_TABLES = 10_000


class Remembered:
    """The keys of a file's rows while it is checked, so that they need not be made twice.

    80 bytes a row, in a nameless file of the disk: a million rows would hold 80 MB of memory until the last is stored.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  it goes with this object
        self._added = array("I")

    def add(self, rows: Sequence[Row]) -> None:
        """Rows in the order of their ids."""
        numbers = array("q")
        for row in rows:
            numbers.append(row.record_id)
            numbers.append(len(row.keys))
            numbers.extend(row.keys)
        self._added.append(len(numbers))
        numbers.tofile(self._file)

    def chunks(self) -> Iterator[list[Row]]:
        """The rows again, in lists as they were added."""
        self._file.seek(0)
        for length in self._added:
            numbers = array("q")
            numbers.fromfile(self._file, length)
            rows, at = [], 0
            while at < length:
                end = at + 2 + numbers[at + 1]
                rows.append(Row(numbers[at], numbers[at + 2 : end]))
                at = end
            if rows:
                yield rows


def compare_rows(intake: Intake, remembered: Remembered | None) -> None:
    """Gives every stored row its verdict; from behind `done_through`, and by keys made anew after a crash."""
    if intake.total_count >= WORTH_TABLES:
        # DuckDB is heavy: only the worker loads it, and only for such a file.
        from wadah.registry.work.compare_tables import compare_as_tables  # noqa: PLC0415

        compare_as_tables([intake])
        return
    crowds = Crowds(intake.pk)
    chunks = _from_store(intake) if remembered is None else remembered.chunks()
    for rows in chunks:
        _compare_chunk(intake, rows, crowds)


def _from_store(intake: Intake) -> Iterator[list[Row]]:
    while records := next_records(intake, [Verdict.NEW], CHUNK_ROWS):
        yield [Row(record.pk, keys_of(record)) for record in records]


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
