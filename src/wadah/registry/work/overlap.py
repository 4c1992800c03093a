"""Lets reading run in a process of its own while this one stores: two cores, one file."""

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
from wadah.registry.work.understanding import Produced, Task, understand

# A smaller file is done before a second process has started.
WORTH_BYTES = 1024 * 1024
PRODUCED, ENDED, REFUSED, BROKEN = range(4)


class ReaderDied(Exception):
    """The reading process ended without a word: killed, or out of memory."""


def produced(task: Task, resolver: PlaceResolver) -> Iterator[Produced]:
    """What `understand` gives, from a forked process when the file is worth it.

    Forked and not started anew: the resolver and the tables of words are there already and are shared. The
    child touches no database connection and ends without running this process's exit handlers.
    """
    small = task.path.stat().st_size < WORTH_BYTES
    if small or "fork" not in multiprocessing.get_all_start_methods() or len(os.sched_getaffinity(0)) < 2:
        yield from understand(task, resolver)
        return
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    gc.freeze()
    child = context.Process(target=_read, args=(task, resolver, receiving, sending), daemon=True)
    child.start()
    sending.close()
    try:
        yield from _received(receiving)
    finally:
        receiving.close()
        child.kill()
        child.join()
        gc.unfreeze()


def _received(receiving: Connection) -> Iterator[Produced]:
    while True:
        try:
            kind, content = receiving.recv()
        except EOFError:
            raise ReaderDied() from None
        if kind == ENDED:
            return
        if kind == REFUSED:
            name, params = content
            raise getattr(tabular_errors, name)(**params)
        if kind == BROKEN:
            raise RuntimeError(content)
        yield content


def _read(task: Task, resolver: PlaceResolver, receiving: Connection, sending: Connection) -> None:
    """The child. A pipe holds one chunk, so it is never more than one chunk ahead."""
    receiving.close()
    message: tuple[int, Any] = (ENDED, None)
    try:
        for content in understand(task, resolver):
            sending.send((PRODUCED, content))
    except TabularError as error:
        message = (REFUSED, (type(error).__name__, error.params))
    except BrokenPipeError:
        os._exit(1)
    except Exception:  # The edge of a process: the parent raises it on.
        message = (BROKEN, format_exc())
    sending.send(message)
    sending.close()
    os._exit(0)
