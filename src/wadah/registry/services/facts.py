"""Adds to the ledger. Facts out of a row are made when its file is applied; others one by one."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from wadah.accounts.models import User
from wadah.core import audit
from wadah.core.actors import Actor
from wadah.core.errors import NotFound
from wadah.registry.errors import UnknownFactKind
from wadah.registry.facts import KINDS, Evidence, Shape
from wadah.registry.models import Fact, Party
from wadah.registry.pen import take_pen
from wadah.registry.policies import visible_parties

TEXT_LENGTH = 200


@transaction.atomic
def record_fact(
    *,
    actor: Actor,
    party: Party,
    kind: str,
    value: Decimal | int | str,
    on: date,
    evidence: Evidence,
    app: str,
) -> Fact:
    """Adds one fact about a party. `app` is the app that records it: a kind belongs to one app.

    Raises UnknownFactKind when the kind is not declared, belongs to another app, does not accept this
    evidence, or has another shape than the value; NotFound for a party that the actor may not know of, or
    that has been merged into another one meanwhile.
    """
    declared = KINDS.get(kind)
    is_text = isinstance(value, str)
    if (
        declared is None
        or declared.owner != app
        or evidence not in declared.evidence
        or is_text != (declared.shape is Shape.TEXT)
    ):
        raise UnknownFactKind(kind=kind)
    take_pen()
    known = visible_parties(actor, Party.objects.filter(pk=party.pk, closed_at__isnull=True)).first()
    if known is None:
        raise NotFound()
    now = timezone.now()
    fact = Fact.objects.create(
        party=known,
        regency=known.regency,
        kind=kind,
        number=None if is_text else Decimal(value),
        text=str(value)[:TEXT_LENGTH] if is_text else "",
        unit=declared.unit,
        on=on,
        evidence=evidence,
        recorded_by=actor if isinstance(actor, User) else None,
        recorded_at=now,
    )
    audit.record(actor, "registry.fact_recorded", known, region=known.regency, details={"kind": kind}, at=now)
    return fact
