"""A request's id and the health page."""

from typing import Any

import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from wadah.core import health
from wadah.core.requests import RequestIdMiddleware, current_request_id


def _ask(given: str | None) -> tuple[str, str, str]:
    inside: list[str] = []

    def view(request: object) -> HttpResponse:
        inside.append(current_request_id())
        return HttpResponse()

    headers = {} if given is None else {"X-Request-Id": given}
    answer = RequestIdMiddleware(view)(RequestFactory().get("/", headers=headers))  # type: ignore[arg-type]
    return inside[0], answer["X-Request-Id"], current_request_id()


@pytest.fixture(autouse=True)
def _behind_a_proxy(settings: Any) -> None:
    settings.BEHIND_PROXY = True


def test_without_a_proxy_nobody_chooses_an_id(settings: Any) -> None:
    settings.BEHIND_PROXY = False
    inside, answered, _after = _ask("abcdef-0123")

    assert (inside == answered, len(inside)) == (True, 32)


def test_the_id_of_the_proxy_is_taken_and_given_back() -> None:
    assert _ask("abcdef-0123") == ("abcdef-0123", "abcdef-0123", "")


@pytest.mark.parametrize("given", [None, "", "short", "x" * 65, "drop table\n", "id with spaces"])
def test_a_missing_or_odd_id_is_replaced(given: str | None) -> None:
    inside, answered, after = _ask(given)

    assert (inside == answered, len(inside), inside == given, after) == (True, 32, False, "")


@pytest.mark.django_db
def test_health_answers_to_any_host() -> None:
    answer = Client().get("/healthz", headers={"Host": "10.0.0.7"})

    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_health_says_when_the_database_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    class Dead:
        def cursor(self) -> object:
            raise DatabaseError

    monkeypatch.setattr(health, "connection", Dead())

    answer = Client().get("/healthz")

    assert (answer.status_code, answer.content) == (503, b"database\n")
