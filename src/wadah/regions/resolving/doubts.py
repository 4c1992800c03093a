"""What in a written place does not fit the answer, as disagreements in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from wadah.regions.resolving.answers import PROVINCE, REGENCY, SUBDISTRICT, VILLAGE, Disagreement
from wadah.regions.resolving.answers import DisagreementCode as Code
from wadah.regions.resolving.codes import CodeReader
from wadah.regions.resolving.gazetteer import KOTA, Gazetteer
from wadah.regions.resolving.guessing import Gap
from wadah.regions.resolving.labels import SOFT_WORDS, Role
from wadah.regions.resolving.mentions import Mention
from wadah.regions.resolving.reading import Written
from wadah.regions.resolving.weighing import Reading

_UNKNOWN_AT: Final = {
    PROVINCE: Code.PROVINCE_UNKNOWN,
    REGENCY: Code.REGENCY_UNKNOWN,
    SUBDISTRICT: Code.SUBDISTRICT_UNKNOWN,
    VILLAGE: Code.VILLAGE_UNKNOWN,
}


_DIFFERS_AT: Final = {
    PROVINCE: Code.PROVINCE_DIFFERS,
    REGENCY: Code.REGENCY_DIFFERS,
    SUBDISTRICT: Code.SUBDISTRICT_DIFFERS,
}


@dataclass(frozen=True, slots=True)
class Case:
    """One reading of one text, with all that is needed to doubt it."""

    gazetteer: Gazetteer
    codes: CodeReader
    written: Written
    reading: Reading
    unexplained: Sequence[Gap]
    within: int

    @property
    def level(self) -> int:
        """The level of the answer."""
        return self.gazetteer.levels[self.reading.id]

    @property
    def pick(self) -> Mention | None:
        """The name of the answer itself; nothing when only a postal code led to it."""
        return self.reading.picks.get(self.level)


def disagreements_of(case: Case) -> list[Disagreement]:
    """All that does not fit, at once."""
    return [
        *_on_names(case),
        *_on_other_names(case),
        *_on_postcode(case),
        *_on_code(case),
        *_on_unknown(case),
    ]


def is_loose(case: Case, pick: Mention) -> bool:
    """Whether words that nothing explains stand beside the name, so that it may be part of them."""
    parts = case.written.parts
    part = parts[pick.part]
    if part.role is Role.STREET:
        return False
    offset = sum(len(other.words) for other in parts[: pick.part])
    start = (pick.mask & -pick.mask).bit_length() - 1 - offset
    end = pick.mask.bit_length() - offset
    for at in (start - 1, end):
        if not 0 <= at < len(part.words) or (pick.label and at < start):
            continue
        if at < part.lead or part.words[at] in SOFT_WORDS:
            continue
        if not case.reading.seen >> (offset + at) & 1:
            return True
    return False


def other_claims(case: Case) -> list[int]:
    """Regions that use the same abbreviation, when it is all that the text says of the regency."""
    pick = case.pick
    if pick is None or pick.label or case.level != REGENCY:
        return []
    claims = case.gazetteer.shared.get(pick.written.replace(" ", ""), set())
    if case.reading.id in claims or len(case.reading.picks) > 1:
        return []
    return sorted(i for i in claims if case.within < 0 or case.gazetteer.holds(case.within, i))


def _on_names(case: Case) -> Iterator[Disagreement]:
    """Names that were misspelt, are of another kind or level, or stand among other words."""
    gazetteer = case.gazetteer
    for level, pick in sorted(case.reading.picks.items()):
        i = gazetteer.above(case.reading.id, level)
        written = pick.written
        if pick.note == Code.KIND_DIFFERS:
            written = f"{case.written.parts[pick.part].kind} {written}"
        params = {"written": written, "actual": gazetteer.names[i]}
        if pick.note:
            yield Disagreement(Code(pick.note), params)
        elif is_loose(case, pick):
            yield Disagreement(Code.LOOSE, params)
        if level == REGENCY and not pick.note and _says_city(case, pick, i):
            yield Disagreement(Code.KIND_DIFFERS, {**params, "written": f"kota {written}"})
        if level == case.level and other_claims(case):
            yield Disagreement(Code.SHARED_ALIAS, params)


def _says_city(case: Case, pick: Mention, i: int) -> bool:
    """`Kota Banyuasin`: the word kota stands before the name of a kabupaten."""
    if case.gazetteer.kind(i) == KOTA:
        return False
    words = case.written.parts[pick.part].words
    first = pick.written.split(" ")[0]
    return any(a == "kota" and b == first for a, b in zip(words, words[1:], strict=False))


def _on_other_names(case: Case) -> Iterator[Disagreement]:
    """Subdistricts, regencies and provinces that the text names and that do not hold the answer."""
    gazetteer, reading = case.gazetteer, case.reading
    former = gazetteer.former.get(reading.id, frozenset())
    for level, mention in reading.conflicts:
        above = gazetteer.above(reading.id, level)
        was_there = level == SUBDISTRICT and not former.isdisjoint(mention.ids)
        yield Disagreement(
            Code.SUBDISTRICT_OLD if was_there else _DIFFERS_AT[level],
            {
                "place": gazetteer.names[reading.id],
                "written": gazetteer.names[mention.ids[0]],
                "actual": gazetteer.names[above] if above >= 0 else "",
            },
        )


def _on_postcode(case: Case) -> Iterator[Disagreement]:
    """A postal code that no village of the answer has."""
    gazetteer, i, postcode = case.gazetteer, case.reading.id, case.written.postcode
    if not postcode or gazetteer.among(gazetteer.by_postcode.get(postcode, ()), i):
        return
    known = sorted({gazetteer.postcodes[at] for at in range(i, gazetteer.ends[i])} - {""})
    actual = "" if not known else known[0] if len(known) == 1 else f"{known[0]}-{known[-1]}"
    yield Disagreement(
        Code.POSTCODE_DIFFERS,
        {"written": postcode, "place": gazetteer.names[i], "actual": actual},
    )


def _on_code(case: Case) -> Iterator[Disagreement]:
    """A typed code of another place: the name won."""
    gazetteer, i, code = case.gazetteer, case.reading.id, case.written.code
    meant = case.codes.ids_of(code) if code else ()
    if meant and not any(gazetteer.holds(i, other) or gazetteer.holds(other, i) for other in meant):
        yield Disagreement(
            Code.CODE_DIFFERS,
            {"written": code, "place": gazetteer.names[i], "actual": gazetteer.codes[i]},
        )


def _on_unknown(case: Case) -> Iterator[Disagreement]:
    """Labelled names that are nowhere to be found."""
    gazetteer, reading = case.gazetteer, case.reading
    in_conflict = {conflict.mention.part for conflict in reading.conflicts}
    for gap in case.unexplained:
        if not gap.level or gap.level in reading.picks or gap.part in in_conflict:
            continue
        place = reading.id if case.level < gap.level else case.within
        yield Disagreement(
            _UNKNOWN_AT[gap.level],
            {
                "written": " ".join(gap.words),
                "place": gazetteer.names[place] if place >= 0 else "Indonesia",
            },
        )
