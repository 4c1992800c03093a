"""Publishes what may be shown of the counts, and keeps what was published before. Called by jobs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction

from wadah.core.locks import hold_lock
from wadah.core.time import local_day
from wadah.impact.measures import WHOLES, Measure, Scope, Showing, Whole
from wadah.impact.models import Figure
from wadah.impact.queries.counts import Counts, office_counts, place_counts
from wadah.impact.suppression import Counted, Released, Share, release

# Any number that no other lock of the database uses.
PRESS = 7_232_026_017


@dataclass(frozen=True)
class Cell:
    """What a figure says, whenever it was published."""

    showing: Showing
    count: int | None = None
    of_count: int | None = None


def publish_places(*, at: datetime) -> int:
    """Publishes the figures of every kabupaten/kota. Returns how many changed."""
    return _publish(Scope.PLACE, place_counts(settings.WADAH_PROVINCE, local_day(at)), at)


def publish_offices(*, at: datetime, institutions: Iterable[int] | None = None) -> int:
    """Publishes the data quality of these offices, or of all. Returns how many figures changed."""
    counts = office_counts(settings.WADAH_PROVINCE, local_day(at), institutions)
    return _publish(Scope.OFFICE, counts, at)


@transaction.atomic
def _publish(scope: Scope, counts: Counts, at: datetime) -> int:
    """Writes only what changed. A subject of which a later count is published already is left alone."""
    hold_lock(PRESS)  # Or two counts would both be compared with the same history.
    history: dict[str, list[Figure]] = {}
    rows = Figure.objects.filter(scope=scope, subject__in=list(counts.subjects))
    for row in rows.order_by("published_at", "pk"):
        history.setdefault(row.subject, []).append(row)
    changed = []
    for subject, wholes in counts.subjects.items():
        before = history.get(subject, [])
        if before and before[-1].published_at > at:
            continue
        changed += [
            Figure(
                scope=scope,
                subject=subject,
                measure=measure,
                showing=cell.showing,
                count=cell.count,
                of_count=cell.of_count,
                rules=list(counts.rules.get(measure, ())),
                published_at=at,
            )
            for measure, cell in _changes(WHOLES[scope], wholes, before)
        ]
    for figure in changed:
        same = Figure.objects.filter(scope=scope, subject=figure.subject, measure=figure.measure)
        same.filter(superseded_at__isnull=True).update(superseded_at=at)
    Figure.objects.bulk_create(changed)
    return len(changed)


def _changes(
    kinds: Sequence[Whole], counted: Mapping[Measure, Counted], before: Sequence[Figure]
) -> Iterator[tuple[Measure, Cell]]:
    """The figures of one subject that say something else than today's."""
    held = {Measure(row.measure): _cell(row) for row in before if row.superseded_at is None}
    for kind in kinds:
        now = counted[kind.measure]
        if kind.measure == Measure.ROWS and not now.whole and not before:
            continue  # An office that has never handed in a row is no subject of the board.
        released = release(replace(now, nested=kind.nested), list(_history(kind, before)))
        for measure, cell in _cells(kind, now, released):
            if held.get(measure) != cell:
                yield measure, cell


def _cells(kind: Whole, now: Counted, released: Released) -> Iterator[tuple[Measure, Cell]]:
    whole = released.whole
    yield kind.measure, Cell(Showing.HIDDEN) if whole is None else Cell(Showing.SHOWN, whole)
    for part in kind.parts:
        share = released.parts.get(part)
        if now.parts[part] is None:
            yield part, Cell(Showing.UNKNOWN)
        elif share is None:
            yield part, Cell(Showing.HIDDEN)
        else:
            yield part, Cell(Showing.SHOWN, share.part, share.of)


def _cell(row: Figure) -> Cell:
    return Cell(Showing(row.showing), row.count, row.of_count)


def _history(kind: Whole, rows: Sequence[Figure]) -> Iterator[Released]:
    """The states in which the whole and its parts were shown together, oldest first."""
    held: dict[str, Cell] = {}
    own = [row for row in rows if row.measure == kind.measure or row.measure in kind.parts]
    for at, row in enumerate(own):
        held[row.measure] = _cell(row)
        if at + 1 == len(own) or own[at + 1].published_at != row.published_at:
            whole = held.get(kind.measure, Cell(Showing.UNKNOWN)).count
            yield Released(whole, {part: _share(held.get(part)) for part in kind.parts})


def _share(cell: Cell | None) -> Share | None:
    if cell is None or cell.count is None or cell.of_count is None:
        return None
    return Share(cell.count, cell.of_count)
