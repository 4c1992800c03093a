"""Named errors become an answer that the caller can read, and no more than is safe."""

import logging

import pytest
from django.test import Client, override_settings

pytestmark = [pytest.mark.django_db]
OURS = override_settings(ROOT_URLCONF="wadah.core.tests.pages", BEHIND_PROXY=True)
MESSAGE = "Keadaannya sudah berubah sejak Anda membukanya. Muat ulang halaman, lalu periksa lagi."


@OURS
def test_a_person_gets_a_page_with_message_code_and_request() -> None:
    answer = Client().get("/conflict/", headers={"X-Request-Id": "request-0001"})

    text = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (409, "text/html; charset=utf-8")
    assert [part in text for part in (MESSAGE, "state_conflict", "request-0001", "<html")] == [True] * 4


@OURS
def test_htmx_gets_a_fragment() -> None:
    answer = Client().get("/conflict/", headers={"HX-Request": "true"})

    text = answer.content.decode()
    assert (answer.status_code, MESSAGE in text, "<html" in text) == (409, True, False)


@OURS
@pytest.mark.parametrize(
    ("path", "headers"),
    [("/api/v1/conflict/", {"Accept": "*/*"}), ("/conflict/", {"Accept": "application/json"})],
)
def test_a_program_gets_the_one_shape_of_errors(path: str, headers: dict[str, str]) -> None:
    answer = Client().get(path, headers=headers)

    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert answer.json() == {
        "type": "/problems/state_conflict",
        "title": "Conflict",
        "status": 409,
        "detail": MESSAGE,
        "errors": [],
    }


@OURS
def test_missing_looks_like_any_page_that_is_not_there() -> None:
    missing, nowhere = Client().get("/missing/"), Client().get("/tidak-ada-di-sini/")

    assert (missing.status_code, nowhere.status_code) == (404, 404)
    # The shell's form of languages names the address; all else is one text.
    assert missing.content.replace(b"/missing/", b"") == nowhere.content.replace(b"/tidak-ada-di-sini/", b"")


@OURS
def test_only_faults_of_the_house_are_logged_as_errors(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "wadah.core.problems")

    Client().get("/conflict/", headers={"X-Request-Id": "request-0001"})
    Client().get("/broken/", headers={"X-Request-Id": "request-0002"})

    lines = [(record.levelname, record.getMessage()) for record in caplog.records if "wadah" in record.name]
    assert lines == [
        ("INFO", "problem code=state_conflict status=409 request=request-0001"),
        ("ERROR", "problem code=unknown_rule status=500 request=request-0002"),
    ]
