"""Phrases: a name or a street as weighed words, and how much of two phrases is shared."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import log2

from rapidfuzz.distance import OSA

from wadah.registry.linkage.vocabulary import (
    ADDRESS_GENERIC,
    COMMON,
    GENERIC,
    HONORIFICS,
    NAME_SILENT,
    NAME_SPELLINGS,
)
from wadah.registry.linkage.words import likeness, respell, split

# Bits of a word nobody counted: a kind of business stands in one name of 16, an unknown word in 1 of 4,000.
_HONORIFIC_BITS, _GENERIC_BITS, _COMMON_BITS, _UNKNOWN_BITS = 1.0, 4.0, 7.0, 12.0
_PRIOR_ROWS = 200.0


def default_bits(word: str, *, address: bool = False) -> float:
    """Bits of a word before any data is seen."""
    if address:
        return 3.0 if word in ADDRESS_GENERIC else 6.0 if word.isdigit() or len(word) <= 2 else 9.0
    if word in HONORIFICS:
        return _HONORIFIC_BITS
    if word in GENERIC:
        return _GENERIC_BITS
    if word in COMMON:
        return _COMMON_BITS
    return _UNKNOWN_BITS if len(word) > 2 else 6.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """The distinct words of a text in one spelling, with what each tells (bits).

    `key` is the same for every order of the words; `compact` keeps the order and drops the spaces; `core` are
    the words that are not a kind of business, a title or a part of every address.
    """

    words: tuple[str, ...]
    bits: tuple[float, ...]
    key: str
    compact: str
    core: tuple[str, ...]
    total: float
    core_total: float

    def __bool__(self) -> bool:
        return bool(self.words)


EMPTY = Phrase((), (), "", "", (), 0.0, 0.0)
Bits = Callable[[str], float]


@lru_cache(maxsize=1 << 17)
def name_words(text: str) -> tuple[str, ...]:
    """The words of the name of a business or a person in one spelling, without articles and legal forms."""
    spelt = respell(_joined_initials(split(text)), NAME_SPELLINGS)
    telling = [word for word in spelt if word not in NAME_SILENT] or spelt
    return tuple(dict.fromkeys(telling))


def _joined_initials(words: list[str]) -> list[str]:
    """ "r m padang", "c v maju": two single letters at the start are one word."""
    if len(words) > 2 and len(words[0]) == 1 and len(words[1]) == 1:
        return [words[0] + words[1], *words[2:]]
    return words


def weighed(words: tuple[str, ...], bits: Bits, *, generic: frozenset[str] = GENERIC | HONORIFICS) -> Phrase:
    """The phrase of these words."""
    if not words:
        return EMPTY
    told = tuple(bits(word) for word in words)
    core = tuple(word for word in words if word not in generic)
    core_total = sum(b for word, b in zip(words, told, strict=True) if word not in generic)
    return Phrase(words, told, " ".join(sorted(words)), "".join(words), core, sum(told), core_total)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two phrases share, in bits, and what each says that the other does not."""

    shared: float
    left_one: float
    left_other: float
    typed: bool = False
    two_words: bool = False


def overlap(one: Phrase, other: Phrase) -> Overlap:
    """Align the words of two phrases: equal words first, then the likest, then what was written together."""
    if one.key == other.key or one.compact == other.compact:
        return Overlap(min(one.total, other.total), 0.0, 0.0)
    rest_one = [(w, b) for w, b in zip(one.words, one.bits, strict=True) if w not in other.words]
    rest_other = [(w, b) for w, b in zip(other.words, other.bits, strict=True) if w not in one.words]
    shared = one.total - sum(b for _, b in rest_one)
    if not rest_one or not rest_other:
        return Overlap(shared, sum(b for _, b in rest_one), sum(b for _, b in rest_other))
    return _aligned(shared, rest_one, rest_other)


def _aligned(
    shared: float, rest_one: list[tuple[str, float]], rest_other: list[tuple[str, float]]
) -> Overlap:
    typed = two_words = False
    likest = sorted(
        (
            (alike.share, i, j, alike.two_words)
            for i, (w, _) in enumerate(rest_one)
            for j, (v, _) in enumerate(rest_other)
            if (alike := likeness(w, v)).share
        ),
        reverse=True,
    )
    left_one, left_other = dict(enumerate(rest_one)), dict(enumerate(rest_other))
    for share, i, j, two in likest:
        if i in left_one and j in left_other:
            (_, bits_one), (_, bits_other) = left_one.pop(i), left_other.pop(j)
            shared += share * min(bits_one, bits_other)
            typed, two_words = True, two_words or two
    if (
        left_one
        and left_other
        and (together := _written_together(list(left_one.values()), list(left_other.values())))
    ):
        return Overlap(shared + together, 0.0, 0.0, True, two_words)
    return Overlap(
        shared, sum(b for _, b in left_one.values()), sum(b for _, b in left_other.values()), typed, two_words
    )


def _written_together(rest_one: list[tuple[str, float]], rest_other: list[tuple[str, float]]) -> float:
    """Bits shared when the leftovers are the same letters with other spaces ("pecel lele", "pecellele")."""
    if len(rest_one) == len(rest_other) == 1:
        return 0.0
    letters_one, letters_other = ("".join(w for w, _ in rest) for rest in (rest_one, rest_other))
    size = max(len(letters_one), len(letters_other))
    if (
        size < 5
        or letters_one.isdigit()
        or OSA.distance(letters_one, letters_other, score_cutoff=size // 6) > size // 6
    ):
        return 0.0
    return 0.9 * min(sum(b for _, b in rest_one), sum(b for _, b in rest_other))


@dataclass(frozen=True)
class WordBook:
    """How often words stand in a list, blended with what is known of the words beforehand."""

    counts: dict[str, int]
    rows: int
    address: bool = False

    def bits(self, word: str) -> float:
        """-log2 of the share of rows that hold the word."""
        prior = default_bits(word, address=self.address)
        if not self.rows:
            return prior
        seen = self.counts.get(word, 0) + _PRIOR_ROWS * 2.0**-prior
        return log2((self.rows + _PRIOR_ROWS) / seen)


def expected_namesakes(shared_bits: float, rows: int) -> float:
    """How many of `rows` strangers would share that much by chance."""
    return rows * float(2.0**-shared_bits)
