"""Form fields of accounts: a phone number as people write it, and a new password."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wadah.accounts.phone import normal_phone

PASSWORD_HELP = _("Sedikitnya 10 huruf atau angka, bukan kata yang umum dan bukan angka saja.")


class PhoneField(forms.CharField):
    """Cleans to E.164; empty when nothing was typed and nothing is required."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Nomor HP"))
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Raises ValidationError for what cannot be a phone number."""
        typed: str = super().clean(value)
        if not typed:
            return ""
        phone = normal_phone(typed)
        if phone is None:
            raise ValidationError(
                _("Nomor HP tidak terbaca. Tulis seperti 0812 3456 7890."), code="invalid_phone"
            )
        return phone


class NewPasswordField(forms.CharField):
    """A password that the rules of the settings accept."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Kata sandi"))
        kwargs.setdefault("help_text", PASSWORD_HELP)
        kwargs.setdefault("widget", forms.PasswordInput(attrs={"autocomplete": "new-password"}))
        super().__init__(strip=False, **kwargs)

    def validate(self, value: Any) -> None:
        """Also asks the validators of the settings."""
        super().validate(value)
        validate_password(value)
