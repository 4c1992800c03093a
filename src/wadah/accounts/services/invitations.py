"""Invitations: sent by who manages an institution, accepted once by whom they were sent to."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wadah.accounts.errors import (
    AccountExists,
    AlreadyMember,
    InvitationExpired,
    InvitationForAnother,
    InvitationUsed,
)
from wadah.accounts.jobs import post
from wadah.accounts.letters import Letter
from wadah.accounts.models import Institution, Invitation, Membership, User
from wadah.accounts.phone import phone_hash, seal_phone
from wadah.accounts.policies import can_invite_as, roles_to_give, running_on
from wadah.accounts.queries import INVITATION_PHONE, phone_of_invitation
from wadah.accounts.roles import Role
from wadah.accounts.services.users import open_account
from wadah.accounts.states import INVITATION_FLOW, InvitationState
from wadah.core import audit
from wadah.core.actors import Actor
from wadah.core.errors import NotAllowed, NotFound, StateConflict
from wadah.core.idempotency import once
from wadah.core.time import local_day
from wadah.core.transitions import move
from wadah.regions.models import Region

OPEN_FOR = timedelta(days=7)
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Invited:
    """An invitation with the secret of its link; no secret on a repeat, because only its hash is kept."""

    invitation: Invitation
    token: str


@dataclass(frozen=True)
class Offer:
    """An open invitation as its receiver sees it."""

    invitation: Invitation
    account: User | None  # who has this address already
    email: str
    phone: str


def token_hash(token: str) -> str:
    """By which a link is found. The token has 256 random bits, so a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite_member(
    *,
    actor: Actor,
    institution: Institution,
    role: Role,
    region: Region,
    email: str = "",
    phone: str = "",
    link: str = "",
    idempotency_key: str = "",
) -> Invited:
    """Invites by e-mail or by phone number (E.164); an earlier open invitation to the same role is replaced.

    `link` is the address of the acceptance page with `{token}` in it; with an e-mail it is posted there.
    Raises NotAllowed, AlreadyMember, and StateConflict when a colleague did the same in this moment.
    """
    if not can_invite_as(actor, institution, role, region):
        raise NotAllowed()
    email = email.strip().lower()
    address = Q(email=email) if email else Q(phone_hash=phone_hash(phone))
    now, token = timezone.now(), secrets.token_urlsafe(TOKEN_BYTES)

    def send() -> str:
        _refuse_member(address, institution, role, now)
        _replace_open(actor, address, institution, role, now)
        invitation = Invitation(
            institution=institution,
            role=role,
            region=region,
            token_hash=token_hash(token),
            invited_by=actor if isinstance(actor, User) else None,
            expires_at=now + OPEN_FOR,
        )
        if email:
            invitation.email = email
        else:
            invitation.phone_hash, invitation.phone_sealed = (
                phone_hash(phone),
                seal_phone(phone, INVITATION_PHONE),
            )
        _insert(invitation)
        audit.record(
            actor,
            "member_invited",
            invitation,
            region=region.pk,
            details={"institution": institution.code, "role": role.value},
            at=now,
        )
        if email and link:
            post(_letter(invitation, link.format(token=token)))
        return str(invitation.public_id)

    content = [institution.pk, role.value, region.pk, token_hash(email or phone)]
    with transaction.atomic():
        public_id = once(actor, idempotency_key, "invite_member", send, content=content)
    invitation = Invitation.objects.select_related("institution", "region").get(public_id=UUID(public_id))
    return Invited(invitation, token if invitation.token_hash == token_hash(token) else "")


