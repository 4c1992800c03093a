"""Home and workspace. They choose the page; what is on it comes from queries of the apps below."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wadah.core.access import PUBLIC, SIGNED_IN, access


@access(PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """What wadah is, and what it holds today."""
    return render(request, "web/home.html")


@access(SIGNED_IN)
def workspace(request: HttpRequest) -> HttpResponse:
    """What waits for the person who is signed in."""
    return render(request, "web/workspace.html")
