"""The worker of the background jobs: runs them one by one, shows that it lives, takes over from the dead.

Every worker counts its beats up in the database from a thread of its own. A worker whose count stands still
for the length of a lease, by the clock of the worker that watches it, is dead: its running job is queued
again, and given up after `ATTEMPTS`. Watching a count and not a time makes the clocks of machines irrelevant.
"""

import logging
import tempfile
import threading
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from traceback import format_tb
from typing import Any, cast

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskLoop
from django_tasks_db.models import DBTaskResult

from wadah.core.jobs import JobLost, JobTaken
from wadah.core.models import Worker
from wadah.core.querylog import keep_no_queries
from wadah.core.scratch import sweep
from wadah.core.sealing import Sealing

logger = logging.getLogger(__name__)

# Longer than the longest transaction: while another process holds SQLite's one write lock, nobody can beat.
LEASE_SECONDS = 60.0
BEATS_IN_A_LEASE = 6
ATTEMPTS = 5
DEAD_ROWS_KEPT = timedelta(days=1)
PAUSE_AFTER_BUSY = timedelta(seconds=10)
NO_ROW = -1


class JobLoop(TaskLoop):
    """The library's loop; a job's end is written only as long as the job is still this worker's."""

    def run_task(self, db_task_result: "DBTaskResult[Any, Any]") -> None:
        """Runs one claimed job to its end, its error, or back into the queue when told to stop."""
        self.running_task = True
        try:
            result = db_task_result.task_result
            context = (TaskContext(task_result=cast(Any, result)),) if result.task.takes_context else ()
            result.task.call(*context, *result.args, **result.kwargs)
        except JobTaken:
            logger.warning("job_taken job=%s", db_task_result.pk)
        except (SystemExit, KeyboardInterrupt):
            logger.warning("job_put_back job=%s", db_task_result.pk)
            _finish(db_task_result, status=TaskResultStatus.READY)
        except OperationalError as error:
            _try_later(db_task_result, error)
        except Exception as error:  # The edge of a job: whatever went wrong is kept with the job.
            logger.exception("job_failed job=%s", db_task_result.pk)
            _fail(db_task_result, error)
        else:
            _finish(db_task_result, status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now())
        finally:
            self.running_task = False
            self._run_tasks += 1


def _try_later(result: "DBTaskResult[Any, Any]", error: OperationalError) -> None:
    """A database that was busy or away is no fault of the job: it waits longer after each attempt."""
    attempts = len(result.worker_ids)
    if attempts >= ATTEMPTS:
        logger.error("job_failed job=%s attempts=%s", result.pk, attempts, exc_info=error)
        _give_up(result, error)
        return
    logger.warning("job_put_off job=%s attempts=%s", result.pk, attempts)
    later = timezone.now() + PAUSE_AFTER_BUSY * attempts
    _finish(result, status=TaskResultStatus.READY, run_after=later)


def _finish(result: "DBTaskResult[Any, Any]", **columns: Any) -> bool:
    """Writes the end of a running job unless another worker has claimed it since."""
    mine = DBTaskResult.objects.filter(
        pk=result.pk, status=TaskResultStatus.RUNNING, worker_ids=result.worker_ids
    )
    return mine.update(**columns) > 0


def _fail(result: "DBTaskResult[Any, Any]", error: BaseException) -> bool:
    return _finish(
        result,
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        exception_class_path=f"{type(error).__module__}.{type(error).__qualname__}",
        traceback=where_it_failed(error),
    )


def _give_up(result: "DBTaskResult[Any, Any]", error: BaseException) -> bool:
    """Ends the job for good, and lets its app tell the people who wait for it."""
    if not _fail(result, error):
        return False
    do = getattr(result.task.func, "when_given_up", None)
    if do is not None:
        do(*result.args_kwargs["args"])
    return True


def where_it_failed(error: BaseException) -> str:
    """The places in the code, and the kinds of errors, without their messages: those may quote a cell."""
    told = []
    at: BaseException | None = error
    while at is not None:
        told.append("".join(format_tb(at.__traceback__)) + f"{type(at).__module__}.{type(at).__qualname__}\n")
        at = at.__cause__ or at.__context__
    return "\n".join(reversed(told))


