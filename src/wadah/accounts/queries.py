"""Reads of accounts: who is in an institution, what somebody may choose, one thing for one reader."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.functional import Promise

from wadah.accounts.models import Institution, Invitation, Membership, User
from wadah.accounts.phone import masked_phone, open_phone
from wadah.accounts.policies import (
    can_end,
    in_regions,
    manageable,
    roles_to_give,
    running_on,
    scope_of,
    within,
)
from wadah.accounts.roles import Capability, Role
from wadah.accounts.states import InvitationState
from wadah.core.actors import Actor
from wadah.core.errors import NotFound
from wadah.core.paging import Page, keyset
from wadah.core.time import local_day
from wadah.regions.models import Region

USER_PHONE = "accounts.user.phone"
INVITATION_PHONE = "accounts.invitation.phone"
MEMBERS_A_PAGE = 50


@dataclass(frozen=True)
class MemberLine:
    """A running membership in a list; the phone number masked."""

    membership: Membership
    role: str | Promise
    reached_at: str
    can_be_ended: bool
    signs_in_by_phone_alone: bool


@dataclass(frozen=True)
class Members:
    """One page of members, and the cursors of its neighbours."""

    lines: tuple[MemberLine, ...]
    next: str
    previous: str


@dataclass(frozen=True)
class RoleLine:
    """A role that somebody holds, as they see it themselves."""

    membership: Membership
    role: str | Promise


@dataclass(frozen=True)
class InvitationLine:
    """An open invitation in a list; the phone number masked."""

    invitation: Invitation
    role: str | Promise
    sent_to: str
    is_overdue: bool


def phone_of(user: User) -> str:
    """The user's phone number in E.164; empty when there is none."""
    return open_phone(user.phone_sealed, USER_PHONE) if user.phone_sealed else ""


def reached_at(user: User) -> str:
    """How a user signs in, as others may see it: the e-mail, else the masked phone number."""
    return user.email or masked_phone(phone_of(user))


def phone_of_invitation(invitation: Invitation) -> str:
    """The phone number of an invitation in E.164; empty when it went by e-mail."""
    return open_phone(invitation.phone_sealed, INVITATION_PHONE) if invitation.phone_sealed else ""


def sent_to(invitation: Invitation) -> str:
    """To whom an invitation went, as the inviter may see it again."""
    return invitation.email or masked_phone(phone_of_invitation(invitation))


def institutions_page(actor: Actor, *, moment: datetime, cursor: str = "") -> Page[Institution]:
    """The institutions whose members are the actor's to manage, by name, each with `members_count`."""
    running = running_on(local_day(moment), "memberships__")
    count = Count("memberships__user", filter=running, distinct=True)
    rows = manageable(actor, Institution.objects.select_related("region")).annotate(members_count=count)
    return keyset(rows, order=("name", "pk"), cursor=cursor)


def get_institution_for(actor: Actor, public_id: UUID) -> Institution:
    """An institution whose members are the actor's to manage. Raises NotFound."""
    found = (
        manageable(actor, Institution.objects.select_related("region")).filter(public_id=public_id).first()
    )
    if found is None:
        raise NotFound()
    return found


def members_page(actor: Actor, institution: Institution, *, moment: datetime, cursor: str = "") -> Members:
    """Who is in the institution today, the newest first."""
    rows = Membership.objects.filter(running_on(local_day(moment)), institution=institution)
    rows = rows.select_related("user", "region", "institution")
    page = keyset(rows, order=("-pk",), cursor=cursor, size=MEMBERS_A_PAGE)
    lines = tuple(
        MemberLine(
            membership=row,
            role=Role(row.role).label,
            reached_at=reached_at(row.user),
            can_be_ended=can_end(actor, row),
            signs_in_by_phone_alone=not row.user.email,
        )
        for row in page.items
    )
    return Members(lines, page.next, page.previous)


def open_invitations(institution: Institution, *, moment: datetime) -> list[InvitationLine]:
    """Invitations that nobody has answered, the newest first; at most a page of them."""
    rows = Invitation.objects.filter(institution=institution, state=InvitationState.OPEN)
    rows = rows.select_related("region").order_by("-pk")[:MEMBERS_A_PAGE]
    return [InvitationLine(row, Role(row.role).label, sent_to(row), row.expires_at <= moment) for row in rows]


def get_membership_for(actor: Actor, public_id: UUID, *, moment: datetime) -> Membership:
    """A running membership that the actor may end. Raises NotFound."""
    rows = Membership.objects.filter(running_on(local_day(moment)), public_id=public_id)
    found = rows.select_related("user", "institution", "region").first()
    if found is None or not can_end(actor, found):
        raise NotFound()
    return found


def get_invitation_for(actor: Actor, public_id: UUID) -> Invitation:
    """An open invitation into an institution that is the actor's to manage. Raises NotFound."""
    found = (
        Invitation.objects.filter(public_id=public_id, state=InvitationState.OPEN)
        .select_related("institution", "region")
        .first()
    )
    if found is None or not roles_to_give(actor, found.institution):
        raise NotFound()
    return found


def masked_phone_of(user: User) -> str:
    """The user's phone number with the middle covered; empty when there is none."""
    phone = phone_of(user)
    return masked_phone(phone) if phone else ""


def roles_of(user: User, day: date) -> list[RoleLine]:
    """The user's own running memberships, by institution."""
    rows = Membership.objects.filter(running_on(day), user=user).select_related("institution", "region")
    return [RoleLine(row, Role(row.role).label) for row in rows.order_by("institution__name", "pk")]


def regions_to_give(institution: Institution) -> QuerySet[Region]:
    """The regions offered for a membership in the institution: its own, and one level below."""
    inside = Region.objects.filter(in_regions((institution.region_id,), "pk"))
    return inside.filter(level__lte=institution.region.level + 1).order_by("pk")


def regions_for_institutions(actor: Actor) -> QuerySet[Region]:
    """Provinces and kab/kota where the actor may add an institution."""
    inside = within(scope_of(actor), "pk", Capability.MANAGE_INSTITUTIONS)
    return Region.objects.filter(inside, level__lte=2).order_by("pk")
