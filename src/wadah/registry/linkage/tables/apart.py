"""Linking in a process of its own, within a memory that is given to it: whoever asks stays small."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import duckdb

from wadah.registry.linkage.tables.linking import Linked, link_tables
from wadah.registry.linkage.tables.preparing import Resources

# From here on two threads are worth what each of them holds.
_WORTH_THREADS_MB = 500
# From here on more memory is no help: something is wrong.
_MOST_MB = 4_000


def resources_within(folder: Path, memory_mb: int) -> Resources:
    """What a linkage may use when it is to stay within this memory."""
    return Resources(folder, memory_mb, threads=2 if memory_mb >= _WORTH_THREADS_MB else 1)


def link_apart(rows: str, folder: Path, memory_mb: int, known: str | None = None) -> Linked:
    """As `link_tables`; the result is in `folder`.

    A list whose rows need more than the memory is linked again with twice as much: later is better than not at all.
    """
    resources = resources_within(folder, memory_mb)
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            return pool.submit(_link, rows, folder / "out", resources, known).result()
    except duckdb.OutOfMemoryException:
        if memory_mb >= _MOST_MB:
            raise
        return link_apart(rows, folder, memory_mb * 2, known)


def _link(rows: str, out: Path, resources: Resources, known: str | None) -> Linked:
    return link_tables(rows, out, resources=resources, known=known)
