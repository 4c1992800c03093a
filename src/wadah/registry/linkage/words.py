"""Text to words: folding, one spelling for words written in many ways, and whether two words look alike."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from wadah.registry.linkage.dictionary import is_real_word
from wadah.registry.linkage.trades import one_trade

_ASCII_WORD = re.compile(r"[a-z0-9]+")
_ANY_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'`´\u2018\u2019\u02bc\u02bb")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{2,}")
_TRANSLITERATED = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "Ø": "o",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "Œ": "oe",
        "ł": "l",
        "Ł": "l",
        "đ": "d",
        "Đ": "d",
        "ı": "i",
    }
)


def fold(text: str) -> str:
    """Lower case without accents, invisible marks and apostrophes; other scripts stay as they are."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_TRANSLITERATED))
        text = "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf"})
    text = text.lower()
    return text.translate(_APOSTROPHES) if "'" in text or "`" in text or not text.isascii() else text


def split(text: str) -> list[str]:
    """The words of a text as written, folded. Scripts without spaces are cut into pairs of signs."""
    if text.isascii():
        return text.translate(_ASCII).split()
    folded = fold(text)
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    words: list[str] = []
    for word in _ANY_WORD.findall(folded):
        if _IDEOGRAPHS.fullmatch(word):
            words.extend(word[i : i + 2] for i in range(len(word) - 1))
        else:
            words.append(word)
    return words


# What a sign of ASCII is in a word: itself in lower case, nothing, or where the next word begins.
_ASCII = str.maketrans(
    {sign: sign.lower() if sign.isalnum() else None if sign in "'`" else " " for sign in map(chr, range(128))}
)


def respell(words: list[str], spellings: Mapping[str, str]) -> list[str]:
    """Each word in its one spelling; words that are spelt as nothing fall out."""
    return [spelt for word in words if (spelt := spellings.get(word, word))]


@lru_cache(maxsize=1 << 18)
def likeness(one: str, other: str) -> float:
    """How much of a word another one repeats, 0..1: mistyped, plural, shortened, initial, abbreviation.

    Negative for two real words that only look alike. With digits, only a beginning of the other is alike.
    """
    if one == other:
        return 1.0
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    size = len(long)
    begins = long.startswith(short)
    if len(short) == 1:
        return 0.3 if begins and not short.isdigit() else 0.0
    if not (one.isalpha() and other.isalpha()):
        return 0.8 if begins and len(short) >= 5 and not long.isdigit() else 0.0
    if size - len(short) <= 3:
        if begins and long[len(short) :] in ("s", "es"):
            return 0.95
        edits = OSA.distance(short, long, score_cutoff=3)
        if typed := _TYPED[min(edits, 4)][min(size, 12)]:
            # cinta / cita: one letter apart, and both are words; a mistyped word is seldom another word
            two_words = (
                is_real_word(short)
                and is_real_word(long)
                and not one_trade(short, long)
                and not _sounds_equal(short, long)
            )
            return -0.5 if two_words else typed
        if _sounds_equal(short, long):
            return 0.8
    if begins and len(short) >= 3:
        return 0.75
    return 0.5 if len(short) <= 4 and short[0] == long[0] and _abbreviates(short, long) else 0.0


# What so many edits leave of a word of so many letters.
_TYPED = (
    (1.0,) * 13,
    (0.0,) * 4 + (0.75,) + (0.9,) * 8,
    (0.0,) * 6 + (0.65,) * 2 + (0.8,) * 5,
    (0.0,) * 10 + (0.7,) * 3,
    (0.0,) * 13,
)


def _sounds_equal(one: str, other: str) -> bool:
    """Old and new spelling of one sound: Any / Ani, Soetomo / Sutomo, Djaja / Jaya, Yusuf / Jusuf."""
    return spelt_anew(one) == spelt_anew(other)


@lru_cache(maxsize=1 << 16)
def spelt_anew(word: str) -> str:
    """A word with the sounds that Indonesian spells in two ways in one of them, without doubled letters."""
    for old, new in _OLD_SPELLINGS:
        word = word.replace(old, new)
    return _DOUBLED.sub(r"\1", word)


_OLD_SPELLINGS = tuple(
    (pair[:-1], pair[-1])
    for pair in [
        "oeu",
        "djj",
        "tjc",
        "sjs",
        "sys",
        "khk",
        "chk",
        "phf",
        "tht",
        "dht",
        "yi",
        "ji",
        "vf",
        "pf",
        "zs",
        "qk",
    ]
)
_DOUBLED = re.compile(r"(.)\1+")


def _abbreviates(short: str, long: str) -> bool:
    """Consonants of the long word in their order: "plg" for palembang."""
    if any(c in "aeiou" for c in short[1:]):
        return False
    letters = iter(long)
    return all(c in letters for c in short)
