"""Stores a chunk of prepared rows and their keys in bulk, and the counts of the file."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import repeat

from django.db import connection

from wadah.registry.bulk import insert_numbers, insert_rows, reserve_ids
from wadah.registry.compact import compact
from wadah.registry.kinds import Verdict
from wadah.registry.models import Intake, Record, RecordKey
from wadah.registry.verdicts import Row
from wadah.registry.work.prepared import PreparedChunk

RECORD_COLUMNS = (
    "id", "intake_id", "sheet", "row_number", "raw", "sealed", "values", "nik_hash", "phone_hashes",
    "fingerprint", "region_id", "verdict", "problems", "repairs", "matches",
)  # fmt: skip
KEY_COLUMNS = ("key", "record_id")
# The id of a stored row, and the keys by which alike rows are found: see PreparedChunk.keys.
Keyed = tuple[int, Sequence[int]]
# Rows shown as examples of one kind of damage; the rest are counted.
EXAMPLES = 20


def store_rows(intake: Intake, chunk: PreparedChunk) -> list[Keyed]:
    """Stores the rows in their order and counts them, in hand only; returns those that are to be compared.

    Their keys are for `store_keys`, many rows at once.
    """
    ids = reserve_ids(Record, len(chunk.row_numbers))
    sheet, *columns, _, keys_of_rows = chunk.with_keys()
    insert_rows(
        Record,
        RECORD_COLUMNS,
        zip(ids, repeat(intake.pk), repeat(sheet), *columns, repeat("[]"), strict=False),
    )
    _count(intake, chunk)
    intake.done_count += len(ids)
    intake.done_through = ids[-1]
    return [keyed for keyed in zip(ids, keys_of_rows, strict=True) if keyed[1]]


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


def store_keys(rows: Iterable[Keyed]) -> None:
    """The keys of the rows, in the order of the table: neighbours in the index are written together.

    Keys are spread evenly over the table, so that 2,000 rows touch nearly every page of it: the more rows at once,
    the less is written.
    """
    insert_numbers(RecordKey, KEY_COLUMNS, _sorted(rows))


def _sorted(rows: Iterable[Keyed]) -> list[tuple[int, int]]:
    """Key and record, dealt out by the first 8 bits before they are sorted: half the time of sorting all at once."""
    parts: list[list[tuple[int, int]]] = [[] for _ in range(256)]
    for record_id, keys in rows:
        for key in keys:
            # A key below zero has a place counted from the end.
            parts[key >> 56].append((key, record_id))
    for part in parts:
        part.sort()
    return [keyed for part in (*parts[128:], *parts[:128]) for keyed in part]


def _count(intake: Intake, chunk: PreparedChunk) -> None:
    """Adds to the rows by verdict and by problem."""
    by_verdict = Counter(intake.counts.get("verdicts", {}))
    by_verdict.update(chunk.verdicts)
    intake.counts["verdicts"] = dict(by_verdict)
    for row_number, codes in zip(chunk.row_numbers, chunk.findings, strict=True):
        for code in dict.fromkeys(codes):
            count_problem(intake, code, chunk.sheet, row_number)


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
