"""Writes the file of a download. Run again after a crash it begins anew: nothing half written is ever seen."""

import errno
import logging
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import F
from django.db.models.functions import Least
from django.utils import timezone, translation

from wadah.core import audit
from wadah.core.errors import DomainError
from wadah.core.jobs import fence
from wadah.core.mapped_pages import pages_not_mapped
from wadah.core.rulebook import rule
from wadah.core.scratch import scratch
from wadah.core.tabular import TabularError
from wadah.core.time import local_day
from wadah.core.transitions import move
from wadah.registry import storage
from wadah.registry.failures import UNEXPECTED
from wadah.registry.models import Export
from wadah.registry.outgoing.files import write_table
from wadah.registry.queries.exports import may_still_have
from wadah.registry.sources import SOURCES, NikWish
from wadah.registry.states import EXPORT_FLOW, WORKING_EXPORTS, ExportState

logger = logging.getLogger(__name__)
MACHINE = "machine:export"
KEPT_HOURS = "export.kept_hours"
LANGUAGE = "id"
NO_ACCESS, DISK_FULL, LOST = "export_no_access", "disk_full", "job_lost"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def write_export(export_id: int) -> datetime | None:
    """Writes the file, unless it is written or the asker's access has ended; returns until when it is kept.

    A fault of the disk is told to the asker and not raised.
    """
    export = _begin(export_id)
    if export.state != ExportState.WRITING:
        return export.expires_at
    if not may_still_have(export.asked_by, export):
        _fail(export_id, NO_ACCESS)
        return None
    try:
        path, rows = _write(export)
    except (TabularError, DomainError) as error:
        _fail(export_id, error.code)
    except OperationalError:
        raise
    except OSError as error:
        if error.errno not in NO_ROOM:
            _fail(export_id, UNEXPECTED)
            raise
        _fail(export_id, DISK_FULL)
    except Exception as error:
        logger.exception("export_failed export=%s error=%s", export_id, type(error).__name__)
        _fail(export_id, UNEXPECTED)
        raise
    else:
        return _finish(export_id, path, rows)
    return None


def give_up(export_id: int) -> None:
    """The job is given up: its worker died too often, or the database was away too long."""
    _fail(export_id, LOST)


@transaction.atomic
def _begin(export_id: int) -> Export:
    fence()
    export = _locked(export_id)
    if export.state == ExportState.ASKED:
        move(export, ExportState.WRITING, flow=EXPORT_FLOW, actor=MACHINE)
    if export.state != ExportState.WRITING:
        return export
    source = SOURCES[export.source]
    export.total_count = source.count(export.asked_by, export.asked, None)
    export.done_count = 0
    export.save(update_fields=["total_count", "done_count"])
    return export


def _locked(export_id: int) -> Export:
    return Export.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=export_id)


def _write(export: Export) -> tuple[str, int]:
    """The path of the sealed file and its rows. What was written in the clear on the way is gone afterwards."""
    source = SOURCES[export.source]
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with scratch(root) as folder, pages_not_mapped(), translation.override(LANGUAGE):
        plain = folder / f"unduhan.{export.format}"
        table = source.table(export.asked_by, export.asked, NikWish(export.nik_purpose))

        def after(count: int) -> None:
            _progress(export.pk, count)

        rows = write_table(plain, export.format, table.header, table.chunks, after)
        with plain.open("rb") as file:
            return storage.store_sealed(file, storage.EXPORTED, _front(export)), rows


def _front(export: Export) -> str:
    """How the names of its files begin: a worker that was killed may have left one that nothing refers to."""
    return f"export-{export.public_id.hex}-"


@transaction.atomic
def _progress(export_id: int, count: int) -> None:
    fence()
    done = Least(F("done_count") + count, F("total_count"))
    Export.objects.filter(pk=export_id).update(done_count=done)


@transaction.atomic
def _finish(export_id: int, path: str, rows: int) -> datetime:
    """Ready until the hour of the rule; the file is deleted then."""
    try:
        fence()
    except BaseException:
        storage.drop(path)
        raise
    export = _locked(export_id)
    now = timezone.now()
    expires_at = now + timedelta(hours=rule(KEPT_HOURS, local_day(now)).integer)
    also = {
        "stored_path": path, "total_count": rows, "done_count": rows, "ready_at": now, "expires_at": expires_at,
    }  # fmt: skip
    move(export, ExportState.READY, flow=EXPORT_FLOW, actor=MACHINE, at=now, also=also)
    audit.record(
        MACHINE,
        "registry.export_ready",
        export,
        region=export.region,
        details={"list": export.source, "rows": rows},
        at=now,
    )
    transaction.on_commit(partial(storage.drop_all, _front(export), path))
    return expires_at


@transaction.atomic
def _fail(export_id: int, code: str) -> None:
    fence()
    export = _locked(export_id)
    if export.state in WORKING_EXPORTS:
        also = {"error_code": code, "asked": {}}
        move(export, ExportState.FAILED, flow=EXPORT_FLOW, actor=MACHINE, reason=code, also=also)
        transaction.on_commit(partial(storage.drop_all, _front(export)))


def delete_expired(now: datetime) -> int:
    """Deletes the files whose time is over, and what was searched for; returns how many there were."""
    over = Export.objects.filter(state=ExportState.READY, expires_at__lte=now).order_by("pk")
    return sum(_delete(export.pk, now) for export in over.only("pk"))


def _delete(export_id: int, now: datetime) -> bool:
    with transaction.atomic():
        export = _locked(export_id)
        if export.state != ExportState.READY:
            return False
        also = {"stored_path": "", "asked": {}}
        move(export, ExportState.EXPIRED, flow=EXPORT_FLOW, actor=MACHINE, at=now, also=also)
    storage.drop_all(_front(export))
    return True
