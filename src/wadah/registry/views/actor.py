"""Who is signed in, typed: the views of this folder stand behind `@access`, so there is always somebody."""

from typing import cast

from django.http import HttpRequest

from wadah.accounts.models import User


def actor_of(request: HttpRequest) -> User:
    """The signed-in user."""
    return cast(User, request.user)
