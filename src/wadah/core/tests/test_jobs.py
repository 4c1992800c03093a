"""Jobs are queued with the caller's transaction, and stop once they are given up."""

from pathlib import Path

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from wadah.core.jobs import JobTaken, Running, _as_running, at_once, enqueue, fence
from wadah.core.requests import following
from wadah.core.tests import chores

IN_DATABASE = override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    path = tmp_path / "marks"
    path.touch()
    return path


@pytest.mark.django_db(transaction=True)
def test_an_immediate_job_runs_after_the_commit_under_the_request_that_queued_it(marks: Path) -> None:
    with following("request-0001"), transaction.atomic():
        job_id = enqueue(chores.note, str(marks), "a")
        before = marks.read_text()

    assert (job_id, before, marks.read_text()) == ("", "", "a for request-0001\n")


@pytest.mark.django_db(transaction=True)
def test_an_immediate_job_of_a_transaction_that_fails_never_runs(marks: Path) -> None:
    with transaction.atomic():
        enqueue(chores.note, str(marks), "a")
        transaction.set_rollback(True)

    assert marks.read_text() == ""


@pytest.mark.django_db(transaction=True)
@IN_DATABASE
def test_a_queued_job_is_kept_or_lost_with_its_transaction(marks: Path) -> None:
    with transaction.atomic():
        lost = enqueue(chores.note, str(marks), "a")
        transaction.set_rollback(True)
    with transaction.atomic():
        kept = enqueue(chores.note, str(marks), "b")

    assert [str(row.pk) for row in DBTaskResult.objects.all()] == [kept]
    assert (lost != kept, marks.read_text()) == (True, "")


@pytest.mark.django_db
@IN_DATABASE
@pytest.mark.parametrize(
    ("status", "worker_ids", "stopped"),
    [
        ("RUNNING", ["me"], False),
        ("RUNNING", ["me", "another"], True),
        ("READY", ["me"], True),
    ],
)
def test_the_fence_stops_only_a_worker_that_has_been_given_up(
    status: str, worker_ids: list[str], stopped: bool
) -> None:
    job_id = enqueue(chores.note, "path", "text")
    DBTaskResult.objects.update(status=status, worker_ids=worker_ids)

    found = False
    with _as_running(Running(job_id, ("me",))), transaction.atomic():
        try:
            fence()
        except JobTaken:
            found = True

    assert found is stopped


@pytest.mark.django_db
def test_the_fence_lets_work_pass_that_runs_in_no_worker() -> None:
    fence()


@pytest.mark.django_db(transaction=True)
def test_a_fence_without_a_transaction_guards_nothing_and_says_so() -> None:
    with pytest.raises(TransactionManagementError):
        fence()


@pytest.mark.django_db(transaction=True)
def test_what_follows_a_job_is_done_after_it_with_its_arguments(marks: Path) -> None:
    with following("request-0001"), at_once():
        enqueue(chores.followed, str(marks), "a")

    assert marks.read_text() == "a\na again\n"
