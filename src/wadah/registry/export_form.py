"""The form by which somebody asks for a file: which layout, which format, and for what NIKs are written along."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.registry.purposes import ExportFormat, NikPurpose
from wadah.registry.sources import SOURCES, Source

REASON_LENGTH = 500
# Lists that are one question in several layouts.
LAYOUTS = {"parties": ("parties", "census"), "census": ("parties", "census")}


class ExportForm(forms.Form):
    """Answers to what can be chosen; the filter of the list travels along unseen."""

    daftar = forms.ChoiceField(label=_("Susunan"), widget=forms.RadioSelect)
    format = forms.ChoiceField(label=_("Format"), choices=ExportFormat.choices, widget=forms.RadioSelect)
    nik = forms.ChoiceField(
        label=_("NIK pemilik"), choices=[("", _("Tanpa NIK")), *NikPurpose.choices], required=False
    )
    reason = forms.CharField(
        label=_("Alasan menyertakan NIK"),
        help_text=_("Dicatat bersama nama Anda dan waktunya. Hanya perlu bila NIK disertakan."),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, source: Source, data: Mapping[str, Any] | None, *, may_nik: bool) -> None:
        super().__init__(data, initial={"daftar": source.code, "format": ExportFormat.XLSX})
        layouts = LAYOUTS.get(source.code, (source.code,))
        self._choose("daftar", [(code, SOURCES[code].label) for code in layouts])
        if not (may_nik and source.has_nik):
            del self.fields["nik"], self.fields["reason"]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if len(choices) == 1:
            field.widget = forms.HiddenInput()
