"""What every page's shell needs: navigation, who is signed in, for which office."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.functional import SimpleLazyObject

from wadah.accounts.models import User
from wadah.accounts.policies import scope_of
from wadah.web.navigation import (
    ACCOUNT_LINKS,
    DESK_GROUPS,
    IMPORTS,
    OWNER_GROUPS,
    PUBLIC_LINKS,
    SEARCH,
    Entry,
    Section,
    address,
    entries,
    sections,
)
from wadah.web.queries import office_of


@dataclass(frozen=True)
class Shell:
    """The frame of a page, for whoever asked for it."""

    province: str
    public: tuple[Entry, ...]
    sign_in_url: str
    name: str = ""
    is_owner: bool = False
    office: str = ""
    place: str = ""
    search_url: str = ""
    upload_url: str = ""
    desk: tuple[Section, ...] = ()
    account: tuple[Entry, ...] = ()


def shell(request: HttpRequest) -> dict[str, Any]:
    """Template context `shell`; lazy, so that a fragment, which draws no frame, reads nothing."""
    return {"shell": SimpleLazyObject(lambda: shell_of(request))}


def shell_of(request: HttpRequest) -> Shell:
    """The frame for this reader and this address; one read beside the scope when somebody is signed in."""
    public = entries(PUBLIC_LINKS, request.path, frozenset())
    sign_in_url = resolve_url(settings.LOGIN_URL)
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return Shell(settings.WADAH_PROVINCE_NAME, public, sign_in_url)
    scope = scope_of(user)
    office = office_of(scope)
    return Shell(
        province=settings.WADAH_PROVINCE_NAME,
        public=public,
        sign_in_url=sign_in_url,
        name=user.name,
        is_owner=not scope.grants,
        office=office.name,
        place=office.place,
        search_url=address(SEARCH, scope.capabilities),
        upload_url=address(IMPORTS, scope.capabilities),
        desk=sections(DESK_GROUPS if scope.grants else OWNER_GROUPS, request.path, scope.capabilities),
        account=entries(ACCOUNT_LINKS, request.path, scope.capabilities),
    )
