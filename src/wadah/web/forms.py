"""Forms of the shell: the filter of the audit trail."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wadah.core.audit_words import words_in
from wadah.web.trail_filters import Asked, Place
from wadah.web.trail_words import ACTIONS

CENTURY = range(2000, 2100)
PUBLIC_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


class TrailFilterForm(forms.Form):
    """Filters by GET; a part that makes no sense asks for nothing, and says so where it was typed by hand."""

    who = forms.CharField(label=_("Nama atau surel petugas"), required=False, max_length=150)
    action = forms.ChoiceField(label=_("Tindakan"), required=False)
    region = forms.ChoiceField(label=_("Wilayah"), required=False)
    since = _day(_("Dari tanggal"))
    until = _day(_("Sampai tanggal"))
    words = forms.CharField(label=_("Kata dalam alasan"), required=False, max_length=200)
    subject = forms.CharField(label=_("Alamat halaman atau nomor panjangnya"), required=False, max_length=300)

    def __init__(self, *args: Any, places: Iterable[Place] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("action", _("Semua tindakan"), sorted(ACTIONS.items(), key=lambda item: str(item[1])))
        choices = [(place.code, place.name) for place in places]
        if choices:
            self._offer("region", _("Semua wilayah"), choices)
        else:
            del self.fields["region"]

    def _offer(self, name: str, all_of_them: Any, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", all_of_them), *choices]

    def asked(self) -> Asked:
        """What was asked for and understood."""
        self.is_valid()
        clean = self.cleaned_data
        return Asked(
            who=clean.get("who", "").strip(),
            action=clean.get("action", ""),
            subject=clean.get("subject"),
            region=clean.get("region", ""),
            since=clean.get("since"),
            until=clean.get("until"),
            words=clean.get("words", ()),
        )

    def clean_subject(self) -> UUID | None:
        """The public id in whatever was copied: the address of a page holds it."""
        text: str = self.cleaned_data["subject"]
        found = PUBLIC_ID.search(text)
        if text and found is None:
            raise ValidationError(_("Salin alamat halaman usaha, berkas, atau pasangan data ganda itu."))
        return UUID(found[0]) if found else None

    def clean_words(self) -> tuple[str, ...]:
        """The words that can be searched for."""
        text: str = self.cleaned_data["words"]
        words = words_in(text)
        if text and not words:
            raise ValidationError(
                _("Tulis kata dari paling sedikit tiga huruf. Angka dan surel tidak dicari.")
            )
        return words

    def clean_since(self) -> date | None:
        """A day that has entries."""
        return self._of_this_century("since")

    def clean_until(self) -> date | None:
        """A day that has entries."""
        return self._of_this_century("until")

    def _of_this_century(self, name: str) -> date | None:
        """The others have no entry, and the first and the last of all have no midnight."""
        day: date | None = self.cleaned_data[name]
        return day if day and day.year in CENTURY else None
