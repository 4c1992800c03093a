"""An Entry made ready to be compared: its phrases weighed, its place and contact in one spelling."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from wadah.registry.linkage.addresses import written_address
from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.phrases import EMPTY, Phrase, WordBook, name_words, weighed
from wadah.registry.linkage.vocabulary import ADDRESS_GENERIC, GENERIC, HONORIFICS, PLACE_SPELLINGS
from wadah.registry.linkage.words import respell, split

_NOT_TELLING = GENERIC | HONORIFICS


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the comparisons read. `crowd`: how many entries of the list stand on the very same point."""

    entry: Entry
    name: Phrase = EMPTY  # for a list of persons, too
    owner: Phrase = EMPTY
    street: Phrase = EMPTY
    number: str = ""
    place: str = ""
    activity: Phrase = EMPTY
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


def prepare(entry: Entry, books: Books = NO_BOOKS) -> Prepared:
    """Weigh the words of an entry by the books of its list."""
    address = written_address(entry.address)
    places = frozenset(respell(split(entry.city), PLACE_SPELLINGS))
    point = entry.latitude, entry.longitude
    crowd = books.points.get((point[0], point[1]), 1) if point[0] is not None and point[1] is not None else 1
    return Prepared(
        entry,
        name=weighed(name_words(entry.name), books.names.bits, generic=_NOT_TELLING, places=places),
        owner=weighed(name_words(entry.owner), books.names.bits, generic=_NOT_TELLING),
        street=weighed(address.street, books.streets.bits, generic=ADDRESS_GENERIC),
        number=address.number,
        place=place_words(entry.city),
        activity=weighed(name_words(entry.activity), books.activities.bits, generic=frozenset()),
        crowd=crowd,
    )
