"""The queue of possible duplicates, and one pair side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from wadah.accounts.models import User
from wadah.core.actors import Actor
from wadah.core.errors import NotFound
from wadah.core.paging import Page, keyset
from wadah.registry.kinds import LinkLevel
from wadah.registry.likeness import Likeness, Part, likeness_of, parts_of
from wadah.registry.models import Link, Merge, Pair, Party, Record
from wadah.registry.pieces import pieces_of
from wadah.registry.policies import visible_pairs
from wadah.registry.queries.evidence import Reason, reasons_between
from wadah.registry.queries.origins import Told, masked_numbers, numbers_told_by, origins_of, told_by
from wadah.registry.sealed import SealedCells, open_cells
from wadah.registry.states import PairState
from wadah.registry.words import field_words

PAGE_SIZE = 24
# A queue is counted so far: whether more wait than this is all that a reader needs.
MOST_COUNTED = 200
# What linkage calls a field, and the fields of a record that it looked at.
LINKAGE_FIELDS = {
    "name": ("business_name",),
    "owner": ("owner_name",),
    "phone": ("phones",),
    "place": ("region",),
    "point": ("point",),
    "activity": ("activity", "product", "category"),
}
# What tells two businesses, or two persons, apart at a glance; the rest is folded away.
TELLING = {
    LinkLevel.BUSINESS: (
        "business_name", "owner_name", "nik", "phones", "nib", "region", "village", "address", "activity",
    ),
    LinkLevel.PERSON: ("owner_name", "nik", "phones", "sex", "age", "region", "village", "address"),
}  # fmt: skip
WAITING = (PairState.OPEN, PairState.UNSURE)
DECIDED = (PairState.SAME, PairState.DIFFERENT)


@dataclass(frozen=True)
class Side:
    """What one of the two rows says of a field; `used` when this is what counts once they are merged."""

    parts: tuple[Part, ...]
    used: bool

    def __bool__(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True)
class Compared:
    """One field of both rows. `used_instead` is what a third row of either party says, when that counts."""

    field: str
    left: Side
    right: Side
    likeness: Likeness
    used_instead: str = ""


@dataclass(frozen=True)
class Both:
    """One field of both rows in words, and which rows they are."""

    left: str
    right: str
    left_id: int
    right_id: int

    def side_of(self, used: Told) -> str:
        """The side whose row counts, or else whose words do: numbers that look alike masked may be two."""
        by_row = {self.left_id: "left", self.right_id: "right"}.get(used.origin.record.pk)
        if by_row is not None:
            return by_row
        words = used.words.casefold()
        return "right" if words == self.right.casefold() else "left" if words == self.left.casefold() else ""


@dataclass(frozen=True)
class PairPage:
    """A pair as its page shows it."""

    pair: Pair
    telling: tuple[Compared, ...]
    others: tuple[Compared, ...]
    reasons: tuple[Reason, ...]
    merge: Merge | None
    left_party: Party | None
    right_party: Party | None

    @property
    def percent(self) -> int:
        """The score, 0 to 100; never shown as 100, since a person is still asked."""
        return min(99, round(self.pair.score * 100))

    @property
    def is_waiting(self) -> bool:
        """Whether an answer may be given."""
        return self.pair.state in WAITING

    @property
    def is_decided(self) -> bool:
        """Whether there is an answer that can be taken back."""
        return self.pair.state in (*DECIDED, PairState.UNSURE)

    @property
    def is_one_already(self) -> bool:
        """Whether both rows speak of one party, by other decisions."""
        return self.left_party is not None and self.left_party == self.right_party


@dataclass(frozen=True)
class Progress:
    """Where a pair stands in the reader's work of the day."""

    done_count: int
    waiting_count: int
    ahead_count: int

    @property
    def position(self) -> int:
        """The place of this pair, counted from one."""
        return self.done_count + self.ahead_count + 1

    @property
    def total(self) -> int:
        """What is done and what waits."""
        return self.done_count + self.waiting_count

    @property
    def is_cut(self) -> bool:
        """Whether more wait than were counted."""
        return self.waiting_count >= MOST_COUNTED


