"""What a checked row is to the registry: compares it with stored records that share a key, never old with old.

A row is compared with what stands before it: with records that are applied, and with earlier rows of its own file.
So every two rows are compared once, and each verdict can be stored with its row.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from wadah.registry.candidates import Known, known_records, nearest, records_by_key
from wadah.registry.kinds import LinkLevel, Verdict
from wadah.registry.linkage import Answer, Entry
from wadah.registry.linkage.guards import business_guard, person_guard
from wadah.registry.linkage.judgement import Judgement, compare, decide
from wadah.registry.linkage.prepared import Prepared, prepare
from wadah.registry.linkage.weights import BUSINESS, PERSON

# Rows of one content may be many (23 stalls of one name): all of them are looked at.
WIDEST_CONTENT = 500
MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Match:
    """A stored record that the row may repeat. `evidence` holds (field, level, weight in bits)."""

    record_id: int
    level: LinkLevel
    answer: Answer
    score: float
    evidence: tuple[tuple[str, str, float], ...] = ()
    guard: str = ""
    changed: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As `Record.matches` stores it."""
        told: dict[str, Any] = {
            "record": self.record_id,
            "level": self.level.value,
            "answer": self.answer.value,
            "score": round(self.score, 4),
            "evidence": [list(part) for part in self.evidence],
        }
        if self.guard:
            told["guard"] = self.guard
        if self.changed:
            told["changed"] = list(self.changed)
        return told


@dataclass(slots=True)
class Row:
    """A row that is to be compared. `content_key` is a key of its whole content, by which equal rows are found.

    `values` may be JSON: it is only read for rows that repeat another one.
    """

    record_id: int
    entry: Entry
    keys: Sequence[int]
    content_key: int
    fingerprint: bytes
    values: Mapping[str, Any] | str
    verdict: Verdict = Verdict.NEW
    matches: list[Match] = field(default_factory=list)


def judge_rows(rows: Sequence[Row], intake_id: int) -> None:
    """Gives each row its verdict and matches. The rows are not stored yet, and stand in the order of their ids."""
    blocks = records_by_key(key for row in rows for key in row.keys)
    contents = records_by_key((row.content_key for row in rows), WIDEST_CONTENT)
    near = {row.record_id: nearest(row.keys, blocks) for row in rows}
    wanted = {record_id for found in near.values() for record_id in found}
    wanted.update(record_id for found in contents.values() for record_id in found)
    known = known_records(wanted, intake_id)
    roots = {match["record"] for one in known.values() for match in one.matches if _is_root(match)}
    known |= known_records(roots - known.keys(), intake_id)
    _Chunk(intake_id, known, near, contents).judge(rows)


def _is_root(match: Mapping[str, Any]) -> bool:
    return (match["level"], match["answer"]) == (LinkLevel.BUSINESS, Answer.SAME)


