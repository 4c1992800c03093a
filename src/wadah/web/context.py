"""What every page's shell needs: navigation, who is signed in, the province."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.functional import SimpleLazyObject

from wadah.web.navigation import DESK_GROUPS, PUBLIC_LINKS, Entry, Section, entries, sections


@dataclass(frozen=True)
class Shell:
    """The frame of a page, for whoever asked for it."""

    province: str
    public: tuple[Entry, ...]
    sign_in_url: str
    name: str = ""
    office: str = ""
    place: str = ""
    search_url: str = ""
    desk: tuple[Section, ...] = ()
    account: tuple[Entry, ...] = ()


def shell(request: HttpRequest) -> dict[str, Any]:
    """Template context `shell`; lazy, so that a fragment, which draws no frame, reads nothing."""
    return {"shell": SimpleLazyObject(lambda: shell_of(request))}


def shell_of(request: HttpRequest) -> Shell:
    """The frame for this reader and this address."""
    public = entries(PUBLIC_LINKS, request.path, frozenset())
    sign_in_url = resolve_url(settings.LOGIN_URL)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Shell("", public, sign_in_url)
    return Shell(
        "", public, sign_in_url, name=user.name, desk=sections(DESK_GROUPS, request.path, frozenset())
    )
