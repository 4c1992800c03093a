"""The question for one pair: same, ask a person, or new, with the evidence of each field in words."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from wadah.registry.linkage.answers import Answer
from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.evidence import LEVEL_WORDS
from wadah.registry.linkage.guard_kinds import Guard
from wadah.registry.linkage.guards import person_guard, registry_guard
from wadah.registry.linkage.levels import (
    Level,
    activity_level,
    address_level,
    name_level,
    owner_level,
    phone_level,
    place_level,
    point_level,
    postcode_level,
)
from wadah.registry.linkage.prepared import NO_BOOKS, Books, Prepared, prepare
from wadah.registry.linkage.weights import BUSINESS, PERSON, Model, asked_score


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one field says. `weight` is in bits: positive speaks for the same one."""

    field: str
    level: str
    weight: float
    words_id: str
    words_en: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer for a pair. `score` is a probability; a guard, when one stood in the way, says why."""

    score: float
    answer: Answer
    evidence: tuple[Evidence, ...]
    guard: Guard | None = None


def compare(one: Prepared, other: Prepared, books: Books = NO_BOOKS) -> tuple[Level, ...]:
    """The level of each field that both entries fill."""
    a, b = one.entry, other.entry
    nib = _number_level(a.nib, b.nib, Level.NIB_SAME, Level.NIB_OTHER)
    nik = _number_level(a.nik, b.nik, Level.NIK_SAME, Level.NIK_OTHER)
    cooperative = _number_level(a.cooperative, b.cooperative, Level.COOPERATIVE_SAME, Level.COOPERATIVE_OTHER)
    shared_by = (
        max((books.phones.get(p, 1) for p in a.phones if p in b.phones), default=1) if books.phones else 1
    )
    crowded = bool(books.doors) and max(_at_door(one, books), _at_door(other, books)) > _CROWD
    common = bool(books.rows) and books.places.get(one.place, 1) > books.rows // 10
    found = (
        nib,
        cooperative,
        nik,
        phone_level(a.phones, b.phones, shared_by),
        name_level(one, other, books.rows),
        owner_level(one.owner, other.owner, books.rows),
        address_level(one, other, crowded),
        place_level(one, other, common),
        postcode_level(a.postcode, b.postcode),
        point_level(one, other),
        activity_level(one, other),
    )
    return tuple(level for level in found if level is not None)


def _number_level(one: str, other: str, same: Level, different: Level) -> Level | None:
    return None if not one or not other else same if one == other else different


# More names than this at one door are a market or a mall.
_CROWD = 3


def _at_door(row: Prepared, books: Books) -> int:
    return books.doors.get((row.street.key, row.number), 1)


GuardOf = Callable[[frozenset[Level], Prepared, Prepared], Guard | None]
_NEW_AT_MOST = 0.29


def decide(
    one: Prepared, other: Prepared, levels: tuple[Level, ...], model: Model, guard_of: GuardOf
) -> Judgement:
    """Sum the weights, let the guards speak, and name the answer."""
    score = model.probability(model.weight(levels))
    guard = guard_of(frozenset(levels), one, other)
    if guard is not None and guard.best == Answer.NEW and score > _NEW_AT_MOST:
        score = _NEW_AT_MOST
    elif guard is not None and guard.best == Answer.ASK and model.answer(score) == Answer.SAME:
        score = asked_score(score)
    else:
        guard = None
    return Judgement(score, model.answer(score), evidence_of(levels, model), guard)


def evidence_of(levels: tuple[Level, ...], model: Model) -> tuple[Evidence, ...]:
    """The levels in words, the strongest first."""
    weights = model.weights
    strongest = sorted(levels, key=lambda level: -abs(weights[level]))
    return tuple([_evidence(level, weights[level]) for level in strongest])


@cache
def _evidence(level: Level, weight: float) -> Evidence:
    """Made once: a model has some sixty levels."""
    words = LEVEL_WORDS[level]
    return Evidence(level.field, level.value, weight, words.id, words.en)


@lru_cache(maxsize=1 << 13)
def _prepared(entry: Entry) -> Prepared:
    return prepare(entry)


def judge(a: Entry, b: Entry) -> Judgement:
    """Are these two rows one business?"""
    one, other = _prepared(a), _prepared(b)
    return decide(one, other, compare(one, other), BUSINESS, registry_guard)


def judge_persons(a: Entry, b: Entry) -> Judgement:
    """Do these two rows have one owner?"""
    one, other = _prepared(a), _prepared(b)
    return decide(one, other, compare(one, other), PERSON, person_guard)
