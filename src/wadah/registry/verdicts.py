"""What a checked row is to the registry: compares it with stored records that share a key, never old with old.

A row is compared with what stands before it: with records that are applied, and with earlier rows of its own file.
So every two rows are compared once. Most that share a key have little else in common: a quick look passes them by.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from wadah.registry import fields
from wadah.registry.candidates import Glance, Known, glances, known_records, nearest, records_by_key
from wadah.registry.coded import CodedRow, Found, parties_by_code
from wadah.registry.crowds import Crowds
from wadah.registry.kinds import LinkLevel, Verdict
from wadah.registry.linkage import Answer, Entry, Judgement
from wadah.registry.linkage.guards import person_guard, registry_guard
from wadah.registry.linkage.judgement import GuardOf, compare, decide
from wadah.registry.linkage.levels import Level
from wadah.registry.linkage.prepared import Prepared, prepare
from wadah.registry.linkage.weights import BUSINESS, PERSON, Model, asked_score

# Rows of one content may be many (23 stalls of one name): all of them are looked at.
WIDEST_CONTENT = 500
MOST_QUESTIONS = 3
# Names below this likeness (0 to 100) are those of two businesses, whatever else the rows share.
NAME_LIKE, OWNER_LIKE = 70, 82
HASH_BYTES = 16
# Evidence of a row that names its party by the code that wadah has written beside it.
BY_CODE = (("code", "code:same", 0.0),)


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

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Match":
        """From what `as_json` gave."""
        return cls(
            told["record"],
            LinkLevel(told["level"]),
            Answer(told["answer"]),
            told["score"],
            tuple((name, level, weight) for name, level, weight in told["evidence"]),
            told.get("guard", ""),
            tuple(told.get("changed", ())),
        )


@dataclass(slots=True)
class Row:
    """A stored row that is to be compared, by its keys; the last one is that of its whole content."""

    record_id: int
    keys: Sequence[int]
    verdict: Verdict = Verdict.NEW
    matches: list[Match] = field(default_factory=list)

    @property
    def content_key(self) -> int:
        """The key by which rows of exactly this content are found."""
        return self.keys[-1]


def judge_rows(rows: Sequence[Row], crowds: Crowds) -> None:
    """Gives each row its verdict and matches, in hand only. The rows stand in the order of their ids.

    `crowds` are those of the file; they are counted once for all chunks of it.
    """
    intake_id = crowds.intake_id
    blocks = records_by_key(key for row in rows for key in row.keys[:-1])
    contents = records_by_key((row.content_key for row in rows), WIDEST_CONTENT)
    near = {row.record_id: nearest(row.keys[:-1], blocks, row.record_id) for row in rows}
    seen = glances(_all_of(rows, near, contents), intake_id)
    worth = {row.record_id: _worth(row.record_id, near[row.record_id], seen, intake_id) for row in rows}
    known = known_records(_read_whole(worth), intake_id)
    roots = {match["record"] for one in known.values() for match in one.matches if _is_root(match)}
    known |= known_records(roots - known.keys(), intake_id)
    chunk = _Chunk(crowds, seen, known, _coded(rows, seen, intake_id))
    for row in rows:
        chunk.judge(row, worth[row.record_id], contents.get(row.content_key, ()))


def _all_of(
    rows: Iterable[Row], near: Mapping[int, list[int]], contents: Mapping[int, list[int]]
) -> set[int]:
    wanted = {row.record_id for row in rows}
    for found in (*near.values(), *contents.values()):
        wanted.update(found)
    return wanted


def _read_whole(worth: Mapping[int, list[int]]) -> set[int]:
    return {record_id for row, found in worth.items() if found for record_id in (row, *found)}


def _worth(record_id: int, near: Iterable[int], seen: Mapping[int, Glance], intake_id: int) -> list[int]:
    """The candidates that a quick look does not pass by: records of other files, and rows before this one."""
    row = seen[record_id]
    return [
        other.record_id
        for other in (seen[one] for one in near if one in seen)
        if (other.intake_id != intake_id or other.record_id < record_id) and _alike(row, other)
    ]


def _alike(one: Glance, other: Glance) -> bool:
    """Whether the rows could be one business, or have one owner that no NIK tells already."""
    if (one.nib and one.nib == other.nib) or (one.cooperative and one.cooperative == other.cooperative):
        return True
    if not (one.name and other.name):
        known = bool(one.nik_hash) and one.nik_hash == other.nik_hash
        return known or _like_owners(one, other) or _one_phone(one.phone_hashes, other.phone_hashes)
    if fuzz.token_set_ratio(one.name, other.name, score_cutoff=NAME_LIKE):
        return True
    # Another business. One person is found again by the NIK; without it by the name.
    return not (one.nik_hash and other.nik_hash) and _like_owners(one, other)


def _like_owners(one: Glance, other: Glance) -> bool:
    if not (one.owner and other.owner):
        return False
    return bool(fuzz.token_set_ratio(one.owner, other.owner, score_cutoff=OWNER_LIKE))


def _one_phone(one: bytes | None, other: bytes | None) -> bool:
    if not one or not other:
        return False
    return any(one[at : at + HASH_BYTES] in other for at in range(0, len(one), HASH_BYTES))


def _is_root(match: Mapping[str, Any]) -> bool:
    return (match["level"], match["answer"]) == (LinkLevel.BUSINESS, Answer.SAME)


class Repetition(NamedTuple):
    """The applied record that a row repeats as a whole, and whether the row tells of an owner."""

    record_id: int
    owned: bool

    def matches(self) -> list[Match]:
        """What the row is to the registry."""
        evidence = (("content", "content:same", 0.0),)
        levels = [LinkLevel.BUSINESS, LinkLevel.PERSON][: 1 + self.owned]
        return [Match(self.record_id, level, Answer.SAME, 1.0, evidence) for level in levels]


def repetitions(rows: Sequence[Row], intake_id: int) -> dict[int, Repetition]:
    """The rows that repeat a whole row of an applied file, or name their party by its code and change nothing."""
    contents = records_by_key((row.content_key for row in rows), WIDEST_CONTENT)
    seen = glances(_all_of(rows, {}, contents), intake_id)
    coded = _coded(rows, seen, intake_id)
    found: dict[int, Repetition] = {}
    for row in rows:
        own = seen[row.record_id]
        by_code = coded.get(row.record_id, [])
        if verdict_of(by_code) == Verdict.SAME:
            # A record that names the owner speaks of the business as well.
            found[row.record_id] = Repetition(by_code[-1].record_id, len(by_code) > 1)
            continue
        repeated = _repeated(own, contents.get(row.content_key, ()), seen, intake_id)
        if repeated is not None:
            found[row.record_id] = _repetition(own, repeated)
    return found


def _coded(rows: Sequence[Row], seen: Mapping[int, Glance], intake_id: int) -> dict[int, list[Match]]:
    """The matches of rows that name their party by its code. Nothing is asked of a file without codes.

    A code beside names that are nothing like those of the party came there by a slip, such as a column that was
    sorted alone: a person is asked.
    """
    coded = {row.record_id: seen[row.record_id].code for row in rows if seen[row.record_id].code}
    if not coded:
        return {}
    read = known_records(coded, intake_id)
    asked = {pk: CodedRow(coded[pk], one.values, one.region) for pk, one in read.items()}
    return {pk: _by_code(asked[pk], found) for pk, found in parties_by_code(asked).items()}


def _by_code(row: CodedRow, found: Found) -> list[Match]:
    if not _alike_names(row.values, found.known):
        return [Match(found.record_id, LinkLevel.BUSINESS, Answer.ASK, asked_score(1.0), BY_CODE)]
    matches = [Match(found.record_id, LinkLevel.BUSINESS, Answer.SAME, 1.0, BY_CODE, changed=found.changed)]
    if row.values.get(fields.OWNER) and found.owner_record_id and fields.OWNER not in found.changed:
        matches.append(Match(found.owner_record_id, LinkLevel.PERSON, Answer.SAME, 1.0, BY_CODE))
    return matches


def _alike_names(row: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    """Whether the business or the owner is called alike; a name that one of the two lacks says nothing."""
    limits = {fields.NAME: NAME_LIKE, fields.OWNER: OWNER_LIKE}
    told = [
        fuzz.token_set_ratio(row[name].lower(), known[name].lower()) >= least
        for name, least in limits.items()
        if row.get(name) and known.get(name)
    ]
    return any(told) or not told


def _repeated(
    row: Glance, contents: Iterable[int], seen: Mapping[int, Glance], intake_id: int
) -> Glance | None:
    """The applied record with the same content, the first that no earlier row of this file has taken."""
    found = [seen[one] for one in contents if one in seen]
    same = sorted(one for one in found if one.fingerprint == row.fingerprint)
    before = sum(one.intake_id == intake_id and one.record_id < row.record_id for one in same)
    intakes: dict[int, int] = {}
    for one in same:
        if one.intake_id == intake_id:
            continue
        # The n-th such row of this file repeats the n-th of an earlier file, whichever file that was.
        intakes[one.intake_id] = intakes.get(one.intake_id, -1) + 1
        if intakes[one.intake_id] == before:
            return one
    return None


class _Chunk:
    """The rows of one chunk as they are judged: each verdict is known to the rows behind it."""

    def __init__(
        self,
        crowds: Crowds,
        seen: Mapping[int, Glance],
        known: dict[int, Known],
        coded: Mapping[int, list[Match]],
    ) -> None:
        self.crowds, self.intake_id, self.seen, self.known = crowds, crowds.intake_id, seen, known
        self.coded = coded

    def judge(self, row: Row, worth: Sequence[int], contents: Iterable[int]) -> None:
        """One row: the code of a party and a repetition of a whole row are sure; else it is compared with what is
        worth it."""
        if row.record_id in self.coded:
            row.matches = self.coded[row.record_id]
            row.verdict = verdict_of(row.matches)
            self._remember(row)
            return
        repeated = _repeated(self.seen[row.record_id], contents, self.seen, self.intake_id)
        if repeated is not None:
            row.verdict = Verdict.SAME
            row.matches = _repetition(self.seen[row.record_id], repeated).matches()
        elif worth:
            self._compare(row, [self.known[one] for one in worth if one in self.known])
        self._remember(row)

    def _remember(self, row: Row) -> None:
        known = self.known.get(row.record_id)
        if known is not None:
            self.known[row.record_id] = replace(known, matches=[match.as_json() for match in row.matches])

    def _compare(self, row: Row, candidates: Sequence[Known]) -> None:
        own = self.known[row.record_id]
        one = _prepared(own.entry)
        compared = [(known, compare(one, _prepared(known.entry))) for known in candidates]
        business = [(self._business(one, known, levels), known) for known, levels in compared]
        row.matches = _business_matches(own.values, business)
        person = _likeliest(compared, one)
        if person is not None:
            row.matches.append(person)
        row.verdict = verdict_of(row.matches)

    def _business(self, one: Prepared, known: Known, levels: tuple[Level, ...]) -> Judgement | None:
        """One weak link must not chain strangers: a row must also fit the first record of what it would join."""
        told = _decided(levels, BUSINESS, registry_guard, one, known)
        if (
            told is not None
            and told.answer != Answer.NEW
            and Level.POINT_SAME in levels
            and self._crowd(one, known)
        ):
            levels = tuple(Level.POINT_CROWDED if each is Level.POINT_SAME else each for each in levels)
            told = _decided(levels, BUSINESS, registry_guard, one, known)
        if told is None or told.answer != Answer.SAME:
            return told
        root = next((match["record"] for match in known.matches if _is_root(match)), None)
        first = self.known.get(root) if root is not None else None
        if first is None:
            return told
        other = _prepared(first.entry)
        with_first = decide(one, other, compare(one, other), BUSINESS, registry_guard)
        if with_first.answer != Answer.NEW:
            return told
        return Judgement(asked_score(told.score), Answer.ASK, told.evidence, with_first.guard)

    def _crowd(self, one: Prepared, known: Known) -> bool:
        return self.crowds.crowded(one.entry) or self.crowds.crowded(known.entry)


@lru_cache(maxsize=1 << 14)
def _prepared(entry: Entry) -> Prepared:
    return prepare(entry)


def _decided(
    levels: tuple[Level, ...], model: Model, guard_of: GuardOf, one: Prepared, known: Known
) -> Judgement | None:
    """The judgement, or None for the many pairs of which the weights alone say that they are strangers."""
    weight = model.prior + sum([model.weights[level] for level in levels])
    if model.probability(weight) < model.ask_from:
        return None
    return decide(one, _prepared(known.entry), levels, model, guard_of)


def _likeliest(compared: Iterable[tuple[Known, tuple[Level, ...]]], one: Prepared) -> Match | None:
    """The record that surely has the same owner. Owners are never asked about: most rows name theirs alike."""
    found = [(_decided(levels, PERSON, person_guard, one, known), known) for known, levels in compared]
    sure = [(told, known) for told, known in found if told is not None and told.answer == Answer.SAME]
    if not sure:
        return None
    told, known = max(sure, key=lambda pair: (pair[0].score, -pair[1].record_id))
    return _match(known.record_id, LinkLevel.PERSON, told)


def _match(record_id: int, level: LinkLevel, told: Judgement, changed: tuple[str, ...] = ()) -> Match:
    evidence = tuple((part.field, part.level, part.weight) for part in told.evidence)
    guard = told.guard.code if told.guard else ""
    return Match(record_id, level, told.answer, told.score, evidence, guard, changed)


def _business_matches(
    values: Mapping[str, Any], judged: Iterable[tuple[Judgement | None, Known]]
) -> list[Match]:
    """The one record that the row surely repeats, or those that a person is asked about, the likeliest first."""
    close = [(told, known) for told, known in judged if told is not None and told.answer != Answer.NEW]
    ranked = sorted(close, key=lambda pair: (-pair[0].score, pair[1].record_id))
    if not ranked:
        return []
    told, known = ranked[0]
    if told.answer == Answer.SAME:
        return [_match(known.record_id, LinkLevel.BUSINESS, told, changed_fields(values, known.values))]
    return [_match(known.record_id, LinkLevel.BUSINESS, told) for told, known in ranked[:MOST_QUESTIONS]]


def _repetition(row: Glance, repeated: Glance) -> Repetition:
    return Repetition(repeated.record_id, bool(row.owner or row.nik_hash))


def verdict_of(matches: Sequence[Match]) -> Verdict:
    """The verdict that follows from what a row was found to repeat."""
    business = [match for match in matches if match.level == LinkLevel.BUSINESS]
    if not business:
        return Verdict.NEW
    if business[0].answer == Answer.ASK:
        return Verdict.POSSIBLE_DUPLICATE
    return Verdict.CHANGES if business[0].changed else Verdict.SAME


def changed_fields(new: Mapping[str, Any], old: Mapping[str, Any]) -> tuple[str, ...]:
    """Fields that the row fills otherwise than the record; what it leaves empty changes nothing."""
    return tuple(
        sorted(
            name
            for name, value in new.items()
            if value not in (None, "") and old.get(name) != value and name != fields.PARTY_CODE
        )
    )
