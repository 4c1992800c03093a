"""Where files of intakes and downloads lie: sealed, under names that say nothing, inside MEDIA_ROOT."""

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings

from wadah.core.sealed_files import opened_copy, read_sealed, seal_file

ORIGINAL = "registry_intake.stored_path"
RETURNED = "registry_intake.returned_path"
EXPORTED = "registry_export.stored_path"
FOLDER = "intakes"
BLOCK_BYTES = 1024 * 1024


def sha256_of(file: BinaryIO) -> str:
    """The hash of the whole file, which is left at its start."""
    digest = hashlib.sha256()
    file.seek(0)
    while block := file.read(BLOCK_BYTES):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


def store_sealed(file: BinaryIO, context: str, front: str = "") -> str:
    """Seals the file and returns its path below MEDIA_ROOT. A half written file is not left behind.

    With `front` its name begins so, and `drop_all` finds it again when its worker was killed before it could say where
    it lies.
    """
    name = f"{FOLDER}/{front}{uuid4().hex}.sealed"
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as target:
            seal_file(file, target, context)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return name


def drop(name: str) -> None:
    """Removes a stored file that nothing refers to."""
    if name:
        path_of(name).unlink(missing_ok=True)


def drop_all(front: str, but: str = "") -> None:
    """Removes the stored files whose names begin so, all but one."""
    for path in path_of(FOLDER).glob(f"{front}*.sealed"):
        if path != path_of(but):
            path.unlink(missing_ok=True)


def readable_copy(name: str, context: str, called: str = "opened") -> AbstractContextManager[Path]:
    """A copy in the clear for a reader that needs a path, called so; it is gone after the `with` block."""
    return opened_copy(path_of(name), context, called)


def read_stored(name: str, context: str) -> Iterator[bytes]:
    """The content of a stored file, for sending it."""
    with path_of(name).open("rb") as sealed:
        yield from read_sealed(sealed, context)


def path_of(name: str) -> Path:
    """The place of a stored file."""
    return Path(settings.MEDIA_ROOT) / name
