"""Folds the words of a place name to one spelling, the same for official and for written names.

`Tiga-puluh-lima Ilir`, `35 Ilir` and `XXXV Ilir` become `35ilir`; `Banyu Asin` and `Banyuasin`
become `banyuasin`. Only what never changes the meaning is folded here; mistakes of spelling belong
to `likeness`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

WORD: Final = re.compile(r"[a-z]+|\d+")
_APOSTROPHES: Final = re.compile("['’‘`´ʼ\"]")

_UNITS: Final = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7,
    "delapan": 8, "sembilan": 9,
}  # fmt: skip
_ROUND: Final = {"sepuluh": 10, "sebelas": 11}
_ROMAN: Final = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES: Final = {"x": 10, "v": 5, "i": 1}
_RUN_TOGETHER: Final = re.compile(
    "({u})?(puluh|belas)({u})?|(?:{r})".format(u="|".join(_UNITS), r="|".join(_ROUND))
)

ABBREVIATIONS: Final = {
    "sei": "sungai", "sui": "sungai", "tj": "tanjung", "tg": "tanjung", "tjg": "tanjung",
    "tanjong": "tanjung", "gn": "gunung", "gng": "gunung", "mns": "meunasah", "tlk": "teluk",
    "kp": "kampung", "kpg": "kampung", "kmp": "kampung", "psr": "pasar", "lbk": "lubuk",
    "perk": "perkebunan", "bdr": "bandar", "kep": "kepulauan", "sbr": "seberang",
    "tlg": "talang", "rtu": "rantau", "pem": "pematang", "smpg": "simpang", "spg": "simpang",
    "simp": "simpang", "btg": "batang",
    "tim": "timur", "tmr": "timur", "bar": "barat", "brt": "barat", "sel": "selatan",
    "slt": "selatan", "utr": "utara", "tgh": "tengah", "teng": "tengah",
}  # fmt: skip
"""Shortenings with one meaning. Those with several ("pd": Padang, Pondok) are left to `likeness`."""


def plain(text: str) -> str:
    """Lower case without accents, apostrophes and invisible marks."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c) and (c.isprintable() or c in "\n\t"))
    text = text.lower()
    if "'" in text or '"' in text or "`" in text or not text.isascii():
        text = _APOSTROPHES.sub("", text)
    return text


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """One word: an abbreviation spelt out, a Roman numeral or a run-together numeral as digits."""
    if word.isdigit():
        return str(int(word))
    if word in ABBREVIATIONS:
        return ABBREVIATIONS[word]
    if _ROMAN.fullmatch(word):
        return str(_roman(word))
    if word not in _UNITS and word not in _ROUND and (found := _RUN_TOGETHER.fullmatch(word)):
        before, scale, after = found.group(1), found.group(2), found.group(3)
        if before and scale == "puluh":
            return str(_UNITS[before] * 10 + _UNITS.get(after or "", 0))
        if before and not after:
            return str(_UNITS[before] + 10)
    return word


def _roman(word: str) -> int:
    total = 0
    for sign, following in zip(word, [*word[1:], ""], strict=True):
        value = _ROMAN_VALUES[sign]
        total += -value if _ROMAN_VALUES.get(following, 0) > value else value
    return total


_NUMBER_WORDS: Final = frozenset(_UNITS) | frozenset(_ROUND)


def fold_words(words: Sequence[str]) -> list[str]:
    """Words folded one by one, number words of several words joined: [tiga, puluh, lima] is [35]."""
    folded = [fold_word(word) for word in words]
    if _NUMBER_WORDS.isdisjoint(folded):
        return folded
    result: list[str] = []
    at = 0
    while at < len(folded):
        value, used = _number_at(folded, at)
        result.append(str(value) if used else folded[at])
        at += used or 1
    return result


def _number_at(words: Sequence[str], at: int) -> tuple[int, int]:
    """The number that starts at a word, with the count of words it takes (0: none does)."""
    word = words[at]
    if word in _ROUND:
        return _ROUND[word], 1
    if word not in _UNITS:
        return 0, 0
    value = _UNITS[word]
    scale = words[at + 1] if at + 1 < len(words) else ""
    if scale == "belas":
        return value + 10, 2
    if scale != "puluh":
        return value, 1
    unit = _UNITS.get(words[at + 2], 0) if at + 2 < len(words) else 0
    return value * 10 + unit, 3 if unit else 2


def key_of(folded: Sequence[str]) -> str:
    """Folded words as one key without spaces; two numbers in a row stay apart (`3_4ulu`)."""
    key = "".join(folded)
    if any(map(str.isdigit, folded)):
        parts: list[str] = []
        for word in folded:
            if parts and parts[-1][-1].isdigit() and word.isdigit():
                parts.append("_")
            parts.append(word)
        key = "".join(parts)
    return key


def words_of(text: str) -> list[str]:
    """The folded words of a text without any separators."""
    return fold_words(WORD.findall(plain(text)))


_UNIT_WORDS: Final = tuple(_UNITS)


def other_keys(words: Sequence[str], folded: Sequence[str], key: str) -> list[str]:
    """Further keys of an official name whose numeral may be run together or written apart.

    `Muara Dua` is also found as `muaradua`, and `Muaradua` as `muara2`.
    """
    keys = []
    if words != folded:
        keys.append("".join(words))
    last = folded[-1] if folded else ""
    if last.endswith(_UNIT_WORDS):
        unit = next(unit for unit in _UNIT_WORDS if last.endswith(unit))
        if len(last) >= len(unit) + 3:
            keys.append(key[: -len(unit)] + str(_UNITS[unit]))
    return keys


def fold(text: str) -> str:
    """The key of a whole text."""
    return key_of(words_of(text))
