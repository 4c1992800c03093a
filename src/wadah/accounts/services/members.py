"""Memberships: given by the operator, ended by who manages the institution or by the person."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from wadah.accounts.errors import AlreadyMember
from wadah.accounts.models import Institution, Membership, User
from wadah.accounts.policies import can_end, can_invite_as
from wadah.accounts.roles import Role
from wadah.core import audit
from wadah.core.actors import Actor
from wadah.core.errors import NotAllowed, StateConflict
from wadah.core.time import local_day
from wadah.regions.models import Region


def give_membership(
    *, actor: Actor, user: User, institution: Institution, role: Role, region: Region
) -> Membership:
    """Gives a role without an invitation, for the demo and the command line. Raises AlreadyMember."""
    if not can_invite_as(actor, institution, role, region):
        raise NotAllowed()
    now = timezone.now()
    with transaction.atomic():
        try:
            with transaction.atomic():
                membership = Membership.objects.create(
                    user=user, institution=institution, role=role, region=region, starts_on=local_day(now)
                )
        except IntegrityError:
            raise AlreadyMember() from None
        audit.record(
            actor,
            "membership_given",
            membership,
            region=region.pk,
            details={"institution": institution.code, "role": role.value},
            at=now,
        )
    return membership


def end_membership(*, actor: Actor, membership: Membership, reason: str) -> Membership:
    """Ends it from today on: the person's next request finds no access.

    Raises NotAllowed, and StateConflict when it had ended meanwhile.
    """
    if not can_end(actor, membership):
        raise NotAllowed()
    now = timezone.now()
    today = local_day(now)
    with transaction.atomic():
        ended = Membership.objects.filter(pk=membership.pk, ends_on__isnull=True).update(ends_on=today)
        if not ended:
            raise StateConflict()
        audit.record(
            actor,
            "membership_ended",
            membership,
            reason=reason,
            region=membership.region_id,
            details={"institution": membership.institution.code, "role": membership.role},
            at=now,
        )
    membership.ends_on = today
    return membership
