"""Seals: the histories closed stretch by stretch, each by a hash that stands on the one before it.

Four designs were weighed. A hash in every entry, made with it, needs the entry before it: every transaction that
records something would wait for the one before it to commit. The order of transaction ids has no latecomers, but
begins anew in a restored database. A list of which entry belongs to which seal allows latecomers, doubles the rows,
and takes an entry that somebody slipped in for one of them. So a seal covers a **range of ids**, and a range is
closed only once nobody can add to it: services write as before, and whatever turns up in a closed range later is a
forgery by its place alone.

When a range is closed. On SQLite the one writer's ids are above everything committed. PostgreSQL gives ids before
commits, but an insert locks its table before it takes an id and holds the lock until it has ended: when all who held
the lock after we saw the newest id have let go, every id up to it is decided. Nobody is made to wait for it but the
seal.
"""

import hashlib
import json
import logging
import struct
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from zlib import crc32

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from wadah.core.audit_lines import TRAILS, Lines, Trail, lines_after
from wadah.core.models import AuditSeal

logger = logging.getLogger(__name__)

FORM = "wadah-seal-1"
# What the first seal stands on.
GENESIS = "0" * 64
# Where the range of a trail's first seal begins; a row of no id that the database gives is in it, too.
FIRST_AFTER = 0
PATIENCE_SECONDS = 5.0
LOOK_AGAIN_SECONDS = 0.05
WRITERS = (
    "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted "
    "AND relation = %s::regclass AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND pid IS DISTINCT FROM pg_backend_pid()"
)


def new_seals(*, patience_seconds: float = PATIENCE_SECONDS) -> Iterator[AuditSeal]:
    """Seals what no running transaction can add to any more; yields each seal once it is kept.

    May be stopped and begun anew at any time, and by several at once: of two that seal the same, one finds the
    place in the chain taken and leaves the rest to the other. A trail whose writers do not end in time is left
    for the next time.
    """
    for trail in TRAILS.values():
        newest = settled_id(trail, patience_seconds)
        if newest is None:
            continue
        while True:
            try:
                seal = _seal_next(trail, newest)
            except IntegrityError:
                logger.info("audit_sealed_by_another trail=%s", trail.name)
                return
            if seal is None:
                break
            logger.info(
                "audit_sealed number=%s hash=%s trail=%s rows=%s",
                seal.number, seal.hash, seal.trail, seal.row_count,
            )  # fmt: skip
            yield seal


def settled_id(trail: Trail, patience_seconds: float) -> int | None:
    """The newest id of the trail such that every id up to it is decided; None when there is none yet."""
    newest = trail.model._base_manager.order_by("-pk").values_list("pk", flat=True).first()
    if newest is None or connection.vendor == "sqlite":
        return newest
    # In this order: whoever took an id below the newest one before we saw it holds the lock or has ended.
    writers = _writers(trail)
    until = time.monotonic() + patience_seconds
    while writers:
        if time.monotonic() >= until:
            logger.info("audit_not_settled trail=%s", trail.name)
            return None
        time.sleep(LOOK_AGAIN_SECONDS)
        writers &= _writers(trail)
    return int(newest)


def _writers(trail: Trail) -> set[str]:
    """The other transactions that have written to the trail's table and not ended."""
    with connection.cursor() as cursor:
        cursor.execute(WRITERS, [trail.table])
        return {row[0] for row in cursor.fetchall()}


def _seal_next(trail: Trail, newest: int) -> AuditSeal | None:
    """Closes the next stretch; None when all is closed. Raises IntegrityError when somebody else was faster."""
    # Chosen before the rows are read: what another worker seals meanwhile then takes our place in the chain.
    head = AuditSeal.objects.defer("marks").order_by("-number").first()
    before = AuditSeal.objects.defer("marks").filter(trail=trail.name).order_by("-number").first()
    after = before.last_id if before else FIRST_AFTER
    lines = lines_after(trail, after, newest)
    if not lines.ids:
        return None
    seal = AuditSeal(
        number=head.number + 1 if head else 1,
        trail=trail.name,
        after_id=after,
        last_id=lines.ids[-1],
        row_count=len(lines.ids),
        content=content_of(lines),
        marks=marks_of(lines),
        previous=head.hash if head else GENESIS,
        sealed_at=timezone.now(),
    )
    seal.hash = hash_of(seal)
    with transaction.atomic():
        seal.save(force_insert=True)
    return seal


def content_of(lines: Lines) -> str:
    """SHA-256 of the lines, each ended by a line feed."""
    return hashlib.sha256(bytes_of(lines)).hexdigest()


def bytes_of(lines: Lines) -> bytes:
    """The lines as they are hashed. No line holds a line feed itself: JSON writes it as two signs."""
    return ("\n".join(lines.texts) + "\n").encode()


def marks_of(lines: Lines) -> bytes:
    """Four bytes of each line. They prove nothing; they tell which row it is when the proof has failed."""
    return struct.pack(f"<{len(lines.texts)}I", *map(mark_of, lines.texts))


def marks_in(seal: AuditSeal) -> tuple[int, ...]:
    """The marks that a seal holds; none for what is no row of marks."""
    marks = bytes(seal.marks)
    return struct.unpack(f"<{len(marks) // 4}I", marks[: len(marks) // 4 * 4])


def mark_of(text: str) -> int:
    """The mark of one line."""
    return crc32(text.encode())


def hash_of(seal: AuditSeal) -> str:
    """SHA-256 of everything that the seal says, the hash before it included."""
    said = [
        FORM, seal.number, seal.previous, seal.trail, seal.after_id, seal.last_id, seal.row_count, seal.content,
        hashlib.sha256(seal.marks).hexdigest(), _moment(seal.sealed_at),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
