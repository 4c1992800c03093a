"""Devices in words, as their owner knows them."""

import pytest
from django.test import Client
from django.utils.translation import override

from wadah.accounts.devices import device_words
from wadah.accounts.tests.factories import PASSWORD, make_user

SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0"
ANDROID = "Mozilla/5.0 (Linux; Android 10; K)"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (f"{ANDROID} {CHROME} Mobile Safari/537.36", "Chrome di Android"),
        (f"{ANDROID} AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121.0 Mobile Safari", "Samsung Internet di Android"),
        (f"{ANDROID} {CHROME} Mobile Safari/537.36 OPR/82.0", "Opera di Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox di Windows"),
        (f"{WINDOWS} {CHROME} Safari/537.36 Edg/126.0.0.0", "Edge di Windows"),
        (SAFARI, "Safari di iPhone"),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {CHROME} Safari/537.36", "Chrome di macOS"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {CHROME} Safari/537.36", "Chrome di ChromeOS"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox di Linux"),
        ("Firefox/128.0", "Firefox"),
        ("curl/8.0", "Peramban tidak dikenal"),
        ("", "Peramban tidak dikenal"),
    ],
)  # fmt: skip
def test_a_device_is_named_as_its_owner_knows_it(user_agent: str, words: str) -> None:
    assert device_words(user_agent) == words


def test_a_device_is_named_in_english() -> None:
    with override("en"):
        assert [device_words(SAFARI), device_words("")] == ["Safari on iPhone", "Unknown browser"]


@pytest.mark.django_db
def test_the_page_of_devices_names_them_and_keeps_what_they_said_within_reach() -> None:
    user = make_user("Sari", email="sari@contoh.example")
    client = Client(headers={"user-agent": SAFARI + ' "<script>'})
    client.post("/akun/masuk/", {"login": user.email, "password": PASSWORD})

    page = client.get("/akun/perangkat/").content.decode()

    assert f'<span title="{SAFARI} &quot;&lt;script&gt;">Safari di iPhone</span>' in page
