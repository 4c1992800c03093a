"""Lets reading run in a process of its own while this one stores: two cores, one file.

Each does about half of the work; the keys of a chunk are made by the reader when it is ahead. Two readers that took
turns had each to go through the whole file, and every distinct place and word was worked out twice.
"""

import gc
import multiprocessing
import os
import pickle
from collections.abc import Iterator
from multiprocessing.connection import Connection
from queue import Queue
from threading import Thread
from traceback import format_exc
from typing import Any

from wadah.core.tabular import TabularError
from wadah.core.tabular import errors as tabular_errors
from wadah.registry.intake.places import PlaceResolver
from wadah.registry.work.prepared import PreparedChunk
from wadah.registry.work.understanding import Produced, Task, understand

# A smaller file is done before a second process has started.
WORTH_BYTES = 1024 * 1024
PRODUCED, ENDED, REFUSED, BROKEN = range(4)
# Some 3 MB each. Putting the keys of many rows into their index takes as long as reading these.
CHUNKS_AHEAD = 8
LAST = b""


class ReaderDied(Exception):
    """The reading process ended without a word: killed, or out of memory."""


def produced(task: Task, resolver: PlaceResolver) -> Iterator[Produced]:
    """What `understand` gives, from a forked process when the file is worth it.

    Forked and not started anew: the resolver and the tables of words are there already and are shared. The
    child touches no database connection and ends without running this process's exit handlers.
    """
    small = task.path.stat().st_size < WORTH_BYTES
    if small or len(os.sched_getaffinity(0)) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from understand(task, resolver)
        return
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    gc.freeze()
    reader = context.Process(target=_read, args=(task, resolver, receiving, sending), daemon=True)
    reader.start()
    sending.close()
    try:
        yield from _received(receiving)
    finally:
        receiving.close()
        reader.kill()
        reader.join()
        gc.unfreeze()


def _received(pipe: Connection) -> Iterator[Produced]:
    """The chunks in their order, then whatever stopped the reader."""
    while True:
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


def _read(task: Task, resolver: PlaceResolver, receiving: Connection, sending: Connection) -> None:
    """The child."""
    receiving.close()
    ready: Queue[bytes] = Queue(CHUNKS_AHEAD)
    sender = Thread(target=_send, args=(ready, sending), daemon=True)
    sender.start()
    message: tuple[int, Any] = (ENDED, None)
    try:
        for content in understand(task, resolver):
            is_behind = not ready.empty()
            keyed = content.with_keys() if is_behind and isinstance(content, PreparedChunk) else content
            ready.put(pickle.dumps((PRODUCED, keyed), pickle.HIGHEST_PROTOCOL))
    except TabularError as error:
        message = (REFUSED, (type(error).__name__, error.params))
    except Exception:  # The edge of a process: the parent raises it on.
        message = (BROKEN, format_exc())
    ready.put(pickle.dumps(message))
    ready.put(LAST)
    sender.join()
    os._exit(0)


def _send(ready: "Queue[bytes]", sending: Connection) -> None:
    """Sends what is ready as fast as it is taken; whoever took it may have gone."""
    try:
        while (content := ready.get()) != LAST:
            sending.send_bytes(content)
    except ConnectionError:
        os._exit(1)
