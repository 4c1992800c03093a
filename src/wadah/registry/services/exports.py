"""Files of lists for people: asked for, written at once or in a job, fetched while access lasts, deleted in time.

Every file is in the audit three times: who asked for which list, how many rows it got, and each time it was fetched.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone, translation

from wadah.accounts.models import User
from wadah.accounts.policies import can_reveal
from wadah.core import audit
from wadah.core.actors import Actor
from wadah.core.audit import Detail
from wadah.core.errors import NotFound
from wadah.core.jobs import enqueue, enqueue_at
from wadah.core.mapped_pages import pages_not_mapped
from wadah.registry import jobs
from wadah.registry.errors import ReasonMissing
from wadah.registry.models import Export
from wadah.registry.outgoing.files import write_table
from wadah.registry.purposes import ExportFormat, NikPurpose
from wadah.registry.queries.exports import get_ready_for
from wadah.registry.services.reveal import SHORTEST_REASON
from wadah.registry.sources import SOURCES, Filter, NikWish, Source
from wadah.registry.states import WORKING_EXPORTS, ExportState
from wadah.registry.work.exporting import delete_expired, write_export

# Up to here a file is written while the person waits: a second or so.
ROWS_AT_ONCE = 2_000
TEXT_LENGTH = 200
# A double click, or a page that was sent again.
SAME_REQUEST = timedelta(minutes=1)


@dataclass(frozen=True)
class Wish:
    """What somebody asks for. `nik` names the purpose for which NIKs are written along, and `reason` why."""

    source: str
    format: str = ExportFormat.XLSX
    asked: Filter | None = None
    nik: str = ""
    reason: str = ""


def ask_export(*, actor: User, wish: Wish) -> Export:
    """The file: ready when it is short, else written by a job.

    The same request again, while that works or within a minute, is the same file.

    Raises NotFound for a list that the actor may not read, and for NIKs that are not theirs to see; ReasonMissing when
    NIKs are asked for without a reason.
    """
    source, asked = _checked(actor, wish)
    now = timezone.now()
    delete_expired(now)
    is_short = source.count(actor, asked, ROWS_AT_ONCE + 1) <= ROWS_AT_ONCE and not wish.nik
    content = json.dumps([asdict(wish), asked], sort_keys=True, default=str)
    digest = hashlib.sha256(content.encode()).hexdigest()
    before = _asked_before(actor, digest, now)
    if before is not None:
        return before
    try:
        export = _create(actor, source, wish, asked, digest, now, is_short=is_short)
    except IntegrityError:
        # Another request asked for the same between our look and our insert.
        before = _asked_before(actor, digest, now)
        if before is None:
            raise
        return before
    if is_short:
        expires_at = write_export(export.pk)
        if expires_at is not None:
            enqueue_at(expires_at, jobs.delete_expired_exports)
        export.refresh_from_db()
    return export


def _asked_before(actor: User, digest: str, now: datetime) -> Export | None:
    fresh = Q(state=ExportState.READY, created_at__gte=now - SAME_REQUEST)
    asked = Export.objects.filter(fresh | Q(state__in=WORKING_EXPORTS), asked_by=actor, request_hash=digest)
    return asked.order_by("-pk").first()


@transaction.atomic
def _create(
    actor: User, source: Source, wish: Wish, asked: Filter, digest: str, now: datetime, *, is_short: bool
) -> Export:
    export = Export.objects.create(
        asked_by=actor,
        source=source.code,
        format=wish.format,
        asked=dict(asked),
        held=asdict(source.held(actor)),
        request_hash=digest,
        nik_purpose=wish.nik,
        reason=wish.reason.strip(),
        created_at=now,
    )
    _record_asked(actor, source, wish, asked, export)
    if not is_short:
        enqueue(jobs.write_export_file, export.pk)
    return export


def _record_asked(
    actor: Actor, source: Source, wish: Wish, asked: Filter, export: Export | None = None
) -> None:
    details: dict[str, Detail] = {
        **source.details(actor, asked),
        "list": source.code,
        "format": str(wish.format),
    }
    if wish.nik:
        details["purpose"] = wish.nik
    region = source.held(actor).region
    audit.record(
        actor, "registry.export_asked", export, reason=wish.reason.strip(), region=region, details=details
    )


def _checked(actor: Actor, wish: Wish) -> tuple[Source, dict[str, str]]:
    """The list, and the parts of the filter that it knows; a text that no database takes asks for nothing."""
    source = SOURCES.get(wish.source)
    if source is None or not source.may(actor) or wish.format not in ExportFormat.values:
        raise NotFound()
    if wish.nik:
        if wish.nik not in NikPurpose.values or not source.has_nik or not can_reveal(actor):
            raise NotFound()
        if len(wish.reason.strip()) < SHORTEST_REASON:
            raise ReasonMissing()
    asked = wish.asked or {}
    return source, {
        name: asked[name][:TEXT_LENGTH]
        for name in source.filters
        if asked.get(name) and "\0" not in asked[name]
    }


@transaction.atomic
def fetch_export(*, actor: User, public_id: UUID) -> Export:
    """The file for its asker, whose access it still rests on; kept in the audit. Raises NotFound otherwise."""
    export = get_ready_for(actor, public_id, timezone.now())
    details: dict[str, Detail] = {"list": export.source, "rows": export.total_count}
    audit.record(actor, "registry.export_fetched", export, region=export.region, details=details)
    return export


def export_to(*, actor: Actor, wish: Wish, path: Path) -> int:
    """Writes the file where the operator wants it, in the clear; returns its rows.

    Raises what `ask_export` raises, and DiskFull or WriteFailed.
    """
    source, asked = _checked(actor, wish)
    _record_asked(actor, source, wish, asked)
    with translation.override("id"), pages_not_mapped():
        table = source.table(actor, asked, NikWish(wish.nik))
        rows = write_table(path, wish.format, table.header, table.chunks, lambda _count: None)
    details: dict[str, Detail] = {"list": source.code, "rows": rows}
    audit.record(actor, "registry.export_written", region=source.held(actor).region, details=details)
    return rows
