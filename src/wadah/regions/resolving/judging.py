"""Makes the answer: weighs, fills gaps with near names, and says what is sure and what disagrees."""

from __future__ import annotations

from collections.abc import Sequence
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
from wadah.regions.resolving.certainty import certainty_of
from wadah.regions.resolving.chains import chain_of
from wadah.regions.resolving.codes import CodeReader
from wadah.regions.resolving.doubts import Case, disagreements_of, other_claims
from wadah.regions.resolving.gazetteer import Gazetteer
from wadah.regions.resolving.guessing import Gap, Guesser, gaps
from wadah.regions.resolving.likeness import Likenesses
from wadah.regions.resolving.mentions import mentions_in
from wadah.regions.resolving.reading import Part, Written
from wadah.regions.resolving.weighing import Reading, Weighed, weigh

_MOST_CANDIDATES: Final = 8
_GUESSES: Final = 5


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
        case = Case(self._gazetteer, self._codes, written, reading, unexplained, within)
        notes = disagreements_of(case)
        certainty = certainty_of(case, notes)
        if certainty < LIKELY:
            return Resolution(None, 0, 0.0, (self._candidate(reading.id, certainty),), tuple(notes))
        alternatives = self._alternatives(case)
        return self._answer(reading.id, certainty, tuple(notes), alternatives)

    def _alternatives(self, case: Case) -> tuple[Candidate, ...]:
        """A province and a regency in it share a name (Jambi), or an abbreviation is shared (Mura)."""
        reading, pick = case.reading, case.pick
        if pick is None or pick.label or len(reading.picks) > 1:
            return ()
        level = case.level
        if level == PROVINCE:
            finer = [
                i for i in self._gazetteer.among(pick.ids, reading.id) if self._gazetteer.levels[i] == REGENCY
            ]
            return self._candidates([reading.id, *finer]) if finer else ()
        claims = other_claims(case)
        return self._candidates([reading.id, *claims]) if claims else ()

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
