"""Lets reading run in processes of their own while this one stores: several cores, one file.

Each reader goes through the whole file and understands the chunks of its turn; of the others it takes only what
the rows behind them rest on. Passing rows from process to process had cost more than reading them twice.
"""

import gc
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from itertools import cycle
from multiprocessing.connection import Connection
from traceback import format_exc
from typing import Any

from wadah.core.tabular import TabularError
from wadah.core.tabular import errors as tabular_errors
from wadah.registry.intake.places import PlaceResolver
from wadah.registry.work.understanding import Produced, Task, Turn, understand

# A smaller file is done before a second process has started.
WORTH_BYTES = 1024 * 1024
# Each takes some 190 MB in the end, because counting references parts what was shared.
MOST_READERS = 2
PRODUCED, ENDED, REFUSED, BROKEN = range(4)


class ReaderDied(Exception):
    """The reading process ended without a word: killed, or out of memory."""


def produced(task: Task, resolver: PlaceResolver) -> Iterator[Produced]:
    """What `understand` gives, from forked processes when the file is worth it.

    Forked and not started anew: the resolver and the tables of words are there already and are shared. The
    children touch no database connection and end without running this process's exit handlers.
    """
    readers = min(MOST_READERS, len(os.sched_getaffinity(0)))
    small = task.path.stat().st_size < WORTH_BYTES
    if small or readers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from understand(task, resolver)
        return
    gc.freeze()
    children = [_Reader(task, resolver, Turn(first, readers)) for first in range(readers)]
    try:
        yield from _in_turn([child.receiving for child in children])
    finally:
        for child in children:
            child.end()
        gc.unfreeze()


class _Reader:
    """A forked process that understands every n-th chunk, and the pipe from it.

    A pipe holds less than a chunk, so it is never more than one chunk ahead.
    """

    def __init__(self, task: Task, resolver: PlaceResolver, turn: Turn) -> None:
        context = multiprocessing.get_context("fork")
        self.receiving, sending = context.Pipe(duplex=False)
        arguments = (task, resolver, turn, self.receiving, sending)
        self._process = context.Process(target=_read, args=arguments, daemon=True)
        self._process.start()
        sending.close()

    def end(self) -> None:
        """Ends the process, whether it is through or not."""
        self.receiving.close()
        self._process.kill()
        self._process.join()


def _in_turn(pipes: Sequence[Connection]) -> Iterator[Produced]:
    """The chunks in their order. All readers come to the end at one place: who is asked next says so."""
    for pipe in cycle(pipes):
        try:
            kind, content = pipe.recv()
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


def _read(
    task: Task, resolver: PlaceResolver, turn: Turn, receiving: Connection, sending: Connection
) -> None:
    """The child."""
    receiving.close()
    message: tuple[int, Any] = (ENDED, None)
    try:
        for content in understand(task, resolver, turn):
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
