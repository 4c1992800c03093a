"""Compares all rows of a big file with one another and with the registry as tables: a minute for a million.

Imports DuckDB: never import this from the web process, only from jobs and commands, when it is needed.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from wadah.core.jobs import fence
from wadah.core.mapped_pages import pages_not_mapped
from wadah.registry.candidates import NO_INTAKE, known_records, nearest, records_by_key
from wadah.registry.entries import entry_of
from wadah.registry.kinds import LinkLevel, Verdict
from wadah.registry.linkage import Answer, Entry
from wadah.registry.linkage.guards import confirmed
from wadah.registry.linkage.levels import Level
from wadah.registry.linkage.tables.apart import link_apart, resources_within
from wadah.registry.linkage.tables.entries import write_entries
from wadah.registry.linkage.tables.model import FIELDS
from wadah.registry.linkage.tables.preparing import connection
from wadah.registry.linkage.weights import BUSINESS, asked_score
from wadah.registry.models import Intake, Record
from wadah.registry.verdicts import (
    MOST_QUESTIONS,
    Match,
    Repetition,
    Row,
    changed_fields,
    repetitions,
    verdict_of,
)
from wadah.registry.work.claims import hold_claims
from wadah.registry.work.ids import IdSet, IdTable
from wadah.registry.work.keys import keys_of
from wadah.registry.work.storing import recount, store_verdicts

ROWS_AT_ONCE = 5_000
SAME_OWNER = frozenset({Level.NIK_SAME, Level.OWNER_SAME_RARE, Level.OWNER_SAME, Level.OWNER_NEAR})


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair as the tables give it: an earlier record, its score and the levels of its fields."""

    earlier: int
    score: float
    guard: str
    levels: tuple[Level, ...]


def compare_as_tables(intakes: Sequence[Intake]) -> None:
    """Gives every row of the files its verdict, in the order in which the files were stored.

    Rows are compared with one another and with the applied records that share a key with them; rows that repeat a
    whole row of an applied file are not compared at all. Run again after a crash it begins anew and changes nothing
    twice.
    """
    with tempfile.TemporaryDirectory(prefix="wadah-link-") as name, pages_not_mapped():
        folder = Path(name)
        repeated, near = _write_rows(folder / "rows.parquet", intakes)
        known = _write_known(folder / "known.parquet", near)
        linked = link_apart(
            f"'{folder}/rows.parquet'",
            folder,
            settings.WADAH_LINK_MB,
            known=f"'{folder}/known.parquet'" if known else None,
        )
        with connection(resources_within(folder, settings.WADAH_LINK_MB)) as database:
            groups = _Groups(database, linked.clusters)
            for intake in intakes:
                _store(intake, database, linked.pairs, groups, repeated[intake.pk])


class _Repeated:
    """The rows of one file that repeat a whole row of an applied file."""

    def __init__(self) -> None:
        self._found = IdTable()

    def add(self, found: Mapping[int, Repetition]) -> None:
        """Rows behind those that were added before."""
        for record_id, repetition in sorted(found.items()):
            self._found.add(record_id, repetition.record_id << 1 | repetition.owned)

    def get(self, record_id: int) -> Repetition | None:
        told = self._found.get(record_id)
        return None if told is None else Repetition(told >> 1, bool(told & 1))


class _Groups:
    """The first row of the group of each row that is not alone."""

    def __init__(self, database: duckdb.DuckDBPyConnection, clusters: Path) -> None:
        self._firsts = IdTable()
        found = database.execute(f"SELECT id, cluster FROM '{clusters}' ORDER BY id")  # noqa: S608
        while chunk := found.fetchmany(ROWS_AT_ONCE):
            for record_id, first in chunk:
                self._firsts.add(record_id, first)

    def first(self, record_id: int) -> int | None:
        return self._firsts.get(record_id)


def _write_rows(path: Path, intakes: Sequence[Intake]) -> tuple[dict[int, _Repeated], IdSet]:
    """Writes the rows that are to be compared; gives those of each file that repeat a whole row, and applied records
    near the rows."""
    grown = Record.objects.filter(party__isnull=False).exists()
    repeated = {intake.pk: _Repeated() for intake in intakes}
    near = IdSet()

    def compared() -> Iterator[Entry]:
        for intake in intakes:
            for records in _chunks(intake):
                again: Mapping[int, Repetition] = {}
                if grown:
                    rows = [Row(record.pk, keys_of(record)) for record in records]
                    again = repetitions(rows, intake.pk)
                    repeated[intake.pk].add(again)
                    near.update(_near([row for row in rows if row.record_id not in again]))
                yield from (_entry(record) for record in records if record.pk not in again)

    write_entries(path, compared())
    return repeated, near


def _near(rows: Sequence[Row]) -> set[int]:
    """Records stored before these rows that share keys with them."""
    if not rows:
        return set()
    blocks = records_by_key((key for row in rows for key in row.keys[:-1]), before=rows[0].record_id)
    return {found for row in rows for found in nearest(row.keys[:-1], blocks)}


def _write_known(path: Path, near: Iterable[int]) -> int:
    """Writes those of the records that are applied, and tells how many."""
    waiting = iter(near)
    chunks = iter(lambda: list(islice(waiting, ROWS_AT_ONCE)), [])
    return write_entries(
        path, (known.entry for chunk in chunks for known in known_records(chunk, NO_INTAKE).values())
    )


class Stored(NamedTuple):
    """What is read of a stored row: model instances of a million rows would take longer than comparing them."""

    pk: int
    values: Mapping[str, Any]
    region_id: str | None
    nik_hash: bytes | None
    phone_hashes: bytes | None
    fingerprint: bytes


