"""Counting a list: how often each word, telephone, place and point stands in it. Makes the Books."""

from collections import Counter
from collections.abc import Iterable

from wadah.registry.linkage.addresses import written_address
from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.phrases import WordBook, name_words
from wadah.registry.linkage.prepared import Books, place_words
from wadah.registry.linkage.vocabulary import GENERIC


def books_of(entries: Iterable[Entry]) -> Books:
    """Read a list once and count it."""
    names, streets, activities = Counter[str](), Counter[str](), Counter[str]()
    phones, places, points = Counter[str](), Counter[str](), Counter[tuple[float, float]]()
    doors = Counter[tuple[str, str]]()
    rows = 0
    for entry in entries:
        rows += 1
        names.update({*name_words(entry.name), *name_words(entry.owner)})
        address = written_address(entry.address)
        streets.update(address.street)
        doors[" ".join(sorted(address.street)), address.number] += 1
        activities.update(name_words(entry.activity))
        phones.update(entry.phones)
        places[place_words(entry.city)] += 1
        if entry.latitude is not None and entry.longitude is not None:
            points[entry.latitude, entry.longitude] += 1
    return Books(
        rows,
        names=WordBook(names, rows),
        streets=WordBook(streets, rows, address=True),
        activities=WordBook(activities, rows),
        doors=doors,
        phones=phones,
        places=places,
        points=points,
    )


def is_list_of_persons(entries: list[Entry]) -> bool:
    """Names of two to four words of which hardly any is a kind of business are people's names."""
    named = [words for entry in entries if (words := name_words(entry.name))]
    if not named or any(entry.owner for entry in entries):
        return False
    with_kind = sum(1 for words in named if any(word in GENERIC for word in words))
    long = sum(1 for words in named if len(words) > 4 or any(c.isdigit() for word in words for c in word))
    return with_kind < 0.08 * len(named) and long < 0.1 * len(named)