class _Chunk:
    """The rows of one chunk as they are judged: each becomes known to those behind it."""

    def __init__(
        self,
        intake_id: int,
        known: dict[int, Known],
        near: dict[int, list[int]],
        contents: dict[int, list[int]],
    ) -> None:
        self.intake_id, self.known, self.near = intake_id, known, near
        self.contents = {key: list(ids) for key, ids in contents.items()}
        self.by_key: dict[int, list[int]] = {}

    def judge(self, rows: Sequence[Row]) -> None:
        for row in rows:
            repeated = self._repeated(row)
            if repeated is not None:
                row.verdict = Verdict.SAME
                row.matches = _content_matches(row, repeated)
            else:
                self._compare(row)
            self._remember(row)

    def _repeated(self, row: Row) -> Known | None:
        """The applied record with the same content, the first that no earlier row of this file has taken."""
        found = self._before(row, self.contents.get(row.content_key, ()))
        same = [one for one in found if one.fingerprint == row.fingerprint]
        applied = sorted((one.record_id, one) for one in same if one.intake_id != self.intake_id)
        before = sum(one.intake_id == self.intake_id for one in same)
        intakes: dict[int, int] = {}
        for _, one in applied:
            # The n-th such row of this file repeats the n-th of an earlier file, whichever file that was.
            intakes[one.intake_id] = intakes.get(one.intake_id, -1) + 1
            if intakes[one.intake_id] == before:
                return one
        return None

    def _compare(self, row: Row) -> None:
        candidates = self._before(row, self._candidates(row))
        if not candidates:
            return
        one = _prepared(row.entry)
        judged = [(known, *_both(one, _prepared(known.entry))) for known in candidates]
        business = [(self._guarded(one, known, told), known) for known, told, _ in judged]
        row.matches = _business_matches(row, business)
        person = max(((told, known) for known, _, told in judged), key=lambda pair: pair[0].score)
        if person[0].answer == Answer.SAME:
            row.matches.append(_match(person[1], LinkLevel.PERSON, person[0]))
        row.verdict = _verdict(row.matches)

    def _before(self, row: Row, record_ids: Iterable[int]) -> list[Known]:
        """Records of other files, and rows of this file that stand before the row."""
        found = (self.known[record_id] for record_id in record_ids if record_id in self.known)
        return [one for one in found if one.intake_id != self.intake_id or one.record_id < row.record_id]

    def _candidates(self, row: Row) -> list[int]:
        """From the chunk itself and from the store; those of the chunk are the newest."""
        inside = {key: self.by_key[key] for key in row.keys if key in self.by_key}
        return [*nearest(row.keys, inside), *self.near[row.record_id]]

    def _guarded(self, one: Prepared, known: Known, told: Judgement) -> Judgement:
        """One weak link must not chain strangers: a row must also fit the first record of what it would join."""
        if told.answer != Answer.SAME:
            return told
        root = next((match["record"] for match in known.matches if _is_root(match)), None)
        first = self.known.get(root) if root is not None else None
        if first is None:
            return told
        with_first, _ = _both(one, _prepared(first.entry))
        if with_first.answer != Answer.NEW:
            return told
        return Judgement(min(told.score, 0.89), Answer.ASK, told.evidence, with_first.guard)

    def _remember(self, row: Row) -> None:
        matches = [match.as_json() for match in row.matches]
        self.known[row.record_id] = Known(
            row.record_id, self.intake_id, None, row.values, row.fingerprint, matches, row.entry
        )
        self.contents.setdefault(row.content_key, []).append(row.record_id)
        for key in row.keys:
            self.by_key.setdefault(key, []).append(row.record_id)


@lru_cache(maxsize=1 << 14)
def _prepared(entry: Entry) -> Prepared:
    return prepare(entry)


def _both(one: Prepared, other: Prepared) -> tuple[Judgement, Judgement]:
    """Whether two rows are one business, and whether they have one owner: the fields are compared once."""
    levels = compare(one, other)
    return decide(one, other, levels, BUSINESS, business_guard), decide(
        one, other, levels, PERSON, person_guard
    )


def _match(known: Known, level: LinkLevel, told: Judgement, changed: tuple[str, ...] = ()) -> Match:
    evidence = tuple((part.field, part.level, part.weight) for part in told.evidence)
    guard = told.guard.code if told.guard else ""
    return Match(known.record_id, level, told.answer, told.score, evidence, guard, changed)


def _business_matches(row: Row, judged: list[tuple[Judgement, Known]]) -> list[Match]:
    """The one record that the row surely repeats, or those that a person is asked about, the likeliest first."""
    ranked = sorted(judged, key=lambda pair: (-pair[0].score, pair[1].record_id))
    told, known = ranked[0]
    if told.answer == Answer.SAME:
        return [
            _match(known, LinkLevel.BUSINESS, told, _changed(values_of(row.values), values_of(known.values)))
        ]
    asked = [(told, known) for told, known in ranked if told.answer == Answer.ASK]
    return [_match(known, LinkLevel.BUSINESS, told) for told, known in asked[:MOST_QUESTIONS]]


def _content_matches(row: Row, known: Known) -> list[Match]:
    evidence = (("content", "content:same", 0.0),)
    levels = [LinkLevel.BUSINESS]
    if row.entry.owner or row.entry.nik:
        levels.append(LinkLevel.PERSON)
    return [Match(known.record_id, level, Answer.SAME, 1.0, evidence) for level in levels]


def values_of(values: Mapping[str, Any] | str) -> Mapping[str, Any]:
    """The cleaned fields, read from JSON where they still are."""
    if isinstance(values, str):
        read: Mapping[str, Any] = json.loads(values)
        return read
    return values


def _verdict(matches: Sequence[Match]) -> Verdict:
    business = [match for match in matches if match.level == LinkLevel.BUSINESS]
    if not business:
        return Verdict.NEW
    if business[0].answer == Answer.ASK:
        return Verdict.POSSIBLE_DUPLICATE
    return Verdict.CHANGES if business[0].changed else Verdict.SAME


def _changed(new: Mapping[str, Any], old: Mapping[str, Any]) -> tuple[str, ...]:
    """Fields that the row fills otherwise than the record; what it leaves empty changes nothing."""
    return tuple(
        sorted(name for name, value in new.items() if value not in (None, "") and old.get(name) != value)
    )
