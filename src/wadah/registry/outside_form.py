"""The question about rows that lie outside the office's region: hold them, or let them in with a reason."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.registry.queries.outside import OutsideQuestion
from wadah.registry.services.reveal import SHORTEST_REASON

REASON_LENGTH = 500
HOLD, LET_IN = "tahan", "masukkan"


class OutsideForm(forms.Form):
    """Unanswered for a file that seems to be another office's: then nothing is read in before she has chosen."""

    outside = forms.ChoiceField(
        label=_("Baris di luar wilayah"),
        choices=[
            (
                HOLD,
                _(
                    "Lanjutkan dengan baris di dalam wilayah. Yang di luar ditahan dan dikembalikan kepada Anda."
                ),
            ),
            (LET_IN, _("Masukkan juga semua usaha di luar wilayah, dengan alasan.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih dahulu apa yang terjadi dengan baris di luar wilayah.")},
    )
    outside_reason = forms.CharField(
        label=_("Alasan, bila usaha di luar wilayah dimasukkan"),
        help_text=_("Paling sedikit 10 huruf. Disimpan bersama nama Anda dalam catatan audit."),
        max_length=REASON_LENGTH,
        required=False,
    )

    def __init__(self, question: OutsideQuestion, data: Mapping[str, Any] | None = None) -> None:
        answered = LET_IN if question.reason else None if question.is_most else HOLD
        super().__init__(data, initial={"outside": answered, "outside_reason": question.reason})
        self.question = question

    def clean(self) -> dict[str, Any]:
        """A reason is needed only for letting rows in."""
        cleaned = super().clean() or self.cleaned_data
        if (
            cleaned.get("outside") == LET_IN
            and len(cleaned.get("outside_reason", "").strip()) < SHORTEST_REASON
        ):
            self.add_error("outside_reason", _("Tuliskan alasannya, paling sedikit 10 huruf."))
        return cleaned

    @property
    def reason(self) -> str:
        """Why rows outside are let in; '' to hold them. Only after `is_valid`."""
        is_let_in = self.cleaned_data["outside"] == LET_IN
        return str(self.cleaned_data["outside_reason"]).strip() if is_let_in else ""
