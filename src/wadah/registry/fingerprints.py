"""Which rows say exactly the same: a keyed hash of all that was understood of a row, and the key it is found by."""

from wadah.core.secrets import keyed_hash

KIND = "row"
KEY_BYTES = 8


def fingerprint_of(values: str, region: str | None, sensitive: str) -> bytes:
    """`values` is JSON with its keys in order, `sensitive` the cleaned numbers as text.

    Keyed, because those numbers go in: nobody can try numbers against it without the index key.
    """
    return keyed_hash(KIND, f"{values}\0{region or ''}\0{sensitive}")


def content_key_of(fingerprint: bytes) -> int:
    """The linkage key under which rows of this content are found: signed 64 bits, as the table keeps them."""
    return int.from_bytes(fingerprint[:KEY_BYTES], "big", signed=True)
