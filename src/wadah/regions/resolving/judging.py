"""Makes the answer: weighs, fills gaps with near names, and says what is sure and what disagrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Final

from wadah.regions.resolving.answers import (
    LIKELY,
    PROVINCE,
    REGENCY,
    SUBDISTRICT,
    UNKNOWN,
    VILLAGE,
    Candidate,
    Disagreement,
    Resolution,
)
from wadah.regions.resolving.answers import DisagreementCode as Code
from wadah.regions.resolving.chains import chain_of
from wadah.regions.resolving.codes import CodeReader
from wadah.regions.resolving.gazetteer import KOTA, Gazetteer
from wadah.regions.resolving.guessing import Gap, Guesser, gaps
from wadah.regions.resolving.labels import SOFT_WORDS, Role
from wadah.regions.resolving.likeness import Likenesses
from wadah.regions.resolving.mentions import Mention, mentions_in
from wadah.regions.resolving.reading import Part, Written
from wadah.regions.resolving.weighing import Reading, Weighed, weigh

_MOST_CANDIDATES: Final = 8
_GUESSES: Final = 5

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

_UNKNOWN_AT: Final = {
    PROVINCE: Code.PROVINCE_UNKNOWN,
    REGENCY: Code.REGENCY_UNKNOWN,
    SUBDISTRICT: Code.SUBDISTRICT_UNKNOWN,
    VILLAGE: Code.VILLAGE_UNKNOWN,
}


class Judge:
    """Answers for one cut-up text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._likenesses = Likenesses(gazetteer)
        self._guesser = Guesser(gazetteer, self._likenesses)
        self._codes = CodeReader(gazetteer)

    def judge(self, written: Written, within: int) -> Resolution:
        """The answer for a text within a region (-1: the country)."""
        if not written.code and (i := chain_of(self._gazetteer, written, within)) is not None:
            return Resolution(self._gazetteer.codes[i], self._gazetteer.levels[i], 1.0)
        weighed, unexplained = self._weigh(written, within)
        if outside := self._outside(written, weighed, within):
            return outside
        if written.code:
            weighed, answer = self._by_code(written, weighed, within)
            if answer:
                return answer
        if not weighed.best:
            return self._by_postcode(written, within)
        best = self._of_kind(weighed.best, written.parts)
        if len(best) > 1:
            return self._rivals(best)
        return self._one(written, best[0], unexplained, within)

    def _of_kind(self, best: list[Reading], parts: Sequence[Part]) -> list[Reading]:
        """Two villages of one name in one subdistrict: `Kel.` or `Desa` before it chooses."""
        if len({self._gazetteer.parents[reading.id] for reading in best}) > 1:
            return best
        pick = best[0].picks.get(VILLAGE)
        kind = parts[pick.part].kind if pick else ""
        fitting = [reading for reading in best if self._gazetteer.kind(reading.id) == kind]
        return fitting or best

    def _weigh(self, written: Written, within: int) -> tuple[Weighed, list[Gap]]:
        """Weighs, then fills one gap after another with near names and weighs again."""
        mentions = mentions_in(self._gazetteer, written.parts)
        tried: set[tuple[int, int, int]] = set()
        for _ in range(_GUESSES):
            weighed = weigh(self._gazetteer, mentions, written.postcode, within)
            reading = weighed.best[0] if weighed.best else None
            open_gaps = gaps(written.parts, reading)
            guess = None
            for gap in open_gaps:
                asked = (gap.part, gap.mask, reading.id if reading else -1)
                if asked in tried:
                    continue
                tried.add(asked)
                guess = self._guesser.guess(gap, reading, within)
                if guess and guess not in mentions:
                    break
                guess = None
            if guess is None:
                return weighed, open_gaps
            mentions.append(guess)
            mentions.sort(key=lambda mention: -mention.weight)
        return weighed, open_gaps

    def _outside(self, written: Written, weighed: Weighed, within: int) -> Resolution | None:
        """The text names a region elsewhere: said as a candidate, never answered with one inside."""
        if not weighed.outside:
            return None
        elsewhere = weighed.outside[0]
        inside = weighed.best[0].picks.values() if weighed.best else ()
        if elsewhere.label not in (PROVINCE, REGENCY) and any(
            pick.weight >= elsewhere.weight for pick in inside
        ):
            return None
        answer = self.judge(written, -1)
        named = answer.code or self._gazetteer.codes[elsewhere.ids[0]]
        place = self._gazetteer.ids[named]
        params = {"place": self._gazetteer.full_name(place), "within": self._gazetteer.names[within]}
        candidates = answer.candidates or (self._candidate(place, answer.certainty or 0.5),)
        return Resolution(None, 0, 0.0, candidates, (Disagreement(Code.OUTSIDE, params),))

    def _by_code(self, written: Written, weighed: Weighed, within: int) -> tuple[Weighed, Resolution | None]:
        """Lets a code choose between names; a name that contradicts the code wins over it."""
        meant = [
            i for i in self._codes.ids_of(written.code) if within < 0 or self._gazetteer.holds(within, i)
        ]
        if not weighed.best:
            return weighed, self._only_code(written.code, meant) if not written.parts else None
        holds = self._gazetteer.holds
        agreeing = [r for r in weighed.best if any(holds(r.id, i) or holds(i, r.id) for i in meant)]
        if agreeing:
            weighed = Weighed(agreeing, weighed.outside)
            deeper = [i for i in meant if i != agreeing[0].id and holds(agreeing[0].id, i)]
            if len(agreeing) == 1 and len(meant) == 1 and deeper and "." in written.code:
                return weighed, self._answer(deeper[0], 0.95, ())
        return weighed, None

    def _only_code(self, code: str, meant: Sequence[int]) -> Resolution:
        if len(meant) != 1:
            return Resolution(candidates=tuple(self._candidate(i, 1 / len(meant)) for i in meant))
        certainty, doubt = self._codes.certainty_of(code)
        notes = (Disagreement(Code.CODE_SYSTEM, {"written": code}),) if doubt else ()
        return self._answer(meant[0], certainty, notes)

    def _by_postcode(self, written: Written, within: int) -> Resolution:
        """Only a postal code: the smallest region that holds all its villages, and never sure."""
        ids = self._gazetteer.by_postcode.get(written.postcode, ())
        if within >= 0:
            ids = tuple(self._gazetteer.among(ids, within))
        if not ids:
            return UNKNOWN
        shared = next(
            (step for step in self._gazetteer.path(ids[0]) if self._gazetteer.holds(step, ids[-1])), -1
        )
        if shared < 0 or self._gazetteer.levels[shared] < REGENCY:
            return Resolution(candidates=self._candidates(ids))
        finer = () if len(ids) == 1 else self._candidates(ids)
        return Resolution(self._gazetteer.codes[shared], self._gazetteer.levels[shared], 0.6, finer)

    def _rivals(self, best: Sequence[Reading]) -> Resolution:
        """Several readings: what they all name is sure, the choice among them is a person's."""
        named = [{self._gazetteer.above(reading.id, level) for level in reading.picks} for reading in best]
        common = set.intersection(*named)
        top = best[0].weight
        candidates = tuple(
            self._candidate(r.id, min(0.5, self._trust_of(r)) * r.weight / max(top, 1.0))
            for r in sorted(best, key=self._outermost)[:_MOST_CANDIDATES]
        )
        if not common:
            return Resolution(None, 0, 0.0, candidates)
        code = max(common, key=lambda i: self._gazetteer.levels[i])
        level = self._gazetteer.levels[code]
        trust = best[0].picks[level].trust
        return Resolution(self._gazetteer.codes[code], level, round(trust, 3), candidates)

    def _outermost(self, reading: Reading) -> int:
        return self._gazetteer.levels[reading.id]

    def _trust_of(self, reading: Reading) -> float:
        deepest = max(reading.picks, default=0)
        return reading.picks[deepest].trust if deepest else 0.5

    def _one(
        self,
        written: Written,
        reading: Reading,
        unexplained: Sequence[Gap],
        within: int,
    ) -> Resolution:
        if doubtful := self._nearer_in_subdistrict(reading):
            return doubtful
        notes = [
            *self._notes_on_picks(reading, written.parts, within),
            *self._conflicts(reading),
            *self._postcode(reading, written.postcode),
            *self._code_note(reading, written.code),
            *self._unknown(reading, unexplained, within),
        ]
        certainty = self._certainty(reading, written.parts, notes, within)
        if certainty < LIKELY:
            return Resolution(None, 0, 0.0, (self._candidate(reading.id, certainty),), tuple(notes))
        alternatives = self._alternatives(reading, within)
        return self._answer(reading.id, certainty, tuple(notes), alternatives)

    def _alternatives(self, reading: Reading, within: int) -> tuple[Candidate, ...]:
        """A province and a regency in it share a name (Jambi), or an abbreviation is shared (Mura)."""
        level = self._gazetteer.levels[reading.id]
        pick = reading.picks.get(level)
        if pick is None or pick.label:
            return ()
        if level == PROVINCE and len(reading.picks) == 1:
            finer = [
                i for i in self._gazetteer.among(pick.ids, reading.id) if self._gazetteer.levels[i] == REGENCY
            ]
            return self._candidates([reading.id, *finer]) if finer else ()
        if level == REGENCY and len(reading.picks) == 1 and self._is_shared(pick, reading.id, within):
            return self._candidates(
                [reading.id, *sorted(self._gazetteer.shared[pick.written.replace(" ", "")])]
            )
        return ()

    def _nearer_in_subdistrict(self, reading: Reading) -> Resolution | None:
        """The village lies elsewhere, but the written subdistrict has one of nearly that name."""
        pick = reading.picks.get(VILLAGE)
        if pick is None or self._gazetteer.levels[reading.id] != VILLAGE:
            return None
        former = self._gazetteer.former.get(reading.id, frozenset())
        for conflict in reading.conflicts:
            if conflict.level != SUBDISTRICT or not former.isdisjoint(conflict.mention.ids):
                continue
            words = tuple(self._gazetteer.words(reading.id))
            for subdistrict in conflict.mention.ids:
                if self._gazetteer.levels[subdistrict] != SUBDISTRICT:
                    continue
                near = self._likenesses.find(words, subdistrict, VILLAGE)
                if near and near.trust >= 0.7:
                    regency = self._gazetteer.above(reading.id, REGENCY)
                    named = REGENCY in reading.picks and self._gazetteer.holds(regency, subdistrict)
                    candidates = self._candidates([reading.id, *near.ids])
                    code = self._gazetteer.codes[regency] if named else None
                    return Resolution(code, REGENCY if named else 0, 0.9 if named else 0.0, candidates)
        return None

    def _notes_on_picks(self, reading: Reading, parts: Sequence[Part], within: int) -> Iterator[Disagreement]:
        for level, pick in sorted(reading.picks.items()):
            i = self._gazetteer.above(reading.id, level)
            actual = self._gazetteer.names[i]
            written = pick.written
            if pick.note == Code.KIND_DIFFERS:
                written = f"{parts[pick.part].kind} {written}"
            params = {"written": written, "actual": actual}
            if pick.note:
                yield Disagreement(Code(pick.note), params)
            elif self._is_loose(pick, parts, reading):
                yield Disagreement(Code.LOOSE, params)
            if level == REGENCY and not pick.note and self._says_city(pick, parts, i):
                yield Disagreement(Code.KIND_DIFFERS, {"written": f"kota {pick.written}", "actual": actual})
            if self._is_shared(pick, i, within):
                yield Disagreement(Code.SHARED_ALIAS, params)

    def _is_shared(self, pick: Mention, i: int, within: int) -> bool:
        """An abbreviation that another region uses too, when nothing else in the text decides."""
        claims: Set[int] = self._gazetteer.shared.get(pick.written.replace(" ", ""), frozenset())
        rivals = [claim for claim in claims if within < 0 or self._gazetteer.holds(within, claim)]
        return not pick.label and i not in claims and bool(rivals)

    def _says_city(self, pick: Mention, parts: Sequence[Part], i: int) -> bool:
        """`Kota Banyuasin`: the word kota stands before the name of a kabupaten."""
        if self._gazetteer.kind(i) == KOTA:
            return False
        words = parts[pick.part].words
        first = pick.written.split(" ")[0]
        return any(a == "kota" and b == first for a, b in zip(words, words[1:], strict=False))

    def _is_loose(self, pick: Mention, parts: Sequence[Part], reading: Reading) -> bool:
        """Whether words that nothing explains stand beside the name, so that it may be part of them."""
        offset = sum(len(part.words) for part in parts[: pick.part])
        part = parts[pick.part]
        if part.role is Role.STREET:
            return False
        start = (pick.mask & -pick.mask).bit_length() - 1 - offset
        end = pick.mask.bit_length() - offset
        for at in (start - 1, end):
            if not 0 <= at < len(part.words) or (pick.label and at < start):
                continue
            if at < part.lead or part.words[at] in SOFT_WORDS:
                continue
            if not reading.seen >> (offset + at) & 1:
                return True
        return False

    def _conflicts(self, reading: Reading) -> Iterator[Disagreement]:
        former = self._gazetteer.former.get(reading.id, frozenset())
        for level, mention in reading.conflicts:
            if level == SUBDISTRICT and not former.isdisjoint(mention.ids):
                code = Code.SUBDISTRICT_OLD
            else:
                code = {
                    SUBDISTRICT: Code.SUBDISTRICT_DIFFERS,
                    REGENCY: Code.REGENCY_DIFFERS,
                    PROVINCE: Code.PROVINCE_DIFFERS,
                }[level]
            above = self._gazetteer.above(reading.id, level)
            yield Disagreement(
                code,
                {
                    "place": self._gazetteer.names[reading.id],
                    "written": self._best_name(mention),
                    "actual": self._gazetteer.names[above] if above >= 0 else "",
                },
            )

    def _best_name(self, mention: Mention) -> str:
        return self._gazetteer.names[mention.ids[0]]

    def _postcode(self, reading: Reading, postcode: str) -> Iterator[Disagreement]:
        """A postal code that no village of the answer has."""
        if not postcode:
            return
        known = self._gazetteer.by_postcode.get(postcode, ())
        if self._gazetteer.among(known, reading.id):
            return
        yield Disagreement(
            Code.POSTCODE_DIFFERS,
            {
                "written": postcode,
                "place": self._gazetteer.names[reading.id],
                "actual": self._postcode_of(reading.id),
            },
        )

    def _postcode_of(self, i: int) -> str:
        end = self._gazetteer.ends[i]
        codes = sorted({self._gazetteer.postcodes[at] for at in range(i, end)} - {""})
        return codes[0] if len(codes) == 1 else f"{codes[0]}-{codes[-1]}" if codes else ""

    def _code_note(self, reading: Reading, code: str) -> Iterator[Disagreement]:
        if not code:
            return
        meant = self._codes.ids_of(code)
        holds = self._gazetteer.holds
        if meant and not any(holds(reading.id, i) or holds(i, reading.id) for i in meant):
            params = {
                "written": code,
                "place": self._gazetteer.names[reading.id],
                "actual": self._gazetteer.codes[reading.id],
            }
            yield Disagreement(Code.CODE_DIFFERS, params)

    def _unknown(self, reading: Reading, unexplained: Sequence[Gap], within: int) -> Iterator[Disagreement]:
        for gap in unexplained:
            if gap.level and gap.level not in reading.picks and not self._said(reading, gap):
                place = reading.id if self._gazetteer.levels[reading.id] < gap.level else within
                yield Disagreement(
                    _UNKNOWN_AT[gap.level],
                    {
                        "written": " ".join(gap.words),
                        "place": self._gazetteer.names[place] if place >= 0 else "Indonesia",
                    },
                )

    def _said(self, reading: Reading, gap: Gap) -> bool:
        return any(conflict.mention.part == gap.part for conflict in reading.conflicts)

    def _certainty(
        self, reading: Reading, parts: Sequence[Part], notes: Sequence[Disagreement], within: int
    ) -> float:
        level = self._gazetteer.levels[reading.id]
        pick = reading.picks.get(level)
        certainty = pick.trust if pick else 0.6
        for upper, other in reading.picks.items():
            if upper < level:
                certainty *= self._share_of(other, reading, within)
        for note in notes:
            certainty *= _TRUST.get(note.code, 1.0)
            if note.code is Code.POSTCODE_DIFFERS:
                certainty *= self._postcode_trust(reading, note.params["written"])
            elif note.code is Code.LOOSE and pick and note.params["written"] == pick.written:
                certainty *= self._loose_trust(pick, level, parts)
        alone = len(reading.picks) == 1 and not reading.conflicts
        if level >= SUBDISTRICT and alone and within < 0:
            certainty *= 0.95
        return round(certainty, 3)

    def _share_of(self, upper: Mention, reading: Reading, within: int) -> float:
        """A doubtful outer name costs only where the inner name alone would not have decided."""
        pick = reading.picks.get(self._gazetteer.levels[reading.id])
        if upper.trust == 1.0 or (pick and pick.part == upper.part and pick.trust == upper.trust):
            return 1.0
        level = self._gazetteer.levels[reading.id]
        exact = [at for at, pick in reading.picks.items() if at < level and pick.trust == 1.0]
        outer = self._gazetteer.above(reading.id, max(exact)) if exact else within
        ids = reading.picks[level].ids if level in reading.picks else ()
        alike = ids if outer < 0 else self._gazetteer.among(ids, outer)
        return 0.97 if len(alike) == 1 else upper.trust

    def _loose_trust(self, pick: Mention, level: int, parts: Sequence[Part]) -> float:
        if pick.trust < 1.0:
            return 1.0
        if pick.label:
            return 0.85
        if level > REGENCY:
            return 0.7
        part = parts[pick.part]
        offset = sum(len(other.words) for other in parts[: pick.part])
        at_end = pick.mask.bit_length() - offset == len(part.words)
        return 0.9 if at_end and len(pick.written) > 5 else 0.6

    def _postcode_trust(self, reading: Reading, postcode: str) -> float:
        """Within the subdistrict a slip, within the regency a doubt, elsewhere a strong one."""
        known = self._gazetteer.by_postcode.get(postcode, ())
        if not known:
            return 0.97
        for level, trust in ((SUBDISTRICT, 0.97), (REGENCY, 0.92)):
            outer = self._gazetteer.above(reading.id, level)
            if outer >= 0 and self._gazetteer.among(known, outer):
                return trust
        return 0.8

    def _answer(
        self,
        i: int,
        certainty: float,
        notes: tuple[Disagreement, ...],
        candidates: tuple[Candidate, ...] = (),
    ) -> Resolution:
        return Resolution(self._gazetteer.codes[i], self._gazetteer.levels[i], certainty, candidates, notes)

    def _candidate(self, i: int, certainty: float) -> Candidate:
        return Candidate(
            self._gazetteer.codes[i],
            self._gazetteer.full_name(i),
            self._gazetteer.levels[i],
            round(certainty, 3),
        )

    def _candidates(self, ids: Sequence[int]) -> tuple[Candidate, ...]:
        share = 1 / max(len(ids), 2)
        return tuple(self._candidate(i, share) for i in ids[:_MOST_CANDIDATES])
