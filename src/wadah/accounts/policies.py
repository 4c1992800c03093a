"""Who may do what, and where. Every app asks here; nobody else looks at a role."""

from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.models import Institution, Membership, User
from wadah.accounts.roles import ROLES, Capability, Role, roles_for
from wadah.accounts.scope import Grant, KeptScope, Scope, first_beyond
from wadah.core.actors import Actor, actor_ref
from wadah.core.models import AuditEntry
from wadah.core.requests import current_request_id
from wadah.core.time import local_day
from wadah.regions.models import Region

# Whoever has the command line of the server has its database too: nothing is guarded by refusing them.
OPERATOR = "operator"
NOBODY = Scope()


def scope_of(actor: Actor) -> Scope:
    """All that the actor may do today. Read once a request, so that an ended membership ends at once."""
    if actor == OPERATOR:
        return Scope((Grant(None, None, settings.WADAH_PROVINCE, frozenset(Capability)),))
    if not isinstance(actor, User) or not actor.is_active:
        return NOBODY
    request_id, kept = current_request_id(), actor.kept_scope
    if kept is not None and request_id and kept.request_id == request_id:
        return kept.scope
    scope = _read_scope(actor)
    actor.kept_scope = KeptScope(request_id, scope)
    return scope


def _read_scope(user: User) -> Scope:
    today = local_day(timezone.now())
    running = (
        Membership.objects.filter(running_on(today), user=user, institution__is_active=True)
        .order_by("pk")
        .values_list("institution_id", "role", "region_id")
    )
    return Scope(
        tuple(
            Grant(institution_id, Role(role), region, ROLES[Role(role)].capabilities)
            for institution_id, role, region in running
        )
    )


def running_on(day: date, prefix: str = "") -> Q:
    """Memberships that give access on that day; `prefix` when asked from another table."""
    ends = f"{prefix}ends_on"
    return Q(**{f"{prefix}starts_on__lte": day}) & (
        Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gt": day})
    )


def in_regions(regions: tuple[str, ...], field: str) -> Q:
    """Rows whose region code in `field` lies in one of the regions, by ranges that an index answers."""
    found = Q()
    for region in regions:
        beyond = first_beyond(region)
        span = Q(**{f"{field}__gte": region})
        found |= span if beyond is None else span & Q(**{f"{field}__lt": beyond})
    return found if regions else Q(pk__in=())


def within(scope: Scope, field: str, capability: Capability | None = None) -> Q:
    """Rows in the scope: where the capability is held, or anywhere the scope reaches when none is named.

    `field` is the column with the region code, such as `region_id`. An empty scope finds nothing.
    """
    return in_regions(scope.regions if capability is None else scope.regions_with(capability), field)


def can_import(actor: Actor, institution: Institution | None = None) -> bool:
    """May bring spreadsheets in: at all, or for that institution."""
    return _may_for(actor, Capability.IMPORT, institution)


def can_review(actor: Actor, region: str | None = None) -> bool:
    """May decide whether two records are one: at all, or in that region."""
    return scope_of(actor).may(Capability.REVIEW, region)


def can_read_registry(actor: Actor, region: str | None = None) -> bool:
    """May open parties with masked numbers: at all, or in that region."""
    return scope_of(actor).may(Capability.READ_PARTIES, region)


def can_reveal(actor: Actor, region: str | None = None) -> bool:
    """May see a masked number in full, with a reason that is kept: at all, or in that region."""
    return scope_of(actor).may(Capability.REVEAL, region)


def can_read_audit(actor: Actor, region: str | None = None) -> bool:
    """May read who did what: at all, or in that region."""
    return scope_of(actor).may(Capability.READ_AUDIT, region)


def can_read_trail(actor: Actor) -> bool:
    """May read what was done: everything in the own regions, or what the people of the own office did."""
    return bool(scope_of(actor).capabilities & {Capability.READ_AUDIT, Capability.MANAGE_MEMBERS})


