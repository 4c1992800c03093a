"""An Entry made ready to be compared: its phrases weighed, its place and contact in one spelling."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from wadah.registry.linkage.addresses import written_address
from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.given_names import GIVEN_NAMES
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
    those of them that do not name a line of business; `sold` are the words of a short activity: in a name they
    say what is sold, not who sells it; `numbers` are the numbers in the name, which tell branches apart;
    `name_trades` and `trades` are the lines of business by the name, and by name and activity;
    `crowd` is how many names of the list stand on the same point, give or take some metres.
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
    sold: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
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
    points: Mapping[tuple[int, int], int] = field(default_factory=dict)  # names by cell


NO_BOOKS = Books()


@lru_cache(maxsize=1 << 14)
def place_words(text: str) -> str:
    """A written place in one spelling, without its rank and its spaces ("Kota Lubuk Linggau")."""
    words = split(text)
    return "".join(respell(words, PLACE_SPELLINGS)) or "".join(words)


def _names_owner(word: str, owner: tuple[str, ...]) -> bool:
    return word in owner or any(likeness(word, other) >= 0.7 for other in owner)


# About 12 m: the cell of a point and the eight around it are what a device calls one point.
CELLS_PER_DEGREE = 9_000


def cell_of(latitude: float, longitude: float) -> tuple[int, int]:
    """The cell of a grid in which points are counted."""
    return round(latitude * CELLS_PER_DEGREE), round(longitude * CELLS_PER_DEGREE)


def crowd_at(cell: tuple[int, int], names: Mapping[tuple[int, int], int]) -> int:
    """How many names stand in the cell and around it."""
    return sum(names.get((cell[0] + north, cell[1] + east), 0) for north in (-1, 0, 1) for east in (-1, 0, 1))


def _crowd(entry: Entry, books: Books) -> int:
    if not books.points or entry.latitude is None or entry.longitude is None:
        return 1
    return crowd_at(cell_of(entry.latitude, entry.longitude), books.points)


# A longer text tells a story, in which the name of the business may stand as well.
_SHORT_ACTIVITY = 8
_ROMAN = frozenset({"ii", "iii", "iv"})


def _sold(activity: str) -> frozenset[str]:
    """The words of a short activity, without a person who is named in it ("wedangan Bu Sri")."""
    words = name_words(activity)
    if len(words) > _SHORT_ACTIVITY:
        return frozenset()
    named = {after for before, after in zip(words, words[1:], strict=False) if before in HONORIFICS}
    return frozenset(words) - named - GIVEN_NAMES


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
    street = () if places.issuperset(address.street) else address.street
    return Prepared(
        entry,
        name=weighed(name, books.names.bits, generic=_NOT_TELLING, places=places),
        owner=weighed(owner, books.names.bits, generic=_NOT_TELLING),
        street=weighed(street, books.streets.bits, generic=ADDRESS_GENERIC),
        number=address.number,
        place=place_words(entry.city),
        places=places,
        activity=weighed(activity, books.activities.bits, generic=frozenset()),
        own=own,
        brand=frozenset(word for word in own if not is_trade_word(word)),
        sold=_sold(entry.activity),
        numbers=frozenset(word for word in name if word.isdigit() or word in _ROMAN),
        name_trades=trades_of(name),
        trades=trades_told(name + activity, entry.kbli),
        crowd=_crowd(entry, books),
    )
