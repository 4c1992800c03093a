"""Forms of core: the filter of the page of rules, and the base of forms that may be sent twice by accident."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.core.rulelist import Asked, Status, apps_with_rules


def new_key() -> str:
    """A key by which a service knows a repeat of this form."""
    return uuid.uuid4().hex


class OnceForm(forms.Form):
    """Its key tells a form that was sent twice from a new one; the service takes it as `idempotency_key`.

    A page that was opened before its form had a key is taken as it is.
    """

    key = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=new_key, required=False)


class RuleFilterForm(forms.Form):
    """Search and filters by GET; a choice that does not exist is left out rather than complained about."""

    q = forms.CharField(label=_("Cari aturan"), required=False, max_length=100)
    app = forms.ChoiceField(label=_("Bagian"), required=False)
    status = forms.ChoiceField(
        label=_("Keadaan"), required=False, choices=[("", _("Semua keadaan")), *Status.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        app = self.fields["app"]
        assert isinstance(app, forms.ChoiceField)
        app.choices = [("", _("Semua bagian")), *apps_with_rules()]

    def asked(self) -> Asked:
        """What was asked for and understood."""
        self.is_valid()
        clean = self.cleaned_data
        return Asked(words=clean.get("q", ""), app=clean.get("app", ""), status=clean.get("status", ""))
