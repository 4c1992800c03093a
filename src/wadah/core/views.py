"""The public pages of the dated rules."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wadah.core.access import PUBLIC, access
from wadah.core.forms import RuleFilterForm
from wadah.core.rulelist import shown_rule, shown_rules
from wadah.core.time import local_day


@access(PUBLIC)
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every parameter with its legal basis, dates and status."""
    form = RuleFilterForm(request.GET)
    asked = form.asked()
    found = shown_rules(local_day(timezone.now()), asked)
    return render(request, "core/rules.html", {"form": form, "asked": asked, "rules": found})


@access(PUBLIC)
@require_safe
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """One parameter with its history."""
    found = shown_rule(code, local_day(timezone.now()))
    return render(request, "core/rule.html", {"rule": found})
