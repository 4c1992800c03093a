"""The language of a page is chosen by its reader and by nothing else."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_pages_are_indonesian_whatever_the_browser_prefers(client: Client) -> None:
    answer = client.get("/", headers={"Accept-Language": "en-GB,en;q=0.9"})

    assert answer.headers["Content-Language"] == "id"
    assert '<html lang="id">' in answer.content.decode()


def test_a_chosen_language_is_kept_in_a_cookie_and_leads_back(client: Client) -> None:
    answer = client.post("/bahasa/", {"language": "en", "next": "/aturan/?q=kur"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/aturan/?q=kur")
    assert client.get("/").headers["Content-Language"] == "en"


@pytest.mark.parametrize("target", ["https://jahat.example/", "//jahat.example/", "javascript:alert(1)", ""])
def test_it_never_leads_to_another_site(client: Client, target: str) -> None:
    answer = client.post("/bahasa/", {"language": "en", "next": target})

    assert answer.headers["Location"] == "/"


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    answer = client.post("/bahasa/", {"language": "xx", "next": "/"})

    assert answer.cookies == {}


def test_following_a_link_never_changes_the_language(client: Client) -> None:
    assert client.get("/bahasa/?language=en").status_code == 405
