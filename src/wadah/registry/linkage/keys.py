"""Blocking keys: two rows of one business share at least one of them, strangers seldom do."""

from functools import lru_cache
from hashlib import blake2b

from wadah.registry.linkage.addresses import written_address
from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.phrases import default_bits, name_words
from wadah.registry.linkage.prepared import place_words
from wadah.registry.linkage.vocabulary import ADDRESS_GENERIC

MOST_KEYS = 8
_CELL = 0.002  # degrees: about 220 m


def link_keys(entry: Entry) -> tuple[int, ...]:
    """At most 8 signed 64-bit keys: identifiers, telephone, and name, owner or street within a place."""
    keys = dict.fromkeys(_hashed(key) for key in written_keys(entry))
    return tuple(keys)[:MOST_KEYS]


def written_keys(entry: Entry) -> list[str]:
    """The keys before hashing, the surest first."""
    keys: list[str] = []
    if number := entry.nib or entry.cooperative:
        keys.append("nib " + number)
    if entry.nik:
        keys.append("nik " + entry.nik)
    keys.extend("tel " + phone for phone in entry.phones[:2])
    area = entry.regency or entry.village[:5] or place_words(entry.city)[:6]
    name = _telling(entry.name)
    if name:
        keys.append(f"name {area} {sounds(name[0])}")
        if len(name) > 1:
            keys.append(f"name {area} {sounds(name[1])}")
    owner = _telling(entry.owner)
    if owner:
        keys.append(f"owner {area} {' '.join(sorted(map(sounds, owner)))}")
    address = written_address(entry.address)
    street = [word for word in address.street if word not in ADDRESS_GENERIC and len(word) > 2]
    if street and address.number:
        keys.append(f"street {area} {sounds(max(street, key=len))} {address.number}")
    if entry.latitude is not None and entry.longitude is not None and name:
        keys.append(
            f"cell {round(entry.latitude / _CELL)} {round(entry.longitude / _CELL)} {sounds(name[0])[:2]}"
        )
    return keys


@lru_cache(maxsize=1 << 16)
def _telling(text: str) -> list[str]:
    """The two words that tell most, rarest kind first, then the longest."""
    words = name_words(text)
    return sorted(words, key=lambda word: (-default_bits(word), -len(word), word))[:2]


@lru_cache(maxsize=1 << 16)
@lru_cache(maxsize=1 << 17)
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


def _hashed(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
