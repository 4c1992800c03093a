"""A record as linkage sees it. Numbers of persons go in as keyed hashes: linkage only asks whether they are equal."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wadah.registry import fields
from wadah.registry.linkage import Entry
from wadah.registry.linkage.keys import Clues

HASH_BYTES = 16
VILLAGE_LENGTH = 13
REGENCY_LENGTH = 5


def entry_of(
    record_id: int,
    values: Mapping[str, Any],
    region: str | None,
    nik_hash: bytes | None,
    phone_hashes: bytes | None,
) -> Entry:
    """The entry of a record."""
    place, read = region or "", values.get
    return Entry(
        id=record_id,
        name=read(fields.NAME) or "",
        owner=read(fields.OWNER) or "",
        address=read(fields.ADDRESS) or "",
        village=place if len(place) == VILLAGE_LENGTH else "",
        regency=place[:REGENCY_LENGTH] if len(place) >= REGENCY_LENGTH else "",
        postcode=read(fields.POSTCODE) or "",
        phones=split_hashes(phone_hashes),
        latitude=read(fields.LATITUDE),
        longitude=read(fields.LONGITUDE),
        activity=read(fields.ACTIVITY) or read(fields.PRODUCT) or "",
        kbli=read(fields.KBLI) or "",
        nib=read(fields.NIB) or "",
        nik=nik_hash.hex() if nik_hash else "",
        cooperative=read(fields.NIK_KOPERASI) or "",
        established=_established(read(fields.ESTABLISHED)),
    )


def clues_of(
    values: Mapping[str, Any], region: str | None, nik_hash: bytes | None, phone_hashes: bytes | None
) -> Clues:
    """What the keys of a record are made of: those of `link_keys` for its entry."""
    read = values.get
    return Clues(
        read(fields.NAME) or "",
        read(fields.OWNER) or "",
        read(fields.ADDRESS) or "",
        region[:REGENCY_LENGTH] if region and len(region) >= REGENCY_LENGTH else "",
        split_hashes(phone_hashes) if phone_hashes else (),
        read(fields.LATITUDE),
        read(fields.LONGITUDE),
        read(fields.NIB) or read(fields.NIK_KOPERASI) or "",
        nik_hash.hex() if nik_hash else "",
    )


def split_hashes(joined: bytes | None) -> tuple[str, ...]:
    """The keyed hashes of several phones, stored one after the other."""
    if not joined:
        return ()
    if len(joined) == HASH_BYTES:
        return (joined.hex(),)
    return tuple(joined[at : at + HASH_BYTES].hex() for at in range(0, len(joined), HASH_BYTES))


def _established(text: str | None) -> date | None:
    """A whole day; a year or month alone says too little to compare."""
    return date.fromisoformat(text) if text and len(text) == len("2012-05-17") else None
