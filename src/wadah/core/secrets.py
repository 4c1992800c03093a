"""Encrypts single values at rest and hashes identifiers for matching. Files at rest are in sealed_files.py.

A sealed value is: 1 byte length of the key id, the key id, 12 bytes nonce, ciphertext, 16 bytes tag.
The context (`table.column`) is bound as associated data: a value moved to another column does not open.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from wadah.core.errors import CannotOpen

NONCE_BYTES = 12
HASH_BYTES = 16


class Key(Protocol):
    """One data key of the settings."""

    @property
    def id(self) -> str: ...
    @property
    def secret(self) -> bytes: ...


@dataclass(frozen=True)
class KeyRing:
    """The keys ready for use: the first one seals, all of them open."""

    front: bytes
    current: AESGCM
    current_secret: bytes
    by_id: dict[bytes, AESGCM]
    secrets: dict[bytes, bytes]


@lru_cache(maxsize=4)
def _ring_of(keys: tuple[Key, ...]) -> KeyRing:
    by_id = {key.id.encode(): AESGCM(key.secret) for key in keys}
    first = keys[0].id.encode()
    return KeyRing(
        front=bytes([len(first)]) + first,
        current=by_id[first],
        current_secret=keys[0].secret,
        by_id=by_id,
        secrets={key.id.encode(): key.secret for key in keys},
    )


def key_ring() -> KeyRing:
    """The key ring of the settings in force."""
    return _ring_of(settings.WADAH_DATA_KEYS)


def seal(text: str, context: str) -> bytes:
    """Encrypts one value under the current key."""
    return seal_many((text,), context)[0]


def seal_many(texts: Iterable[str], context: str) -> list[bytes]:
    """Encrypts a column of values; one call for the random bytes of all."""
    values = list(texts)
    ring, bound = key_ring(), context.encode()
    front, encrypt = ring.front, ring.current.encrypt
    noise = os.urandom(NONCE_BYTES * len(values))
    sealed = []
    for at, text in zip(range(0, len(noise), NONCE_BYTES), values, strict=True):
        nonce = noise[at : at + NONCE_BYTES]
        sealed.append(front + nonce + encrypt(nonce, text.encode(), bound))
    return sealed


def open_(blob: bytes, context: str) -> str:
    """Decrypts one value. Raises CannotOpen when it was changed, or belongs elsewhere, or its key is gone."""
    data = bytes(blob)
    try:
        start = 1 + data[0]
        cipher = key_ring().by_id[data[1:start]]
        end = start + NONCE_BYTES
        return cipher.decrypt(data[start:end], data[end:], context.encode()).decode()
    except (IndexError, KeyError, ValueError, InvalidTag) as error:
        raise CannotOpen() from error


def keyed_hash(kind: str, text: str) -> bytes:
    """16 bytes by which equal identifiers of one kind are found; useless without the index key."""
    return hash_many(kind, (text,))[0]


def hash_many(kind: str, texts: Iterable[str]) -> list[bytes]:
    """`keyed_hash` of a column of values: BLAKE2b with a key (RFC 7693), a third of the time of HMAC-SHA256."""
    begun = _keyed(settings.WADAH_INDEX_KEY).copy()
    begun.update(f"{kind}\0".encode())
    hashes = []
    for text in texts:
        one = begun.copy()
        one.update(text.encode())
        hashes.append(one.digest())
    return hashes


def hash_present(kind: str, texts: Sequence[str | None]) -> list[bytes | None]:
    """The same of a column with gaps; what is not there has no hash."""
    hashes = iter(hash_many(kind, [text for text in texts if text]))
    return [next(hashes) if text else None for text in texts]


@lru_cache(maxsize=4)
def _keyed(key: bytes) -> blake2b:
    return blake2b(key=key, digest_size=HASH_BYTES)
