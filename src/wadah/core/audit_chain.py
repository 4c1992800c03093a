"""Verifies the seals of the histories, and keeps what was found: no page ever verifies by itself."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from wadah.core.audit_lines import LOWEST_ID, TRAILS, LineReader, Trail
from wadah.core.audit_seals import FIRST_AFTER, GENESIS, bytes_of, hash_of, mark_of, marks_in
from wadah.core.models import AuditCheck, AuditSeal

SEALS_AT_ONCE = 100


@dataclass(frozen=True)
class Anchor:
    """A seal as somebody noted it outside of the database."""

    number: int
    hash: str


@dataclass(frozen=True)
class Fault:
    """The first thing that is not as it was sealed. `code` is for programs, `words` for the operator."""

    code: str
    number: int
    words: str


@dataclass(frozen=True)
class Verified:
    """What a verification found. `sound` is the last seal up to which all is as it was sealed."""

    sound: AuditSeal | None
    fault: Fault | None
    seals: int
    rows: int
    is_whole: bool


class _Broken(Exception):
    """Ends the walk at the first fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.words)
        self.fault = fault


def verify_trails(*, at: datetime, whole: bool = False, anchor: Anchor | None = None) -> Verified:
    """Reads every sealed row after the last seal that was found sound, and keeps the result.

    With `whole`, or with an `anchor`, from the first row on: what was found sound before may have been changed
    since. Takes as much memory for ten million rows as for ten thousand. The rows must not be written meanwhile
    by others than our services; new ones may be.
    """
    is_whole = whole or anchor is not None
    latest = AuditCheck.objects.order_by("-pk").first()
    walk = _Walk()
    fault: Fault | None = None
    try:
        if not is_whole and latest is not None and latest.sound_number:
            walk.begin_at(_kept(latest.sound_number, latest.sound_hash, "rewritten"))
        else:
            is_whole = True
        walk.to_the_end()
        _compare_with_memory()
        if anchor is not None:
            _kept(anchor.number, anchor.hash, "anchor")
    except _Broken as broken:
        fault = broken.fault
    verified = Verified(walk.sound, fault, walk.seals, walk.rows, is_whole)
    _keep(verified, at)
    return verified


def _keep(verified: Verified, at: datetime) -> None:
    sound, fault = verified.sound, verified.fault
    AuditCheck.objects.create(
        checked_at=at,
        sound_number=sound.number if sound else 0,
        sound_hash=sound.hash if sound else "",
        sealed_at=sound.sealed_at if sound else None,
        is_whole=verified.is_whole,
        fault=fault.code if fault else "",
        fault_number=fault.number if fault else 0,
    )


def _compare_with_memory() -> None:
    """Seals cut off at the end leave a sound chain; but an earlier check saw them."""
    furthest = AuditCheck.objects.order_by("-sound_number", "-pk").first()
    if furthest is not None and furthest.sound_number:
        _kept(furthest.sound_number, furthest.sound_hash, "rewritten")


def _kept(number: int, noted: str, code: str) -> AuditSeal:
    """The seal of that number, if it still has the hash that was noted."""
    seal = AuditSeal.objects.filter(number=number).first()
    if seal is None:
        raise _Broken(Fault(code, number, f"seal {number} was noted and is not there: the chain was cut off"))
    if not seal.hash.startswith(noted):
        words = f"seal {number} is {seal.hash}, noted was {noted}: the chain was written anew"
        raise _Broken(Fault(code, number, words))
    return seal


class _Walk:
    """Goes along the chain seal by seal, with the rows of every trail beside it."""

    def __init__(self) -> None:
        self.sound: AuditSeal | None = None
        self.seals = self.rows = 0
        self._reached = dict.fromkeys(TRAILS, FIRST_AFTER)
        # From below every id: a row in front of the first one was slipped in.
        self._readers = {name: LineReader(trail, LOWEST_ID) for name, trail in TRAILS.items()}

    def begin_at(self, seal: AuditSeal) -> None:
        """Takes everything up to this seal for sound."""
        self.sound = seal
        for name, trail in TRAILS.items():
            sealed = AuditSeal.objects.filter(trail=name, number__lte=seal.number).order_by("-number")
            last_id = sealed.values_list("last_id", flat=True).first()
            if last_id is not None:
                self._reached[name] = last_id
                self._readers[name] = LineReader(trail, last_id)

    def to_the_end(self) -> None:
        """Up to the newest seal of this moment."""
        newest = AuditSeal.objects.order_by("-number").values_list("number", flat=True).first() or 0
        while chunk := self._next_seals(newest):
            for seal in chunk:
                self._verify(seal)

    def _next_seals(self, newest: int) -> list[AuditSeal]:
        after = self.sound.number if self.sound else 0
        seals = AuditSeal.objects.filter(number__gt=after, number__lte=newest)
        return list(seals.order_by("number")[:SEALS_AT_ONCE])

    def _verify(self, seal: AuditSeal) -> None:
        self._verify_place(seal)
        trail = TRAILS[seal.trail]
        found, count = hashlib.sha256(), 0
        for lines in self._readers[trail.name].until(seal.last_id):
            found.update(bytes_of(lines))
            count += len(lines.ids)
        if found.hexdigest() != seal.content:
            after = self._reached[trail.name] if seal.after_id != FIRST_AFTER else LOWEST_ID
            raise _Broken(Fault("rows", seal.number, _what_happened(trail, seal, after)))
        self._reached[trail.name] = seal.last_id
        self.sound = seal
        self.seals += 1
        self.rows += count

    def _verify_place(self, seal: AuditSeal) -> None:
        before, hash_before = (self.sound.number, self.sound.hash) if self.sound else (0, GENESIS)
        if seal.number != before + 1:
            words = f"seal {before + 1} is missing"
        elif seal.previous != hash_before:
            words = f"seal {seal.number} does not stand on seal {before}"
        elif seal.trail not in TRAILS or seal.after_id != self._reached[seal.trail]:
            words = f"seal {seal.number} does not begin where the one before it of {seal.trail} ends"
        elif hash_of(seal) != seal.hash:
            words = f"seal {seal.number} was changed"
        else:
            return
        raise _Broken(Fault("seal", before + 1, words))


def _what_happened(trail: Trail, seal: AuditSeal, after: int) -> str:
    """In words, with the first row that is not as it was sealed."""
    where = f"seal {seal.number} of {trail.table}"
    marks = marks_in(seal)
    place, before = 0, after
    for this, following in _in_pairs(trail, after, seal.last_id):
        row_id, mark = this.row_id, this.mark
        if place < len(marks) and mark == marks[place]:
            place, before = place + 1, row_id
            continue
        if place + 1 < len(marks) and mark == marks[place + 1]:
            return f"{where}: a row before id {row_id} was deleted"
        if place == len(marks) or (following is not None and following.mark == marks[place]):
            return f"{where}: the row with id {row_id} was slipped in"
        return f"{where}: the row with id {row_id} was changed"
    return f"{where}: rows after id {before} were deleted"


@dataclass(frozen=True)
class _Marked:
    """A row and the mark of its line."""

    row_id: int
    mark: int


def _in_pairs(trail: Trail, after: int, until: int) -> Iterator[tuple[_Marked, _Marked | None]]:
    """Each row with the one that follows it."""
    rows = _marked(trail, after, until)
    this = next(rows, None)
    while this is not None:
        following = next(rows, None)
        yield this, following
        this = following


def _marked(trail: Trail, after: int, until: int) -> Iterator[_Marked]:
    for lines in LineReader(trail, after).until(until):
        yield from map(_Marked, lines.ids, map(mark_of, lines.texts))
