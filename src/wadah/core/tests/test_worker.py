"""The worker survives: jobs of a process killed in the middle are taken up and end once."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from wadah.core.jobs import JobTaken, enqueue
from wadah.core.models import Worker
from wadah.core.tests import chores
from wadah.core.tests.test_jobs import IN_DATABASE
from wadah.core.worker import JobLoop, Watch, arrive, beat, take_back


def test_a_worker_is_dead_when_its_count_stood_still_for_a_lease_by_the_watchers_clock() -> None:
    watch = Watch(lease_seconds=10)
    told = [
        watch.dead({"alive": 1, "dead": 7}, now=100.0),
        watch.dead({"alive": 2, "dead": 7}, now=109.0),
        watch.dead({"alive": 3, "dead": 7}, now=110.0),
        watch.dead({"alive": 3, "dead": 8}, now=119.9),
    ]

    assert told == [set(), set(), {"dead"}, set()]


def _loop(worker_id: str = "me") -> JobLoop:
    return JobLoop(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )


def _run(loop: JobLoop, *job_ids: str) -> None:
    """What the loop does with each job that it finds; its polling closes the tests' own transaction."""
    for job_id in job_ids:
        result = DBTaskResult.objects.get(pk=job_id)
        result.claim(loop.worker_id)
        loop.run_task(result)


def _row(job_id: str) -> tuple[Any, ...]:
    row = DBTaskResult.objects.get(pk=job_id)
    return row.status, row.worker_ids, row.exception_class_path


