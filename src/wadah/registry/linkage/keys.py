"""Blocking keys: two rows of one business share at least one of them, strangers seldom do.

A key is a sum of numbers of its words, and the number of a word is made once: words repeat, rows do not.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from wadah.registry.linkage.addresses import read_address
from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.phrases import default_bits, words_of_name
from wadah.registry.linkage.prepared import place_words
from wadah.registry.linkage.vocabulary import ADDRESS_GENERIC

MOST_KEYS = 8
_CELL = 0.002  # degrees: about 220 m
_MASK, _HALF = 2**64 - 1, 2**63
# Odd, so that the two axes of a cell and the number of a house do not meet in one sum.
_NORTH, _EAST, _HOUSE = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9


class Clues(NamedTuple):
    """What the keys of a row are made of.

    `area` is a Kemendagri code of five signs or any written place, `nib` the number of a business or a cooperative.
    """

    name: str
    owner: str
    address: str
    area: str
    phones: Sequence[str]
    latitude: float | None
    longitude: float | None
    nib: str
    nik: str


def link_keys(entry: Entry) -> tuple[int, ...]:
    """At most 8 signed 64-bit keys: identifiers, telephone, and name, owner or street within a place."""
    area = entry.regency or entry.village[:5] or place_words(entry.city)[:6]
    return keys_of_clues(
        Clues(
            entry.name, entry.owner, entry.address, area, entry.phones, entry.latitude, entry.longitude,
            entry.nib or entry.cooperative, entry.nik,
        )
    )  # fmt: skip


def keys_of_clues(clues: Clues) -> tuple[int, ...]:
    """The keys of a row that is not made an Entry: an import asks a million times."""
    keys = [_number("nib " + clues.nib)] if clues.nib else []
    if clues.nik:
        keys.append(_number("nik " + clues.nik))
    for phone in clues.phones[:2]:
        keys.append(_number("tel " + phone))
    keys += _within_area(clues)
    signed = [((key + _HALF) & _MASK) - _HALF for key in keys]
    return tuple(signed) if len(set(signed)) == len(signed) <= MOST_KEYS else _fewer(signed)


def _fewer(keys: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(keys))[:MOST_KEYS]


def _within_area(clues: Clues) -> list[int]:
    """The sums that hold in one place only, the surest first."""
    names, owners, streets, cell = _seeds(clues.area)
    keys: list[int] = []
    name, beginning = _telling(clues.name) if clues.name else NOTHING_TOLD
    for word in name:
        keys.append(names + word)
    if clues.owner:
        owner = _telling(clues.owner)[0]
        if owner:
            keys.append(owners + sum(owner))
    if clues.address:
        door = _door(clues.address)
        if door:
            keys.append(streets + door)
    if name and clues.latitude is not None and clues.longitude is not None:
        north, east = round(clues.latitude / _CELL), round(clues.longitude / _CELL)
        keys.append(cell + _NORTH * north + _EAST * east + beginning)
    return keys


@lru_cache(maxsize=1 << 12)
def _seeds(area: str) -> tuple[int, int, int, int]:
    """What the keys of a place begin from; a cell of the map needs no place."""
    return _number(f"name {area}"), _number(f"owner {area}"), _number(f"street {area}"), _number("cell")


NOTHING_TOLD: tuple[tuple[int, ...], int] = ((), 0)


@lru_cache(maxsize=1 << 14)
def _telling(text: str) -> tuple[tuple[int, ...], int]:
    """The numbers of the two words of a name that tell most, and of how the first of them begins.

    The rarest kind of word first, then the longest.
    """
    words = sorted(words_of_name(text), key=_rank)[:2]
    return (tuple([_sound(word) for word in words]), _beginning(words[0])) if words else NOTHING_TOLD


@lru_cache(maxsize=1 << 15)
def _rank(word: str) -> tuple[float, int, str]:
    return -default_bits(word), -len(word), word


@lru_cache(maxsize=1 << 14)
def _door(text: str) -> int:
    """The number of an address that names a street and a house; 0 for any other."""
    address = read_address(text)
    if not address.number:
        return 0
    street = [word for word in address.street if len(word) > 2 and word not in ADDRESS_GENERIC]
    return _sound(max(street, key=len)) + _HOUSE * _word(address.number) if street else 0


@lru_cache(maxsize=1 << 14)
def _beginning(word: str) -> int:
    return _word(sounds(word)[:2])


@lru_cache(maxsize=1 << 15)
def _sound(word: str) -> int:
    return _word(sounds(word))


@lru_cache(maxsize=1 << 15)
def _word(word: str) -> int:
    return _number("word " + word)


@lru_cache(maxsize=1 << 15)
def sounds(word: str) -> str:
    """A word as it sounds: first letter, then consonants without doubles. Numbers and other scripts stay."""
    if not word.isascii() or word[0].isdigit():
        return word
    folded = word.translate(_SOUND).replace("ny", "n").replace("ch", "c")
    kept = folded[0]
    for letter in folded[1:]:
        if letter not in "aeiouhwy" and letter != kept[-1]:
            kept += letter
    return kept if len(kept) > 1 else folded


_SOUND = str.maketrans(
    {"z": "s", "v": "f", "q": "k", "p": "f", "d": "t", "g": "k", "j": "y", "x": "s", "c": "k"}
)


def _number(text: str) -> int:
    """64 bits that are the same in every process and version."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
