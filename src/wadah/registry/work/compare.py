"""Compares the stored rows of a file with the registry and with one another: the second half of a check."""

from array import array
from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction

from wadah.core.jobs import fence
from wadah.registry.crowds import Crowds
from wadah.registry.kinds import Verdict
from wadah.registry.models import Intake, Record
from wadah.registry.verdicts import Row, judge_rows
from wadah.registry.work.keys import keys_of
from wadah.registry.work.progress import next_records
from wadah.registry.work.storing import recount, store_verdicts

CHUNK_ROWS = 2_000
# From here on the set engine is faster than comparing row by row; it serves the first load of a registry.
WORTH_TABLES = 20_000


class Remembered:
    """The keys of a file's rows while it is checked, packed: 80 bytes a row, so that they need not be made twice."""

    def __init__(self) -> None:
        self.ids, self.lengths, self.keys = array("q"), array("B"), array("q")

    def add(self, rows: Iterable[Row]) -> None:
        """Rows in the order of their ids."""
        for row in rows:
            self.ids.append(row.record_id)
            self.lengths.append(len(row.keys))
            self.keys.extend(row.keys)

    def chunks(self, size: int) -> Iterator[list[Row]]:
        """The rows again, in lists."""
        at = 0
        for start in range(0, len(self.ids), size):
            rows = []
            for index in range(start, min(start + size, len(self.ids))):
                end = at + self.lengths[index]
                rows.append(Row(self.ids[index], self.keys[at:end]))
                at = end
            yield rows


def compare_rows(intake: Intake, remembered: Remembered | None) -> None:
    """Gives every stored row its verdict; from behind `done_through`, and by keys made anew after a crash."""
    if intake.total_count >= WORTH_TABLES and not Record.objects.filter(party__isnull=False).exists():
        # DuckDB and Splink are heavy: only the worker loads them, and only for such a file.
        from wadah.registry.work.compare_tables import compare_as_tables  # noqa: PLC0415

        compare_as_tables([intake])
        return
    crowds = Crowds(intake.pk)
    chunks = _from_store(intake) if remembered is None else remembered.chunks(CHUNK_ROWS)
    for rows in chunks:
        _compare_chunk(intake, rows, crowds)


def _from_store(intake: Intake) -> Iterator[list[Row]]:
    while records := next_records(intake, [Verdict.NEW], CHUNK_ROWS):
        yield [Row(record.pk, keys_of(record)) for record in records]


@transaction.atomic
def _compare_chunk(intake: Intake, rows: Sequence[Row], crowds: Crowds) -> None:
    fence()
    judge_rows(rows, crowds)
    matched = [row for row in rows if row.matches]
    store_verdicts(matched)
    for row in matched:
        recount(intake, Verdict.NEW, row.verdict)
    intake.done_through = rows[-1].record_id
    intake.done_count = min(intake.done_count + len(rows), intake.total_count)
    intake.save(update_fields=["counts", "done_count", "done_through"])
