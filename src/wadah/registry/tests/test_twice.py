"""A double click, or a form sent again after the connection dropped: done once, and answered the same."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from wadah.accounts.models import Institution, User
from wadah.core.models import AuditEntry, StateChange
from wadah.registry.models import Intake, Merge, Pair, Party
from wadah.registry.states import IntakeState
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.factories import make_business, make_intake, make_pair, record_of
from wadah.registry.tests.files import as_csv
from wadah.registry.tests.visitors import main_of, visitor

REASON = {"reason": "salah berkas, diganti"}


@pytest.fixture
def pair(office: Institution) -> Pair:
    left, right = (make_business(make_intake(office), name) for name in ("Songket Mak Cik", "Songket Makcik"))
    return make_pair(record_of(left), record_of(right))


def twice(client: Client, address: str, **data: Any) -> tuple[list[tuple[str, str]], int]:
    """Where both answers lead with the words shown there, and how many entries the second one added."""
    answers, kept = [], []
    for _click in (1, 2):
        answer = client.post(address, {name: _fresh(value) for name, value in data.items()}, follow=True)
        answers.append((answer.redirect_chain[-1][0], main_of(answer)))
        kept.append(AuditEntry.objects.count() + StateChange.objects.count())
    return answers, kept[1] - kept[0]


def _fresh(value: Any) -> Any:
    return SimpleUploadedFile("data.csv", value) if isinstance(value, bytes) else value


def test_the_same_upload_twice_is_one_file(officer: User) -> None:
    answers, added = twice(visitor(officer), "/impor/", file=as_csv())

    assert (answers[0][0] == answers[1][0], added, Intake.objects.count()) == (True, 0, 1)


@pytest.mark.parametrize(
    ("act", "upto", "data"),
    [
        ("terapkan", IntakeState.CHECKED, {}),
        ("buang", IntakeState.CHECKED, {}),
        ("batalkan", IntakeState.APPLIED, REASON),
    ],
)
def test_a_button_of_a_file_twice_is_one_act(
    officer: User, bring_in: BringIn, act: str, upto: str, data: dict[str, str]
) -> None:
    intake = bring_in(as_csv(), upto)

    answers, added = twice(visitor(officer), f"/impor/{intake.public_id}/{act}/", **data)

    assert (answers[0] == answers[1], added) == (True, 0)


def test_undoing_that_is_already_done_is_answered_the_same(
    officer: User, bring_in: BringIn, run_jobs: Callable[[], Any]
) -> None:
    intake, client = bring_in(as_csv()), visitor(officer)
    with run_jobs():
        client.post(f"/impor/{intake.public_id}/batalkan/", REASON)

    again = client.post(f"/impor/{intake.public_id}/batalkan/", REASON, follow=True)

    assert "Langkah ini" not in main_of(again)
    assert StateChange.objects.filter(to_state=IntakeState.UNDONE).count() == 1


def test_another_try_twice_is_one(officer: User, office: Institution) -> None:
    intake = make_intake(office, state=IntakeState.FAILED, failed_in=IntakeState.CHECKING, error_code="x")

    answers, added = twice(visitor(officer), f"/impor/{intake.public_id}/ulangi/")

    assert (answers[0] == answers[1], added) == (True, 0)


def test_a_returned_file_asked_for_twice_is_written_once(officer: User, bring_in: BringIn) -> None:
    intake = bring_in(as_csv(), IntakeState.CHECKED)
    Intake.objects.update(returned_path="", returned_error="disk_full")

    answers, added = twice(visitor(officer), f"/impor/{intake.public_id}/berkas/buat/")

    assert (answers[0] == answers[1], added) == (True, 0)
    asked = AuditEntry.objects.filter(action="registry.returned_requested")
    assert [(entry.actor, entry.region) for entry in asked] == [(f"user:{officer.public_id}", "16.02")]


@pytest.mark.parametrize("answer", ["gabung", "pisah", "ragu"])
def test_an_answer_twice_is_one(officer: User, pair: Pair, answer: str) -> None:
    address = f"/periksa/{pair.public_id}/putuskan/"

    answers, added = twice(visitor(officer), address, keputusan=answer, version=1)

    assert (answers[0] == answers[1], added) == (True, 0)
    assert Merge.objects.count() == (1 if answer == "gabung" else 0)


def test_taking_an_answer_back_twice_is_one(officer: User, pair: Pair) -> None:
    client = visitor(officer)
    client.post(f"/periksa/{pair.public_id}/putuskan/", {"keputusan": "gabung", "version": 1})

    answers, added = twice(client, f"/periksa/{pair.public_id}/batalkan/", version=2)

    assert (answers[0] == answers[1], added) == (True, 0)


def test_a_split_twice_makes_one_party(officer: User, pair: Pair) -> None:
    client = visitor(officer)
    client.post(f"/periksa/{pair.public_id}/putuskan/", {"keputusan": "gabung", "version": 1})
    party = Party.objects.get(kind="business", closed_at__isnull=True)
    page = client.get(f"/usaha/{party.public_id}/")
    key = page.context["once_key"]
    form = {"record_ids": [pair.left_id], "reason": "dua usaha berbeda", "key": key}

    answers, added = twice(client, f"/usaha/{party.public_id}/pisah/", **form)

    assert (answers[0] == answers[1], added) == (True, 0)
    assert f'<input type="hidden" name="key" value="{key}">' in page.content.decode()
