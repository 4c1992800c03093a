"""Jobs of the tests' own. They leave marks in a file, so that a worker in another process can be watched."""

import time
from pathlib import Path

from django.db import transaction

from wadah.core.jobs import fence, job, when_done
from wadah.core.requests import current_request_id


def _mark(path: str, text: str) -> None:
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(f"{text}\n")


@job
def note(path: str, text: str) -> None:
    _mark(path, f"{text} for {current_request_id()}")


@job
def fail(path: str) -> None:
    raise ValueError("on purpose")


@job
def climb(path: str, steps: int, pause: float) -> None:
    """Climbs the steps that are not marked yet, as a resumable job does with its chunks."""
    done = Path(path).read_text(encoding="utf-8").split() if Path(path).exists() else []
    for step in range(len(done), steps):
        with transaction.atomic():
            fence()
            _mark(path, str(step))
        time.sleep(pause)


@job
def followed(path: str, text: str) -> None:
    _mark(path, text)


when_done(followed, lambda path, text: _mark(path, f"{text} again"))
