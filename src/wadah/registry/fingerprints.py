"""Which rows say exactly the same: a keyed hash of all that was understood of a row, and the key it is found by."""

import json
from collections.abc import Mapping
from typing import Any

from wadah.core.secrets import keyed_hash

KIND = "row"
KEY_BYTES = 8


def fingerprint_of(values: Mapping[str, Any], region: str | None, sealed: str) -> bytes:
    """Keyed, because the sealed numbers go in: nobody can try numbers against it without the index key."""
    content = json.dumps(
        [values, region, sealed], sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str
    )
    return keyed_hash(KIND, content)


def content_key_of(fingerprint: bytes) -> int:
    """The linkage key under which rows of this content are found: signed 64 bits, as the table keeps them."""
    return int.from_bytes(fingerprint[:KEY_BYTES], "big", signed=True)
