"""Stores a chunk of prepared rows: verdicts against what is there, rows and keys in bulk, the counts of the file."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from wadah.registry.bulk import insert_numbers, insert_rows, reserve_ids
from wadah.registry.fingerprints import content_key_of
from wadah.registry.kinds import Verdict
from wadah.registry.linkage import Entry
from wadah.registry.models import Intake, Record, RecordKey
from wadah.registry.verdicts import Row, judge_rows
from wadah.registry.work.prepared import PreparedRow, compact

RECORD_COLUMNS = (
    "id", "intake_id", "sheet", "row_number", "raw", "sealed", "values", "nik_hash", "phone_hashes",
    "fingerprint", "region_id", "verdict", "problems", "repairs", "matches",
)  # fmt: skip
KEY_COLUMNS = ("key", "record_id")
# Rows shown as examples of one kind of damage; the rest are counted.
EXAMPLES = 20


def store_rows(intake: Intake, rows: Sequence[PreparedRow]) -> None:
    """Stores the rows in their order and brings the counts of the intake up to date, in hand only."""
    ids = reserve_ids(Record, len(rows))
    judged = judge_prepared(intake.pk, ids, rows)
    insert_rows(Record, RECORD_COLUMNS, record_rows(intake.pk, ids, rows, judged))
    insert_numbers(RecordKey, KEY_COLUMNS, key_rows(ids, rows))
    _count(
        intake,
        rows,
        [
            judged[i].verdict if i in judged else Verdict(row.verdict)
            for i, row in zip(ids, rows, strict=True)
        ],
    )
    intake.done_count += len(rows)
    intake.done_through = ids[-1]


def judge_prepared(intake_id: int, ids: Sequence[int], rows: Sequence[PreparedRow]) -> dict[int, Row]:
    """The rows that are businesses, each with its verdict and matches, by their id."""
    found = [
        Row(
            record_id,
            Entry(record_id, *row.entry),
            row.keys,
            content_key_of(row.fingerprint),
            row.fingerprint,
            row.values,
        )
        for record_id, row in zip(ids, rows, strict=True)
        if row.keys
    ]
    judge_rows(found, intake_id)
    return {row.record_id: row for row in found}


def record_rows(
    intake_id: int, ids: Sequence[int], rows: Sequence[PreparedRow], judged: dict[int, Row]
) -> list[tuple[Any, ...]]:
    """The rows of the table, in the order of RECORD_COLUMNS."""
    made = []
    for record_id, row in zip(ids, rows, strict=True):
        told = judged.get(record_id)
        matches = compact([match.as_json() for match in told.matches]) if told and told.matches else "[]"
        verdict = told.verdict.value if told else row.verdict
        made.append((record_id, intake_id, *row[:9], verdict, row.problems, row.repairs, matches))
    return made


def key_rows(ids: Sequence[int], rows: Sequence[PreparedRow]) -> list[tuple[int, int]]:
    """The keys of the rows, in the order of the table: neighbours in the index are written together."""
    return sorted((key, record_id) for record_id, row in zip(ids, rows, strict=True) for key in row.keys)


def _count(intake: Intake, rows: Sequence[PreparedRow], verdicts: Sequence[Verdict]) -> None:
    """Adds to the rows by verdict and by problem."""
    by_verdict = Counter(intake.counts.get("verdicts", {}))
    by_verdict.update(verdict.value for verdict in verdicts)
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
    counted = intake.counts["verdicts"]
    counted[old.value] = counted.get(old.value, 0) - 1
    counted[new.value] = counted.get(new.value, 0) + 1


def done_until(intake: Intake) -> tuple[int, int]:
    """Sheet and number of the last stored row, from which a killed job goes on; (0, 0) at the start."""
    last = Record.objects.filter(pk=intake.done_through).values_list("sheet", "row_number").first()
    return last or (0, 0)
