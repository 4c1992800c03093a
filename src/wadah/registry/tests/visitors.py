"""People before a browser, and what they read on a page."""

import re
from html import unescape

from django.http import HttpResponse
from django.test import Client

from wadah.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
HIDDEN = re.compile(r'<span class="visually-hidden">.*?</span>', re.DOTALL)


def visitor(user: User) -> Client:
    """A browser in which the user is signed in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def main_of(response: HttpResponse) -> str:
    """The words of the page itself, without the shell; one space between."""
    assert response.status_code == 200, response.status_code
    found = MAIN.search(response.content.decode())
    assert found is not None
    return " ".join(unescape(TAG.sub(" ", HIDDEN.sub("", found.group()))).split())
