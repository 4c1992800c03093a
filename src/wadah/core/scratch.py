"""Folders for what must not outlive its work, such as a file of an office in the clear.

A process that is killed cannot clear up behind itself. Each folder is therefore held by a lock, which the
system lets go with the process: whoever makes the next folder, or starts a worker, removes those that nobody
holds any more.
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PREFIX = ".wadah-open-"
LOCK = ".lock"
# Between the making of a folder and its lock lies a moment in which nobody seems to hold it.
YOUNG_SECONDS = 60.0


@contextmanager
def scratch(parent: Path | None = None) -> Iterator[Path]:
    """A folder that only this user may read, in `parent` or where the system keeps temporary files."""
    place = parent or Path(tempfile.gettempdir())
    sweep(place)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    try:
        with (folder / LOCK).open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(place: Path) -> int:
    """Removes the folders of processes that are gone; returns how many there were."""
    return sum(_remove(folder) for folder in place.glob(f"{PREFIX}*"))


def _remove(folder: Path) -> bool:
    try:
        seen = folder.lstat()
        if seen.st_uid != os.getuid() or time.time() - seen.st_mtime < YOUNG_SECONDS:
            return False
        with _lock_of(folder) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        # Held by a living process, or just removed by another one.
        return False
    return True


def _lock_of(folder: Path) -> BinaryIO:
    """Opened without following a link: the folder may lie where others write too."""
    return os.fdopen(os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "r+b")
