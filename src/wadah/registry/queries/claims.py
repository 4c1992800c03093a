"""Claims that wait for an officer, and one with both of its sides."""

from dataclasses import dataclass
from uuid import UUID

from wadah.accounts.queries import phone_of, reached_at
from wadah.core.actors import Actor
from wadah.core.errors import NotFound
from wadah.core.paging import Page, keyset
from wadah.registry.kinds import ClaimRole
from wadah.registry.models import Claim
from wadah.registry.policies import visible_claims
from wadah.registry.queries.origins import Told, numbers_told_by, origins_of, told_by
from wadah.registry.states import ClaimState

# What an officer compares with who asks.
SHOWN = ("business_name", "owner_name", "nik", "phones", "nib", "activity", "region", "address")
MOST_COUNTED = 100


@dataclass(frozen=True)
class ClaimPage:
    """A claim: who asks and how they are reached, and what is known of the business, its numbers masked.

    The contact is shown whole while the claim waits: the asker gave it for this, and was told so.
    """

    claim: Claim
    asker_reached_at: str
    fields: tuple[Told, ...]
    holder: Claim | None
    holder_reached_at: str


def claim_queue(actor: Actor, cursor: str = "") -> Page[Claim]:
    """Claims that wait in the actor's places, the oldest first."""
    waiting = visible_claims(actor, Claim.objects.filter(state=ClaimState.ASKED))
    rows = waiting.select_related("party__region", "user")
    return keyset(rows, order=("asked_at", "pk"), cursor=cursor)


def claims_count(actor: Actor) -> int:
    """How many wait, as far as it is worth counting."""
    waiting = visible_claims(actor, Claim.objects.filter(state=ClaimState.ASKED))
    return waiting.order_by()[: MOST_COUNTED + 1].count()


def claim_page(actor: Actor, public_id: UUID) -> ClaimPage:
    """One claim in the actor's places. Raises NotFound."""
    claims = Claim.objects.select_related("party__region", "user", "decided_by")
    claim = visible_claims(actor, claims).filter(public_id=public_id).first()
    if claim is None:
        raise NotFound()
    origins = origins_of([claim.party])
    told = told_by(origins) | numbers_told_by(origins)
    owners = Claim.objects.filter(party=claim.party, state=ClaimState.GRANTED, role=ClaimRole.OWNER)
    holder = owners.exclude(pk=claim.pk).select_related("user").first()
    return ClaimPage(
        claim=claim,
        asker_reached_at=_contact(claim),
        fields=tuple(told[field] for field in SHOWN if field in told),
        holder=holder,
        holder_reached_at=reached_at(holder.user) if holder else "",
    )


def _contact(claim: Claim) -> str:
    is_waiting = claim.state == ClaimState.ASKED
    return (is_waiting and phone_of(claim.user)) or reached_at(claim.user)
