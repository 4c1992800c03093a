"""Every URL declares who may come in, and an undeclared one lets nobody in."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory
from django.urls import reverse

from wadah.core.access import PUBLIC, SIGNED_IN, AccessMiddleware
from wadah.core.tests import pages


class Member:
    is_authenticated = True

    def __init__(self, pk: int) -> None:
        self.pk = pk


def _ask(
    view: Any, user: Any, method: str = "get", path: str = "/page/?a=1", **headers: str
) -> HttpResponseBase:
    request: HttpRequest = getattr(RequestFactory(), method)(path, headers=headers)
    request.user = user
    answer: HttpResponseBase = view(request)
    return answer


def _sign_in(target: str) -> str:
    return f"{reverse('account_login')}?next={target}"


@pytest.mark.parametrize(
    ("view", "user", "text"),
    [
        (pages.open_to_all, AnonymousUser(), b"open"),
        (pages.for_members, Member(2), b"members"),
        (pages.for_the_first, Member(1), b"first"),
    ],
)
def test_who_may_come_in_does(view: Any, user: Any, text: bytes) -> None:
    answer = _ask(view, user)

    assert isinstance(answer, HttpResponse)
    assert answer.content == text


def test_a_signed_in_person_whom_the_policy_refuses_finds_no_page() -> None:
    with pytest.raises(Http404):
        _ask(pages.for_the_first, Member(2))


@pytest.mark.parametrize("view", [pages.for_members, pages.for_the_first])
def test_a_stranger_signs_in_and_comes_back_to_the_page(view: Any) -> None:
    answer = _ask(view, AnonymousUser())

    assert (answer.status_code, answer["Location"]) == (302, _sign_in("/page/%3Fa%3D1"))


@pytest.mark.parametrize(
    ("seen", "target"),
    [
        ("http://testserver/berkas/7/?x=1", "/berkas/7/%3Fx%3D1"),
        ("https://evil.example/berkas/", "/"),
        ("//evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_a_stranger_who_sent_a_form_comes_back_to_the_page_of_the_form(seen: str, target: str) -> None:
    answer = _ask(pages.for_members, AnonymousUser(), "post", Referer=seen)

    assert (answer.status_code, answer["Location"]) == (302, _sign_in(target))


def test_htmx_replaces_the_whole_page_by_the_sign_in_page() -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/daftar/"}

    answer = _ask(pages.for_members, AnonymousUser(), "get", "/daftar/isi/", **headers)

    assert (answer.status_code, answer["HX-Redirect"]) == (204, _sign_in("/daftar/"))


def test_an_undeclared_view_of_ours_lets_nobody_in() -> None:
    guard = AccessMiddleware(lambda request: HttpResponse())
    request = RequestFactory().get("/")

    with pytest.raises(ImproperlyConfigured, match="undeclared declares no access"):
        guard.process_view(request, pages.undeclared, (), {})

    guard.process_view(request, pages.open_to_all, (), {})


def test_the_declaration_can_be_read_from_the_view() -> None:
    declared = [view.wadah_access for view in (pages.open_to_all, pages.for_members)]  # type: ignore[attr-defined]

    assert declared == [PUBLIC, SIGNED_IN]
