"""Runs a request once: a repeat with the same key gets the first answer and changes nothing."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from wadah.core.actors import Actor, actor_ref
from wadah.core.errors import RepeatedKeyDiffers
from wadah.core.models import IdempotencyKey

Json = Any


def once(actor: Actor, key: str, what: str, do: Callable[[], Json], *, content: Json = None) -> Json:
    """The answer of the first run of `do` for this actor, action and key; an empty key always runs.

    The key, the effects of `do` and its answer are one transaction. A repeat that arrives while the first
    is still running waits for it: it gets the answer when the first commits, and runs when it rolled back.
    `do` returns plain JSON (a public id, a count). Raises RepeatedKeyDiffers when the key came with other
    `content` before.
    """
    if not key:
        return do()
    fingerprint = _fingerprint(content)
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = IdempotencyKey.objects.create(
                    actor=actor_ref(actor),
                    action=what,
                    key=key,
                    fingerprint=fingerprint,
                    created_at=timezone.now(),
                )
        except IntegrityError:
            first = IdempotencyKey.objects.get(actor=actor_ref(actor), action=what, key=key)
            if first.fingerprint != fingerprint:
                raise RepeatedKeyDiffers() from None
            return first.result
        result = do()
        IdempotencyKey.objects.filter(pk=row.pk).update(result=result)
        return result


def _fingerprint(content: Json) -> str:
    if content is None:
        return ""
    text = json.dumps(content, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
