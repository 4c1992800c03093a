"""Background jobs: queued in the caller's transaction, run once it has committed, resumed after a crash.

A job fetches by id, calls services chunk by chunk, and may be run again from the start at any time: after a
crash a second worker runs it anew. It calls `fence()` first thing in the transaction of each chunk, so that
a worker that was only slow, and was given up, cannot write beside its successor. The worker is in worker.py.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import partial, update_wrapper
from typing import Any, ParamSpec
from uuid import UUID

from django.db import transaction
from django.db.transaction import TransactionManagementError
from django_tasks.base import Task, TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from wadah.core.requests import current_request_id, following

P = ParamSpec("P")


class JobTaken(BaseException):
    """This worker was given up and another one runs the job now: stop without another write.

    Not an `Exception`, so that no handler on the way takes it for an error of the work itself.
    """


class JobLost(Exception):
    """The job's worker died too often; most likely the job kills it."""


@dataclass(frozen=True)
class Running:
    """The job that this thread is running."""

    job_id: str
    worker_ids: tuple[str, ...]


_running: ContextVar[Running | None] = ContextVar("wadah_running_job", default=None)
_at_once: ContextVar[bool] = ContextVar("wadah_jobs_at_once", default=False)


def job(function: Callable[P, None]) -> "Task[..., None]":
    """Declares a job: a function of plain JSON arguments, at the top level of an app's `jobs.py`."""
    followers: list[Callable[..., None]] = []

    def whole(*args: Any, **kwargs: Any) -> None:
        function(*args, **kwargs)
        for follow in followers:
            follow(*args)

    def run(context: TaskContext, *args: Any, request_id: str = "", **kwargs: Any) -> None:
        result = context.task_result
        with following(request_id), _as_running(Running(str(result.id), tuple(result.worker_ids))):
            whole(*args, **kwargs)

    update_wrapper(run, function)
    run.plain = whole  # type: ignore[attr-defined]
    run.followers = followers  # type: ignore[attr-defined]
    # Its own signature must be seen, not the wrapped one: the first argument is the context.
    del run.__wrapped__  # type: ignore[attr-defined]
    declared: Task[..., None] = task(takes_context=True)(run)
    return declared


def when_given_up(work: "Task[..., None]", do: Callable[..., None]) -> None:
    """What is done, with the job's own arguments, once no worker will run it any more: its object must say so."""
    work.func.when_given_up = do  # type: ignore[attr-defined]


def when_done(work: "Task[..., None]", do: Callable[..., None]) -> None:
    """What an app above does after the job, with the job's own arguments: short, such as queueing a job of its own.

    The job below knows nothing of it. A job that is run again after a crash calls it again.
    """
    work.func.followers.append(do)  # type: ignore[attr-defined]


@contextmanager
def _as_running(running: Running) -> Iterator[None]:
    token = _running.set(running)
    try:
        yield
    finally:
        _running.reset(token)


@contextmanager
def at_once() -> Iterator[None]:
    """Inside it, jobs run in this process after the commit: for command lines, which wait for the result."""
    token = _at_once.set(True)
    try:
        yield
    finally:
        _at_once.reset(token)


def enqueue(work: "Task[..., None]", *args: Any, **kwargs: Any) -> str:
    """Queues the job and returns its id, or an empty id when jobs run at once (WADAH_JOBS=immediate).

    In the database the job is a row of the caller's transaction: both are kept or neither. Run at once, it
    starts after the commit.
    """
    if _at_once.get():
        transaction.on_commit(partial(work.func.plain, *args, **kwargs))  # type: ignore[attr-defined]
        return ""
    kwargs["request_id"] = current_request_id()
    if work.get_backend().supports_get_result:
        return str(work.enqueue(*args, **kwargs).id)
    transaction.on_commit(partial(work.enqueue, *args, **kwargs))
    return ""


def enqueue_at(moment: datetime, work: "Task[..., None]", *args: Any) -> str:
    """Queues the job for later. Where jobs run at once nothing waits: whoever asks next must do that work, too."""
    if _at_once.get() or not work.get_backend().supports_defer:
        return ""
    return str(work.using(run_after=moment).enqueue(*args, request_id=current_request_id()).id)


def fence() -> None:
    """Stops a worker that has been given up. Inside the transaction of a chunk, before its first write.

    Locks the job's row until the chunk commits, so that it cannot be given away in between.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("fence() guards the transaction it stands in, and there is none.")
    running = _running.get()
    if running is None or not running.worker_ids:
        return
    rows = DBTaskResult.objects.select_for_update().filter(pk=UUID(running.job_id))
    row = rows.only("status", "worker_ids").first()
    mine = row is not None and tuple(row.worker_ids) == running.worker_ids
    if row is None or not mine or row.status != TaskResultStatus.RUNNING:
        raise JobTaken