@pytest.mark.django_db
@IN_DATABASE
def test_the_loop_runs_jobs_and_keeps_errors_with_them(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    good, bad = enqueue(chores.note, str(marks), "a"), enqueue(chores.fail, str(marks))

    _run(_loop(), good, bad)

    assert (_row(good), _row(bad)) == (
        ("SUCCESSFUL", ["me"], ""),
        ("FAILED", ["me"], "builtins.ValueError"),
    )
    assert marks.read_text() == "a for \n"
    told = DBTaskResult.objects.get(pk=bad).traceback
    assert "chores.py" in told
    assert told.endswith("ValueError\n")
    assert "ValueError: on purpose" not in told  # A message may quote a cell of somebody's row.


@pytest.mark.django_db
@IN_DATABASE
@pytest.mark.parametrize("outcome", [None, ValueError, JobTaken, SystemExit])
def test_a_worker_that_lost_its_job_meanwhile_does_not_touch_it(
    monkeypatch: pytest.MonkeyPatch, outcome: type[BaseException] | None
) -> None:
    job_id = enqueue(chores.note, "path", "text")

    def lose(*args: Any, **kwargs: Any) -> None:
        DBTaskResult.objects.filter(pk=job_id).update(worker_ids=["me", "another"])
        if outcome is not None:
            raise outcome

    monkeypatch.setattr(chores, "_mark", lose)
    _run(_loop(), job_id)

    assert _row(job_id) == ("RUNNING", ["me", "another"], "")


@pytest.mark.django_db
@IN_DATABASE
def test_a_job_whose_worker_is_told_to_stop_at_once_goes_back_into_the_queue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job_id = enqueue(chores.note, "path", "text")

    def stop(*args: Any) -> None:
        raise SystemExit(1)

    monkeypatch.setattr(chores, "_mark", stop)
    _run(_loop(), job_id)

    assert _row(job_id) == ("READY", ["me"], "")


@pytest.mark.django_db
@IN_DATABASE
@pytest.mark.parametrize(("attempts", "status"), [(1, "READY"), (4, "READY"), (5, "FAILED")])
def test_a_job_that_met_a_busy_database_waits_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, attempts: int, status: str
) -> None:
    job_id = enqueue(chores.note, "path", "text")
    DBTaskResult.objects.update(worker_ids=["x"] * (attempts - 1))

    def busy(*args: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(chores, "_mark", busy)
    before = timezone.now()
    _run(_loop(), job_id)

    pause = DBTaskResult.objects.get().run_after - before
    assert (_row(job_id)[0], DBTaskResult.objects.ready().exists()) == (status, False)
    assert status == "FAILED" or round(pause.total_seconds()) == 10 * attempts


@pytest.mark.django_db
@IN_DATABASE
def test_jobs_of_dead_workers_are_queued_again_and_given_up_after_five_attempts() -> None:
    jobs = [enqueue(chores.note, "path", str(number)) for number in range(4)]
    now = timezone.now()
    Worker.objects.create(worker_id="alive", started_at=now, beat_at=now)
    for job_id, worker_ids in zip(jobs, [["alive"], ["dead"], ["x"] * 4 + ["dead"], []], strict=True):
        status = "RUNNING" if worker_ids else "READY"
        DBTaskResult.objects.filter(pk=job_id).update(status=status, worker_ids=worker_ids)
    watch = Watch(lease_seconds=0.05)

    first = take_back(watch)
    time.sleep(0.06)
    beat("alive")
    second = take_back(watch)

    assert (first, sorted(second)) == ([], sorted(jobs[1:3]))
    assert [_row(job_id) for job_id in jobs] == [
        ("RUNNING", ["alive"], ""),
        ("READY", ["dead"], ""),
        ("FAILED", ["x"] * 4 + ["dead"], "wadah.core.jobs.JobLost"),
        ("READY", [], ""),
    ]


@pytest.mark.django_db
def test_a_worker_enters_itself_beats_and_forgets_the_long_dead() -> None:
    long_ago = timezone.now() - timedelta(days=2)
    Worker.objects.create(worker_id="old", started_at=long_ago, beat_at=long_ago)

    arrive("me")
    beat("me")
    beat("me")

    assert list(Worker.objects.values_list("worker_id", "beat_count")) == [("me", 2)]


@dataclass
class House:
    """A database of its own, and processes that work on it."""

    url: str
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "DATABASE_URL": self.url, "WADAH_JOBS": "database"}

    def run(self, code: str) -> str:
        """What a fresh process prints that runs this code."""
        command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
        done = subprocess.run(command, env=self._environment(), check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def start_worker(self) -> "subprocess.Popen[bytes]":
        """`wadah work` with a short lease."""
        command = [sys.executable, "-m", "django", "work", "--lease", "1", "--interval", "0.1"]
        worker = subprocess.Popen(command, env=self._environment())
        self.workers.append(worker)
        return worker

    def close(self) -> None:
        """Ends what still runs."""
        for worker in self.workers:
            worker.kill()
            worker.wait()


@pytest.fixture
def house(tmp_path: Path, django_db_blocker: Any) -> Iterator[House]:
    if connection.vendor == "sqlite":
        house = House(f"sqlite:///{tmp_path / 'house.sqlite3'}")
    else:
        name = f"wadah_house_{os.getpid()}"
        with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}"')
        house = House(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl())
    yield house
    house.close()
    if connection.vendor != "sqlite":
        with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _wait_for(lines: int, marks: Path, worker: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 30
    while len(marks.read_text().split()) < lines:
        assert worker.poll() is None, "the worker did not start, or stopped"
        assert time.monotonic() < until, f"only {marks.read_text().split()} after 30 seconds"
        time.sleep(0.02)


def _migrate_and_enqueue(house: House, call: str) -> str:
    """Only the tables that a job needs; all in one process, for a process takes a second to start."""
    return house.run(
        "from django.core.management import call_command as do\n"
        "for app in ('core', 'django_tasks_database'): do('migrate', app, verbosity=0, skip_checks=True)\n"
        f"from wadah.core.jobs import enqueue\nfrom wadah.core.tests import chores\nprint(enqueue({call}))"
    )


def _status(house: House, job_id: str) -> list[Any]:
    """Its state, and how many workers have had it."""
    code = (
        "import json\nfrom django_tasks_db.models import DBTaskResult\n"
        f"job = DBTaskResult.objects.get(pk={job_id!r})\n"
        "print(json.dumps([job.status, len(job.worker_ids)]))"
    )
    return list(json.loads(house.run(code)))


def test_a_job_killed_in_the_middle_is_resumed_by_the_next_worker_without_a_lost_or_doubled_step(
    house: House, tmp_path: Path
) -> None:
    marks = tmp_path / "marks"
    marks.touch()
    job_id = _migrate_and_enqueue(house, f"chores.climb, {str(marks)!r}, 12, 0.1")
    first = house.start_worker()
    _wait_for(4, marks, first)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    climbed = len(marks.read_text().split())

    second = house.start_worker()
    _wait_for(12, marks, second)
    time.sleep(0.5)
    second.send_signal(signal.SIGTERM)

    assert second.wait(timeout=10) == 0
    assert (marks.read_text().split(), climbed < 12) == ([str(step) for step in range(12)], True)
    assert _status(house, job_id) == ["SUCCESSFUL", 2]


def test_a_worker_seals_the_trail_and_the_next_one_goes_on_with_the_chain(
    house: House, tmp_path: Path
) -> None:
    marks = tmp_path / "marks"
    marks.touch()
    record = "from wadah.core import audit\nfor n in range(3): audit.record(None, 'swept')"
    _migrate_and_enqueue(house, f"chores.note, {str(marks)!r}, 'a'")
    sealed = []
    for signalled in (signal.SIGKILL, signal.SIGTERM):
        house.run(record)
        worker = house.start_worker()
        until = time.monotonic() + 30
        while len(sealed) < house.workers.index(worker) + 1 and time.monotonic() < until:
            sealed = house.run(SEALS).splitlines()
        worker.send_signal(signalled)
        worker.wait(timeout=15)

    assert (sealed, house.run(FAULT)) == (["3", "3"], "None")


SEALS = "from wadah.core.models import AuditSeal\nfor seal in AuditSeal.objects.all(): print(seal.row_count)"
FAULT = (
    "from django.utils import timezone\nfrom wadah.core.audit_chain import verify_trails\n"
    "print(verify_trails(at=timezone.now()).fault)"
)
