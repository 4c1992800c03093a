"""Who may call a business theirs: asked, granted or refused by an officer of the place, given up, taken away."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from wadah.accounts.models import User
from wadah.core import audit
from wadah.core.actors import Actor
from wadah.core.errors import NotFound, StateConflict
from wadah.core.rulebook import rule
from wadah.core.time import local_day
from wadah.core.transitions import move
from wadah.registry.errors import AlreadyClaimed, ClaimIsOpen, OwnerLeaves, ReasonMissing, TooManyClaims
from wadah.registry.kinds import ClaimRole, ClaimWay
from wadah.registry.models import Claim, ClaimCode, Party
from wadah.registry.pen import take_pen
from wadah.registry.policies import CLAIMABLE, visible_claims
from wadah.registry.services.reveal import SHORTEST_REASON
from wadah.registry.states import CLAIM_FLOW, LIVE_CLAIMS, ClaimState

MOST_WAITING = "claims.most_waiting"


@transaction.atomic
def ask_claim(*, actor: User, party: Party, note: str = "") -> Claim:
    """Asks an officer of the place; on a business that has an owner, as a dispute.

    Raises NotFound for what nobody can own, ClaimIsOpen, and TooManyClaims.
    """
    take_pen()
    now = timezone.now()
    open_party = Party.objects.filter(pk=party.pk, kind__in=CLAIMABLE, closed_at__isnull=True).first()
    if open_party is None:
        raise NotFound()
    if Claim.objects.filter(user=actor, party=open_party, state__in=LIVE_CLAIMS).exists():
        raise ClaimIsOpen()
    most = rule(MOST_WAITING, local_day(now)).integer
    if Claim.objects.filter(user=actor, state=ClaimState.ASKED).count() >= most:
        raise TooManyClaims(most=most)
    is_dispute = owner_claim(open_party) is not None
    claim = Claim.objects.create(
        party=open_party,
        user=actor,
        way=ClaimWay.OFFICER,
        is_dispute=is_dispute,
        note=note.strip(),
        asked_at=now,
    )
    audit.record(actor, "registry.claim_asked", claim.party, **_told(claim, now))
    return claim


@transaction.atomic
def withdraw_claim(*, actor: User, public_id: UUID) -> Claim:
    """Takes the own request back. Raises NotFound, and StateConflict when an officer was faster."""
    claim = Claim.objects.select_related("party").filter(user=actor, public_id=public_id).first()
    if claim is None:
        raise NotFound()
    now = timezone.now()
    move(claim, ClaimState.WITHDRAWN, flow=CLAIM_FLOW, actor=actor, at=now, also={"decided_at": now})
    audit.record(actor, "registry.claim_withdrawn", claim.party, **_told(claim, now))
    return claim


@transaction.atomic
def grant_claim(*, actor: Actor, public_id: UUID, reason: str, seen_holder: UUID | None = None) -> Claim:
    """The officer is sure that it is theirs. Whoever held the business until now, and their managers, hold it no more.

    `seen_holder` is the claim of the holder whom the officer saw. Raises NotFound, ReasonMissing for a reason
    shorter than ten letters, and StateConflict or MoveNotAllowed when a colleague was faster, also with the claim
    of somebody else on this business.
    """
    take_pen()
    claim, now = _waiting_for(actor, public_id), timezone.now()
    said = _reason(reason)
    if claim.party.closed_at is not None:
        raise NotFound()
    holder = owner_claim(claim.party)
    if (holder.public_id if holder else None) != seen_holder:
        raise StateConflict()
    if holder is not None:
        for held in Claim.objects.filter(party=claim.party, state=ClaimState.GRANTED).select_related("party"):
            end(held, actor, said, now)
    grant(claim, actor, said, now)
    return claim


@transaction.atomic
def refuse_claim(*, actor: Actor, public_id: UUID, reason: str) -> Claim:
    """The officer is not sure; the reason is read by who asked. Raises as grant_claim does."""
    claim, now = _waiting_for(actor, public_id), timezone.now()
    decided = {"decided_at": now, "decided_by": _person(actor), "reason": _reason(reason)}
    move(claim, ClaimState.REFUSED, flow=CLAIM_FLOW, actor=actor, reason=reason, at=now, also=decided)
    audit.record(actor, "registry.claim_refused", claim.party, reason=reason, **_told(claim, now))
    return claim


@transaction.atomic
def end_claim(*, actor: User, public_id: UUID) -> Claim:
    """Gives the own business up, or takes it from a manager of it.

    Raises NotFound, and OwnerLeaves for an owner whose managers would stay behind alone.
    """
    take_pen()
    claims = Claim.objects.select_related("party").filter(public_id=public_id, state=ClaimState.GRANTED)
    claim = claims.first()
    owner = owner_claim(claim.party) if claim is not None else None
    if claim is None or actor.pk not in (claim.user_id, owner.user_id if owner else None):
        raise NotFound()
    if claim.role == ClaimRole.OWNER and _managers(claim.party):
        raise OwnerLeaves()
    end(claim, actor, "", timezone.now())
    return claim


def owner_claim(party: Party) -> Claim | None:
    """The claim of who holds the business, if somebody does."""
    owners = Claim.objects.filter(party=party, state=ClaimState.GRANTED, role=ClaimRole.OWNER)
    return owners.select_related("party").first()


def grant(claim: Claim, actor: Actor, reason: str, at: datetime) -> None:
    """Inside the transaction of who decides. Raises AlreadyClaimed when the business has another owner by now."""
    decided = {
        "decided_at": at,
        "decided_by": _person(actor),
        "reason": reason,
        "way": claim.way,
        "role": claim.role,
    }
    if claim.way != ClaimWay.OFFICER:
        decided["decided_by"] = None
    try:
        with transaction.atomic():
            move(claim, ClaimState.GRANTED, flow=CLAIM_FLOW, actor=actor, reason=reason, at=at, also=decided)
    except IntegrityError:
        raise AlreadyClaimed() from None
    audit.record(actor, "registry.claim_granted", claim.party, reason=reason, **_told(claim, at))


def end(claim: Claim, actor: Actor, reason: str, at: datetime) -> None:
    """Inside the transaction of who decides. Codes that an owner had made open nothing any more."""
    decided = {"decided_at": at, "decided_by": _person(actor), "reason": reason}
    move(claim, ClaimState.ENDED, flow=CLAIM_FLOW, actor=actor, reason=reason, at=at, also=decided)
    if claim.role == ClaimRole.OWNER:
        codes = ClaimCode.objects.filter(party=claim.party, issued_by=claim.user, closed_at__isnull=True)
        codes.update(closed_at=at)
    audit.record(actor, "registry.claim_ended", claim.party, reason=reason, **_told(claim, at))


def _managers(party: Party) -> bool:
    managers = Claim.objects.filter(party=party, state=ClaimState.GRANTED, role=ClaimRole.MANAGER)
    return managers.exists()


def _waiting_for(actor: Actor, public_id: UUID) -> Claim:
    claim = visible_claims(actor, Claim.objects.select_related("party")).filter(public_id=public_id).first()
    if claim is None:
        raise NotFound()
    return claim


def _reason(reason: str) -> str:
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing()
    return reason.strip()


def _person(actor: Actor) -> User | None:
    return actor if isinstance(actor, User) else None


def _told(claim: Claim, at: datetime) -> dict[str, Any]:
    """What the trail holds beside: codes alone."""
    return {"region": claim.party.regency, "details": {"role": claim.role, "way": claim.way}, "at": at}