def _chunks(intake: Intake) -> Iterator[list[Stored]]:
    """Rows that are businesses, in the order of their ids; also those that have a verdict from an earlier run."""
    rows = _businesses(intake).values_list(*Stored._fields)
    last = 0
    while chunk := [Stored(*row) for row in rows.filter(pk__gt=last)[:ROWS_AT_ONCE]]:
        last = chunk[-1].pk
        yield chunk


def _businesses(intake: Intake) -> QuerySet[Record]:
    held = (Verdict.NEEDS_REPAIR, Verdict.NOT_A_BUSINESS)
    return Record.objects.filter(intake=intake).exclude(verdict__in=held).order_by("pk")


def _entry(row: Stored) -> Entry:
    nik = bytes(row.nik_hash) if row.nik_hash else None
    phones = bytes(row.phone_hashes) if row.phone_hashes else None
    return entry_of(row.pk, row.values, row.region_id, nik, phones)


def _store(
    intake: Intake,
    database: duckdb.DuckDBPyConnection,
    pairs: Path,
    groups: _Groups,
    repeated: _Repeated,
) -> None:
    """In the order of the rows: each is matched with rows before it."""
    rows = _businesses(intake).values_list("pk", "verdict")
    last = 0
    while chunk := dict(rows.filter(pk__gt=last)[:ROWS_AT_ONCE]):
        last = max(chunk)
        with transaction.atomic():
            fence()
            _store_chunk(intake, chunk, groups, _pairs(database, pairs, chunk), repeated)


def _pairs(
    database: duckdb.DuckDBPyConnection, pairs: Path, records: Iterable[int]
) -> dict[int, list[Scored]]:
    """The pairs of each record with earlier ones."""
    names = ", ".join(FIELDS)
    rows = database.execute(
        f"SELECT one, other, score, coalesce(guard, ''), {names} FROM '{pairs}' "  # noqa: S608
        "WHERE greatest(one, other) BETWEEN ? AND ?",
        [min(records), max(records)],
    ).fetchall()
    found: defaultdict[int, list[Scored]] = defaultdict(list)
    for one, other, score, guard, *levels in rows:
        told = tuple(Level(level) for level in levels if level)
        found[max(one, other)].append(Scored(min(one, other), score, guard, told))
    return found


def _store_chunk(
    intake: Intake,
    verdicts: Mapping[int, str],
    groups: _Groups,
    pairs: Mapping[int, list[Scored]],
    repeated: _Repeated,
) -> None:
    """`verdicts` are those that the rows have by now."""
    surest = {pk: pair for pk in verdicts if (pair := _surest(pk, groups, pairs.get(pk, []))) is not None}
    told = {*surest, *(pair.earlier for pair in surest.values())}
    values = dict(Record.objects.filter(pk__in=told).values_list("pk", "values"))
    rows = []
    for pk in verdicts:
        row, pair, again = Row(pk, ()), surest.get(pk), repeated.get(pk)
        if again is not None:
            row.matches = again.matches()
        elif pair is not None:
            row.matches = _sure_matches(pair, changed_fields(values[pk], values.get(pair.earlier, {})))
        else:
            row.matches = _questions(pk, groups, pairs.get(pk, []))
        row.verdict = Verdict.SAME if again is not None else verdict_of(row.matches)
        if row.matches:
            rows.append(row)
    hold_claims(rows, intake.institution.region_id)
    for row in rows:
        recount(intake, Verdict(verdicts[row.record_id]), row.verdict)
    store_verdicts(rows)
    intake.done_count = min(intake.done_count + len(verdicts), intake.total_count)
    intake.save(update_fields=["counts", "done_count"])


def _surest(record_id: int, groups: _Groups, pairs: Sequence[Scored]) -> Scored | None:
    """The surest pair with an earlier row of the same business."""
    group = groups.first(record_id)
    inside = [pair for pair in pairs if group is not None and groups.first(pair.earlier) == group]
    surest = max(inside, key=lambda pair: (pair.score, -pair.earlier), default=None)
    # As `guards.registry_guard` holds single rows back: one name alone is a question.
    return surest if surest is not None and confirmed(frozenset(surest.levels)) else None


def _sure_matches(pair: Scored, changed: tuple[str, ...]) -> list[Match]:
    matches = [_match(pair.earlier, pair, Answer.SAME, changed)]
    if not SAME_OWNER.isdisjoint(pair.levels):
        matches.append(_match(pair.earlier, pair, Answer.SAME, level=LinkLevel.PERSON))
    return matches


def _questions(record_id: int, groups: _Groups, pairs: Sequence[Scored]) -> list[Match]:
    """The earlier rows that a person is asked about; of a group that only its average holds, its first row."""
    asked = sorted(pairs, key=lambda pair: (-pair.score, pair.earlier))[:MOST_QUESTIONS]
    first = groups.first(record_id)
    if not asked and first is not None and first != record_id:
        asked = [Scored(first, BUSINESS.ask_from, "", ())]
    return [_match(pair.earlier, pair, Answer.ASK) for pair in asked]


def _match(
    earlier: int,
    pair: Scored,
    answer: Answer,
    changed: tuple[str, ...] = (),
    level: LinkLevel = LinkLevel.BUSINESS,
) -> Match:
    evidence = tuple((told.field, told.value, BUSINESS.weights[told]) for told in pair.levels)
    ranked = tuple(sorted(evidence, key=lambda part: -abs(part[2])))
    score = pair.score if answer == Answer.SAME else asked_score(pair.score)
    return Match(earlier, level, answer, score, ranked, pair.guard, changed)
