"""Access: every URL of ours declares who may come in; those of libraries are named here one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, include, path

from wadah.core.access import PUBLIC, access

# Pages of libraries that bring their own guards. A new one is a decision, so it is written down.
OF_LIBRARIES = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "account_change_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "usersessions_list",
    }
)


@dataclass(frozen=True)
class Address:
    """One URL pattern with the view that answers it."""

    route: str
    name: str
    module: str
    declared: bool


def addresses(patterns: list[Any], front: str = "") -> Iterator[Address]:
    """Every URL pattern, however deep."""
    for pattern in patterns:
        route = front + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            view = pattern.callback
            # Class-based views stand behind a function made by the library.
            made_of = getattr(view, "view_class", view)
            yield Address(route, pattern.name or "", made_of.__module__, hasattr(view, "wadah_access"))


def undeclared(patterns: list[Any]) -> list[str]:
    """Addresses that nobody has declared."""
    return [
        f"{address.route} ({address.module})"
        for address in addresses(patterns)
        if not address.declared and (address.module.startswith("wadah.") or address.name not in OF_LIBRARIES)
    ]


def test_every_address_declares_who_may_come_in() -> None:
    assert undeclared(get_resolver().url_patterns) == []


def test_the_list_of_library_pages_names_none_that_is_gone() -> None:
    names = {address.name for address in addresses(get_resolver().url_patterns) if not address.declared}

    assert OF_LIBRARIES - names == set()


def _ours(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


_ours.__module__ = "wadah.somewhere.views"


def test_an_undeclared_address_is_noticed_even_under_a_library_name() -> None:
    inner = [path("open/", access(PUBLIC)(_ours)), path("closed/", _ours, name="account_login")]

    assert undeclared([path("deep/", include(inner))]) == ["deep/closed/ (wadah.somewhere.views)"]


def test_a_new_page_of_a_library_is_noticed() -> None:
    def foreign(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    foreign.__module__ = "allauth.new.views"

    assert undeclared([path("new/", foreign, name="allauth_new")]) == ["new/ (allauth.new.views)"]
