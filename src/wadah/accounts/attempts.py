"""Attempts to sign in: who is meant, from where, and the answer when there were too many.

django-axes counts them by these functions. It is given a keyed hash and never what was typed, so that
neither its tables nor the log hold an e-mail address or a phone number.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wadah.accounts.rules import normal_login
from wadah.core.secrets import keyed_hash

LOGIN_KEYS = ("login", "email", "phone", "username")


def whom(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """The account that an attempt means, as an opaque word."""
    given = dict(credentials or {})
    typed = request.POST.get("login", "") if request is not None else ""
    for key in LOGIN_KEYS:
        typed = typed or str(given.get(key) or "")
    return keyed_hash("sign-in", normal_login(typed)).hex()


def client_address(request: HttpRequest) -> str:
    """The caller's address: what our one proxy saw when there is one, never what the caller claims."""
    if settings.BEHIND_PROXY:
        seen: str = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
        if seen:
            return seen
    address: str = request.META.get("REMOTE_ADDR") or "127.0.0.1"
    return address


def too_many(request: HttpRequest, response: object = None, credentials: object = None) -> HttpResponse:
    """The plain page of somebody who has tried too often, with the waiting time."""
    wait = settings.AXES_COOLOFF_TIME
    answer = render(request, "account/lockout.html", {"minutes": int(wait.total_seconds() // 60)}, status=429)
    answer["Retry-After"] = str(int(wait.total_seconds()))
    return answer
