"""The short way: an address that says exactly one chain of names, the inner before the outer.

Most addresses are of this kind, and nothing can explain them better than a chain that takes every word;
all others go the long way over `mentions` and `weighing`.
"""

from __future__ import annotations

from collections.abc import Sequence

from wadah.regions.resolving.answers import PROVINCE, REGENCY
from wadah.regions.resolving.folding import key_of
from wadah.regions.resolving.gazetteer import Gazetteer
from wadah.regions.resolving.labels import Role
from wadah.regions.resolving.reading import Part, Written


def chain_of(gazetteer: Gazetteer, written: Written, within: int) -> int | None:
    """The one region that all parts name together, or nothing when it is not as plain as that."""
    links: list[Sequence[int]] = []
    for part in written.parts:
        if part.role >= Role.STREET and part.lead and key_of(part.words) in gazetteer.named:
            return None
        if part.role < Role.STREET:
            found = _links(gazetteer, part)
            if not found:
                return None
            links += found
    if len(links) < 2:
        return None
    inner: Sequence[int] = links[-1]
    for link in reversed(links[:-1]):
        inner = [i for outer in inner for i in gazetteer.among(link, outer) if i != outer]
        if not inner:
            return None
    if within >= 0:
        inner = [i for i in inner if gazetteer.holds(within, i)]
    if len(inner) != 1:
        return None
    postcode = written.postcode
    if postcode and not gazetteer.among(gazetteer.by_postcode.get(postcode, ()), inner[0]):
        return None
    return inner[0]


def _links(gazetteer: Gazetteer, part: Part) -> list[Sequence[int]]:
    """The name that fills a part, or the two of which it consists (`Kec. Bukit Kecil Palembang`)."""
    words = part.words[part.lead :] or part.words
    if part.lead and key_of(part.words) in gazetteer.named:
        return []
    if whole := _meant(gazetteer, part, words):
        return [whole]
    if part.role is Role.PLAIN:
        return []
    found: list[list[Sequence[int]]] = []
    for cut in range(len(words) - 1, 0, -1):
        outer = gazetteer.named.get(key_of(words[cut:]), ())
        towns = [i for i in outer if gazetteer.levels[i] in (PROVINCE, REGENCY)]
        if towns and (first := _meant(gazetteer, part, words[:cut])):
            found.append([first, towns])
    # "Kec. Sorong Kota Sorong" can be cut in two ways.
    return found[0] if len(found) == 1 else []


def _meant(gazetteer: Gazetteer, part: Part, words: Sequence[str]) -> Sequence[int]:
    """What the words mean under the part's label."""
    key = key_of(words)
    ids = gazetteer.named.get(key, ())
    if part.role is Role.PLAIN or not ids:
        return ids if len(key) > 3 and not key.isdigit() else ()
    level = int(part.role)
    fitting = [i for i in ids if gazetteer.levels[i] == level]
    if level == REGENCY and part.kind:
        fitting = [i for i in fitting if gazetteer.kind(i) == part.kind]
    return fitting
