"""Compares all rows of a big first file with one another as tables: minutes for millions, where pairs take hours.

Imports DuckDB: never import this from the web process, only from jobs and commands, when it is needed.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from django.db import transaction

from wadah.core.jobs import fence
from wadah.registry.entries import entry_of
from wadah.registry.kinds import LinkLevel, Verdict
from wadah.registry.linkage import Answer
from wadah.registry.linkage.levels import Level
from wadah.registry.linkage.tables.linking import link_tables
from wadah.registry.linkage.tables.model import COMPARISONS
from wadah.registry.linkage.tables.preparing import COLUMNS, Resources
from wadah.registry.linkage.weights import BUSINESS
from wadah.registry.models import Intake, Record
from wadah.registry.verdicts import MOST_QUESTIONS, Match, Row, changed_fields, verdict_of
from wadah.registry.work.storing import recount, store_verdicts

ROWS_AT_ONCE = 5_000
NUMBERS = {
    "id": pa.int64(),
    "latitude": pa.float64(),
    "longitude": pa.float64(),
    "phones": pa.list_(pa.string()),
}
SCHEMA = pa.schema([(name, NUMBERS.get(name, pa.string())) for name in COLUMNS])
FIELDS = tuple(compared.field for compared in COMPARISONS)
SAME_OWNER = frozenset({Level.NIK_SAME, Level.OWNER_SAME_RARE, Level.OWNER_SAME, Level.OWNER_NEAR})


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair as the tables give it: an earlier record, its score and the levels of its fields."""

    earlier: int
    score: float
    answer: str
    guard: str
    levels: tuple[Level, ...]


def compare_as_tables(intakes: Sequence[Intake]) -> None:
    """Gives every row of the files its verdict, in the order in which the files were stored.

    Run again after a crash it begins anew and changes nothing twice.
    """
    with tempfile.TemporaryDirectory(prefix="wadah-link-") as folder:
        rows = Path(folder) / "rows.parquet"
        with pq.ParquetWriter(rows, SCHEMA) as writer:
            for intake in intakes:
                for records in _chunks(intake):
                    writer.write_table(_table([_columns(record) for record in records]))
        linked = link_tables(f"'{rows}'", Path(folder) / "out", resources=Resources(Path(folder)))
        with duckdb.connect() as database:
            groups = database.execute(f"SELECT id, cluster FROM '{linked.clusters}'").fetchall()  # noqa: S608
            for intake in intakes:
                _store(intake, database, linked.pairs, dict(groups))


def _chunks(intake: Intake) -> Iterator[list[Record]]:
    """Rows that are businesses, in the order of their ids; also those that have a verdict from an earlier run."""
    held = (Verdict.NEEDS_REPAIR, Verdict.NOT_A_BUSINESS)
    columns = ("intake_id", "values", "region_id", "nik_hash", "phone_hashes", "verdict")
    rows = Record.objects.filter(intake=intake).exclude(verdict__in=held).order_by("pk").only(*columns)
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:ROWS_AT_ONCE]):
        last = chunk[-1].pk
        yield chunk


def _columns(record: Record) -> list[Any]:
    nik = bytes(record.nik_hash) if record.nik_hash else None
    phones = bytes(record.phone_hashes) if record.phone_hashes else None
    entry = entry_of(record.pk, record.values, record.region_id, nik, phones)
    return [list(entry.phones) if name == "phones" else getattr(entry, name) for name in COLUMNS]


def _table(rows: Sequence[Sequence[Any]]) -> pa.Table:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, SCHEMA.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def _store(
    intake: Intake, database: duckdb.DuckDBPyConnection, pairs: Path, firsts: Mapping[int, int]
) -> None:
    """In the order of the rows: each is matched with rows before it."""
    for records in _chunks(intake):
        with transaction.atomic():
            fence()
            _store_chunk(intake, records, firsts, _pairs(database, pairs, records))


def _pairs(
    database: duckdb.DuckDBPyConnection, pairs: Path, records: Sequence[Record]
) -> dict[int, list[Scored]]:
    """The pairs of each record with earlier ones."""
    names = ", ".join(FIELDS)
    rows = database.execute(
        f"SELECT one, other, score, answer, coalesce(guard, ''), {names} FROM '{pairs}' "  # noqa: S608
        "WHERE greatest(one, other) BETWEEN ? AND ?",
        [records[0].pk, records[-1].pk],
    ).fetchall()
    found: defaultdict[int, list[Scored]] = defaultdict(list)
    for one, other, score, answer, guard, *levels in rows:
        told = tuple(Level(level) for level in levels if level)
        found[max(one, other)].append(Scored(min(one, other), score, answer, guard, told))
    return found


def _store_chunk(
    intake: Intake, records: Sequence[Record], firsts: Mapping[int, int], pairs: Mapping[int, list[Scored]]
) -> None:
    rows = []
    roots = {firsts.get(record.pk, record.pk) for record in records}
    values = dict(Record.objects.filter(pk__in=roots).values_list("pk", "values"))
    for record in records:
        row = Row(record.pk, ())
        row.matches = _matches(record, firsts, pairs.get(record.pk, []), values)
        row.verdict = verdict_of(row.matches)
        if row.matches:
            rows.append(row)
            recount(intake, Verdict(record.verdict), row.verdict)
    store_verdicts(rows)
    intake.done_count = min(intake.done_count + len(records), intake.total_count)
    intake.save(update_fields=["counts", "done_count"])


def _matches(
    record: Record,
    firsts: Mapping[int, int],
    pairs: Sequence[Scored],
    values: Mapping[int, Mapping[str, Any]],
) -> list[Match]:
    first = firsts.get(record.pk, record.pk)
    if first == record.pk:
        asked = sorted(
            (pair for pair in pairs if firsts.get(pair.earlier) is None or pair.answer == Answer.ASK),
            key=lambda pair: -pair.score,
        )
        return [_match(pair.earlier, pair, Answer.ASK) for pair in asked[:MOST_QUESTIONS]]
    # The pair with the first row of the group, or the surest one with another row of it.
    inside = [pair for pair in pairs if firsts.get(pair.earlier) == first]
    best = max(inside, key=lambda pair: (pair.earlier == first, pair.score), default=None)
    if best is None:
        best = Scored(first, 0.9, Answer.SAME.value, "", ())
    changed = changed_fields(record.values, values.get(first, {}))
    matches = [_match(first, best, Answer.SAME, changed)]
    if not SAME_OWNER.isdisjoint(best.levels):
        matches.append(_match(first, best, Answer.SAME, level=LinkLevel.PERSON))
    return matches


def _match(
    earlier: int,
    pair: Scored,
    answer: Answer,
    changed: tuple[str, ...] = (),
    level: LinkLevel = LinkLevel.BUSINESS,
) -> Match:
    evidence = tuple((told.field, told.value, BUSINESS.weights[told]) for told in pair.levels)
    ranked = tuple(sorted(evidence, key=lambda part: -abs(part[2])))
    score = min(pair.score, 1.0) if answer == Answer.SAME else min(pair.score, 0.89)
    return Match(earlier, level, answer, score, ranked, pair.guard, changed)
