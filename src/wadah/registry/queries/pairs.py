"""The queue of possible duplicates, and one pair side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from wadah.core.actors import Actor
from wadah.core.errors import NotFound
from wadah.core.paging import Page, keyset
from wadah.registry.models import Link, Merge, Pair, Record
from wadah.registry.policies import visible_pairs
from wadah.registry.queries.evidence import Reason, reasons_of
from wadah.registry.queries.party import masked_numbers, place_words
from wadah.registry.sealed import open_cells
from wadah.registry.states import PairState

PAGE_SIZE = 24
# What linkage calls a field, and the fields of a record that it looked at.
LINKAGE_FIELDS = {
    "name": ("business_name",),
    "owner": ("owner_name",),
    "phone": ("phones",),
    "place": ("region",),
    "point": ("latitude", "longitude"),
    "activity": ("activity", "product"),
}
WAITING = (PairState.OPEN, PairState.UNSURE)
DECIDED = (PairState.SAME, PairState.DIFFERENT)


class Likeness(Enum):
    """How two cells of one field stand to one another."""

    SAME = "same"
    NEAR = "near"
    DIFFERENT = "diff"
    ONLY_LEFT = "left"
    ONLY_RIGHT = "right"


@dataclass(frozen=True)
class Compared:
    """One field of both records."""

    field: str
    left: object
    right: object
    likeness: Likeness


@dataclass(frozen=True)
class PairPage:
    """A pair as its page shows it."""

    pair: Pair
    fields: tuple[Compared, ...]
    reasons: tuple[Reason, ...]
    merge: Merge | None
    left_party: Any
    right_party: Any

    @property
    def percent(self) -> int:
        """The score, 0 to 100; never shown as 100, since a person is still asked."""
        return min(99, round(self.pair.score * 100))


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
    pairs = visible_pairs(actor, Pair.objects.filter(state=state))
    if intake is not None:
        pairs = pairs.filter(intake__public_id=intake)
    return pairs.select_related(
        "left__intake", "right__intake", "left__region", "right__region", "decided_by"
    )


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
    return PairPage(
        pair,
        compared(shown_values(pair.left), shown_values(pair.right), pair.evidence),
        tuple(reasons_of(pair.evidence)),
        Merge.objects.filter(pair=pair, undone_at__isnull=True).select_related("survivor").first(),
        parties.get(pair.left_id),
        parties.get(pair.right_id),
    )


def shown_values(record: Record) -> dict[str, object]:
    """The cleaned fields of a record with its place, and its numbers masked."""
    shown: dict[str, object] = {
        name: value for name, value in record.values.items() if value not in (None, "", [])
    }
    if record.region is not None:
        shown["region"] = place_words(record.region)
    if record.sealed is not None:
        shown |= masked_numbers(open_cells(record.sealed))
    return shown


def compared(
    left: Mapping[str, object], right: Mapping[str, object], evidence: list[list[Any]]
) -> tuple[Compared, ...]:
    """Every field that one of the two fills; those that differ first, then those that are alike."""
    near = {name for part in evidence if part[2] > 0 for name in LINKAGE_FIELDS.get(part[0], (part[0],))}
    rows = [
        Compared(
            name, left.get(name), right.get(name), _likeness(left.get(name), right.get(name), name in near)
        )
        for name in [*left, *(name for name in right if name not in left)]
    ]
    order = [Likeness.DIFFERENT, Likeness.NEAR, Likeness.SAME, Likeness.ONLY_LEFT, Likeness.ONLY_RIGHT]
    return tuple(sorted(rows, key=lambda row: order.index(row.likeness)))


def _likeness(left: object, right: object, is_near: bool) -> Likeness:
    if right in (None, ""):
        return Likeness.ONLY_LEFT
    if left in (None, ""):
        return Likeness.ONLY_RIGHT
    if left == right:
        return Likeness.SAME
    return Likeness.NEAR if is_near else Likeness.DIFFERENT
