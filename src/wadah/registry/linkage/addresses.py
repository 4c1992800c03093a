"""Addresses: the street in words, the house number, rt and rw apart."""

import re
from dataclasses import dataclass
from functools import lru_cache

from wadah.registry.linkage.vocabulary import ADDRESS_SILENT, ADDRESS_SPELLINGS
from wadah.registry.linkage.words import split

_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_NUMBER = re.compile(r"(\d+)([a-z]?)")
_PROVINCE_WORDS = """
indonesia aceh sumatera sumatra riau kepulauan jambi bengkulu lampung bangka belitung banten jakarta jawa java
yogyakarta jogja bali nusa tenggara kalimantan sulawesi gorontalo maluku papua timur barat tengah selatan utara
daya pegunungan tenggara provinsi prov daerah istimewa khusus ibukota west east central north south
"""
# An address that says no more than these tells of no street.
_PROVINCES = frozenset(_PROVINCE_WORDS.split())
_ABOVE_STREET = frozenset({"desa", "kelurahan", "kecamatan", "kabupaten"})
_SILENT = ADDRESS_SILENT | {"rt", "rw", ""}
_GLUED = re.compile(r"(no|rt|rw|km|blok|blk)(\d+[a-z]?)")
# The number after these words is not the number of the house.
_NOT_A_HOUSE = frozenset(
    {"rt", "rw", "km", "lantai", "floor", "suite", "unit", "blok", "gang", "lorong", "room", "dusun"}
)


# "Pasar 16 Ilir", "Lorong 10 Ulu": the number of a quarter on a bank of the river.
_BANKS = (["ilir"], ["ulu"], ["hilir"], ["hulu"])


@dataclass(frozen=True, slots=True)
class Written:
    """An address as words: `street` without the house number, which is "" when none is written."""

    street: tuple[str, ...]
    number: str


@lru_cache(maxsize=1 << 16)
def written_address(text: str) -> Written:
    """Split an address into its street words and its house number."""
    return read_address(text)


def read_address(text: str) -> Written:
    """The same, not kept: for lists that are read once."""
    written: list[str] = []
    for word in split(text):
        if len(word) > 2 and word[0] in "nrkb" and (glued := _GLUED.fullmatch(word)):
            written.extend(glued.groups())
        elif len(word) == 1 and word in "abcdf" and written and written[-1].isdigit():
            written[-1] += word  # "12 a" is "12a"
        else:
            written.append(word)
    words = list(map(ADDRESS_SPELLINGS.get, written, written))
    del words[_end_of_street(words) :]
    position = _house_number_at(words, written)
    number = "" if position is None else _with_block(words, position)
    street = [
        word if not word[0].isdigit() else "" if i == position else _plain(word, words[max(i - 2, 0) : i])
        for i, word in enumerate(words)
    ]
    telling = tuple([word for word in dict.fromkeys(street) if word not in _SILENT])
    return Written(() if not number and _PROVINCES.issuperset(telling) else telling, number)


def _end_of_street(words: list[str]) -> int:
    """Where village and district begin ("... Kel. 8 Ilir Kec. Ilir Timur II"); they are fields of their own."""
    if _ABOVE_STREET.isdisjoint(words):
        return len(words)
    for i, word in enumerate(words):
        if i and word in _ABOVE_STREET and words[i - 1] != "jalan":
            return i
    return len(words)


def _house_number_at(words: list[str], written: list[str]) -> int | None:
    """ "12 Main Street" starts with it, "Jalan Sudirman 12" ends with it; "Jalan IV" has none."""
    candidates = [
        i
        for i, word in enumerate(written[: len(words)])
        if word[0].isdigit()
        and _NUMBER.fullmatch(words[i])
        and not (i and words[i - 1] in _NOT_A_HOUSE)
        and words[i + 1 : i + 2] not in _BANKS
    ]
    for i in candidates:
        if i and words[i - 1] == "no":
            return i
    return candidates[0] if candidates else None


def _with_block(words: list[str], position: int) -> str:
    """The number, in a market with the letter of its block: the same number stands in every block."""
    number = words[position].lstrip("0") or "0"
    block = words[words.index("blok") + 1] if "blok" in words[:-1] else ""
    return block + number if block.isalpha() and len(block) <= 2 else number


def _plain(word: str, before: list[str]) -> str:
    """A word that begins with a digit, without what does not tell one street from another."""
    if ordinal := _ORDINAL.fullmatch(word):
        return ordinal.group(1)
    if word.isdigit():
        # neighbourhood numbers ("RT 05 RW 02", "RT 5/2") are left out as often as they are written
        neighbourhood = before[-1:] in (["rt"], ["rw"]) or (before[:1] == ["rt"] and before[-1].isdigit())
        return "" if neighbourhood else word.lstrip("0") or "0"
    return word
