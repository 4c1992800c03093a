"""An owner's pages: the own businesses, looking for one, claiming it, and saying what is so."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.core.access import SIGNED_IN, access
from wadah.core.errors import DomainError, NotFound
from wadah.core.time import local_day
from wadah.registry.owner_forms import (
    AskForm,
    BusinessForm,
    CodeForm,
    NameForm,
    NumberForm,
    RegencyForm,
    RoleForm,
    SeenForm,
)
from wadah.registry.queries.finding import Found, found_party
from wadah.registry.queries.owned import claims_of, known_of, own_page, own_party
from wadah.registry.services.claim_codes import issue_own_code, take_code
from wadah.registry.services.claims import ask_claim, end_claim, withdraw_claim
from wadah.registry.services.finding import Wanted, find_businesses, find_likely
from wadah.registry.services.owner_words import correct_business, register_business, take_back
from wadah.registry.states import ClaimState
from wadah.registry.views.actor import actor_of

REGENCY_LENGTH = 5


@require_GET
@access(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """The businesses of who is signed in, and the requests that wait."""
    return render(request, "registry/mine.html", {"claims": claims_of(actor_of(request)), "form": CodeForm()})


@never_cache
@require_http_methods(["GET", "POST"])
@access(SIGNED_IN)
def find(request: HttpRequest) -> HttpResponse:
    """Whether the province knows the business. A number is never in an address, so the search is a POST."""
    by_name = request.method == "POST" and "name" in request.POST
    number = NumberForm(request.POST if request.method == "POST" and not by_name else None)
    name = NameForm(request.POST if by_name else None)
    context: dict[str, Any] = {"number": number, "name": name}
    asked: NumberForm | NameForm = name if by_name else number
    if request.method == "POST" and asked.is_valid():
        wanted: Wanted = name.wanted if by_name else number.cleaned_data["number"]
        try:
            context |= {"searched": True, "found": find_businesses(actor=actor_of(request), wanted=wanted)}
        except DomainError as error:
            asked.add_error(None, str(error))
    return render(request, "registry/find.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@access(SIGNED_IN)
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """One business that was found: by a code at once, or by asking the office."""
    party, found = found_party(actor_of(request), token)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_claim(actor=actor_of(request), party=party, note=form.cleaned_data["note"])
        except DomainError as error:
            if isinstance(error, NotFound):
                raise
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Permintaan Anda sudah sampai di dinas. Jawabannya muncul di sini."))
            return redirect("registry:mine")
    return render(request, "registry/claim.html", {"found": found, "form": form, "code_form": CodeForm()})


@never_cache
@require_http_methods(["GET", "POST"])
@access(SIGNED_IN)
def use_code(request: HttpRequest) -> HttpResponse:
    """Types a code from paper."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            taken = take_code(actor=actor_of(request), typed=form.cleaned_data["code"])
        except DomainError as error:
            form.add_error("code", str(error))
        else:
            if taken.state == ClaimState.GRANTED:
                messages.success(request, _("Usaha ini sekarang ada di akun Anda. Periksa isinya."))
                return redirect("registry:own", public_id=taken.party.public_id)
            messages.info(request, _("Usaha ini sudah dipegang akun lain. Petugas memeriksa kedua pihak."))
            return redirect("registry:mine")
    return render(request, "registry/use_code.html", {"form": form})


@never_cache
@require_GET
@access(SIGNED_IN)
def own(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One own business: every field with who told it."""
    return render(request, "registry/own.html", {"shown": own_page(actor_of(request), public_id)})


@never_cache
@require_http_methods(["GET", "POST"])
@access(SIGNED_IN)
def correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Says what is otherwise than it is known."""
    actor = actor_of(request)
    party, known = own_party(actor, public_id), known_of(actor, public_id)
    move = RegencyForm(request.GET or None, initial={"kab": known.region[:REGENCY_LENGTH]})
    regency = move.chosen or known.region[:REGENCY_LENGTH]
    today = local_day(timezone.now())
    form = BusinessForm(request.POST or None, regency=regency, today=today, known=known)
    if request.method == "POST" and form.is_valid() and form.row is not None:
        if form.says_nothing_new:
            messages.info(request, _("Tidak ada yang berubah."))
            return redirect("registry:own", public_id=public_id)
        try:
            correct_business(
                actor=actor, public_id=public_id, row=form.row, idempotency_key=form.cleaned_data["key"]
            )
        except DomainError as error:
            if isinstance(error, NotFound):
                raise
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Tersimpan sebagai keterangan dari Anda. Catatan lama tetap ada."))
            return redirect("registry:own", public_id=public_id)
    return render(request, "registry/correct.html", {"form": form, "party": party, "move": move})


@never_cache
@require_http_methods(["GET", "POST"])
@access(SIGNED_IN)
def register(request: HttpRequest) -> HttpResponse:
    """Registers a business that nobody has told of; what is like it is shown first."""
    where = RegencyForm(request.GET or None)
    if not where.chosen:
        return render(request, "registry/register_where.html", {"form": where})
    today = local_day(timezone.now())
    form = BusinessForm(request.POST or None, regency=where.chosen, today=today)
    found: tuple[Found, ...] = ()
    if request.method == "POST" and form.is_valid() and form.row is not None:
        actor = actor_of(request)
        try:
            if not SeenForm(request.POST).said_so:
                found = find_likely(actor=actor, row=form.row)
            if not found:
                made = register_business(actor=actor, row=form.row, idempotency_key=form.cleaned_data["key"])
                messages.success(request, _("Usaha Anda terdaftar."))
                return redirect("registry:own", public_id=made.public_id)
        except DomainError as error:
            form.add_error(None, str(error))
    return render(request, "registry/register.html", {"form": form, "where": where, "found": found})


@never_cache
@require_http_methods(["GET", "POST"])
@access(SIGNED_IN)
def people(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who looks after the business; the owner makes a code for another one, or for the next owner."""
    shown = own_page(actor_of(request), public_id)
    if not shown.is_owner:
        raise NotFound()
    issued = None
    if request.method == "POST":
        role = RoleForm(request.POST).role_or_manager
        issued = issue_own_code(actor=actor_of(request), public_id=public_id, role=role)
    return render(request, "registry/people.html", {"shown": shown, "issued": issued})


@require_POST
@access(SIGNED_IN)
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Gives the own business up, or takes it from a manager."""
    try:
        ended = end_claim(actor=actor_of(request), public_id=public_id)
    except DomainError as error:
        if isinstance(error, NotFound):
            raise
        messages.error(request, str(error))
        return redirect("registry:mine")
    if ended.user_id == actor_of(request).pk:
        messages.success(request, _("Usaha ini tidak lagi ada di akun Anda. Catatannya tetap ada."))
        return redirect("registry:mine")
    messages.success(request, _("Pengelola dikeluarkan. Ia tidak dapat membuka usaha ini lagi."))
    return redirect("registry:people", public_id=ended.party.public_id)


@require_POST
@access(SIGNED_IN)
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Takes a request back."""
    try:
        withdraw_claim(actor=actor_of(request), public_id=public_id)
    except DomainError as error:
        if isinstance(error, NotFound):
            raise
        messages.error(request, str(error))
    else:
        messages.success(request, _("Permintaan ditarik kembali."))
    return redirect("registry:mine")


@require_POST
@access(SIGNED_IN)
def take_own_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Takes a row back that the reader has written."""
    party = take_back(actor=actor_of(request), public_id=public_id)
    messages.success(request, _("Keterangan Anda ditarik kembali."))
    if party.closed_at is not None:
        return redirect("registry:mine")
    return redirect("registry:own", public_id=party.public_id)
