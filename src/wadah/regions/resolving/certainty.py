"""How sure an answer is: 1 for a plain one, less for each thing that speaks against it.

The figures are ranks, not measured chances: from `SURE` on an import takes the answer, between `LIKELY`
and `SURE` it shows what it took, below `LIKELY` there is no answer. bench/resolve.py counts how often an
answer at or above `SURE` is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wadah.regions.resolving.answers import REGENCY, SUBDISTRICT, Disagreement
from wadah.regions.resolving.answers import DisagreementCode as Code
from wadah.regions.resolving.doubts import Case, is_loose
from wadah.regions.resolving.mentions import Mention

_TRUST: Final[dict[Code, float]] = {
    Code.SUBDISTRICT_OLD: 0.93,
    Code.SUBDISTRICT_DIFFERS: 0.75,
    Code.REGENCY_DIFFERS: 0.6,
    Code.PROVINCE_DIFFERS: 0.75,
    Code.SHARED_ALIAS: 0.6,
    Code.KIND_DIFFERS: 0.85,
    Code.LEVEL_DIFFERS: 0.8,
    Code.REGENCY_UNKNOWN: 0.6,
}
"""What each disagreement leaves of the certainty; the rest leave it or say so where they are made."""


def certainty_of(case: Case, notes: Sequence[Disagreement]) -> float:
    """Between 0 and 1, for the answer with its disagreements."""
    pick, level = case.pick, case.level
    # Without a name of its own, only a postal code chose among villages.
    certainty = pick.trust if pick else 0.6
    for upper, other in case.reading.picks.items():
        if upper < level:
            certainty *= _share_of(case, other)
    for note in notes:
        certainty *= _TRUST.get(note.code, 1.0)
        if note.code is Code.POSTCODE_DIFFERS:
            certainty *= _postcode_trust(case)
    alone = len(case.reading.picks) == 1 and not case.reading.conflicts
    if pick and is_loose(case, pick):
        certainty *= _loose_trust(case, pick, alone=alone)
    elif pick and level >= SUBDISTRICT and alone and case.within < 0:
        certainty *= _lone_trust(pick)
    return round(certainty, 3)


def _share_of(case: Case, upper: Mention) -> float:
    """A doubtful outer name costs only where the inner name alone would not have decided."""
    pick, level, reading = case.pick, case.level, case.reading
    if upper.trust == 1.0 or (pick and pick.part == upper.part and pick.trust == upper.trust):
        return 1.0
    exact = [at for at, other in reading.picks.items() if at < level and other.trust == 1.0]
    outer = case.gazetteer.above(reading.id, max(exact)) if exact else case.within
    ids = pick.ids if pick else ()
    alike = ids if outer < 0 else case.gazetteer.among(ids, outer)
    return 0.97 if len(alike) == 1 else upper.trust


def _lone_trust(pick: Mention) -> float:
    """A village or subdistrict with nothing around it: a short single word is hardly an address."""
    return 0.95 if pick.label or " " in pick.written or len(pick.written) >= 8 else 0.85


def _loose_trust(case: Case, pick: Mention, *, alone: bool) -> float:
    """A name between words that nothing explains: a shop is called after a town more often than in it."""
    if pick.label:
        return 0.85
    if pick.trust < 1.0:
        return 0.6
    if case.level > REGENCY:
        return 0.45 if alone else 0.7
    parts = case.written.parts
    offset = sum(len(other.words) for other in parts[: pick.part])
    at_end = pick.mask.bit_length() - offset == len(parts[pick.part].words)
    return 0.75 if at_end and len(pick.written) > 5 else 0.45


def _postcode_trust(case: Case) -> float:
    """Within the subdistrict a slip, within the regency a doubt, elsewhere a strong one."""
    gazetteer = case.gazetteer
    known = gazetteer.by_postcode.get(case.written.postcode, ())
    if not known:
        return 0.97
    for level, trust in ((SUBDISTRICT, 0.97), (REGENCY, 0.92)):
        outer = gazetteer.above(case.reading.id, level)
        if outer >= 0 and gazetteer.among(known, outer):
            return trust
    return 0.8
