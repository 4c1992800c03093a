"""Names of invented people of the region, by the culture they come from, and how neighbours call them."""

from typing import Any, NamedTuple

from wadah.registry.demo.draw import Chance, lots, pick, read_words


class PersonName(NamedTuple):
    """A full name, the honorific written before it, the short name, and the call ("Cek Ida")."""

    full: str
    title: str
    short: str
    call: str


class _Speech(NamedTuple):
    """Words for the names of the men or the women of one culture."""

    firsts: tuple[str, ...]
    seconds: tuple[str, ...]
    calls: tuple[str, ...]
    titles: tuple[str, ...]


# First words that are hardly ever the whole name, nor the name used in the street.
_NEVER_ALONE = frozenset({"Siti", "Nur", "Sri", "Muhammad", "Ahmad", "Abdul", "Dwi", "Tri"})


def _speech(table: dict[str, Any], culture: str, sex: str) -> _Speech:
    words, own = table["words"], table["cultures"][culture]
    return _Speech(
        firsts=tuple(words[own[sex]].split()),
        seconds=tuple(words[own[f"{sex}_second"]].split()),
        calls=tuple(own[f"calls_{sex}"]),
        # Three in four bear no title in lists.
        titles=("",) * max(1, 3 * len(own[f"titles_{sex}"])) + tuple(own[f"titles_{sex}"]),
    )


def _lots_of(table: dict[str, Any], sex: str) -> dict[str, tuple[_Speech, ...]]:
    speeches = {culture: _speech(table, culture, sex) for culture in table["cultures"]}
    return {
        regency: lots(((speeches[culture], share) for culture, share in shares.items()), 100)
        for regency, shares in table["shares"].items()
    }


_TABLE = read_words("names.toml")
_MEN, _WOMEN = _lots_of(_TABLE, "men"), _lots_of(_TABLE, "women")
FORENAMES: dict[str, list[str]] = _TABLE["forenames"]
CALLS: dict[str, list[str]] = _TABLE["calls"]


def draw_person_name(chance: Chance, regency: str, woman: bool) -> PersonName:
    """An invented name as people of that kab/kota bear them: one to three words, and how neighbours call
    its bearer.
    """
    speech = pick(chance, (_WOMEN if woman else _MEN)[regency])
    first, second = pick(chance, speech.firsts), pick(chance, speech.seconds)
    words = 1.0 if second == first else chance()
    if words < 0.72 or first in _NEVER_ALONE:
        full = f"{first} {second}" if words < 0.64 else f"{first} {second} {pick(chance, speech.seconds)}"
        short = second if first in _NEVER_ALONE or words < 0.3 else first
    else:
        full = short = first
    return PersonName(full, pick(chance, speech.titles), short, f"{pick(chance, speech.calls)} {short}")
