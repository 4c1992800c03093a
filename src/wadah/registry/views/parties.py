"""The list of parties and the page of one: reading, and revealing a number to somebody who says why."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wadah.accounts.policies import can_read_registry
from wadah.core.access import access
from wadah.core.errors import DomainError
from wadah.core.htmx import render as render_either
from wadah.core.time import local_day
from wadah.registry.forms import PartyFilterForm, RevealForm, SplitForm
from wadah.registry.queries.parties import party_list
from wadah.registry.queries.party import get_party_for, party_page
from wadah.registry.services.reveal import reveal_identifier
from wadah.registry.services.review import split_party
from wadah.registry.views.actor import actor_of


@require_GET
@access(can_read_registry)
def parties(request: HttpRequest) -> HttpResponse:
    """The parties of the reader's regions, the last changed first."""
    form = PartyFilterForm(request.GET)
    asked = form.asked()
    page = party_list(actor_of(request), asked, request.GET.get("cursor", ""))
    context = {"form": form, "asked": asked, "page": page}
    return render_either(request, "registry/parties.html", "registry/_parties.html", context)


@require_GET
@access(can_read_registry)
def party(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One party with where each of its fields comes from."""
    shown = party_page(actor_of(request), public_id, local_day(timezone.now()))
    if shown.party.merged_into is not None and shown.party.merged_into.closed_at is None:
        messages.info(request, _("%(name)s sudah digabungkan ke pihak ini.") % {"name": shown.party.name})
        return redirect("registry:party", public_id=shown.party.merged_into.public_id)
    return render(request, "registry/party.html", {"shown": shown})


@never_cache
@access(can_read_registry)
def reveal(request: HttpRequest, public_id: UUID, field: str) -> HttpResponse:
    """Asks why, then shows one number once. The answer is never cached and never in an address."""
    subject = get_party_for(actor_of(request), public_id)
    form = RevealForm(request.POST or None)
    value = ""
    if request.method == "POST" and form.is_valid():
        try:
            value = reveal_identifier(
                actor=actor_of(request), public_id=public_id, field=field, reason=form.cleaned_data["reason"]
            )
        except DomainError as error:
            if error.status == 404 and error.code == "not_found":
                raise
            form.add_error("reason", str(error))
    context = {"party": subject, "field": field, "form": form, "value": value}
    return render(request, "registry/reveal.html", context)


@require_POST
@access(can_read_registry)
def split(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Moves the chosen rows into a party of their own."""
    form = SplitForm(request.POST)
    if not form.is_valid():
        for problem in form.errors.values():
            messages.error(request, str(problem[0]))
        return redirect("registry:party", public_id=public_id)
    try:
        made = split_party(actor=actor_of(request), public_id=public_id, **form.cleaned_data)
    except DomainError as error:
        if error.status == 404:
            raise
        messages.error(request, str(error))
        return redirect("registry:party", public_id=public_id)
    messages.success(request, _("Baris itu sekarang milik pihak tersendiri."))
    return redirect("registry:party", public_id=made.public_id)
