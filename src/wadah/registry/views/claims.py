"""An officer's pages of claims: those that wait, one with both sides, a code on paper, an owner's word taken back."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.accounts.policies import can_review
from wadah.core.access import access
from wadah.core.errors import DomainError, NotFound
from wadah.registry.forms import ReasonForm
from wadah.registry.owner_forms import DecideForm
from wadah.registry.queries.claims import claim_page, claim_queue
from wadah.registry.services.claim_codes import issue_owner_code
from wadah.registry.services.claims import grant_claim, refuse_claim
from wadah.registry.services.owner_words import take_back
from wadah.registry.views.actor import actor_of


@never_cache
@require_GET
@access(can_review)
def claims(request: HttpRequest) -> HttpResponse:
    """Claims that wait in the reader's places, the oldest first."""
    page = claim_queue(actor_of(request), request.GET.get("cursor", ""))
    return render(request, "registry/claims.html", {"page": page})


@never_cache
@require_http_methods(["GET", "POST"])
@access(can_review)
def decide_claim(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who asks and what is known, side by side; granted or refused with a reason."""
    actor = actor_of(request)
    shown = claim_page(actor, public_id)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, holder = form.cleaned_data["reason"], form.cleaned_data["holder"]
        try:
            if form.cleaned_data["answer"] == "terima":
                grant_claim(actor=actor, public_id=public_id, reason=reason, seen_holder=holder)
            else:
                refuse_claim(actor=actor, public_id=public_id, reason=reason)
        except DomainError as error:
            if isinstance(error, NotFound):
                raise
            form.add_error(None, str(error))
            shown = claim_page(actor, public_id)
        else:
            messages.success(request, _("Jawaban tersimpan. Yang meminta dapat membacanya."))
            return redirect("registry:claims")
    return render(request, "registry/decide_claim.html", {"shown": shown, "form": form})


@never_cache
@require_POST
@access(can_review)
def owner_code(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Makes a code and shows it once; asking again makes another one and closes this one."""
    try:
        issued = issue_owner_code(actor=actor_of(request), public_id=public_id)
    except DomainError as error:
        if isinstance(error, NotFound):
            raise
        messages.error(request, str(error))
        return redirect("registry:party", public_id=public_id)
    site = settings.WADAH_SITE or request.get_host()
    return render(request, "registry/owner_code.html", {"issued": issued, "site": site})


@require_POST
@access(can_review)
def take_owner_word_back(request: HttpRequest, public_id: UUID, intake_id: UUID) -> HttpResponse:
    """Takes a row back that an owner has written of this party."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tuliskan alasannya, paling sedikit 10 huruf."))
    else:
        take_back(actor=actor_of(request), public_id=intake_id, reason=form.cleaned_data["reason"])
        messages.success(request, _("Keterangan pemilik ditarik kembali. Barisnya tetap tersimpan."))
    return redirect("registry:party", public_id=public_id)
