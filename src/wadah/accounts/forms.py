"""Forms of accounts: text of a page turned into typed values, with mistakes explained beside the field."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wadah.accounts.fields import NewPasswordField
from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.phone import normal_phone
from wadah.accounts.roles import Role
from wadah.core.forms import OnceForm
from wadah.regions.models import Region


class RegionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A region by its name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name as the tree writes it."""
        return str(obj.name)


class AddressForm(OnceForm):
    """A form whose `address` is an e-mail or a phone number; cleaned to `email` and `phone`, of which one is empty."""

    def clean(self) -> dict[str, Any]:
        """Tells e-mail from phone."""
        data = super().clean() or {}
        typed = data.get("address", "").strip()
        data["email"] = typed.lower() if "@" in typed else ""
        data["phone"] = "" if "@" in typed else normal_phone(typed) or ""
        if typed:
            self._check_address(data["email"], data["phone"])
        return data

    def _check_address(self, email: str, phone: str) -> None:
        try:
            if email:
                validate_email(email)
            elif not phone:
                raise ValidationError("phone")
        except ValidationError:
            self.add_error("address", _("Tulis alamat surel, atau nomor HP seperti 0812 3456 7890."))


class SignUpForm(AddressForm):
    """What an owner is asked for an account: nothing that is not needed to sign in."""

    name = forms.CharField(
        label=_("Nama lengkap"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    address = forms.CharField(
        label=_("Nomor HP atau surel"),
        max_length=254,
        help_text=_("Dengan ini Anda masuk. Dinas juga memakainya untuk menghubungi Anda."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = NewPasswordField()


class InviteForm(AddressForm):
    """Whom to invite, as what, and for which region."""

    address = forms.CharField(
        label=_("Surel atau nomor HP"),
        max_length=254,
        help_text=_("Dengan alamat ini orang itu nanti masuk."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    role = forms.ChoiceField(label=_("Sebagai"))
    region = RegionField(label=_("Untuk wilayah"), queryset=Region.objects.none(), empty_label=None)

    def __init__(self, *args: Any, roles: Sequence[Role], regions: QuerySet[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role, region = self.fields["role"], self.fields["region"]
        assert isinstance(role, forms.ChoiceField)
        assert isinstance(region, forms.ModelChoiceField)
        role.choices = [(choice.value, choice.label) for choice in roles]
        region.queryset = regions

    def clean_role(self) -> Role:
        """One of the roles that may be given."""
        return Role(self.cleaned_data["role"])


class InstitutionForm(OnceForm):
    """A new institution."""

    name = forms.CharField(label=_("Nama lembaga"), max_length=200)
    code = forms.RegexField(
        label=_("Kode"),
        regex=r"^[A-Za-z0-9][A-Za-z0-9-]*$",
        max_length=40,
        help_text=_("Pendek dan tetap, misalnya DINKOP-OKI. Dipakai di berkas dan perintah."),
        error_messages={"invalid": _("Kode hanya berisi huruf, angka, dan tanda hubung.")},
    )
    kind = forms.ChoiceField(label=_("Jenis"), choices=InstitutionKind.choices)
    region = RegionField(label=_("Wilayah"), queryset=Region.objects.none(), empty_label=None)

    def __init__(self, *args: Any, regions: QuerySet[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.fields["region"]
        assert isinstance(region, forms.ModelChoiceField)
        region.queryset = regions

    def clean_kind(self) -> InstitutionKind:
        """One of the kinds."""
        return InstitutionKind(self.cleaned_data["kind"])


class EndForm(forms.Form):
    """Why a membership ends."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        help_text=_("Misalnya: pindah tugas per 1 Desember. Alasan ini tersimpan di jejak perubahan."),
    )


class AcceptForm(forms.Form):
    """What a new person adds to an invitation."""

    name = forms.CharField(
        label=_("Nama lengkap"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = NewPasswordField()


class ProfileForm(forms.Form):
    """The person's own name."""

    name = forms.CharField(
        label=_("Nama lengkap"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
