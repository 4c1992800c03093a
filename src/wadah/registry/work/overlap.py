"""Lets reading run in a process of its own while this one stores: two cores, one file.

Each does about half of the work; the keys of a chunk are made by whoever waits for the other. Two readers that took
turns had each to go through the whole file, and every distinct place and word was worked out twice.
"""

import gc
import multiprocessing
import os
from collections.abc import Iterator
from multiprocessing.connection import Connection
from traceback import format_exc
from typing import Any

from wadah.core.tabular import TabularError
from wadah.core.tabular import errors as tabular_errors
from wadah.registry.intake.places import PlaceResolver
from wadah.registry.work.understanding import Produced, Suspects, Task, understand

# A smaller file is done before a second process has started.
WORTH_BYTES = 1024 * 1024
PRODUCED, ENDED, REFUSED, BROKEN = range(4)
ASKED = None


class ReaderDied(Exception):
    """The reading process ended without a word: killed, or out of memory."""


def produced(task: Task, resolver: PlaceResolver) -> Iterator[Produced]:
    """What `understand` gives, from a forked process when the file is worth it.

    Forked and not started anew: the resolver and the tables of words are there already and are shared. The
    child touches no database connection and ends without running this process's exit handlers. It is never more than
    one chunk ahead: it gives one when it is asked.
    """
    small = task.path.stat().st_size < WORTH_BYTES
    if small or len(os.sched_getaffinity(0)) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from understand(task, resolver)
        return
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    gc.freeze()
    reader = context.Process(target=_read, args=(task, resolver, here, there), daemon=True)
    reader.start()
    there.close()
    try:
        yield from _received(here)
    finally:
        here.close()
        reader.kill()
        reader.join()
        gc.unfreeze()


def _received(pipe: Connection) -> Iterator[Produced]:
    """The chunks in their order, then whatever stopped the reader."""
    while True:
        try:
            pipe.send(ASKED)
            kind, content = pipe.recv()
        except (EOFError, ConnectionError):
            raise ReaderDied() from None
        if kind == ENDED:
            return
        if kind == REFUSED:
            name, params = content
            raise getattr(tabular_errors, name)(**params)
        if kind == BROKEN:
            raise RuntimeError(content)
        yield content


def _read(task: Task, resolver: PlaceResolver, here: Connection, there: Connection) -> None:
    """The child."""
    here.close()
    message: tuple[int, Any] = (ENDED, None)
    try:
        for content in understand(task, resolver):
            is_awaited = there.poll()
            _give(there, content if is_awaited or isinstance(content, Suspects) else content.with_keys())
    except TabularError as error:
        message = (REFUSED, (type(error).__name__, error.params))
    except (EOFError, ConnectionError):
        os._exit(1)
    except Exception:  # The edge of a process: the parent raises it on.
        message = (BROKEN, format_exc())
    there.recv()
    there.send(message)
    os._exit(0)


def _give(there: Connection, content: Produced) -> None:
    there.recv()
    there.send((PRODUCED, content))
