"""Distinct texts to the columns that the comparisons read: pure functions, run in several processes."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from zlib import crc32

import pyarrow as pa

from wadah.registry.linkage.addresses import written_address
from wadah.registry.linkage.keys import sounds
from wadah.registry.linkage.phrases import name_words
from wadah.registry.linkage.prepared import place_words
from wadah.registry.linkage.trades import NEUTRAL, is_trade_word, trades_of, trades_of_code
from wadah.registry.linkage.vocabulary import ADDRESS_GENERIC, HONORIFICS
from wadah.registry.linkage.words import spelt_anew

Columns = dict[str, list[object]]


@lru_cache(maxsize=1 << 18)
def sound_number(word: str) -> int:
    """How a word sounds, as a number: lists of numbers are compared faster than lists of texts."""
    return crc32(sounds(word).encode()) if len(word) > 1 else crc32(word.encode())


def names(texts: Sequence[str]) -> Columns:
    """Names of businesses: what identifies (without titles and "shop"), sounds, and words of a trade."""
    found: Columns = {
        "text": list(texts),
        "ident": [],
        "letters": [],
        "own": [],
        "brand": [],
        "said": [],
        "bare": [],
        "trade_words": [],
    }
    for text in texts:
        words = name_words(text)
        said = [word for word in words if word not in NEUTRAL and word not in HONORIFICS]
        own = [word for word in said if not word.isdigit()]
        found["ident"].append(" ".join(sorted(said)))
        found["letters"].append("".join(said))
        found["own"].append([sound_number(word) for word in own])
        found["brand"].append([sound_number(word) for word in own if not is_trade_word(word)])
        found["bare"].append(all(is_trade_word(word) for word in own))
        found["said"].append([sound_number(word) for word in said])
        found["trade_words"].append(" ".join(word for word in words if is_trade_word(word)))
    return found


def owners(texts: Sequence[str]) -> Columns:
    """Names of persons without titles."""
    found: Columns = {"text": list(texts), "person": [], "sounds": []}
    for text in texts:
        words = name_words(text)
        named = sorted(word for word in words if word not in HONORIFICS) or sorted(words)
        found["person"].append(" ".join(spelt_anew(word) for word in named))
        found["sounds"].append(sorted(sound_number(word) for word in named if len(word) > 1))
    return found


def addresses(texts: Sequence[str]) -> Columns:
    """Streets and house numbers."""
    found: Columns = {"text": list(texts), "street": [], "number": [], "sounds": [], "main": []}
    for text in texts:
        written = written_address(text)
        telling = [word for word in written.street if word not in ADDRESS_GENERIC and len(word) > 2]
        found["street"].append(" ".join(sorted(written.street)))
        found["number"].append(written.number or None)
        found["sounds"].append([sound_number(word) for word in telling])
        found["main"].append(sound_number(max(telling, key=len)) if telling else None)
    return found


def activities(texts: Sequence[str]) -> Columns:
    """What is made or sold: the words of a trade, and all words in one order."""
    found: Columns = {"text": list(texts), "words": [], "trade_words": []}
    for text in texts:
        words = name_words(text)
        found["words"].append(" ".join(sorted(words)))
        found["trade_words"].append(" ".join(word for word in words if is_trade_word(word)))
    return found


def places(texts: Sequence[str]) -> Columns:
    """Written places in one spelling, and the sounds of their words."""
    found: Columns = {"text": list(texts), "place": [], "sounds": []}
    for text in texts:
        found["place"].append(place_words(text))
        found["sounds"].append([sound_number(word) for word in name_words(text)])
    return found


def trades(texts: Sequence[str]) -> Columns:
    """Words of a trade to lines of business, as bits."""
    return {"text": list(texts), "trades": [trades_of(tuple(text.split())) for text in texts]}


def codes(texts: Sequence[str]) -> Columns:
    """KBLI codes to lines of business, as bits."""
    return {"text": list(texts), "trades": [trades_of_code(text) for text in texts]}


SPELLERS: dict[str, Callable[[Sequence[str]], Columns]] = {
    "name": names,
    "owner": owners,
    "address": addresses,
    "activity": activities,
    "city": places,
    "trade": trades,
    "kbli": codes,
}

_LISTS = pa.list_(pa.uint32())
_TYPES = {
    "own": _LISTS,
    "brand": _LISTS,
    "said": _LISTS,
    "sounds": _LISTS,
    "main": pa.uint32(),
    "trades": pa.uint64(),
    "bare": pa.bool_(),
}


def spelt(kind: str, texts: Sequence[str]) -> pa.Table:
    """The columns of distinct texts of one kind."""
    columns = SPELLERS[kind](texts)
    return pa.table(
        {title: pa.array(values, _TYPES.get(title, pa.string())) for title, values in columns.items()}
    )
