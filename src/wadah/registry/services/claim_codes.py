"""One-time codes on paper: an officer hands the business to its owner, an owner lets a manager or a successor in."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from wadah.accounts.models import User
from wadah.core import audit
from wadah.core.actors import Actor, actor_ref
from wadah.core.errors import NotFound, StateConflict
from wadah.core.models import AuditEntry
from wadah.core.rulebook import rule
from wadah.core.secrets import keyed_hash
from wadah.core.time import local_day
from wadah.registry.errors import AlreadyClaimed, ClaimIsOpen, WrongCode
from wadah.registry.kinds import ClaimRole, ClaimWay
from wadah.registry.models import Claim, ClaimCode, Party
from wadah.registry.models.claim import FRONT_LENGTH
from wadah.registry.pen import take_pen
from wadah.registry.policies import can_hand_code, owned_parties, visible_parties
from wadah.registry.services.claims import end, grant, owner_claim
from wadah.registry.states import LIVE_CLAIMS, ClaimState

# Without I, L, O, 0 and 1, which are read out and copied wrongly.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH, GROUP = 12, 4
HASH_KIND = "claim_code"
CODE_DAYS, CODE_TRIES, WRONG_AN_HOUR = "claims.code_days", "claims.code_tries", "claims.wrong_codes_an_hour"
WRONG = "registry.claim_code_wrong"


@dataclass(frozen=True)
class IssuedCode:
    """A code with its words, which are shown once: afterwards only their hash is known."""

    code: ClaimCode
    words: str


@transaction.atomic
def issue_owner_code(*, actor: Actor, public_id: UUID) -> IssuedCode:
    """An officer of the place makes a code for the owner; an earlier one opens nothing any more.

    Raises NotFound, and AlreadyClaimed when the business has an owner here.
    """
    take_pen()
    parties = visible_parties(actor, Party.objects.filter(public_id=public_id, closed_at__isnull=True))
    party = parties.first()
    if party is None or not can_hand_code(actor, party):
        raise NotFound()
    if owner_claim(party) is not None:
        raise AlreadyClaimed()
    return _issue(actor, party, ClaimRole.OWNER)


@transaction.atomic
def issue_own_code(*, actor: User, public_id: UUID, role: ClaimRole) -> IssuedCode:
    """The owner makes a code for a manager, or for whom the business is handed over to. Raises NotFound."""
    take_pen()
    party = owned_parties(actor, Party.objects.filter(public_id=public_id, closed_at__isnull=True)).first()
    owner = owner_claim(party) if party is not None else None
    if party is None or owner is None or owner.user_id != actor.pk:
        raise NotFound()
    return _issue(actor, party, role)


def take_code(*, actor: User, typed: str) -> Claim:
    """Uses a code: granted at once, or asked as a dispute when the business has become somebody else's.

    Raises WrongCode, and ClaimIsOpen when the business is the actor's already; then the code stays good.
    """
    with transaction.atomic():
        claim = _try(actor, "".join(sign for sign in typed.upper() if sign.isalnum()), timezone.now())
    # After the commit: a wrong try is counted although it is refused.
    if claim is None:
        raise WrongCode()
    return claim


def _issue(actor: Actor, party: Party, role: ClaimRole) -> IssuedCode:
    now = timezone.now()
    words = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    ClaimCode.objects.filter(party=party, role=role, closed_at__isnull=True).update(closed_at=now)
    try:
        with transaction.atomic():
            code = ClaimCode.objects.create(
                party=party,
                role=role,
                front=words[:FRONT_LENGTH],
                code_hash=keyed_hash(HASH_KIND, words),
                issued_by=actor if isinstance(actor, User) else None,
                issued_at=now,
                expires_at=now + timedelta(days=rule(CODE_DAYS, local_day(now)).integer),
            )
    except IntegrityError:
        # The first letters of another live code, once in a million: the next click gets others.
        raise StateConflict() from None
    details = {"role": role.value}
    audit.record(actor, "registry.claim_code_issued", party, region=party.regency, details=details, at=now)
    return IssuedCode(code, "-".join(words[at : at + GROUP] for at in range(0, LENGTH, GROUP)))


def _try(actor: User, words: str, now: datetime) -> Claim | None:
    take_pen()
    if _wrong_count(actor, now) >= rule(WRONG_AN_HOUR, local_day(now)).integer:
        return None
    live = ClaimCode.objects.filter(front=words[:FRONT_LENGTH], closed_at__isnull=True)
    code = live.select_related("party").select_for_update(of=("self",)).first()
    if code is None or code.expires_at <= now or code.party.closed_at is not None:
        audit.record(actor, "registry.claim_code_wrong", at=now)
        return None
    if not hmac.compare_digest(bytes(code.code_hash), keyed_hash(HASH_KIND, words)):
        _count_wrong(actor, code, now)
        return None
    claim = _claim_by(actor, code, now)
    ClaimCode.objects.filter(pk=code.pk).update(closed_at=now, used_by=actor)
    return claim


def _wrong_count(actor: User, now: datetime) -> int:
    tried = AuditEntry.objects.filter(actor=actor_ref(actor), action=WRONG, at__gt=now - timedelta(hours=1))
    return tried.count()


def _count_wrong(actor: User, code: ClaimCode, now: datetime) -> None:
    code.wrong_count += 1
    burnt = code.wrong_count >= rule(CODE_TRIES, local_day(now)).integer
    code.closed_at = now if burnt else None
    code.save(update_fields=["wrong_count", "closed_at"])
    region = code.party.regency
    audit.record(actor, "registry.claim_code_wrong", code.party, region=region, at=now)
    if burnt:
        audit.record(actor, "registry.claim_code_burnt", code.party, region=region, at=now)


def _claim_by(actor: User, code: ClaimCode, now: datetime) -> Claim:
    """What the code gives to the actor. A request that waits at the office is answered by it."""
    own = (
        Claim.objects.filter(user=actor, party=code.party, state__in=LIVE_CLAIMS)
        .select_related("party")
        .first()
    )
    owner = owner_claim(code.party)
    is_handover = owner is not None and owner.user_id == code.issued_by_id and code.role == ClaimRole.OWNER
    if own is not None and own.state == ClaimState.GRANTED:
        if not is_handover or own == owner:
            raise ClaimIsOpen()
        # A manager becomes the owner.
        end(own, actor, "", now)
        own = None
    if owner is not None and is_handover:
        end(owner, actor, "", now)
        owner = None
    is_dispute = owner is not None and code.role == ClaimRole.OWNER
    if own is None:
        own = Claim.objects.create(
            party=code.party,
            user=actor,
            role=code.role,
            way=ClaimWay.CODE,
            is_dispute=is_dispute,
            asked_at=now,
        )
    if is_dispute:
        audit.record(actor, "registry.claim_asked", code.party, region=code.party.regency, at=now)
        return own
    own.way, own.role = ClaimWay.CODE, code.role
    grant(own, actor, "", now)
    return own
