"""The sign-in library's forms in our words. What they do is the library's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as totp
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wadah.accounts.fields import PASSWORD_HELP
from wadah.accounts.jobs import post_password_letter
from wadah.accounts.password_letters import Asked
from wadah.accounts.rules import normal_login

CODE_HELP = _("6 angka dari aplikasi di ponsel Anda.")


def _word(field: forms.Field, label: Any, help_text: Any = "") -> None:
    """Our words for a field; placeholders go, because the label is always there."""
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)


class SignInForm(account.LoginForm):  # type: ignore[misc]
    """One field for e-mail or phone, in whatever form the person writes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["login"], _("Surel atau nomor HP"))
        self.fields["login"].widget.attrs.update({"autocomplete": "username", "autocapitalize": "none"})
        _word(self.fields["password"], _("Kata sandi"))

    def clean_login(self) -> str:
        """The one form by which the account is found."""
        return normal_login(self.cleaned_data["login"])


class ForgottenPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]
    """Asks for the e-mail to which a link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["email"], _("Surel"))

    def clean_email(self) -> str:
        """As typed; the library would look for the account here, which takes longer when there is one."""
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Asks a job for the letter; returns the address."""
        email = str(self.cleaned_data["email"])
        with transaction.atomic():
            post_password_letter(Asked(email, request.build_absolute_uri("/")))
        return email


class NewPasswordForm(account.ResetPasswordKeyForm):  # type: ignore[misc]
    """Sets a new password by the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["password1"], _("Kata sandi baru"), PASSWORD_HELP)
        _word(self.fields["password2"], _("Kata sandi baru sekali lagi"))


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    """Changes the password of who is signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["oldpassword"], _("Kata sandi sekarang"))
        _word(self.fields["password1"], _("Kata sandi baru"), PASSWORD_HELP)
        _word(self.fields["password2"], _("Kata sandi baru sekali lagi"))


class ConfirmPasswordForm(account.ReauthenticateForm):  # type: ignore[misc]
    """Asks for the password again before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["password"], _("Kata sandi"))


class SecondStepForm(second.AuthenticateForm):  # type: ignore[misc]
    """The code of the second step at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(
            self.fields["code"], _("Kode"), _("Dari aplikasi di ponsel Anda, atau salah satu kode cadangan.")
        )


class ConfirmSecondStepForm(second.ReauthenticateForm):  # type: ignore[misc]
    """The code again before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["code"], _("Kode"), CODE_HELP)


class ActivateSecondStepForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code proves that the application holds the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["code"], _("Kode"), CODE_HELP)
