"""Stores a chunk of prepared rows and their keys in bulk, and the counts of the file."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import connection

from wadah.registry.bulk import insert_numbers, insert_rows, reserve_ids
from wadah.registry.compact import compact
from wadah.registry.kinds import Verdict
from wadah.registry.models import Intake, Record, RecordKey
from wadah.registry.verdicts import Row
from wadah.registry.work.prepared import PreparedRow

RECORD_COLUMNS = (
    "id", "intake_id", "sheet", "row_number", "raw", "sealed", "values", "nik_hash", "phone_hashes",
    "fingerprint", "region_id", "verdict", "problems", "repairs", "matches",
)  # fmt: skip
KEY_COLUMNS = ("key", "record_id")
# Rows shown as examples of one kind of damage; the rest are counted.
EXAMPLES = 20


def store_rows(intake: Intake, rows: Sequence[PreparedRow]) -> list[Row]:
    """Stores the rows in their order and counts them, in hand only; returns those that are to be compared.

    Their keys are for `store_keys`, many rows at once.
    """
    ids = reserve_ids(Record, len(rows))
    stored = [(record_id, intake.pk, *row[:12], "[]") for record_id, row in zip(ids, rows, strict=True)]
    insert_rows(Record, RECORD_COLUMNS, stored)
    _count(intake, rows)
    intake.done_count += len(rows)
    intake.done_through = ids[-1]
    return [Row(record_id, row.keys) for record_id, row in zip(ids, rows, strict=True) if row.keys]


def store_verdicts(rows: Sequence[Row]) -> None:
    """The verdicts of rows that repeat another one or may; the others stay as they were stored."""
    table = Record._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET verdict = %s, matches = %s WHERE id = %s",  # noqa: S608
            [
                (row.verdict.value, compact([match.as_json() for match in row.matches]), row.record_id)
                for row in rows
            ],
        )


def store_keys(rows: Iterable[Row]) -> None:
    """The keys of the rows, in the order of the table: neighbours in the index are written together.

    Keys are spread evenly over the table, so that 2,000 rows touch nearly every page of it: the more rows at once,
    the less is written.
    """
    keyed = sorted([(key, row.record_id) for row in rows for key in row.keys])
    insert_numbers(RecordKey, KEY_COLUMNS, keyed)


def _count(intake: Intake, rows: Sequence[PreparedRow]) -> None:
    """Adds to the rows by verdict and by problem."""
    by_verdict = Counter(intake.counts.get("verdicts", {}))
    by_verdict.update(row.verdict for row in rows)
    intake.counts["verdicts"] = dict(by_verdict)
    for row in rows:
        for code in dict.fromkeys(row.findings):
            count_problem(intake, code, row.sheet, row.row_number)


def count_problem(intake: Intake, code: str, sheet: int, row_number: int) -> None:
    """Counts one row under a problem. Rows are named by sheet and number, never by what they hold."""
    group = intake.counts.setdefault("problems", {}).setdefault(code, {"count": 0, "rows": []})
    group["count"] += 1
    if len(group["rows"]) < EXAMPLES:
        group["rows"].append([sheet, row_number])


def recount(intake: Intake, old: Verdict, new: Verdict) -> None:
    """One row has another verdict than it was counted under."""
    counted = Counter(intake.counts["verdicts"])
    counted[old.value] -= 1
    counted[new.value] += 1
    intake.counts["verdicts"] = dict(+counted)


def done_until(intake: Intake) -> tuple[int, int]:
    """Sheet and number of the last stored row, from which a killed job goes on; (0, 0) at the start."""
    last = Record.objects.filter(pk=intake.done_through).values_list("sheet", "row_number").first()
    return last or (0, 0)
