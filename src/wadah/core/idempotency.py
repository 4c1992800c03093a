"""Runs a request once: a repeat with the same key gets the first answer and changes nothing."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from wadah.core.actors import Actor, actor_ref
from wadah.core.errors import RepeatedKeyDiffers
from wadah.core.models import IdempotencyKey

Json = Any
# Far longer than a form stays open (a session ends after 12 hours) or a program goes on trying.
KEPT_FOR = timedelta(days=30)
# Each new key takes a few old ones away: they never pile up, and no request waits for a great deletion.
FORGOTTEN_AT_ONCE = 20


def once(actor: Actor, key: str, what: str, do: Callable[[], Json], *, content: Json = None) -> Json:
    """The answer of the first run of `do` for this actor, action and key; an empty key always runs.

    The key, the effects of `do` and its answer are one transaction. A repeat that arrives while the first
    is still running waits for it: it gets the answer when the first commits, and runs when it rolled back.
    A key is known for `KEPT_FOR`.
    `do` returns plain JSON (a public id, a count). Raises RepeatedKeyDiffers when the key came with other
    `content` before.
    """
    if not key:
        return do()
    fingerprint, now = _fingerprint(content), timezone.now()
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = IdempotencyKey.objects.create(
                    actor=actor_ref(actor),
                    action=what,
                    key=key,
                    fingerprint=fingerprint,
                    created_at=now,
                )
        except IntegrityError:
            first = IdempotencyKey.objects.get(actor=actor_ref(actor), action=what, key=key)
            if first.fingerprint != fingerprint:
                raise RepeatedKeyDiffers() from None
            return first.result
        _forget_old(now)
        result = do()
        IdempotencyKey.objects.filter(pk=row.pk).update(result=result)
        return result


def _forget_old(now: datetime) -> None:
    """Takes the oldest keys away that are over. What another request is taking away is left to it."""
    oldest = IdempotencyKey.objects.select_for_update(skip_locked=True).order_by("pk")[:FORGOTTEN_AT_ONCE]
    over = [row.pk for row in oldest.only("created_at") if row.created_at < now - KEPT_FOR]
    if over:
        IdempotencyKey.objects.filter(pk__in=over).delete()


def _fingerprint(content: Json) -> str:
    if content is None:
        return ""
    text = json.dumps(content, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
