"""Files at rest, encrypted in a stream. Single values are in secrets.py.

A sealed file is: `WSF1`, 1 byte length of the key id, the key id, 16 bytes salt, then chunks of 1 MB, each
AES-256-GCM under a key of this file alone (HKDF of the data key, the salt and the context). The header, the
number of the chunk and whether it is the last one are bound to every chunk: chunks that are missing, doubled,
exchanged or cut off at the end do not open.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wadah.core.errors import CannotOpen
from wadah.core.scratch import scratch
from wadah.core.secrets import NONCE_BYTES, key_ring

MAGIC = b"WSF1"
SALT_BYTES = 16
TAG_BYTES = 16
CHUNK_BYTES = 1024 * 1024
# Characters of a name; four bytes each stay below the 255 of a file name.
NAME_LENGTH = 60


def seal_file(source: BinaryIO, target: BinaryIO, context: str) -> int:
    """Encrypts all of `source` into `target`; returns how many bytes were read. Holds two chunks."""
    salt = os.urandom(SALT_BYTES)
    header = MAGIC + key_ring().front + salt
    cipher = _file_cipher(key_ring().current_secret, salt, context)
    target.write(header)
    size = 0
    for counter, (chunk, last) in enumerate(_chunks(source, CHUNK_BYTES)):
        target.write(cipher.encrypt(_nonce(counter), chunk, _bound(header, counter, last)))
        size += len(chunk)
    return size


def read_sealed(source: BinaryIO, context: str) -> Iterator[bytes]:
    """The content of a sealed file, chunk by chunk.

    Raises CannotOpen at the chunk that is wrong: what was given out before it is sound, but the file is not,
    so a caller that acts on the content must have come to the end first.
    """
    header, secret, salt = _read_header(source)
    cipher = _file_cipher(secret, salt, context)
    for counter, (chunk, last) in enumerate(_chunks(source, CHUNK_BYTES + TAG_BYTES)):
        try:
            yield cipher.decrypt(_nonce(counter), chunk, _bound(header, counter, last))
        except (InvalidTag, ValueError) as error:
            raise CannotOpen() from error


@contextmanager
def opened_copy(path: Path, context: str, name: str = "opened") -> Iterator[Path]:
    """A readable copy that only this user may read, for readers that need a path; gone afterwards.

    It is called by the last part of `name`, cut where file systems end: readers show it to people.
    """
    with scratch() as folder:
        called = PurePath(name.replace("\0", "")).name[-NAME_LENGTH:]
        copy = folder / (called if called.strip(".") else "opened")
        with path.open("rb") as sealed, copy.open("wb") as plain:
            for chunk in read_sealed(sealed, context):
                plain.write(chunk)
        yield copy


def _read_header(source: BinaryIO) -> tuple[bytes, bytes, bytes]:
    """The header as it stood, the data key that it names, the salt."""
    front = source.read(len(MAGIC) + 1)
    if front[: len(MAGIC)] != MAGIC or len(front) <= len(MAGIC):
        raise CannotOpen()
    key_id, salt = source.read(front[-1]), source.read(SALT_BYTES)
    secret = key_ring().secrets.get(key_id)
    if secret is None or len(salt) != SALT_BYTES:
        raise CannotOpen()
    return front + key_id + salt, secret, salt


def _chunks(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Pieces of one size, each with whether it is the last; an empty file is one empty last piece."""
    chunk = _read_whole(source, size)
    while True:
        following = _read_whole(source, size)
        yield chunk, not following
        if not following:
            return
        chunk = following


def _read_whole(source: BinaryIO, size: int) -> bytes:
    """`size` bytes even from a source that gives less at a time, such as a pipe; less only at the end."""
    pieces, missing = [], size
    while missing and (piece := source.read(missing)):
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def _file_cipher(secret: bytes, salt: bytes, context: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"wadah file\0" + context.encode())
    return AESGCM(derived.derive(secret))


def _nonce(counter: int) -> bytes:
    """The key belongs to one file, so the chunk's number never comes twice under it."""
    return counter.to_bytes(NONCE_BYTES, "big")


def _bound(header: bytes, counter: int, last: bool) -> bytes:
    return header + counter.to_bytes(8, "big") + (b"\x01" if last else b"\x00")
