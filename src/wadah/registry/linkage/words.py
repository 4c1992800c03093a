"""Text to words: folding, one spelling for words written in many ways, and whether two words look alike."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from wadah.registry.linkage.dictionary import is_real_word

_ASCII_WORD = re.compile(r"[a-z0-9]+")
_ANY_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'`´\u2018\u2019\u02bc\u02bb")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{2,}")
_AND = re.compile(r"[&+]")
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
    return text.lower().translate(_APOSTROPHES)


def split(text: str) -> list[str]:
    """The words of a text as written, folded. Scripts without spaces are cut into pairs of signs."""
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


def respell(words: list[str], spellings: Mapping[str, str]) -> list[str]:
    """Each word in its one spelling; words that are spelt as nothing fall out."""
    return [spelt for word in words if (spelt := spellings.get(word, word))]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of a word another one repeats (0..1); whether they are two real words that only look alike."""

    share: float
    two_words: bool = False


NOT_ALIKE = Likeness(0.0)
_EQUAL = Likeness(1.0)


@lru_cache(maxsize=1 << 17)
def likeness(one: str, other: str) -> Likeness:
    """Typing error, shortened word, initial or abbreviation; numbers are alike only when equal."""
    if one == other:
        return _EQUAL
    short, long = sorted((one, other), key=len)
    if short.isdigit() and long.isdigit():
        return NOT_ALIKE
    coded = any(c.isdigit() for c in one) or any(c.isdigit() for c in other)
    if coded:
        return Likeness(0.8) if len(short) >= 5 and long.startswith(short) else NOT_ALIKE
    if len(short) == 1:
        return Likeness(0.3) if long[0] == short else NOT_ALIKE
    return _typed_alike(short, long)


def _typed_alike(short: str, long: str) -> Likeness:
    size = len(long)
    edits = OSA.distance(short, long, score_cutoff=3)
    if long in (short + "s", short + "es"):
        return Likeness(0.95)
    # cinta / cita, rosa / roso: one letter apart, and both are words; a mistyped word is seldom another word
    if edits <= 2 and is_real_word(short) and is_real_word(long):
        return Likeness(0.5, two_words=True)
    if edits == 1 and size >= 4:
        return Likeness(0.9 if size >= 5 else 0.75)
    if edits == 2 and size >= 6:
        return Likeness(0.8 if size >= 8 else 0.65)
    if edits == 3 and size >= 10:
        return Likeness(0.7)
    if len(short) >= 3 and long.startswith(short):
        return Likeness(0.75)
    if short[0] == long[0] and len(short) <= 4 and _abbreviates(short, long):
        return Likeness(0.5)
    return NOT_ALIKE


def _abbreviates(short: str, long: str) -> bool:
    """Consonants of the long word in their order: "plg" for palembang."""
    if any(c in "aeiou" for c in short[1:]):
        return False
    letters = iter(long)
    return all(c in letters for c in short)
