"""The letter with which somebody who forgot a password makes a new one. Written by a job, never in the request."""

import json
from base64 import b64decode, b64encode
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils import translation

from wadah.accounts.letters import Letter
from wadah.accounts.models import User
from wadah.core.secrets import open_, seal

CONTEXT = "accounts.asked"
TEMPLATES = "account/email/password_reset_key"


class Asked(NamedTuple):
    """Somebody asked for a new password: the address that was typed, and the site on which it was typed."""

    email: str
    site: str


def seal_asked(asked: Asked) -> str:
    """As it may lie in the queue."""
    return b64encode(seal(json.dumps(asked), CONTEXT)).decode()


def open_asked(sealed: str) -> Asked:
    """Out of the queue. Raises CannotOpen when it was changed or its key is gone."""
    return Asked(*json.loads(open_(b64decode(sealed), CONTEXT)))


def password_letter(asked: Asked) -> Letter | None:
    """The letter to the account with this address; None when there is no such account."""
    user = User.objects.filter(email=asked.email.strip().lower(), is_active=True).first()
    if user is None or not user.email:
        return None
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    link = asked.site.rstrip("/") + reverse("account_reset_password_from_key", kwargs=key)
    with translation.override(user.language):
        message = get_adapter().render_mail(TEMPLATES, user.email, {"user": user, "password_reset_url": link})
    return Letter(to=user.email, subject=str(message.subject), text=str(message.body))
