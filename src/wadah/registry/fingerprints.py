"""Which rows say exactly the same: a keyed hash of all that was understood of a row, and the key it is found by."""

from collections.abc import Sequence
from struct import Struct

from wadah.core.secrets import hash_many

KIND = "row"
# The first 8 of 16 bytes, as the table of keys keeps numbers: signed.
_BEGINNING = Struct(">q")


def fingerprints_of(
    values: Sequence[str], regions: Sequence[str | None], contents: Sequence[str]
) -> list[bytes]:
    """`values` is JSON with its keys in order, `contents` the cleaned numbers as text; one of each for a row.

    Keyed, because those numbers go in: nobody can try numbers against it without the index key.
    """
    parts = zip(values, regions, contents, strict=True)
    return hash_many(KIND, [f"{told}\0{region or ''}\0{content}" for told, region, content in parts])


def content_keys_of(fingerprints: Sequence[bytes]) -> list[int]:
    """The linkage keys under which rows of these contents are found: signed 64 bits."""
    return [_BEGINNING.unpack_from(fingerprint)[0] for fingerprint in fingerprints]
