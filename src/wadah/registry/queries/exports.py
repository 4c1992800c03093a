"""Files that a person asked for: the newest, and one that may still be fetched."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from wadah.accounts.models import User
from wadah.accounts.policies import can_reveal
from wadah.accounts.scope import is_inside
from wadah.core.errors import NotFound
from wadah.registry.models import Export
from wadah.registry.sources import SOURCES, Held
from wadah.registry.states import ExportState

MOST_SHOWN = 10


def exports_of(actor: User) -> tuple[Export, ...]:
    """What the person asked for lately, the newest first."""
    return tuple(Export.objects.filter(asked_by=actor).order_by("-created_at", "-pk")[:MOST_SHOWN])


def get_export_for(actor: User, public_id: UUID) -> Export:
    """A file of the person's own, whose access it still rests on. Raises NotFound otherwise."""
    export = Export.objects.filter(public_id=public_id, asked_by=actor).first()
    if export is None or not may_still_have(actor, export):
        raise NotFound()
    return export


def get_ready_for(actor: User, public_id: UUID, now: datetime) -> Export:
    """The same, ready and not over yet."""
    export = get_export_for(actor, public_id)
    if export.state != ExportState.READY or export.expires_at is None or export.expires_at <= now:
        raise NotFound()
    return export


def may_still_have(actor: User, export: Export) -> bool:
    """Whether every region and institution that the file rests on is still the actor's, and so is seeing NIKs."""
    source = SOURCES.get(export.source)
    if source is None or (export.nik_purpose and not can_reveal(actor)):
        return False
    return _covers(source.held(actor), export.held)


def _covers(now: Held, then: Mapping[str, Any]) -> bool:
    regions = all(any(is_inside(region, held) for held in now.regions) for region in then["regions"])
    return regions and set(then["institutions"]) <= set(now.institutions)
