"""Reads of accounts: who is in an institution, what somebody may choose, one thing for one reader."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from wadah.accounts.models import Institution, Invitation, Membership, User
from wadah.accounts.phone import masked_phone, open_phone
from wadah.accounts.policies import can_end, manageable, roles_to_give, running_on
from wadah.accounts.roles import Role
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
class InstitutionLine:
    """An institution in a list."""

    institution: Institution
    members_count: int


@dataclass(frozen=True)
class MemberLine:
    """A running membership in a list; the phone number masked."""

    membership: Membership
    role: str | Promise
    reached_at: str
    can_be_ended: bool


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


def sent_to(invitation: Invitation) -> str:
    """To whom an invitation went, as the inviter may see it again."""
    if invitation.email:
        return invitation.email
    return masked_phone(open_phone(invitation.phone_sealed or b"", INVITATION_PHONE))


def institutions_page(
    actor: Actor, *, moment: datetime, cursor: str = ""
) -> tuple[Page[Institution], list[InstitutionLine]]:
    """The institutions whose members are the actor's to manage, by name."""
    running = running_on(local_day(moment), "memberships__")
    page = keyset(
        manageable(actor, Institution.objects.select_related("region")),
        order=("name", "pk"),
        cursor=cursor,
    )
    counts = dict(
        Institution.objects.filter(pk__in=[row.pk for row in page.items])
        .order_by()
        .values_list("pk")
        .annotate(n=Count("memberships__user", filter=running, distinct=True))
    )
    return page, [InstitutionLine(row, counts.get(row.pk, 0)) for row in page.items]


def get_institution_for(actor: Actor, public_id: UUID) -> Institution:
    """An institution whose members are the actor's to manage. Raises NotFound."""
    found = (
        manageable(actor, Institution.objects.select_related("region")).filter(public_id=public_id).first()
    )
    if found is None:
        raise NotFound()
    return found


def members_page(
    actor: Actor, institution: Institution, *, moment: datetime, cursor: str = ""
) -> tuple[Page[Membership], list[MemberLine]]:
    """Who is in the institution today, the newest first."""
    rows = Membership.objects.filter(running_on(local_day(moment)), institution=institution).select_related(
        "user", "region", "institution"
    )
    page = keyset(rows, order=("-pk",), cursor=cursor, size=MEMBERS_A_PAGE)
    lines = [
        MemberLine(row, Role(row.role).label, reached_at(row.user), can_end(actor, row)) for row in page.items
    ]
    return page, lines


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


def memberships_of(user: User, day: date) -> QuerySet[Membership]:
    """The user's own running memberships."""
    rows = Membership.objects.filter(running_on(day), user=user).select_related("institution", "region")
    return rows.order_by("institution__name", "pk")


def regions_to_give(actor: Actor, institution: Institution) -> QuerySet[Region]:
    """Provinces and kab/kota that can be chosen as the region of a membership in the institution."""
    inside = institution.region_id
    return Region.objects.filter(Q(pk=inside) | Q(pk__startswith=inside + "."), level__lte=2).order_by("pk")