@dataclass(frozen=True)
class FilePairs:
    """The pairs that rows of one file raised and that the actor may decide; a row may stand in several."""

    open_count: int = 0
    unsure_count: int = 0
    decided_count: int = 0

    @property
    def all_count(self) -> int:
        """Waiting, doubted and decided."""
        return self.open_count + self.unsure_count + self.decided_count


def pairs_in(actor: Actor, states: Iterable[str], intake: UUID | None = None) -> QuerySet[Pair]:
    """Pairs in these states that the actor may decide, of one file when named: what every page counts and lists."""
    pairs = visible_pairs(actor, Pair.objects.filter(state__in=list(states)))
    return pairs if intake is None else pairs.filter(intake__public_id=intake)


def pairs_of_file(actor: Actor, intake: UUID) -> FilePairs:
    """How far the questions of one file are."""
    states = (*WAITING, *DECIDED)
    counted = dict(
        pairs_in(actor, states, intake).order_by().values_list("state").annotate(count=Count("pk"))
    )
    decided = sum(counted.get(state, 0) for state in DECIDED)
    return FilePairs(counted.get(PairState.OPEN, 0), counted.get(PairState.UNSURE, 0), decided)


def pair_queue(
    actor: Actor, state: str = PairState.OPEN, intake: UUID | None = None, cursor: str = ""
) -> Page[Pair]:
    """Pairs in one state that the actor may decide, the likeliest first."""
    return keyset(_queue(actor, state, intake), order=("-score", "-pk"), cursor=cursor, size=PAGE_SIZE)


def next_pair(actor: Actor, intake: UUID | None = None, but: UUID | None = None) -> Pair | None:
    """The pair to look at next: the likeliest open one."""
    waiting = _queue(actor, PairState.OPEN, intake)
    if but is not None:
        waiting = waiting.exclude(public_id=but)
    return waiting.order_by("-score", "-pk").first()


def _queue(actor: Actor, state: str, intake: UUID | None) -> QuerySet[Pair]:
    return pairs_in(actor, [state], intake).select_related(
        "left__intake", "right__intake", "left__region", "right__region", "decided_by"
    )


def review_progress(actor: Actor, pair: Pair, since: datetime, intake: UUID | None = None) -> Progress:
    """How many the actor has answered since then, how many wait, and how many stand before this one.

    With `intake` all three are counted among the pairs of that file.
    """
    waiting = pairs_in(actor, [PairState.OPEN], intake)
    ahead = waiting.filter(Q(score__gt=pair.score) | Q(score=pair.score, pk__gt=pair.pk))
    answered = pairs_in(actor, (*DECIDED, PairState.UNSURE), intake)
    return Progress(
        answered.filter(decided_at__gte=since, decided_by=_user(actor)).count(),
        waiting.order_by()[:MOST_COUNTED].count(),
        ahead.order_by()[:MOST_COUNTED].count(),
    )


def answered_by(actor: Actor, public_id: UUID) -> Pair | None:
    """The pair when the actor has just answered it and may take that back; None otherwise."""
    pairs = visible_pairs(actor, Pair.objects.filter(public_id=public_id, decided_by=_user(actor)))
    return pairs.filter(state__in=(*DECIDED, PairState.UNSURE)).select_related("left", "right").first()


def _user(actor: Actor) -> User | None:
    return actor if isinstance(actor, User) else None


