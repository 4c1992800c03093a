"""Home, workspace and the audit trail. They choose the page; what is on it comes from queries."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wadah.accounts.models import User
from wadah.accounts.policies import can_read_audit, can_read_trail, scope_of
from wadah.accounts.roles import Capability
from wadah.core.access import PUBLIC, SIGNED_IN, access
from wadah.core.time import local_day
from wadah.impact.queries.board import home_figures
from wadah.registry.queries.workspace import workspace_of
from wadah.web.forms import TrailFilterForm
from wadah.web.trail import seals_of_trail, trail_page
from wadah.web.trail_filters import places_of

QUEUED = frozenset({Capability.IMPORT, Capability.REVIEW})


@access(PUBLIC)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What wadah is, and what it holds today."""
    return render(request, "web/home.html", {"figures": home_figures()})


@access(SIGNED_IN)
@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    """What waits for the person who is signed in; a welcome for people who have no desk yet.

    An owner goes on to the own businesses.
    """
    user = cast(User, request.user)
    scope = scope_of(user)
    held = scope.capabilities
    if not scope.grants:
        # Of no institution: an owner, or somebody who will be one.
        return redirect("registry:mine")
    if not held:
        return render(request, "web/welcome.html")
    context = {
        "work": workspace_of(user),
        "today": local_day(timezone.now()),
        # People who only read have no queue that could be empty.
        "has_queue": bool(held & QUEUED),
    }
    return render(request, "web/workspace.html", context)


@access(can_read_trail)
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Who did what, when and why; never what the registry knows of a person."""
    user = cast(User, request.user)
    form = TrailFilterForm(request.GET, places=places_of(user))
    asked = form.asked()
    context = {
        "form": form,
        "asked": asked,
        "page": trail_page(user, asked, request.GET.get("cursor", "")),
        "seals": seals_of_trail(),
        "of_office": not can_read_audit(user),
    }
    return render(request, "web/trail.html", context)
