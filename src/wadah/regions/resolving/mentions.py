"""Finds, in the parts of a written address, every run of words that is the name of a region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from wadah.regions.resolving.answers import REGENCY, SUBDISTRICT, VILLAGE
from wadah.regions.resolving.folding import key_of
from wadah.regions.resolving.gazetteer import Gazetteer
from wadah.regions.resolving.labels import SOFT_WORDS, Role
from wadah.regions.resolving.reading import Part

_LONGEST_NAME: Final = 8
_LABEL_BONUS: Final = 2.0
_WRONG_LEVEL: Final = 0.6
_LOOSE: Final = 0.7
_ROAD_WORDS: Final = frozenset(
    {
        "raya",
        "lintas",
        "poros",
        "lama",
        "baru",
        "lingkar",
        "utama",
        "besar",
        "protokol",
        "nasional",
        "provinsi",
    }
)


class Mention(NamedTuple):
    """A run of words that names one of `ids`; `mask` has a bit for each word it takes."""

    ids: Sequence[int]
    weight: float
    mask: int
    part: int
    written: str
    label: int = 0
    """The level that a label before the words asks for, 0 without one."""
    whole: bool = False
    """The words are all that the part holds."""
    trust: float = 1.0
    """What the answer's certainty is multiplied with."""
    note: str = ""
    """Why trust is less than 1: a DisagreementCode."""
    read_as: str = ""


def mentions_in(gazetteer: Gazetteer, parts: Sequence[Part]) -> list[Mention]:
    """All names in all parts, the heaviest first."""
    found: list[Mention] = []
    offset = 0
    # Where a village is labelled, neither a hamlet nor a loose word is one.
    has_village = any(part.role is Role.VILLAGE for part in parts)
    has_region = any(part.role < Role.STREET for part in parts)
    for number, part in enumerate(parts):
        if part.role is Role.STREET:
            found += _at_street_end(gazetteer, part, number, offset)
            if part.lead and has_region:
                found += _street_as_village(gazetteer, part, number, offset)
        elif part.role is Role.PLAIN:
            loose = _anywhere(gazetteer, part, number, offset)
            found += _without_villages(gazetteer, loose) if has_village else loose
        elif part.role is Role.HAMLET:
            found += [] if has_village else _hamlet(gazetteer, part, number, offset)
        else:
            found += _labelled(gazetteer, part, number, offset)
        offset += len(part.words)
    found.sort(key=_heaviest)
    return found


def _without_villages(gazetteer: Gazetteer, found: Sequence[Mention]) -> list[Mention]:
    kept = []
    for mention in found:
        ids = [i for i in mention.ids if gazetteer.levels[i] < VILLAGE]
        if ids:
            kept.append(mention._replace(ids=ids))
    return kept


def _heaviest(mention: Mention) -> float:
    return -mention.weight


def _runs(gazetteer: Gazetteer, words: Sequence[str], start: int) -> list[tuple[int, str, Sequence[int]]]:
    """(end, key, ids) of every known name that starts at a word, the shortest first."""
    named = gazetteer.named
    key = ""
    last = ""
    result: list[tuple[int, str, Sequence[int]]] = []
    for end in range(start, min(start + _LONGEST_NAME, len(words))):
        word = words[end]
        key += "_" + word if word.isdigit() and last.isdigit() else word
        last = word
        if key in named:
            result.append((end + 1, key, named[key]))
    return result


def _mask(offset: int, start: int, end: int) -> int:
    return ((1 << (end - start)) - 1) << (offset + start)


def _anywhere(gazetteer: Gazetteer, part: Part, number: int, offset: int, start: int = 0) -> list[Mention]:
    """Names without a label: anywhere in the part, very short ones only when they fill it."""
    words = part.words
    lead = part.lead or int(words[0] in SOFT_WORDS)
    found = []
    for at in range(start, len(words)):
        for end, key, ids in _runs(gazetteer, words, at):
            whole = at <= lead and end == len(words)
            if key.isdigit():
                # The subdistrict Lima Puluh needs its label: 50 alone is a house number.
                continue
            if len(key) <= 3 and not whole:
                ids = gazetteer.aliased.get(key, ())
                if not ids:
                    continue
            found.append(
                Mention(ids, len(key), _mask(offset, at, end), number, " ".join(words[at:end]), 0, whole)
            )
    return found


