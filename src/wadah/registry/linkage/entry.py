"""What linkage knows of one row: an Entry, in the words of its source. Nothing is normalised here."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Entry:
    """One row about a business, its owner, or both.

    `nik` and `phones` are opaque: they are only compared, so that keyed hashes serve as well as plain values.
    `nib` is the number of a business, `cooperative` that of a cooperative: two registers, whose numbers may be equal.
    `village` and `regency` are Kemendagri codes, `city` is any written place. Coordinates are degrees.
    """

    id: str | int
    name: str = ""
    owner: str = ""
    address: str = ""
    city: str = ""
    village: str = ""
    regency: str = ""
    postcode: str = ""
    phones: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    activity: str = ""
    kbli: str = ""
    nib: str = ""
    nik: str = ""
    cooperative: str = ""
    established: date | None = None
