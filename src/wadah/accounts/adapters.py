"""How the sign-in library finds, names and writes to our users. No pages and no rules of its own."""

from base64 import b64decode, b64encode
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as library
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wadah.accounts.attempts import client_address, whom
from wadah.accounts.fields import PhoneField
from wadah.accounts.jobs import post
from wadah.accounts.letters import Letter
from wadah.accounts.models import User
from wadah.accounts.phone import normal_phone, phone_hash
from wadah.accounts.queries import phone_of
from wadah.accounts.services.passwords import record_new_password
from wadah.core.secrets import open_, seal

TOTP_CONTEXT = "mfa.authenticator"
WRONG_LOGIN = _("Nama masuk atau kata sandi tidak cocok. Periksa lagi, atau buat kata sandi baru.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by e-mail or phone; nobody registers without an invitation; letters go through the queue."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        # One text for all, so that the answer does not tell which accounts there are.
        "email_password_mismatch": WRONG_LOGIN,
        "phone_password_mismatch": WRONG_LOGIN,
        "username_password_mismatch": WRONG_LOGIN,
        "too_many_login_attempts": _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."),
        "incorrect_password": _("Kata sandi tidak cocok."),
        "enter_current_password": _("Kata sandi yang sekarang tidak cocok."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts begin with an invitation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address for every limit."""
        return client_address(request)

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """Takes a number as people write it."""
        return PhoneField(**kwargs)

    def get_user_by_phone(self, phone: str) -> User | None:
        """The user with this number."""
        normal = normal_phone(phone)
        return User.objects.filter(phone_hash=phone_hash(normal)).first() if normal else None

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """The number; an officer who knew the person gave it, so it counts as verified."""
        phone = phone_of(user)
        return (phone, True) if phone else None

    def set_password(self, user: User, password: str) -> None:
        """Whether changed or forgotten: a new password is in the trail."""
        with transaction.atomic():
            super().set_password(user, password)
            record_new_password(user=user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queues the letter: the answer takes as long for an unknown address as for a known one."""
        message = self.render_mail(template_prefix, email, {"request": library.request, **context})
        post(Letter(to=email, subject=str(message.subject), text=str(message.body)))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The library leaves phone numbers out, which would make all phones share one limit."""
        return whom(request, credentials)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of the second step are sealed at rest."""

    def encrypt(self, text: str) -> str:
        """As it is stored."""
        return b64encode(seal(text, TOTP_CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As the library computes with it."""
        return open_(b64decode(encrypted_text), TOTP_CONTEXT)
