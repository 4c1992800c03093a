"""Blocking keys: two rows of one business share at least one of them, strangers seldom do.

A key combines the numbers of its words, and the number of a word is made once: words repeat, rows do not.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from wadah.registry.linkage.addresses import read_address
from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.phrases import default_bits, joined_initials
from wadah.registry.linkage.prepared import place_words
from wadah.registry.linkage.vocabulary import ADDRESS_GENERIC, NAME_SILENT, NAME_SPELLINGS
from wadah.registry.linkage.words import split

MOST_KEYS = 8
_CELL = 0.002  # degrees: about 220 m
_MASK, _HALF = 2**64 - 1, 2**63
# Odd, so that the two axes of a cell do not meet in one sum.
_NORTH, _EAST = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F
_DIGIT = re.compile(r"\d")


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
    """The keys of a row that is not made an Entry: an import asks a million times. The surest come first."""
    name, owner, address, area, phones, latitude, longitude, nib, nik = clues
    keys: list[int] = []
    if nib:
        keys.append(_number("nib " + nib))
    if nik:
        keys.append(_number("nik " + nik))
    for phone in phones[:2]:
        keys.append(_number("tel " + phone))
    in_names, in_owners, in_streets = _seeds(area)
    told, beginning = _telling(name) if name else NOTHING_TOLD
    for word in told:
        keys.append(in_names ^ word)
    if owner and (words := _telling(owner)[0]):
        keys.append(in_owners ^ words[0] ^ (words[1] if len(words) > 1 else 0))
    if address and (door := _door(address)):
        keys.append(in_streets ^ door)
    if told and latitude is not None and longitude is not None:
        cell = _NORTH * round(latitude / _CELL) + _EAST * round(longitude / _CELL) + beginning
        keys.append(((cell + _HALF) & _MASK) - _HALF)
    return tuple(keys) if len(set(keys)) == len(keys) <= MOST_KEYS else _fewer(keys)


def _fewer(keys: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(keys))[:MOST_KEYS]


@lru_cache(maxsize=1 << 12)
def _seeds(area: str) -> tuple[int, int, int]:
    """What the keys of a place begin from; a cell of the map needs no place."""
    return _number(f"name {area}"), _number(f"owner {area}"), _number(f"street {area}")


NOTHING_TOLD: tuple[tuple[int, ...], int] = ((), 0)


@lru_cache(maxsize=1 << 14)
def _telling(text: str) -> tuple[tuple[int, ...], int]:
    """The numbers of the two words of a name that tell most, and of how the first of them begins.

    The words are those of `words_of_name`: what is silent tells only where nothing else does.
    """
    words = sorted(map(_word_of_name, joined_initials(split(text))))
    if not words or words[0].hidden == NOTHING:
        return NOTHING_TOLD
    first = words[0]
    for other in words:
        if other.hidden == first.hidden and other.spelt != first.spelt:
            return (first.number, other.number), first.beginning
    return (first.number,), first.beginning


TELLING, SILENT, NOTHING = range(3)


class _Word(NamedTuple):
    """A word in the order in which it tells: the rarest kind of word first, then the longest."""

    hidden: int
    bits: float
    length: int
    spelt: str
    number: int
    beginning: int


@lru_cache(maxsize=1 << 15)
def _word_of_name(word: str) -> _Word:
    spelt = NAME_SPELLINGS.get(word, word)
    if not spelt:
        return _Word(NOTHING, 0.0, 0, "", 0, 0)
    sound, hidden = sounds(spelt), SILENT if spelt in NAME_SILENT else TELLING
    return _Word(hidden, -default_bits(spelt), -len(spelt), spelt, _word(sound), _word(sound[:2]))


@lru_cache(maxsize=1 << 14)
def _door(text: str) -> int:
    """The number of an address that names a street and a house; 0 for any other."""
    if not _DIGIT.search(text):
        return 0
    address = read_address(text)
    if not address.number:
        return 0
    street = [word for word in address.street if len(word) > 2 and word not in ADDRESS_GENERIC]
    return _sound(max(street, key=len)) ^ _house(address.number) if street else 0


@lru_cache(maxsize=1 << 15)
def _sound(word: str) -> int:
    return _word(sounds(word))


@lru_cache(maxsize=1 << 12)
def _house(number: str) -> int:
    return _number("house " + number)


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
    """64 bits with a sign that are the same in every process and version."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
