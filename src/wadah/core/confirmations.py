"""What persons with a named source confirmed or corrected in the dated rules. Rows are never removed."""

import time as clock
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from wadah.core import audit
from wadah.core.actors import Actor, actor_ref
from wadah.core.models import RuleConfirmation
from wadah.core.rulefiles import Value

# A confirmation made in another process is seen after at most this many seconds.
SECONDS_KEPT = 30.0


@dataclass(frozen=True)
class Confirmed:
    """The latest word on one version; `value` is None when the value in the file was found right."""

    pk: int
    value: Value | None
    source: str
    source_url: str
    confirmed_at: datetime


@dataclass
class _Kept:
    read_at: float
    by_version: dict[str, Confirmed]


_kept = _Kept(float("-inf"), {})


def latest() -> dict[str, Confirmed]:
    """The latest confirmation of each version, from a copy that is at most `SECONDS_KEPT` old."""
    if clock.monotonic() - _kept.read_at > SECONDS_KEPT:
        rows = RuleConfirmation.objects.order_by("pk")
        know({row.version_id: _confirmed(row) for row in rows})
    return _kept.by_version


def know(by_version: dict[str, Confirmed]) -> None:
    """Keeps these as the latest confirmations until they are too old."""
    _kept.by_version, _kept.read_at = by_version, clock.monotonic()


def forget() -> None:
    """Reads the table again at the next question."""
    _kept.read_at = float("-inf")


def confirm_rule(
    *,
    actor: Actor,
    version_id: str,
    source: str,
    at: datetime,
    source_url: str = "",
    value: int | str | bool | Decimal | None = None,
    note: str = "",
) -> RuleConfirmation:
    """A person with a named source confirms a version, or corrects its value. Writes one audit entry."""
    with transaction.atomic():
        row = RuleConfirmation.objects.create(
            version_id=version_id,
            value={"decimal": str(value)} if isinstance(value, Decimal) else value,
            source=source,
            source_url=source_url,
            note=note,
            confirmed_by=actor_ref(actor),
            confirmed_at=at,
        )
        audit.record(actor, "rule.confirmed", row, details={"version": version_id}, at=at)
    transaction.on_commit(forget)
    return row


def _confirmed(row: RuleConfirmation) -> Confirmed:
    return Confirmed(row.pk, _value(row.value), row.source, row.source_url, row.confirmed_at)


def _value(stored: Any) -> Value | None:
    if isinstance(stored, dict):
        return Decimal(stored["decimal"])
    return tuple(stored) if isinstance(stored, list) else stored
