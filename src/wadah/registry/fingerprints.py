"""Which rows say exactly the same: a keyed hash of all that was understood of a row, and the key it is found by."""

import json
from collections.abc import Mapping
from typing import Any

from wadah.core.secrets import keyed_hash

KIND = "row"
KEY_BYTES = 8


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=str).encode


def fingerprint_of(values: Mapping[str, Any], region: str | None, sensitive: str) -> bytes:
    """Keyed, because the sealed numbers go in: nobody can try numbers against it without the index key."""
    return keyed_hash(KIND, _encode([values, region, sensitive]))


def content_key_of(fingerprint: bytes) -> int:
    """The linkage key under which rows of this content are found: signed 64 bits, as the table keeps them."""
    return int.from_bytes(fingerprint[:KEY_BYTES], "big", signed=True)