def withdraw_invitation(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Makes the link useless. Raises NotAllowed, and StateConflict when somebody was faster."""
    if Role(invitation.role) not in roles_to_give(actor, invitation.institution):
        raise NotAllowed()
    with transaction.atomic():
        move(invitation, InvitationState.WITHDRAWN, flow=INVITATION_FLOW, actor=actor)
        audit.record(actor, "invitation_withdrawn", invitation, region=invitation.region_id)
    return invitation


def is_known(*, token: str) -> bool:
    """Whether an invitation was ever sent with this secret; it may be used up since."""
    return Invitation.objects.filter(token_hash=token_hash(token)).exists()


def offer_of(*, token: str) -> Offer:
    """What the link offers. Raises NotFound, InvitationUsed and InvitationExpired."""
    return _offer(Invitation.objects.all(), token, timezone.now())


def accept_as_new(*, token: str, name: str, password: str, language: str = "id") -> Membership:
    """Opens an account at the invited address and takes the role.

    Locks the invitation, so that of two clicks one opens the account and the other gets InvitationUsed.
    Raises as `offer_of` does, and AccountExists.
    """
    with transaction.atomic():
        now = timezone.now()
        offer = _offer(Invitation.objects.select_for_update(of=("self",)), token, now)
        if offer.account is not None:
            raise AccountExists()
        try:
            with transaction.atomic():
                user = open_account(
                    name=name, password=password, email=offer.email, phone=offer.phone, language=language
                )
        except IntegrityError:
            # Two invitations to one address, accepted at once: the other one has opened the account.
            raise AccountExists() from None
        return _take(user, offer.invitation, now)


def accept_as(*, actor: User, token: str) -> Membership:
    """Takes the role with the account that is signed in. Raises as `offer_of`, and InvitationForAnother."""
    with transaction.atomic():
        now = timezone.now()
        offer = _offer(Invitation.objects.select_for_update(of=("self",)), token, now)
        if offer.account is None or offer.account.pk != actor.pk:
            raise InvitationForAnother()
        return _take(actor, offer.invitation, now)


def _offer(invitations: QuerySet[Invitation], token: str, now: datetime) -> Offer:
    found = invitations.select_related("institution", "region").filter(token_hash=token_hash(token)).first()
    if found is None or not found.institution.is_active:
        raise NotFound()
    if found.state != InvitationState.OPEN:
        raise InvitationUsed()
    if found.expires_at <= now:
        raise InvitationExpired()
    address = Q(email=found.email) if found.email else Q(phone_hash=found.phone_hash)
    return Offer(
        invitation=found,
        account=User.objects.filter(address).first(),
        email=found.email or "",
        phone=phone_of_invitation(found),
    )


def _take(user: User, invitation: Invitation, now: datetime) -> Membership:
    move(
        invitation,
        InvitationState.ACCEPTED,
        flow=INVITATION_FLOW,
        actor=user,
        at=now,
        also={"accepted_by": user, "accepted_at": now},
    )
    membership, _new = Membership.objects.get_or_create(
        user=user,
        institution=invitation.institution,
        role=invitation.role,
        ends_on=None,
        defaults={"region": invitation.region, "starts_on": local_day(now)},
    )
    audit.record(
        user,
        "invitation_accepted",
        membership,
        region=membership.region_id,
        details={"institution": invitation.institution.code, "role": invitation.role},
        at=now,
    )
    return membership


def _insert(invitation: Invitation) -> None:
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError:
        # Another officer invited the same person in this moment; that invitation stands.
        raise StateConflict() from None


def _refuse_member(address: Q, institution: Institution, role: Role, now: datetime) -> None:
    user = User.objects.filter(address).first()
    running = Membership.objects.filter(
        running_on(local_day(now)), institution=institution, role=role, user=user
    )
    if user is not None and running.exists():
        raise AlreadyMember()


def _replace_open(actor: Actor, address: Q, institution: Institution, role: Role, now: datetime) -> None:
    earlier = Invitation.objects.filter(
        address, institution=institution, role=role, state=InvitationState.OPEN
    ).first()
    if earlier is not None:
        overdue = earlier.expires_at <= now
        to = InvitationState.EXPIRED if overdue else InvitationState.WITHDRAWN
        move(earlier, to, flow=INVITATION_FLOW, actor=actor, at=now)


def _letter(invitation: Invitation, link: str) -> Letter:
    text = _(
        "%(institution)s mengundang Anda ke wadah sebagai %(role)s.\n\n"
        "Buka tautan ini untuk menerima, paling lambat %(until)s:\n%(link)s\n\n"
        "Bila Anda tidak mengenal lembaga ini, abaikan surat ini."
    ) % {
        "institution": invitation.institution.name,
        "role": Role(invitation.role).label,
        "until": local_day(invitation.expires_at).strftime("%d-%m-%Y"),
        "link": link,
    }
    return Letter(to=invitation.email or "", subject=_("Undangan ke wadah"), text=text)
