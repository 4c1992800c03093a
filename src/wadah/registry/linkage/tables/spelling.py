"""Distinct texts to the columns that the comparisons read: pure functions, run in several processes."""

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import count
from typing import NamedTuple
from zlib import crc32

import pyarrow as pa

from wadah.registry.linkage.addresses import Written, read_address
from wadah.registry.linkage.keys import sounds
from wadah.registry.linkage.phrases import words_of_name
from wadah.registry.linkage.prepared import place_words
from wadah.registry.linkage.trades import NEUTRAL, is_trade_word, trades_of, trades_of_code
from wadah.registry.linkage.vocabulary import ADDRESS_GENERIC, HONORIFICS
from wadah.registry.linkage.words import spelt_anew, split


class Told(NamedTuple):
    """What a word says by itself. `sound` is a number: lists of numbers are compared faster than texts."""

    sound: int
    names: bool  # it is neither a title nor "shop"
    number: bool
    trade: bool
    title: bool


@lru_cache(maxsize=1 << 19)
def told(word: str) -> Told:
    """Looked up once a word: lists of businesses repeat their words."""
    title = word in HONORIFICS
    sound = crc32((sounds(word) if len(word) > 1 else word).encode())
    return Told(sound, not title and word not in NEUTRAL, word.isdigit(), is_trade_word(word), title)


def _texts(values: Sequence[str | None]) -> pa.Array:
    return pa.array(values, pa.string())


def _numbers(values: "array[int]") -> pa.Array:
    return pa.array(values, pa.uint32())


class Lists:
    """Lists of numbers, packed: Arrow takes them as they are."""

    def __init__(self) -> None:
        self.values, self.ends = array("I"), array("i", [0])

    def append(self, numbers: Iterable[int]) -> None:
        """One more list."""
        self.values.extend(numbers)
        self.ends.append(len(self.values))

    def packed(self) -> pa.Array:
        """As a column."""
        return pa.ListArray.from_arrays(pa.array(self.ends, pa.int32()), _numbers(self.values))


def names(texts: Sequence[str]) -> pa.Table:
    """Names of businesses: what identifies (without titles and "shop"), sounds, and words of a trade.

    `said` holds the words of the name itself before those of a trade. `letters` are what identifies without
    spaces, `branded` the words of the name itself so, `whole` all of it so: as numbers, they
    need only be equal.
    """
    ident: list[str] = []
    letters, whole, branded = array("I"), array("I"), array("I")
    bare: list[bool] = []
    trade_words: list[str] = []
    own, brand, said = Lists(), Lists(), Lists()
    for text in texts:
        telling: list[str] = []
        branding: list[str] = []
        trading: list[str] = []
        named: list[int] = []
        sold: list[int] = []
        numbers: list[int] = []
        for word in words_of_name(text):
            sound, names, number, trade, _ = told(word)
            if trade:
                trading.append(word)
            if names:
                telling.append(word)
                if trade:
                    sold.append(sound)
                elif number:
                    numbers.append(sound)
                else:
                    named.append(sound)
                    branding.append(word)
        brand.append(named)
        own.append(named + sold)
        said.append(named + sold + numbers)
        bare.append(not named)
        ident.append(" ".join(sorted(telling)))
        letters.append(crc32("".join(telling).encode()))
        branded.append(crc32("".join(branding).encode()))
        whole.append(crc32("".join(split(text)).encode()))
        trade_words.append(" ".join(trading))
    return pa.table({
        "text": _texts(texts), "ident": _texts(ident), "letters": _numbers(letters), "whole": _numbers(whole),
        "branded": _numbers(branded),
        "bare": pa.array(bare, pa.bool_()), "own": own.packed(), "brand": brand.packed(), "said": said.packed(),
        "trade_words": _texts(trade_words),
    })  # fmt: skip


def owners(texts: Sequence[str]) -> pa.Table:
    """Names of persons without titles."""
    person: list[str] = []
    heard = Lists()
    for text in texts:
        words = words_of_name(text)
        named = sorted([word for word in words if not told(word).title]) or sorted(words)
        person.append(" ".join(map(spelt_anew, named)))
        heard.append(sorted([told(word).sound for word in named if len(word) > 1]))
    return pa.table({"text": _texts(texts), "person": _texts(person), "sounds": heard.packed()})