def visible_trail(actor: Actor, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    """The audit entries that the actor may read.

    An auditor reads all of the own regions, and in the province also what belongs to no region. Who manages
    an office reads what its people did there, also those who have left.
    """
    scope = scope_of(actor)
    found = within(scope, "region", Capability.READ_AUDIT)
    if settings.WADAH_PROVINCE in scope.regions_with(Capability.READ_AUDIT):
        found |= Q(region="")
    offices = scope.institutions_with(Capability.MANAGE_MEMBERS)
    if offices:
        people = User.objects.filter(memberships__institution__in=offices).distinct()
        here = within(scope, "region", Capability.MANAGE_MEMBERS) | Q(region="")
        found |= here & Q(actor__in=[actor_ref(user) for user in people.only("public_id")])
    return entries.filter(found)


def can_manage_members(actor: Actor) -> bool:
    """Has an institution whose members are theirs to manage."""
    return bool(scope_of(actor).capabilities & {Capability.MANAGE_MEMBERS, Capability.MANAGE_INSTITUTIONS})


def can_register_institution(actor: Actor, region: str | None = None) -> bool:
    """May add an institution: at all, or in that region."""
    return scope_of(actor).may(Capability.MANAGE_INSTITUTIONS, region)


def can_invite(actor: Actor, institution: Institution) -> bool:
    """May invite somebody into the institution in some role."""
    return bool(roles_to_give(actor, institution))


def can_invite_as(actor: Actor, institution: Institution, role: Role, region: Region) -> bool:
    """May give that role in that region: never wider than the own region, nor than the role allows."""
    return (
        role in roles_to_give(actor, institution)
        and region.level >= ROLES[role].widest_level
        and any(grant.reaches(region.pk) for grant in _managing(actor, institution))
    )


def can_end(actor: Actor, membership: Membership) -> bool:
    """May end the membership: the own one, or one of a role that they could have given."""
    if isinstance(actor, User) and membership.user_id == actor.pk:
        return True
    return Role(membership.role) in roles_to_give(actor, membership.institution)


def can_hand_password_link(actor: Actor, membership: Membership) -> bool:
    """May help a member without e-mail to a new password: only who could give all of the member's roles.

    Otherwise the link would open what the member may do elsewhere to the manager who made it.
    """
    user = membership.user
    if user.email or (isinstance(actor, User) and user.pk == actor.pk):
        return False
    today = local_day(timezone.now())
    held = list(Membership.objects.filter(running_on(today), user=user).select_related("institution"))
    return bool(held) and all(Role(each.role) in roles_to_give(actor, each.institution) for each in held)


def roles_to_give(actor: Actor, institution: Institution) -> tuple[Role, ...]:
    """The roles that the actor may give in the institution, in the order of `Role`."""
    given: frozenset[Role] = frozenset().union(
        *(
            frozenset(Role) if grant.role is None else ROLES[grant.role].invites
            for grant in _managing(actor, institution)
        )
    )
    return tuple(role for role in roles_for(InstitutionKind(institution.kind)) if role in given)


def manageable(actor: Actor, institutions: QuerySet[Institution]) -> QuerySet[Institution]:
    """The institutions whose members are the actor's to manage."""
    scope = scope_of(actor)
    own = Q(pk__in=scope.institutions_with(Capability.MANAGE_MEMBERS))
    return institutions.filter(own | within(scope, "region_id", Capability.MANAGE_INSTITUTIONS))


def _managing(actor: Actor, institution: Institution) -> tuple[Grant, ...]:
    """The actor's memberships that make the institution theirs to manage."""
    if not institution.is_active:
        return ()
    return tuple(
        grant
        for grant in scope_of(actor).grants
        if (Capability.MANAGE_INSTITUTIONS in grant.capabilities and grant.reaches(institution.region_id))
        or (Capability.MANAGE_MEMBERS in grant.capabilities and grant.institution_id == institution.pk)
    )


def _may_for(actor: Actor, capability: Capability, institution: Institution | None) -> bool:
    scope = scope_of(actor)
    if institution is None or actor == OPERATOR:
        return capability in scope.capabilities
    return institution.is_active and institution.pk in scope.institutions_with(capability)
