"""Pages of an invitation: sent and withdrawn by an officer, opened and accepted by its receiver."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wadah.accounts import queries
from wadah.accounts.errors import InvitationForAnother, InvitationUsed
from wadah.accounts.forms import AcceptForm, InviteForm
from wadah.accounts.models import Institution
from wadah.accounts.policies import can_manage_members, roles_to_give
from wadah.accounts.roles import Role
from wadah.accounts.services import invitations as service
from wadah.accounts.shown_once import keep_link, take_link
from wadah.accounts.views import signed_in
from wadah.core.access import PUBLIC, access
from wadah.core.errors import DomainError, NotFound

TOKEN = "invitation"  # noqa: S105 - the name of a key in the session
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@access(can_manage_members)
def invite(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Invites somebody into an institution."""
    institution = queries.get_institution_for(signed_in(request), public_id)
    form = InviteForm(
        request.POST or None,
        roles=roles_to_give(signed_in(request), institution),
        regions=queries.regions_to_give(institution),
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _send(request, institution, form)
        except DomainError as error:
            form.add_error(None, str(error))
    return render(request, "accounts/invite.html", {"form": form, "institution": institution})


def _send(request: HttpRequest, institution: Institution, form: InviteForm) -> HttpResponseRedirect:
    data = form.cleaned_data
    path = reverse("accounts:open_invitation", args=["TOKEN"]).replace("TOKEN", "{token}")
    link = request.build_absolute_uri("/").rstrip("/") + path
    invited = service.invite_member(
        actor=signed_in(request),
        institution=institution,
        role=data["role"],
        region=data["region"],
        email=data["email"],
        phone=data["phone"],
        link=link,
        idempotency_key=data["key"],
    )
    if invited.token:
        keep_link(request, link.format(token=invited.token))
    return redirect("accounts:invited", public_id=invited.invitation.public_id)


@access(can_manage_members)
def invited(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was sent, with the link the one time that it can be shown."""
    invitation = queries.get_invitation_for(signed_in(request), public_id)
    context = {
        "invitation": invitation,
        "role": Role(invitation.role).label,
        "sent_to": queries.sent_to(invitation),
        "link": take_link(request),
    }
    return render(request, "accounts/invited.html", context)


@access(can_manage_members)
@require_POST
def withdraw_invitation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Takes an open invitation back."""
    actor = signed_in(request)
    invitation = queries.get_invitation_for(actor, public_id)
    service.withdraw_invitation(actor=actor, invitation=invitation)
    messages.success(request, _("Undangan ditarik kembali. Tautannya tidak berlaku lagi."))
    return redirect("accounts:institution", public_id=invitation.institution.public_id)


@access(PUBLIC)
def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Takes the secret out of the address, so that no later page, log or link carries it along.

    A word that is no invitation opens no session: anybody could fill the table of sessions with them.
    """
    if not service.is_known(token=token):
        raise NotFound()
    request.session[TOKEN] = token
    return redirect("accounts:accept_invitation")


@access(PUBLIC)
def accept_invitation(request: HttpRequest) -> HttpResponse:
    """Shows what is offered, and accepts it: with the account at hand, or with a new one."""
    try:
        offer = service.offer_of(token=_token(request))
        if offer.account is None:
            return _with_new_account(request, offer)
        return _with_account(request, offer)
    except NotFound:
        raise
    except DomainError as error:
        return _refused(request, error)


def _token(request: HttpRequest) -> str:
    token: str = request.session.get(TOKEN, "")
    if not token:
        raise InvitationUsed()
    return token


def _with_new_account(request: HttpRequest, offer: service.Offer) -> HttpResponse:
    if request.user.is_authenticated:
        raise InvitationForAnother()
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        membership = service.accept_as_new(
            token=_token(request), language=get_language() or "id", **form.cleaned_data
        )
        login(request, membership.user, backend=BACKEND)
        return _welcome(request)
    return render(request, "accounts/accept.html", {**_words(offer), "form": form})


def _with_account(request: HttpRequest, offer: service.Offer) -> HttpResponse:
    if not request.user.is_authenticated:
        sign_in = f"{reverse('account_login')}?next={reverse('accounts:accept_invitation')}"
        return render(request, "accounts/accept.html", {**_words(offer), "sign_in_url": sign_in})
    if request.method == "POST":
        service.accept_as(actor=signed_in(request), token=_token(request))
        return _welcome(request)
    if offer.account != request.user:
        raise InvitationForAnother()
    return render(request, "accounts/accept.html", _words(offer))


def _words(offer: service.Offer) -> dict[str, object]:
    invitation = offer.invitation
    return {
        "invitation": invitation,
        "role": Role(invitation.role).label,
        "sent_to": queries.sent_to(invitation),
    }


def _welcome(request: HttpRequest) -> HttpResponse:
    request.session.pop(TOKEN, None)
    messages.success(request, _("Selamat datang. Peran Anda sudah aktif."))
    return redirect(resolve_url("accounts:me"))


def _refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Of two clicks the second comes here: whoever is signed in by then is simply taken on."""
    if isinstance(error, InvitationUsed) and request.user.is_authenticated:
        request.session.pop(TOKEN, None)
        return redirect("accounts:me")
    context = {"message": str(error), "is_another": isinstance(error, InvitationForAnother)}
    return render(request, "accounts/accept_refused.html", context, status=error.status)