def addresses(texts: Sequence[str]) -> pa.Table:
    """Streets and house numbers of addresses as they are written."""
    return _streets(texts, map(read_address, texts))


# The first number of an address becomes this one, the next the next: none occurs in a real house number's place.
_FIRST = 1_000_000
_MARK = re.compile(r"(.*?)(1\d{6})(.*)")
_ZERO = re.compile("0")


def forms(texts: Sequence[str]) -> pa.Table:
    """Forms of addresses, each number in them a 0: many addresses have one form, which is read once.

    `number_at` (from 1) says which number is that of the house, between `before` and `after`; 0 is none.
    A form is not `plain` when its street keeps a number: then the addresses themselves must be read.
    """
    number_at, before, after, plain = [], [], [], []
    written = []
    for text in texts:
        numbers = count(_FIRST)
        found = read_address(_ZERO.sub(lambda _: str(next(numbers)), text))  # noqa: B023 used at once
        marked = _MARK.fullmatch(found.number)
        number_at.append(int(marked[2]) - _FIRST + 1 if marked else 0)
        before.append(marked[1] if marked else found.number)
        after.append(marked[3] if marked else "")
        plain.append(not any(len(word) > 6 and _MARK.fullmatch(word) for word in found.street))
        written.append(found)
    table = _streets(texts, written)
    table = table.append_column("number_at", pa.array(number_at, pa.int32()))
    table = table.append_column("before", _texts(before)).append_column("after", _texts(after))
    return table.append_column("plain", pa.array(plain, pa.bool_()))


def _streets(texts: Sequence[str], found: Iterable[Written]) -> pa.Table:
    street: list[str] = []
    number: list[str | None] = []
    main: list[int | None] = []
    heard = Lists()
    for written in found:
        telling = [word for word in written.street if word not in ADDRESS_GENERIC and len(word) > 2]
        street.append(" ".join(sorted(written.street)))
        number.append(written.number or None)
        heard.append([told(word).sound for word in telling])
        main.append(told(max(telling, key=len)).sound if telling else None)
    return pa.table({
        "text": _texts(texts), "street": _texts(street), "number": _texts(number),
        "sounds": heard.packed(), "main": pa.array(main, pa.uint32()),
    })  # fmt: skip


def activities(texts: Sequence[str]) -> pa.Table:
    """What is made or sold: the words of a trade, and all words in one order as a number."""
    found = [words_of_name(text) for text in texts]
    in_order = array("I", [crc32(" ".join(sorted(words)).encode()) for words in found])
    return pa.table({
        "text": _texts(texts), "words": _numbers(in_order),
        "trade_words": _texts([" ".join(word for word in words if is_trade_word(word)) for words in found]),
    })  # fmt: skip


def places(texts: Sequence[str]) -> pa.Table:
    """Written places in one spelling, and the sounds of their words."""
    heard = Lists()
    for text in texts:
        heard.append([told(word).sound for word in words_of_name(text)])
    place = [place_words(text) for text in texts]
    return pa.table({"text": _texts(texts), "place": _texts(place), "sounds": heard.packed()})


def trades(texts: Sequence[str]) -> pa.Table:
    """Words of a trade to lines of business, as bits."""
    lines = pa.array([trades_of(tuple(text.split())) for text in texts], pa.uint64())
    return pa.table({"text": _texts(texts), "trades": lines})


def codes(texts: Sequence[str]) -> pa.Table:
    """KBLI codes to lines of business, as bits."""
    lines = pa.array([trades_of_code(text) for text in texts], pa.uint64())
    return pa.table({"text": _texts(texts), "trades": lines})


SPELLERS: dict[str, Callable[[Sequence[str]], pa.Table]] = {
    "name": names,
    "owner": owners,
    "form": forms,
    "address": addresses,
    "activity": activities,
    "city": places,
    "trade": trades,
    "kbli": codes,
}


def spelt(kind: str, texts: pa.Array) -> pa.Table:
    """The columns of distinct texts of one kind."""
    return SPELLERS[kind](texts.to_pylist())
