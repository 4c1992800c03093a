"""Accounts of people: opened from an invitation, by the person, or by the demo, and kept up by the person."""

from allauth.account.models import EmailAddress
from django.db import transaction

from wadah.accounts.models import Language, User
from wadah.accounts.phone import phone_hash, seal_phone
from wadah.accounts.queries import USER_PHONE
from wadah.core import audit
from wadah.core.actors import Actor


def open_account(
    *,
    actor: Actor = None,
    name: str,
    password: str | None = None,
    email: str = "",
    phone: str = "",
    language: str = Language.INDONESIAN,
    notice_version: str = "",
) -> User:
    """A new account with an e-mail, a phone number in E.164, or both. Without actor the person did it;
    without password nobody can sign in yet. `notice_version` is the privacy notice that was shown.

    Raises IntegrityError when the address has an account.
    """
    user = User(
        name=name.strip(),
        email=email.strip().lower() or None,
        language=language,
        notice_version=notice_version,
    )
    if phone:
        user.phone_hash, user.phone_sealed = phone_hash(phone), seal_phone(phone, USER_PHONE)
    user.set_password(password)
    with transaction.atomic():
        user.save(force_insert=True)
        if user.email:
            # The sign-in library asks here for the address of its letters.
            EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
        audit.record(actor or user, "account_opened", user)
    return user


def change_profile(*, actor: User, name: str) -> User:
    """The person's own name."""
    with transaction.atomic():
        actor.name = name.strip()
        actor.save(update_fields=["name"])
        audit.record(actor, "profile_changed", actor)
    return actor
