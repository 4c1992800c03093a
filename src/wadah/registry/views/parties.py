"""The list of parties and the page of one: reading, and revealing a number to somebody who says why."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.accounts.policies import can_read_registry, can_reveal
from wadah.core.access import access
from wadah.core.errors import DomainError, NotFound
from wadah.core.forms import new_key
from wadah.core.htmx import render as render_either
from wadah.core.time import local_day
from wadah.registry.forms import PartyFilterForm, RevealForm, SplitForm
from wadah.registry.policies import REVEALABLE
from wadah.registry.queries.list_places import list_places
from wadah.registry.queries.parties import party_list
from wadah.registry.queries.party import get_party_for, get_revealable_for, party_page, survivor_for
from wadah.registry.services.reveal import reveal_identifier
from wadah.registry.services.review import split_party
from wadah.registry.views.actor import actor_of


@require_GET
@access(can_read_registry)
def parties(request: HttpRequest) -> HttpResponse:
    """The parties of the reader's regions, the last changed first."""
    actor = actor_of(request)
    places = list_places(actor, request.GET.get("region", ""), request.GET.get("kec", ""))
    form = PartyFilterForm(request.GET, places)
    asked = form.asked()
    page = party_list(actor, asked, request.GET.get("cursor", ""))
    context = {"form": form, "asked": asked, "page": page, "places": places}
    return render_either(request, "registry/parties.html", "registry/_parties.html", context)


@require_GET
@access(can_read_registry)
def party(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One party with where each of its fields comes from; a merged one leads to what it was merged into."""
    actor = actor_of(request)
    found = get_party_for(actor, public_id)
    survivor = survivor_for(actor, found)
    if survivor is not None:
        messages.info(request, _("%(name)s sudah digabungkan ke pihak ini.") % {"name": found.name})
        return redirect("registry:party", public_id=survivor.public_id)
    shown = party_page(actor, found, local_day(timezone.now()))
    revealable = REVEALABLE if shown.may_reveal else ()
    context = {"shown": shown, "revealable": revealable, "once_key": new_key()}
    return render(request, "registry/party.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@access(can_reveal)
def reveal(request: HttpRequest, public_id: UUID, field: str) -> HttpResponse:
    """Asks why, then shows one number once. The answer is never cached and never in an address."""
    actor = actor_of(request)
    subject = get_revealable_for(actor, public_id, field)
    form = RevealForm(request.POST or None)
    value = ""
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            value = reveal_identifier(actor=actor, public_id=public_id, field=field, reason=reason)
        except DomainError as error:
            if isinstance(error, NotFound):
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
        data = dict(form.cleaned_data)
        key = data.pop("key")
        made = split_party(actor=actor_of(request), public_id=public_id, idempotency_key=key, **data)
    except DomainError as error:
        if isinstance(error, NotFound):
            raise
        messages.error(request, str(error))
        return redirect("registry:party", public_id=public_id)
    messages.success(request, _("Baris itu sekarang milik pihak tersendiri."))
    return redirect("registry:party", public_id=made.public_id)
