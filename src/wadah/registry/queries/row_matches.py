"""What each row of a file repeats, or may repeat: which row and party, how sure, by which evidence in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language

from wadah.core.actors import Actor
from wadah.registry.intake.fields import FIELDS
from wadah.registry.kinds import LinkLevel
from wadah.registry.linkage import Answer
from wadah.registry.models import Pair, Party, Record
from wadah.registry.policies import visible_pairs, visible_parties
from wadah.registry.queries.evidence import Reason, guard_words, reasons_between
from wadah.registry.states import PairState
from wadah.registry.words import field_label


@dataclass(frozen=True)
class RowMatch:
    """One row that another one repeats. `name`, `record` and `party` are empty where the reader may not know them.

    `pair` is the question to a person, when there is one that the reader may answer.
    """

    level: LinkLevel
    is_sure: bool
    percent: int
    record: Record | None
    name: str
    is_of_this_file: bool
    party: UUID | None
    pair: Pair | None
    changed: tuple[str, ...]
    reasons: tuple[Reason, ...]
    guard: str

    @property
    def is_person(self) -> bool:
        """Whether only the owner is the same."""
        return self.level == LinkLevel.PERSON


@dataclass(frozen=True)
class _Known:
    """What the rows of a page were found alike to."""

    records: Mapping[int, Record]
    parties: Mapping[int, UUID]
    pairs: Mapping[frozenset[int], Pair]


def row_matches(actor: Actor, records: Sequence[Record]) -> dict[int, tuple[RowMatch, ...]]:
    """The matches of each row by its key, the business before the owner. Three queries, however many rows."""
    known = _known(actor, records)
    return {record.pk: tuple(_matches(record, known)) for record in records if record.matches}


def _known(actor: Actor, records: Sequence[Record]) -> _Known:
    ids = {match["record"] for record in records for match in record.matches}
    if not ids:
        return _Known({}, {}, {})
    found = {one.pk: one for one in Record.objects.filter(pk__in=ids).select_related("intake__institution")}
    party_ids = {one.party_id for one in found.values() if one.party_id}
    parties = visible_parties(actor, Party.objects.filter(pk__in=party_ids))
    own = [record.pk for record in records]
    pairs = Pair.objects.filter(Q(left__in=own) | Q(right__in=own)).exclude(state=PairState.WITHDRAWN)
    return _Known(
        found,
        dict(parties.values_list("pk", "public_id")),
        {frozenset((pair.left_id, pair.right_id)): pair for pair in visible_pairs(actor, pairs)},
    )


def _matches(record: Record, known: _Known) -> Iterator[RowMatch]:
    shown: set[int] = set()
    for match in sorted(record.matches, key=lambda match: match["level"] == LinkLevel.PERSON):
        if match["record"] not in shown:
            shown.add(match["record"])
            yield _match(record, match, known)


def _match(record: Record, match: Mapping[str, Any], known: _Known) -> RowMatch:
    other = known.records.get(match["record"])
    party = known.parties.get(other.party_id or 0) if other else None
    is_own = other is not None and other.intake_id == record.intake_id
    is_known = is_own or party is not None
    return RowMatch(
        level=LinkLevel(match["level"]),
        is_sure=match["answer"] == Answer.SAME,
        percent=100 if match["score"] >= 1 else min(99, round(match["score"] * 100)),
        record=other if is_known else None,
        name=_name(other) if other and is_known else "",
        is_of_this_file=is_own,
        party=party,
        pair=known.pairs.get(frozenset((record.pk, match["record"]))),
        changed=tuple(dict.fromkeys(_label(field) for field in match.get("changed", ()))),
        reasons=tuple(reasons_between(match["evidence"], record.values, other.values if other else {})),
        guard=guard_words(match.get("guard", "")),
    )


def _name(record: Record) -> str:
    return str(record.values.get("business_name") or record.values.get("owner_name") or "")


def _label(field: str) -> str:
    """The name of a column: here it is what the row says, whether its place was recognised or not."""
    if field in FIELDS:
        return FIELDS[field].label(get_language() or "id")
    return field_label(field)
