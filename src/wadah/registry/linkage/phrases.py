"""Phrases: a name or a street as weighed words, and how much of two phrases is shared."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from operator import itemgetter

from rapidfuzz.distance import OSA

from wadah.registry.linkage.given_names import GIVEN_NAMES
from wadah.registry.linkage.trades import NEUTRAL, one_trade
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
# "Toko", "Warung", "Kios": the same shop is called by either.
_LITTLE_BITS = 1.0
_PRIOR_ROWS = 200.0


@lru_cache(maxsize=1 << 17)
def default_bits(word: str, *, address: bool = False) -> float:
    """Bits of a word before any data is seen."""
    if address:
        return 3.0 if word in ADDRESS_GENERIC else 6.0 if word.isdigit() or len(word) <= 2 else 9.0
    if word in HONORIFICS:
        return _HONORIFIC_BITS
    if word in GENERIC:
        return _GENERIC_BITS
    if word in COMMON or word in GIVEN_NAMES:
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

    def __bool__(self) -> bool:
        return bool(self.words)


EMPTY = Phrase((), (), "", "", (), 0.0)
Bits = Callable[[str], float]
Words = frozenset[str]


@lru_cache(maxsize=1 << 17)
def name_words(text: str) -> tuple[str, ...]:
    """The words of the name of a business or a person in one spelling, without articles and legal forms."""
    return words_of_name(text)


def words_of_name(text: str) -> tuple[str, ...]:
    """The same, not kept: for lists that are read once."""
    spelt = respell(joined_initials(split(text)), NAME_SPELLINGS)
    telling = [word for word in spelt if word not in NAME_SILENT] or spelt
    return tuple(dict.fromkeys(telling))


def joined_initials(words: list[str]) -> list[str]:
    """Words with initials put together: "r m padang", "c v maju": two single letters at the start are one word."""
    if len(words) > 2 and len(words[0]) == 1 and len(words[1]) == 1:
        return [words[0] + words[1], *words[2:]]
    return words


def weighed(words: tuple[str, ...], bits: Bits, *, generic: Words, places: Words = frozenset()) -> Phrase:
    """The phrase of these words; one that only repeats the place of the row, or says "shop", tells little."""
    if not words:
        return EMPTY
    told = tuple(
        _LITTLE_BITS if word in NEUTRAL else _LITTLE_BITS if word in places else bits(word) for word in words
    )
    core = tuple(word for word in words if word not in generic and word not in places)
    return Phrase(words, told, " ".join(sorted(words)), "".join(words), core, sum(told))


@dataclass(slots=True)
class Overlap:
    """What two phrases share, in bits, and what each says that the other does not.

    `core_one`, `core_other`: the left words that name something; both above zero: each has its own name.
    """

    shared: float
    left_one: float = 0.0
    left_other: float = 0.0
    core_one: float = 0.0
    core_other: float = 0.0
    typed: bool = False
    two_words: bool = False


Rest = dict[str, float]


def overlap(one: Phrase, other: Phrase, little: Words = frozenset()) -> Overlap:
    """Align the words of two phrases: equal words first, then the likest, then what was written together.

    `little` are words that say nothing when only one of the two has them.
    """
    if one.key == other.key or one.compact == other.compact:
        return Overlap(min(one.total, other.total))
    there, here = other.words, one.words
    rest_one = {w: b for w, b in zip(here, one.bits) if w not in there}  # noqa: B905 made together
    rest_other = {w: b for w, b in zip(there, other.bits) if w not in here}  # noqa: B905
    both = Overlap(one.total - sum(rest_one.values()))
    if rest_one and rest_other:
        _align(both, rest_one, rest_other)
        if rest_one and rest_other and (together := _written_together(rest_one, rest_other)):
            both.shared, both.typed = both.shared + together, True
            return both
    if rest_one:
        both.left_one, both.core_one = _left(rest_one, one.core, little)
    if rest_other:
        both.left_other, both.core_other = _left(rest_other, other.core, little)
    return both


def _left(rest: Rest, core: tuple[str, ...], little: Words) -> tuple[float, float]:
    """The bits left, and those of them that name something."""
    left = in_core = 0.0
    for word, bits in rest.items():
        if word not in little:
            left += bits
            if word in core:
                in_core += bits
    return left, in_core


def _align(both: Overlap, rest_one: Rest, rest_other: Rest) -> None:
    """Take the words that are alike out of the rests, the likest pair first."""
    alike = [(abs(share), w, v, share < 0) for w in rest_one for v in rest_other if (share := _alike(w, v))]
    if len(alike) > 1:
        alike.sort(key=itemgetter(0), reverse=True)
    for share, w, v, two_words in alike:
        if w in rest_one and v in rest_other:
            both.shared += share * min(rest_one.pop(w), rest_other.pop(v))
            both.typed = True
            both.two_words = both.two_words or two_words


def _alike(word: str, other: str) -> float:
    return likeness(word, other) or (0.6 if one_trade(word, other) else 0.0)


def _written_together(rest_one: Rest, rest_other: Rest) -> float:
    """Bits shared when the leftovers are the same letters with other spaces ("pecel lele", "pecellele")."""
    if len(rest_one) == len(rest_other) == 1:
        return 0.0
    letters_one, letters_other = "".join(rest_one), "".join(rest_other)
    size = max(len(letters_one), len(letters_other))
    most = size // 6
    if size < 5 or abs(len(letters_one) - len(letters_other)) > most or letters_one.isdigit():
        return 0.0
    if OSA.distance(letters_one, letters_other, score_cutoff=most) > most:
        return 0.0
    return 0.9 * min(sum(rest_one.values()), sum(rest_other.values()))


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
