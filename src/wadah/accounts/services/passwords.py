"""New passwords: the link that a manager hands over to somebody without e-mail, and that one was set."""

from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction

from wadah.accounts.models import Membership, User
from wadah.accounts.policies import can_hand_password_link
from wadah.core import audit
from wadah.core.actors import Actor
from wadah.core.errors import NotAllowed


@dataclass(frozen=True)
class PasswordKey:
    """What the address of the page for a new password needs; it works once and for a limited time."""

    uidb36: str
    key: str


def issue_password_key(*, actor: Actor, membership: Membership) -> PasswordKey:
    """Makes a key for the member's new password, and records who asked for it. Raises NotAllowed."""
    if not can_hand_password_link(actor, membership):
        raise NotAllowed()
    with transaction.atomic():
        audit.record(
            actor,
            "password_link_issued",
            membership.user,
            region=membership.region_id,
            details={"institution": membership.institution.code},
        )
    user = membership.user
    return PasswordKey(user_pk_to_url_str(user), default_token_generator.make_token(user))


def record_new_password(*, user: User) -> None:
    """Somebody has set a new password for this account, by the old one or by a link. Inside the caller's transaction."""
    audit.record(user, "password_changed", user)