def _labelled(gazetteer: Gazetteer, part: Part, number: int, offset: int) -> list[Mention]:
    """The name right after a label, at the label's level; what follows it counts as unlabelled."""
    words = part.words
    level = int(part.role)
    found = []
    starts = [0]
    if (part.lead or words[0] in SOFT_WORDS) and len(words) > 1:
        starts.append(1)
    for at in starts:
        for end, key, ids in _runs(gazetteer, words, at):
            fitting = [i for i in ids if gazetteer.levels[i] == level]
            note = ""
            if level == REGENCY and part.kind and fitting:
                same_kind = [i for i in fitting if gazetteer.kind(i) == part.kind]
                note = "" if same_kind else "kind_differs"
                fitting = same_kind or fitting
            if not fitting:
                note = "level_differs"
            # "Desa Baru" may be the village Desa Baru or the desa Baru: equal weight.
            letters = len(key) - (len(words[0]) if part.lead and at == 0 else 0)
            weight = letters + _LABEL_BONUS if fitting else letters * _WRONG_LEVEL
            found.append(
                Mention(
                    fitting or ids,
                    weight,
                    _mask(offset, at, end),
                    number,
                    " ".join(words[at:end]),
                    level,
                    end == len(words),
                    note=note,
                )
            )
    if any(mention.note != "level_differs" for mention in found):
        found = [mention for mention in found if mention.note != "level_differs"]
    found += _anywhere(gazetteer, part, number, offset, 1)
    return found


def _hamlet(gazetteer: Gazetteer, part: Part, number: int, offset: int) -> list[Mention]:
    """`Dusun Tengah` may be the official name of a village, word for word; else a hamlet says nothing."""
    words = part.words
    if not part.lead:
        return []
    return [
        Mention(ids, len(key), _mask(offset, 0, end), number, " ".join(words[:end]), whole=end == len(words))
        for end, key, ids in _runs(gazetteer, words, 0)
    ]


def _street_as_village(gazetteer: Gazetteer, part: Part, number: int, offset: int) -> list[Mention]:
    """`Jalan Baru, Kec. Pariaman Tengah`: a street, or the kelurahan Jalan Baru there; never for sure."""
    words = part.words
    ids = gazetteer.named.get(key_of(words), ())
    if not ids:
        return []
    mask = _mask(offset, 0, len(words))
    return [
        Mention(
            ids, sum(map(len, words)), mask, number, " ".join(words), whole=True, trust=0.75, note="loose"
        )
    ]


def _at_street_end(gazetteer: Gazetteer, part: Part, number: int, offset: int) -> list[Mention]:
    """`Jl. Merdeka Bukit Kecil Palembang`: a regency at the end of a street, and what leads to it.

    A street named after a town (`Jl. Raya Palembang`, `Jl. Palembang-Betung`) says nothing.
    """
    if part.joined:
        return []
    words = part.words
    found: list[Mention] = []
    end = len(words)
    while end > 1:
        deepest = SUBDISTRICT if found else REGENCY
        mention = None
        for at in range(max(1, end - 5), end):
            for stop, key, ids in _runs(gazetteer, words, at):
                fitting = [i for i in ids if gazetteer.levels[i] <= deepest]
                if stop == end and fitting and len(key) > 3 and not key.isdigit():
                    mention = Mention(
                        fitting,
                        len(key) * _LOOSE,
                        _mask(offset, at, end),
                        number,
                        " ".join(words[at:end]),
                        trust=0.75,
                        note="loose",
                    )
            if mention:
                end = at
                break
        if mention is None or all(word in _ROAD_WORDS for word in words[:end]):
            break
        found.append(mention)
    return found
