"""Pages of the own account, of institutions and their members. Invitations are in invitation_views.py."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wadah.accounts import queries
from wadah.accounts.forms import EndForm, InstitutionForm, ProfileForm
from wadah.accounts.models import User
from wadah.accounts.policies import (
    can_hand_password_link,
    can_invite,
    can_manage_members,
    can_register_institution,
)
from wadah.accounts.roles import Role
from wadah.accounts.services import institutions as institution_service
from wadah.accounts.services import members as member_service
from wadah.accounts.services.passwords import issue_password_key
from wadah.accounts.services.users import change_profile
from wadah.accounts.shown_once import keep_link, take_link
from wadah.core.access import SIGNED_IN, access
from wadah.core.errors import DomainError, NotFound
from wadah.core.time import local_day


def signed_in(request: HttpRequest) -> User:
    """Who asks; only for views that are not public."""
    return cast(User, request.user)


@access(SIGNED_IN)
def my_account(request: HttpRequest) -> HttpResponse:
    """The person's own name, ways to sign in and roles."""
    user = signed_in(request)
    form = ProfileForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        change_profile(actor=user, **form.cleaned_data)
        messages.success(request, _("Tersimpan."))
        return redirect("accounts:me")
    context = {
        "form": form,
        "email": user.email,
        "phone": queries.masked_phone_of(user),
        "memberships": queries.roles_of(user, local_day(timezone.now())),
    }
    return render(request, "accounts/account.html", context)


@access(can_manage_members)
def institutions(request: HttpRequest) -> HttpResponse:
    """Institutions whose members are the reader's to manage."""
    page = queries.institutions_page(
        signed_in(request), moment=timezone.now(), cursor=request.GET.get("cursor", "")
    )
    context = {"page": page, "may_add": can_register_institution(signed_in(request))}
    return render(request, "accounts/institutions.html", context)


@access(can_register_institution)
def new_institution(request: HttpRequest) -> HttpResponse:
    """Adds an institution."""
    actor = signed_in(request)
    form = InstitutionForm(request.POST or None, regions=queries.regions_for_institutions(actor))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            added = institution_service.register_institution(
                actor=actor, idempotency_key=data.pop("key"), **data
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Lembaga terdaftar. Undang orang pertamanya."))
            return redirect("accounts:institution", public_id=added.public_id)
    return render(request, "accounts/new_institution.html", {"form": form})


@access(can_manage_members)
def institution(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Members and open invitations of one institution."""
    actor, now = signed_in(request), timezone.now()
    found = queries.get_institution_for(actor, public_id)
    context = {
        "institution": found,
        "page": queries.members_page(actor, found, moment=now, cursor=request.GET.get("cursor", "")),
        "invitations": queries.open_invitations(found, moment=now),
        "may_invite": can_invite(actor, found),
    }
    return render(request, "accounts/institution.html", context)


@access(SIGNED_IN)
def end_membership(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ends a membership, with a reason; also the own one."""
    actor = signed_in(request)
    membership = queries.get_membership_for(actor, public_id, moment=timezone.now())
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        member_service.end_membership(actor=actor, membership=membership, reason=form.cleaned_data["reason"])
        messages.success(request, _("Peran diakhiri. Aksesnya sudah tertutup."))
        if can_manage_members(actor) and membership.user_id != actor.pk:
            return redirect("accounts:institution", public_id=membership.institution.public_id)
        return redirect("accounts:me")
    context = {
        "form": form,
        "membership": membership,
        "role": Role(membership.role).label,
        "is_own": membership.user_id == actor.pk,
    }
    return render(request, "accounts/end_membership.html", context)


@access(can_manage_members)
def password_link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Makes a link to a new password for a member without e-mail, and shows it once."""
    actor = signed_in(request)
    membership = queries.get_membership_for(actor, public_id, moment=timezone.now())
    if not can_hand_password_link(actor, membership):
        raise NotFound()
    if request.method == "POST":
        key = issue_password_key(actor=actor, membership=membership)
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": key.uidb36, "key": key.key})
        keep_link(request, request.build_absolute_uri(path))
        return redirect("accounts:password_link", public_id=public_id)
    context = {"membership": membership, "link": take_link(request)}
    return render(request, "accounts/password_link.html", context)
