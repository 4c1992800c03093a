"""Shows one number in full to somebody who says why. Every showing is kept in the audit trail."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from wadah.core import audit
from wadah.core.actors import Actor
from wadah.core.errors import NotFound
from wadah.registry.errors import NothingToReveal, ReasonMissing
from wadah.registry.models import Link, Party
from wadah.registry.policies import REVEALABLE, can_reveal, revealable_links, visible_parties
from wadah.registry.sealed import SealedCells, open_cells

SHORTEST_REASON = 10


@transaction.atomic
def reveal_identifier(*, actor: Actor, public_id: UUID, field: str, reason: str) -> str:
    """The number as text (several phones joined by a comma), from the newest record that holds one.

    Only from rows of the actor's own places and office: a row that names the NIB of a business elsewhere
    makes it a party of two places, and opens nothing that the other place brought.

    Raises NotFound for a party that the actor may not see or whose numbers are not theirs to see,
    ReasonMissing for a reason shorter than ten letters, NothingToReveal when no record holds the number.
    """
    if field not in REVEALABLE:
        raise NotFound()
    party = visible_parties(actor, Party.objects.all()).filter(public_id=public_id).first()
    if party is None or not can_reveal(actor, party):
        raise NotFound()
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing()
    value = _newest(revealable_links(actor, party), field)
    if not value:
        raise NothingToReveal()
    audit.record(
        actor,
        "registry.identifier_revealed",
        party,
        reason=reason.strip(),
        region=party.regency,
        details={"field": field},
        at=timezone.now(),
    )
    return value


def _newest(links: QuerySet[Link], field: str) -> str:
    sealed_rows = links.filter(undone_at__isnull=True, record__sealed__isnull=False)
    for link in sealed_rows.select_related("record").order_by("-record_id"):
        sealed = link.record.sealed
        value = _value(open_cells(sealed), field) if sealed else ""
        if value:
            return value
    return ""


def _value(cells: SealedCells, field: str) -> str:
    return {"nik": cells.nik, "npwp": cells.npwp, "phones": ", ".join(cells.phones)}[field]
