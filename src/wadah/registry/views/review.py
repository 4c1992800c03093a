"""Possible duplicates: the queue, and one pair side by side with its three answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wadah.accounts.policies import can_review
from wadah.core.access import access
from wadah.core.errors import DomainError, NotFound
from wadah.core.time import local
from wadah.registry.forms import AnsweredForm, DecisionForm, FileForm, ReopenForm
from wadah.registry.models import Pair
from wadah.registry.queries.intakes import get_intake_for
from wadah.registry.queries.pairs import answered_by, next_pair, pair_page, pair_queue, review_progress
from wadah.registry.services.review import decide_pair, undo_decision
from wadah.registry.states import PairState
from wadah.registry.views.actor import actor_of

SHOWN_STATES = (PairState.OPEN, PairState.UNSURE, PairState.SAME, PairState.DIFFERENT)


@never_cache
@require_GET
@access(can_review)
def pairs(request: HttpRequest) -> HttpResponse:
    """The pairs in one state, the likeliest first."""
    asked = request.GET.get("state", "")
    state = PairState(asked) if asked in SHOWN_STATES else PairState.OPEN
    actor, only = actor_of(request), FileForm(request.GET).chosen
    context = {
        "page": pair_queue(actor, state, only, cursor=request.GET.get("cursor", "")),
        "state": state,
        "states": SHOWN_STATES,
        "answered": _answered(request),
        "only": only,
        "file": get_intake_for(actor, only) if only else None,
    }
    return render(request, "registry/pairs.html", context)


@never_cache
@require_GET
@access(can_review)
def pair(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Two rows side by side, and why we think that they may be one; above them what was answered before."""
    actor = actor_of(request)
    shown = pair_page(actor, public_id)
    midnight = local(timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    only = FileForm(request.GET).chosen
    is_open = shown.pair.state == PairState.OPEN
    progress = review_progress(actor, shown.pair, midnight, only) if is_open else None
    context = {"shown": shown, "progress": progress, "answered": _answered(request), "only": only}
    return render(request, "registry/pair.html", context)


def _answered(request: HttpRequest) -> Pair | None:
    """The pair that was answered on the page before, for the message with its way back."""
    form = AnsweredForm(request.GET)
    found = form.cleaned_data["sesudah"] if form.is_valid() else None
    return answered_by(actor_of(request), found) if found else None


@require_POST
@access(can_review)
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Takes the answer and goes on to the next pair; the way back stands in the message there."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Pilih salah satu dari tiga jawaban."))
        return redirect("registry:pair", public_id=public_id)
    actor = actor_of(request)
    try:
        decided = decide_pair(
            actor=actor,
            public_id=public_id,
            answer=form.answer,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )
    except DomainError as error:
        if isinstance(error, NotFound):
            raise
        messages.warning(request, str(error))
        return redirect("registry:pair", public_id=public_id)
    only = FileForm(request.POST).chosen
    following = next_pair(actor, only, but=public_id)
    address = reverse("registry:pair", args=[following.public_id]) if following else reverse("registry:pairs")
    of_file = f"&berkas={only}" if only else ""
    return redirect(f"{address}?sesudah={decided.public_id}{of_file}")


@require_POST
@access(can_review)
def reopen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Takes a decision back; a merge that it made is taken apart."""
    form = ReopenForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Muat ulang halaman, lalu coba lagi."))
        return redirect("registry:pair", public_id=public_id)
    try:
        undo_decision(
            actor=actor_of(request),
            public_id=public_id,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )
    except DomainError as error:
        if isinstance(error, NotFound):
            raise
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Keputusan dibatalkan. Pasangan ini menunggu keputusan lagi."))
    return redirect("registry:pair", public_id=public_id)
