"""Addresses: the street in words, the house number, rt and rw apart."""

import re
from dataclasses import dataclass
from functools import lru_cache

from wadah.registry.linkage.vocabulary import ADDRESS_SILENT, ADDRESS_SPELLINGS
from wadah.registry.linkage.words import respell, split

_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_NUMBER = re.compile(r"(\d+)([a-z]?)")
_GLUED = re.compile(r"(no|rt|rw|km|blok|blk)(\d+[a-z]?)")
# The number after these words is not the number of the house.
_NOT_A_HOUSE = frozenset(
    {"rt", "rw", "km", "lantai", "floor", "suite", "unit", "blok", "gang", "lorong", "room", "dusun"}
)


@dataclass(frozen=True, slots=True)
class Written:
    """An address as words: `street` without the house number, which is "" when none is written."""

    street: tuple[str, ...]
    number: str


@lru_cache(maxsize=1 << 16)
def written_address(text: str) -> Written:
    """Split an address into its street words and its house number."""
    words: list[str] = []
    for word in split(text):
        if glued := _GLUED.fullmatch(word):
            words.extend(glued.groups())
        else:
            words.append(word)
    words = _suffixes_joined(respell(words, ADDRESS_SPELLINGS))
    position = _house_number_at(words)
    number = words[position].lstrip("0") or "0" if position is not None else ""
    if number and "blok" in words[:-1]:
        # a stall of a market: the same number stands in every block
        block = words[words.index("blok") + 1]
        number = block + number if block.isalpha() and len(block) <= 2 else number
    street = (_plain(w, words[i - 1] if i else "") for i, w in enumerate(words) if i != position)
    return Written(tuple(dict.fromkeys(w for w in street if w and w not in ADDRESS_SILENT)), number)


def _suffixes_joined(words: list[str]) -> list[str]:
    """ "12 a" at a house number is "12a"; a single letter elsewhere stays."""
    joined: list[str] = []
    for word in words:
        if len(word) == 1 and word in "abcdf" and joined and joined[-1].isdigit():
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _house_number_at(words: list[str]) -> int | None:
    candidates = [
        i
        for i, word in enumerate(words)
        if _NUMBER.fullmatch(word) and not (i and words[i - 1] in _NOT_A_HOUSE)
    ]
    if not candidates:
        return None
    for i in candidates:
        if i and words[i - 1] == "no":
            return i
    # "12 Main Street" starts with it, "Jalan Sudirman 12" ends with it
    return candidates[0]


def _plain(word: str, before: str) -> str:
    if ordinal := _ORDINAL.fullmatch(word):
        return ordinal.group(1)
    if word.isdigit():
        plain = word.lstrip("0") or "0"
        # neighbourhood numbers are left out as often as they are written
        return "" if before in ("rt", "rw") else plain
    return "" if word in ("rt", "rw") else word