def pair_page(actor: Actor, public_id: UUID) -> PairPage:
    """The pair with both records side by side. Raises NotFound when missing or not the actor's to decide."""
    pairs = Pair.objects.select_related(
        "left__intake__institution",
        "right__intake__institution",
        "left__region__parent__parent",
        "right__region__parent__parent",
        "decided_by",
    )
    pair = visible_pairs(actor, pairs).filter(public_id=public_id).first()
    if pair is None:
        raise NotFound()
    links = Link.objects.filter(
        record__in=[pair.left_id, pair.right_id], level=pair.level, undone_at__isnull=True
    ).select_related("party")
    parties = {link.record_id: link.party for link in links}
    rows = compared(pair, _used(parties) if pair.state in WAITING else {})
    telling = TELLING[LinkLevel(pair.level)]
    return PairPage(
        pair,
        tuple(
            sorted((row for row in rows if row.field in telling), key=lambda row: telling.index(row.field))
        ),
        tuple(row for row in rows if row.field not in telling),
        tuple(reasons_between(pair.evidence, pair.left.values, pair.right.values)),
        Merge.objects.filter(pair=pair, undone_at__isnull=True).select_related("survivor").first(),
        parties.get(pair.left_id),
        parties.get(pair.right_id),
    )


def _used(parties: Mapping[int, Party]) -> dict[str, Told]:
    """What every field would be if the two parties were one; nothing when they are one, or one is missing."""
    different = {party.pk: party for party in parties.values()}
    if len(different) < 2:
        return {}
    origins = origins_of(different.values())
    return told_by(origins) | numbers_told_by(origins)


def compared(pair: Pair, used: Mapping[str, Told]) -> tuple[Compared, ...]:
    """Every field that one of the two rows fills; those that differ first, then those that are alike."""
    near = {name for part in pair.evidence if part[2] > 0 for name in LINKAGE_FIELDS.get(part[0], (part[0],))}
    left_cells, right_cells = _cells(pair.left), _cells(pair.right)
    left, right = _shown(pair.left, left_cells), _shown(pair.right, right_cells)
    unlike = _unlike_numbers(left_cells, right_cells)
    rows = [
        _compared(
            name,
            Both(left.get(name, ""), right.get(name, ""), pair.left_id, pair.right_id),
            name in near,
            name in unlike,
            used.get(name),
        )
        for name in dict.fromkeys([*left, *right])
    ]
    order = [Likeness.DIFFERENT, Likeness.NEAR, Likeness.SAME, Likeness.ONLY_LEFT, Likeness.ONLY_RIGHT]
    return tuple(sorted(rows, key=lambda row: order.index(row.likeness)))


def _shown(record: Record, cells: SealedCells) -> dict[str, str]:
    """The fields of a record in words, its numbers masked."""
    shown = {field: field_words(piece, field) for field, piece in pieces_of(record).items()}
    return shown | masked_numbers(cells)


def _cells(record: Record) -> SealedCells:
    return open_cells(record.sealed) if record.sealed is not None else SealedCells()


def _unlike_numbers(left: SealedCells, right: SealedCells) -> frozenset[str]:
    """Numbers that differ although what may be seen of them could be the same."""
    pairs: Mapping[str, tuple[Any, Any]] = {
        "nik": (left.nik, right.nik),
        "npwp": (left.npwp, right.npwp),
        "phones": (set(left.phones), set(right.phones)),
    }
    return frozenset(field for field, (one, other) in pairs.items() if one and other and one != other)


def _compared(field: str, both: Both, is_near: bool, unlike: bool, used: Told | None) -> Compared:
    left, right = both.left, both.right
    likeness = likeness_of(left, right, is_near=is_near)
    if likeness is Likeness.SAME and unlike:
        likeness = Likeness.DIFFERENT
    if likeness not in (Likeness.NEAR, Likeness.DIFFERENT):
        return Compared(field, _side(left), _side(right), likeness)
    parts = ((Part(left, False),), (Part(right, False),)) if unlike else parts_of(left, right)
    counts = both.side_of(used) if used is not None else ""
    instead = used.words if used is not None and not counts else ""
    sides = (Side(parts[0], counts == "left"), Side(parts[1], counts == "right"))
    return Compared(field, *sides, likeness, instead)


def _side(words: str) -> Side:
    return Side((Part(words, False),) if words else (), False)
