"""Forms of the registry: HTTP text into typed data, mistakes explained in Indonesian next to the field."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wadah.accounts.models import Institution
from wadah.core.forms import OnceForm
from wadah.core.tabular.errors import TabularError
from wadah.registry.first_look import look_at_upload
from wadah.registry.kinds import PartyKind
from wadah.registry.plain_select import PlainSelect
from wadah.registry.queries.list_places import UNPLACED, ListPlaces, PlaceChoice
from wadah.registry.queries.parties import PartyFilter
from wadah.registry.services.reveal import SHORTEST_REASON
from wadah.registry.states import PairState

REASON_LENGTH = 500
# More files than the workspace shows are not put aside in one go.
MOST_AT_ONCE = 100
# Businesses first: what the list is for.
LISTED_KINDS = sorted(PartyKind.choices, key=lambda choice: choice[0] != PartyKind.BUSINESS)
# The words on the buttons of a review, and what they mean.
DECISIONS = {"gabung": PairState.SAME, "pisah": PairState.DIFFERENT, "ragu": PairState.UNSURE}


class PartyFilterForm(forms.Form):
    """What the list of parties is asked for; a wrong part asks for nothing. The reader's own places."""

    q = forms.CharField(label=_("Nama usaha, pemilik, atau NIB"), max_length=200, required=False)
    kind = forms.ChoiceField(choices=LISTED_KINDS, required=False)

    def __init__(self, data: Mapping[str, str], places: ListPlaces) -> None:
        super().__init__(data)
        self._places = places

    def asked(self) -> PartyFilter:
        """The filter; parts that make no sense are left out."""
        self.is_valid()
        kind = PartyKind(self.cleaned_data.get("kind") or PartyKind.BUSINESS)
        unplaced = self._places.unplaced
        text = self.cleaned_data.get("q", "")
        return PartyFilter(kind, unplaced or self._places.chosen, text, is_unplaced=bool(unplaced))

    def choices(self) -> "PartyChoicesForm":
        """The fields that are chosen from a list, filled in with what is shown. Reads the places."""
        return PartyChoicesForm(self.asked().kind, self._places)


class PartyChoicesForm(forms.Form):
    """The lists to choose from, only drawn: what was chosen is read by PartyFilterForm and ListPlaces."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=LISTED_KINDS, widget=PlainSelect, required=False)

    def __init__(self, kind: PartyKind, places: ListPlaces) -> None:
        chosen = UNPLACED if places.unplaced else places.subdistrict
        super().__init__({"kind": kind.value, "region": places.regency, "kec": chosen})
        if places.regencies:
            self.fields["region"] = forms.ChoiceField(
                label=_("Kabupaten atau kota"), choices=_choices(places.regencies), widget=PlainSelect
            )
        if places.subdistricts:
            self.fields["kec"] = forms.ChoiceField(
                label=_("Kecamatan"),
                choices=[*_choices(places.subdistricts), (UNPLACED, _("Tanpa kecamatan"))],
                widget=PlainSelect,
            )
        for field in self.fields.values():
            field.required = False


def _choices(places: Sequence[PlaceChoice]) -> list[tuple[str, str | Promise]]:
    return [("", _("Semua")), *((place.code, place.name) for place in places)]


class UploadForm(forms.Form):
    """A file, and the office that hands it in when the officer acts for several."""

    file = forms.FileField(
        label=_("Berkas"),
        error_messages={
            "required": _("Pilih berkas dahulu."),
            "max_length": _("Nama berkas ini terlalu panjang. Beri nama yang lebih pendek."),
            "empty": _("Berkas ini kosong (0 bita). Pilih berkas yang berisi data."),
        },
    )

    def __init__(self, institutions: Sequence[Institution], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._institutions = {str(one.public_id): one for one in institutions}
        if len(institutions) > 1:
            choices = [(str(one.public_id), one.name) for one in institutions]
            self.fields["institution"] = forms.ChoiceField(label=_("Atas nama"), choices=choices)

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuses at once what is no table, is locked or is a bomb."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            look_at_upload(file)
        except TabularError as error:
            raise forms.ValidationError(error.message(get_language() or "id"))
        return file

    @property
    def institution(self) -> Institution:
        """The office chosen, or the only one. Only after `is_valid`."""
        only = next(iter(self._institutions))
        return self._institutions[self.cleaned_data.get("institution", only)]


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=_("Alasan"),
        min_length=SHORTEST_REASON,
        max_length=REASON_LENGTH,
        error_messages={"min_length": _("Tuliskan alasannya, paling sedikit 10 huruf.")},
    )


class RevealForm(forms.Form):
    """Why a number has to be seen."""

    reason = forms.CharField(
        label=_("Alasan melihat nomor ini"),
        help_text=_("Dicatat bersama nama Anda dan waktunya, dan dapat dibaca pemilik data."),
        min_length=SHORTEST_REASON,
        max_length=REASON_LENGTH,
        error_messages={"min_length": _("Tuliskan alasannya, paling sedikit 10 huruf.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SplitForm(OnceForm):
    """Which rows leave a party, and why."""

    record_ids = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Pilih baris yang bukan milik pihak ini.")}
    )
    reason = forms.CharField(
        max_length=REASON_LENGTH,
        min_length=SHORTEST_REASON,
        error_messages={
            "required": _("Tuliskan alasannya, paling sedikit 10 huruf."),
            "min_length": _("Tuliskan alasannya, paling sedikit 10 huruf."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Any whole number may be named: the service refuses rows that are not of this party.
        chosen = self.data.getlist("record_ids") if hasattr(self.data, "getlist") else []
        field = self.fields["record_ids"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(value, value) for value in chosen if value.isdecimal()]


class RefusedFilesForm(forms.Form):
    """The files that are put aside together."""

    berkas = forms.TypedMultipleChoiceField(
        coerce=UUID, error_messages={"required": _("Centang berkas yang dikesampingkan.")}
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        # Any file may be named: the service refuses those that are not the actor's.
        field = self.fields["berkas"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(value, value) for value in data.getlist("berkas")[:MOST_AT_ONCE]]


class DecisionForm(forms.Form):
    """The answer to a pair, and which version of it the officer saw."""

    keputusan = forms.ChoiceField(choices=[(word, word) for word in DECISIONS])
    version = forms.IntegerField(min_value=1)
    reason = forms.CharField(max_length=REASON_LENGTH, required=False)

    @property
    def answer(self) -> PairState:
        """The answer as the service takes it."""
        return DECISIONS[self.cleaned_data["keputusan"]]


class ReopenForm(forms.Form):
    """Which version of a decided pair the officer saw."""

    version = forms.IntegerField(min_value=1)
    reason = forms.CharField(max_length=REASON_LENGTH, required=False)


class AnsweredForm(forms.Form):
    """The pair that was answered on the page before."""

    sesudah = forms.UUIDField(required=False)


class FileForm(forms.Form):
    """The file whose pairs alone are looked at."""

    berkas = forms.UUIDField(required=False)

    @property
    def chosen(self) -> UUID | None:
        """The file, or None for all of them."""
        return self.cleaned_data.get("berkas") if self.is_valid() else None
