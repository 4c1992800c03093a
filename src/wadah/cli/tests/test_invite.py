"""`wadah invite`: the first person of a new installation, and what a script can rely on."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from wadah.accounts.models import Institution, Invitation
from wadah.accounts.tests.factories import make_institution, make_regions
from wadah.cli.invite import DONE, FAILED, USAGE, main

pytestmark = pytest.mark.django_db
NEW = [
    "--institution",
    "dinkop-sumsel",
    "--name",
    "Dinas Koperasi",
    "--kind",
    "province_office",
    "--region",
    "16",
]


@pytest.fixture(autouse=True)
def _regions(db: None) -> None:
    make_regions()


def test_the_first_person_is_let_in(
    capsys: pytest.CaptureFixture[str], client: Client, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        code = main(
            ["kepala@contoh.example", "--role", "province_officer", *NEW, "--site", "http://testserver/"]
        )

    link = capsys.readouterr().out.strip()
    institution = Institution.objects.get()
    assert (code, institution.code, institution.region_id) == (DONE, "DINKOP-SUMSEL", "16")
    assert re.fullmatch(r"http://testserver/undangan/buka/[\w-]+/", link)
    assert link in mail.outbox[0].body
    assert "Anda diundang" in client.get(link, follow=True).content.decode()


def test_the_link_leads_to_the_site_of_the_settings(
    capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    settings.WADAH_SITE = "http://127.0.0.1:8123"

    main(["kepala@contoh.example", "--role", "province_officer", *NEW])

    assert re.fullmatch(r"http://127\.0\.0\.1:8123/undangan/buka/[\w-]+/", capsys.readouterr().out.strip())


def test_a_known_institution_needs_no_name(capsys: pytest.CaptureFixture[str]) -> None:
    make_institution("DINKOP-OKI")

    code = main(["0812 3456 7890", "--role", "regency_officer", "--institution", "DINKOP-OKI"])

    assert (code, Invitation.objects.get().region_id) == (DONE, "16.02")


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["bukan alamat", "--role", "coach", "--institution", "X"], USAGE, "the address is not understood"),
        (
            ["a@b.id", "--role", "coach", "--institution", "X", "--region", "77"],
            USAGE,
            "the region is not understood",
        ),
        (["a@b.id", "--role", "coach", "--institution", "X"], USAGE, "this institution is new"),
        (["a@b.id", "--role", "bank_officer", *NEW], FAILED, "tidak berwenang"),
    ],
)
def test_what_is_refused_says_why_and_invites_nobody(
    capsys: pytest.CaptureFixture[str], argv: list[str], code: int, words: str
) -> None:
    assert main(argv) == code
    assert words in capsys.readouterr().err
    assert not Invitation.objects.exists()
