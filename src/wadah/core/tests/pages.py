"""Small views of the tests' own, with URLs of their own."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from wadah.core.access import PUBLIC, SIGNED_IN, access
from wadah.core.errors import NotFound, StateConflict, UnknownRule


@access(PUBLIC)
def open_to_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@access(SIGNED_IN)
def for_members(request: HttpRequest) -> HttpResponse:
    return HttpResponse("members")


@access(lambda user: user.pk == 1)
def for_the_first(request: HttpRequest) -> HttpResponse:
    return HttpResponse("first")


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


@access(PUBLIC)
def conflict(request: HttpRequest) -> HttpResponse:
    raise StateConflict()


@access(PUBLIC)
def missing(request: HttpRequest) -> HttpResponse:
    raise NotFound()


@access(PUBLIC)
def broken(request: HttpRequest) -> HttpResponse:
    raise UnknownRule(rule="tax.rate", on="2026-11-21")


urlpatterns = [
    path("open/", open_to_all),
    path("members/", for_members),
    path("first/", for_the_first),
    path("undeclared/", undeclared),
    path("conflict/", conflict),
    path("missing/", missing),
    path("broken/", broken),
    path("api/v1/conflict/", conflict),
    path("", include("wadah.config.urls")),
]
