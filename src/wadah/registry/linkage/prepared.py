"""An Entry made ready to be compared: its phrases weighed, its place and contact in one spelling."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from wadah.registry.linkage.addresses import written_address
from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.phrases import EMPTY, Phrase, WordBook, name_words, weighed
from wadah.registry.linkage.trades import NEUTRAL, is_trade_word, trades_of, trades_told
from wadah.registry.linkage.vocabulary import ADDRESS_GENERIC, GENERIC, HONORIFICS, PLACE_SPELLINGS
from wadah.registry.linkage.words import likeness, respell, split

_NOT_TELLING = GENERIC | HONORIFICS
_NOBODYS = NEUTRAL | HONORIFICS


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the comparisons read.

    `own` are the words of the name that neither name the owner nor only say that something is sold, `brand`
    those of them that do not name a line of business;
    `name_trades` and `trades` are the lines of business by the name, and by name and activity;
    `crowd` is how many names of the list stand on the very same point.
    """

    entry: Entry
    name: Phrase = EMPTY  # for a list of persons, too
    owner: Phrase = EMPTY
    street: Phrase = EMPTY
    number: str = ""
    place: str = ""
    places: frozenset[str] = frozenset()
    activity: Phrase = EMPTY
    own: frozenset[str] = frozenset()
    brand: frozenset[str] = frozenset()
    name_trades: int = 0
    trades: int = 0
    crowd: int = 1


@dataclass(frozen=True)
class Books:
    """How common the values of a list are. Empty books know only the vocabulary."""

    rows: int = 0
    names: WordBook = field(default_factory=lambda: WordBook({}, 0))
    streets: WordBook = field(default_factory=lambda: WordBook({}, 0, address=True))
    activities: WordBook = field(default_factory=lambda: WordBook({}, 0))
    doors: Mapping[tuple[str, str], int] = field(default_factory=dict)
    phones: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    points: Mapping[tuple[float, float], int] = field(default_factory=dict)


NO_BOOKS = Books()


@lru_cache(maxsize=1 << 14)
def place_words(text: str) -> str:
    """A written place in one spelling, without its rank and its spaces ("Kota Lubuk Linggau")."""
    words = split(text)
    return "".join(respell(words, PLACE_SPELLINGS)) or "".join(words)


def _names_owner(word: str, owner: tuple[str, ...]) -> bool:
    return word in owner or any(likeness(word, other) >= 0.7 for other in owner)


def prepare(entry: Entry, books: Books = NO_BOOKS) -> Prepared:
    """Weigh the words of an entry by the books of its list."""
    address = written_address(entry.address)
    places = frozenset(respell(split(entry.city), PLACE_SPELLINGS))
    name, owner, activity = name_words(entry.name), name_words(entry.owner), name_words(entry.activity)
    own = frozenset(
        word
        for word in name
        if word not in _NOBODYS
        and word not in places
        and not word.isdigit()
        and not _names_owner(word, owner)
    )
    point = entry.latitude, entry.longitude
    crowd = books.points.get((point[0], point[1]), 1) if point[0] is not None and point[1] is not None else 1
    return Prepared(
        entry,
        name=weighed(name, books.names.bits, generic=_NOT_TELLING, places=places),
        owner=weighed(owner, books.names.bits, generic=_NOT_TELLING),
        street=weighed(address.street, books.streets.bits, generic=ADDRESS_GENERIC),
        number=address.number,
        place=place_words(entry.city),
        places=places,
        activity=weighed(activity, books.activities.bits, generic=frozenset()),
        own=own,
        brand=frozenset(word for word in own if not is_trade_word(word)),
        name_trades=trades_of(name),
        trades=trades_told(name + activity, entry.kbli),
        crowd=crowd,
    )
