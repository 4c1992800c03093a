"""What a stranger or a shared computer must not get out of any answer, whoever made it."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from wadah.accounts.tests.factories import make_user
from wadah.core.browser import BrowserMiddleware
from wadah.registry.tests.visitors import visitor

pytestmark = pytest.mark.django_db
GUARDS = {"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff"}
LARGE = b"x" * (6 * 1024 * 1024)


def _redirect(client: Client) -> HttpResponse:
    with override_settings(SECURE_SSL_REDIRECT=True):
        return client.get("/")


ANSWERS: dict[str, Callable[[Client], HttpResponse]] = {
    "page": lambda client: client.get("/"),
    "missing": lambda client: client.get("/tidak-ada/"),
    "to https": _redirect,
    "wrong host": lambda client: client.get("/", headers={"Host": "jahat.example"}),
    "health": lambda client: client.get("/healthz"),
    "without token": lambda client: Client(enforce_csrf_checks=True).post(reverse("account_login")),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_guards_the_browser(client: Client, name: str) -> None:
    answer = ANSWERS[name](client)

    assert {header: answer.get(header) for header in GUARDS} == GUARDS
    assert "default-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["registry:mine", "accounts:me", "core:rules"])
def test_what_somebody_signed_in_reads_is_kept_by_no_cache(name: str) -> None:
    answer = visitor(make_user()).get(reverse(name))

    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_a_public_page_may_be_kept(client: Client) -> None:
    assert "Cache-Control" not in client.get(reverse("core:rules"))


@pytest.mark.parametrize("value", ['"abc\\000defgh"', '"\\001\\002abcdefgh"'])
def test_a_cookie_that_no_page_wrote_is_forgotten(value: str) -> None:
    """A NUL in the key of a session stops PostgreSQL."""
    seen: list[dict[str, str]] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.COOKIES)
        return HttpResponse()

    request = RequestFactory().get("/", headers={"Cookie": f"sessionid={value}; language=id"})
    answer = BrowserMiddleware(view)(request)
    pages = [Client(headers={"Cookie": f"sessionid={value}"}).get(page) for page in ("/", "/ruang-kerja/")]

    assert (seen, answer.status_code) == ([{"language": "id"}], 200)
    assert [page.status_code for page in pages] == [200, 302]


def test_a_stranger_hands_in_no_large_body() -> None:
    """Refused before it is read: the guard of forms alone would have it written to the disk first."""
    client = Client(enforce_csrf_checks=True, headers={"Cookie": f"csrftoken={'a' * 32}"})
    with override_settings(FILE_UPLOAD_HANDLERS=[f"{__name__}.NoUpload"]):
        answer = client.post(reverse("registry:intakes"), {"file": BytesIO(LARGE)})

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


class NoUpload(FileUploadHandler):
    """Stands where a body would begin to be written."""

    def __init__(self, request: object = None) -> None:
        raise AssertionError("The body was read.")


def test_a_link_that_nobody_sent_opens_no_session(client: Client) -> None:
    answer = client.get(reverse("accounts:open_invitation", args=["bukan-undangan"]))

    assert (answer.status_code, Session.objects.count(), client.cookies.keys()) == (404, 0, set())