class Watch:
    """Remembers how long each worker's count has stood still, by this process's own clock."""

    def __init__(self, lease_seconds: float) -> None:
        self._lease = lease_seconds
        self._seen: dict[str, tuple[int, float]] = {}

    def dead(self, counts: Mapping[str, int], now: float) -> set[str]:
        """The workers among these whose count has not changed for a whole lease."""
        self._seen = {
            worker: self._seen[worker]
            if worker in self._seen and self._seen[worker][0] == count
            else (count, now)
            for worker, count in counts.items()
        }
        return {worker for worker, (_, since) in self._seen.items() if now - since >= self._lease}


class Pulse(threading.Thread):
    """The thread that beats for this worker and takes the jobs of dead ones back into the queue."""

    def __init__(self, worker_id: str, lease_seconds: float) -> None:
        super().__init__(name="pulse", daemon=True)
        self.worker_id = worker_id
        self._pause = lease_seconds / BEATS_IN_A_LEASE
        self._watch = Watch(lease_seconds)
        self._stopped = threading.Event()

    def run(self) -> None:
        """Beats until it is stopped. A database that does not answer is asked again at the next beat."""
        while not self._stopped.wait(self._pause):
            try:
                beat(self.worker_id)
                take_back(self._watch)
            except DatabaseError:
                logger.warning("beat_missed worker=%s", self.worker_id)
            finally:
                connection.close()

    def stop(self) -> None:
        """Ends the thread; the worker leaves."""
        self._stopped.set()
        self.join(timeout=self._pause)


def arrive(worker_id: str) -> None:
    """Enters this worker and forgets those that died long ago."""
    now = timezone.now()
    Worker.objects.filter(beat_at__lt=now - DEAD_ROWS_KEPT).delete()
    Worker.objects.create(worker_id=worker_id, started_at=now, beat_at=now)


def beat(worker_id: str) -> None:
    """One sign of life."""
    Worker.objects.filter(worker_id=worker_id).update(beat_count=F("beat_count") + 1, beat_at=timezone.now())


def take_back(watch: Watch) -> list[str]:
    """Queues the running jobs of dead workers again, or fails them as JobLost. Returns their ids.

    Conditional updates, so that two workers that watch the same dead one take its job back once.
    """
    running = [result for result in DBTaskResult.objects.running() if result.worker_ids]
    if not running:
        return []
    counts = dict.fromkeys((result.worker_ids[-1] for result in running), NO_ROW)
    known = Worker.objects.filter(worker_id__in=counts)
    counts.update(known.values_list("worker_id", "beat_count"))
    dead = watch.dead(counts, time.monotonic())
    return [str(result.pk) for result in running if result.worker_ids[-1] in dead and _take_back(result)]


def _take_back(result: "DBTaskResult[Any, Any]") -> bool:
    if len(result.worker_ids) >= ATTEMPTS:
        logger.error("job_lost job=%s attempts=%s", result.pk, len(result.worker_ids))
        return _give_up(result, JobLost(f"The worker died {len(result.worker_ids)} times."))
    logger.warning("job_taken_back job=%s dead=%s", result.pk, result.worker_ids[-1])
    return _finish(result, status=TaskResultStatus.READY)


def work(*, lease_seconds: float, interval: float, batch: bool, max_jobs: int | None) -> None:
    """Runs jobs until stopped (or, with `batch`, until none is ready)."""
    keep_no_queries()
    worker_id = get_random_string(32)
    loop = JobLoop(
        queue_names=["*"],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=max_jobs,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    arrive(worker_id)
    for place in (Path(tempfile.gettempdir()), Path(settings.MEDIA_ROOT)):
        sweep(place)
    pulse = Pulse(worker_id, lease_seconds)
    pulse.start()
    sealing = Sealing()
    sealing.start()
    try:
        loop.configure_signals()
        loop.run()
    finally:
        sealing.stop()
        pulse.stop()
        Worker.objects.filter(worker_id=worker_id).delete()
