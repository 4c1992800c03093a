"""Forms of the shell: the filter of the audit trail."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.web.trail import Asked
from wadah.web.trail_words import ACTIONS

CENTURY = range(2000, 2100)


class TrailFilterForm(forms.Form):
    """Filters by GET; a part that makes no sense asks for nothing."""

    who = forms.CharField(label=_("Nama petugas"), required=False, max_length=150)
    action = forms.ChoiceField(label=_("Tindakan"), required=False)
    day = forms.DateField(label=_("Tanggal"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        action = self.fields["action"]
        assert isinstance(action, forms.ChoiceField)
        action.choices = [("", _("Semua tindakan")), *sorted(ACTIONS.items(), key=lambda item: str(item[1]))]

    def asked(self) -> Asked:
        """What was asked for and understood."""
        self.is_valid()
        clean = self.cleaned_data
        return Asked(clean.get("who", "").strip(), clean.get("action", ""), clean.get("day"))

    def clean_day(self) -> date | None:
        """A day of this century: the others have no entry, and the first and the last of all have no midnight."""
        day: date | None = self.cleaned_data["day"]
        return day if day and day.year in CENTURY else None
