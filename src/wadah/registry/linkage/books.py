"""Counting a list: how often each word, telephone, place and point stands in it. Makes the Books."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from wadah.registry.linkage.addresses import written_address
from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.keys import sounds
from wadah.registry.linkage.phrases import WordBook, default_bits, name_words
from wadah.registry.linkage.prepared import Books, cell_of, place_words
from wadah.registry.linkage.vocabulary import GENERIC


def books_of(entries: Iterable[Entry]) -> Books:
    """Read a list once and count it."""
    names, streets, activities = Counter[str](), Counter[str](), Counter[str]()
    phones, places = Counter[str](), Counter[str]()
    points: dict[tuple[int, int], set[str]] = defaultdict(set)
    doors: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = 0
    for entry in entries:
        rows += 1
        names.update({*name_words(entry.name), *name_words(entry.owner)})
        address = written_address(entry.address)
        streets.update(address.street)
        name = sounds(min(name_words(entry.name), key=lambda word: (-default_bits(word), word), default="-"))
        doors[" ".join(sorted(address.street)), address.number].add(name)
        activities.update(name_words(entry.activity))
        phones.update(entry.phones)
        places[place_words(entry.city)] += 1
        if entry.latitude is not None and entry.longitude is not None:
            points[cell_of(entry.latitude, entry.longitude)].add(name)
    return Books(
        rows,
        names=WordBook(names, rows),
        streets=WordBook(streets, rows, address=True),
        activities=WordBook(activities, rows),
        doors={door: len(names) for door, names in doors.items()},
        phones=phones,
        places=places,
        points={point: len(names) for point, names in points.items()},
    )


def is_list_of_persons(entries: list[Entry]) -> bool:
    """Names of two to four words of which hardly any is a kind of business are people's names."""
    named = [words for entry in entries if (words := name_words(entry.name))]
    if not named or any(entry.owner for entry in entries):
        return False
    with_kind = sum(1 for words in named if any(word in GENERIC for word in words))
    long = sum(1 for words in named if len(words) > 4 or any(c.isdigit() for word in words for c in word))
    return with_kind < 0.08 * len(named) and long < 0.1 * len(named)
