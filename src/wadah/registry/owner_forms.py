"""Forms of an owner: looking for the business, asking for it, typing a code, saying what is so."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wadah.core.forms import OnceForm
from wadah.regions.models import Level, Region
from wadah.registry import fields
from wadah.registry.form_row import ASKED, FormRow, read_form
from wadah.registry.kinds import ClaimRole
from wadah.registry.queries.owned import Known
from wadah.registry.services.finding import Wanted
from wadah.registry.values.nib import LENGTH as NIB_LENGTH
from wadah.registry.values.nik import parse_nik
from wadah.registry.values.phone import parse_phones

NIK_LENGTH = 16
REGENCY_LENGTH, SUBDISTRICT_LENGTH, VILLAGE_LENGTH = 5, 8, 13
TEXT_LENGTH = 200
SHORTEST_NAME = 3
Choices = list[tuple[str, Any]]


def regency_choices() -> Choices:
    """The kab/kota of the province by name."""
    regencies = Region.objects.filter(parent=settings.WADAH_PROVINCE, level=Level.REGENCY).order_by("name")
    return list(regencies.values_list("code", "name"))


def village_choices(regency: str) -> Choices:
    """The villages of a regency under their kecamatan; a whole kecamatan for who does not find the own village."""
    inside = Region.objects.filter(code__startswith=regency + ".").order_by("name")
    places = list(inside.values_list("code", "name", "level"))
    villages: dict[str, Choices] = {}
    for code, name, level in places:
        if level == Level.VILLAGE:
            villages.setdefault(code[:SUBDISTRICT_LENGTH], []).append((code, name))
    found: Choices = [("", _("Belum tahu"))]
    for code, name, level in places:
        if level == Level.SUBDISTRICT:
            whole = (code, _("Kec. %(name)s, desa tidak ada di daftar") % {"name": name})
            found.append((name, [*villages.get(code, ()), whole]))
    return found


class NumberForm(forms.Form):
    """The surest way to find a business: one number."""

    number = forms.CharField(
        label=_("NIB, NIK, atau nomor HP"),
        max_length=40,
        help_text=_("Nomor yang dulu Anda berikan kepada dinas. Tidak disimpan dari sini."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_number(self) -> Wanted:
        """What kind of number it is, by its length."""
        typed = self.cleaned_data["number"]
        digits = "".join(sign for sign in typed if sign.isdigit())
        if len(digits) == NIB_LENGTH and not digits.startswith(("08", "62")):
            return Wanted(nib=digits)
        if len(digits) == NIK_LENGTH and (nik := parse_nik(digits).value):
            return Wanted(nik=nik)
        phones = parse_phones(typed).value or []
        phone = phones[0] if phones else ""
        if phone and len(digits) < NIK_LENGTH:
            return Wanted(phone=phone)
        raise forms.ValidationError(_("NIB berisi 13 angka, NIK 16 angka, nomor HP seperti 0812 3456 7890."))


class NameForm(forms.Form):
    """The other way: the whole name and where."""

    name = forms.CharField(label=_("Nama usaha, lengkap"), min_length=SHORTEST_NAME, max_length=TEXT_LENGTH)
    regency = forms.ChoiceField(label=_("Kabupaten atau kota"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["regency"], regency_choices())

    @property
    def wanted(self) -> Wanted:
        """What is looked for. Only after `is_valid`."""
        return Wanted(name=self.cleaned_data["name"], regency=self.cleaned_data["regency"])


class CodeForm(forms.Form):
    """The code that somebody got on paper."""

    code = forms.CharField(
        label=_("Kode dari dinas atau pemilik"),
        max_length=40,
        help_text=_("12 huruf dan angka, seperti ABCD-2345-EFGH."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class AskForm(forms.Form):
    """What the officer should know to be sure."""

    note = forms.CharField(
        label=_("Keterangan untuk petugas"),
        required=False,
        max_length=500,
        help_text=_("Misalnya: usaha ini milik saya sejak 2015, saya bisa datang membawa KTP."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RegencyForm(forms.Form):
    """In which kab/kota the business is: the first step of registering it."""

    kab = forms.ChoiceField(label=_("Kabupaten atau kota tempat usaha"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["kab"], regency_choices())

    @property
    def chosen(self) -> str:
        """The code; empty when there is none yet."""
        return str(self.cleaned_data["kab"]) if self.is_valid() else ""


class BusinessForm(OnceForm):
    """What an owner says of the business. Read by the readers of an import; what is wrong stands at its field."""

    business_name = forms.CharField(label=_("Nama usaha"), max_length=TEXT_LENGTH)
    owner_name = forms.CharField(label=_("Nama pemilik"), max_length=TEXT_LENGTH)
    activity = forms.CharField(
        label=_("Kegiatan usaha"),
        max_length=TEXT_LENGTH,
        required=False,
        help_text=_("Misalnya: menenun songket, menjual pempek."),
    )
    region = forms.ChoiceField(label=_("Desa atau kelurahan"), required=False)
    address = forms.CharField(label=_("Alamat"), max_length=TEXT_LENGTH, required=False)
    phones = forms.CharField(
        label=_("Nomor HP usaha"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    nib = forms.CharField(
        label=_("NIB"), max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    nik = forms.CharField(
        label=_("NIK pemilik"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(
        self, data: Mapping[str, str] | None, *, regency: str, today: date, known: Known | None = None
    ) -> None:
        super().__init__(data, initial=_initial(known))
        self._regency, self._today, self._known = regency, today, known
        self.row: FormRow | None = None
        _choose(self.fields["region"], village_choices(regency))
        for field, masked in (known.masked if known else {}).items():
            if field in self.fields:
                said = _("Tercatat: %(number)s. Isi hanya bila berubah.") % {"number": masked}
                self.fields[field].help_text = said

    def clean(self) -> dict[str, Any]:
        """Reads the fields as those of a file are read."""
        data = super().clean() or {}
        if self.errors:
            return data
        typed = {code: self._said(code, data.get(code, "")) for code in ASKED}
        region = data.get("region") or self._known_region
        self.row = read_form(typed, region, self._today, get_language() or "id")
        for field, words in self.row.faults.items():
            self.add_error(field if field in self.fields else None, words)
        return data

    def _said(self, code: str, text: str) -> str:
        """What is new in this field. The names stand in every row: by them it is known of whom it speaks."""
        if code in (fields.NAME, fields.OWNER) or self._known is None:
            return text
        return "" if text.strip() == self._known.values.get(code, "") else text

    @property
    def _known_region(self) -> str:
        """The place of a form that names none: what is known, unless that lies in another regency than the form."""
        known = self._known.region if self._known is not None else ""
        return known if known.startswith(self._regency) else self._regency

    @property
    def says_nothing_new(self) -> bool:
        """Whether everything stands as it is known. Only after `is_valid`."""
        known = self._known
        if known is None:
            return False
        place = self.cleaned_data.get("region") or self._known_region
        same_place = known.region.startswith(place)
        return same_place and not any(
            self.cleaned_data[code].strip() not in ("", known.values.get(code, "")) for code in ASKED
        )


class SeenForm(forms.Form):
    """Whether businesses that are alike were shown, and none of them was the one."""

    alike_seen = forms.BooleanField(required=False)

    @property
    def said_so(self) -> bool:
        """The answer."""
        return self.is_valid() and self.cleaned_data["alike_seen"]


class RoleForm(forms.Form):
    """For whom a code is made."""

    role = forms.ChoiceField(choices=ClaimRole.choices)

    @property
    def role_or_manager(self) -> ClaimRole:
        """The role; the lesser one where the form makes no sense."""
        return ClaimRole(self.cleaned_data["role"]) if self.is_valid() else ClaimRole.MANAGER


class DecideForm(forms.Form):
    """An officer's answer to a claim, with its reason."""

    answer = forms.ChoiceField(choices=[("terima", "terima"), ("tolak", "tolak")])
    # Whose it was when the officer looked.
    holder = forms.UUIDField(required=False)
    reason = forms.CharField(
        label=_("Alasan, dibaca oleh yang meminta"),
        min_length=10,
        max_length=500,
        error_messages={
            "required": _("Tuliskan alasannya, paling sedikit 10 huruf."),
            "min_length": _("Tuliskan alasannya, paling sedikit 10 huruf."),
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _initial(known: Known | None) -> dict[str, str]:
    if known is None:
        return {}
    return {**known.values, "region": known.region if len(known.region) > REGENCY_LENGTH else ""}


def _choose(field: forms.Field, choices: Sequence[tuple[str, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
