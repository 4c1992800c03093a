"""Writes the audit trail: who did what to which thing, and why. Called inside a service's transaction."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Model
from django.utils import timezone

from wadah.core.actors import Actor, actor_ref
from wadah.core.models import AuditEntry
from wadah.core.requests import current_request_id
from wadah.core.subjects import subject_of

Detail = str | int | bool | None


def record(
    actor: Actor,
    action: str,
    obj: Model | None = None,
    *,
    reason: str = "",
    region: str = "",
    details: Mapping[str, Detail] | None = None,
    at: datetime | None = None,
) -> AuditEntry:
    """Adds one entry. `details` holds counts, codes and ids; never a name, a number of a person or a cell."""
    subject = subject_of(obj)
    return AuditEntry.objects.create(
        at=at or timezone.now(),
        actor=actor_ref(actor),
        action=action,
        what=subject.what,
        object_id=subject.object_id,
        region=region,
        reason=reason,
        request_id=current_request_id(),
        details=dict(details or {}),
    )
