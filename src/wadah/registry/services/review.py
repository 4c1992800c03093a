"""What people decide about two records that may be one: same, different, unsure; undo; taking a party apart."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from wadah.accounts.models import User
from wadah.core import audit
from wadah.core.actors import Actor
from wadah.core.errors import NotFound
from wadah.core.idempotency import once
from wadah.core.time import local
from wadah.core.transitions import move
from wadah.registry.errors import IntakeNotReady, PairAlreadyDecided, SplitNeedsBoth
from wadah.registry.kinds import LinkLevel, PartyKind
from wadah.registry.models import Fact, Link, Merge, Pair, Party
from wadah.registry.pen import take_pen
from wadah.registry.policies import can_merge, can_review, visible_pairs, visible_parties
from wadah.registry.services.merges import Decision, merge_parties, move_links, undo_merge
from wadah.registry.states import PAIR_FLOW, PairState
from wadah.registry.work.parties import refresh_parties

ANSWERS = frozenset({PairState.SAME, PairState.DIFFERENT, PairState.UNSURE})


@transaction.atomic
def decide_pair(
    *, actor: Actor, public_id: UUID, answer: PairState, expected_version: int, reason: str = ""
) -> Pair:
    """Records the answer to a pair; `same` merges the two parties.

    Raises NotFound for a pair that the actor may not know of, and PairAlreadyDecided when somebody answered
    since the actor saw `expected_version`. The same answer of the same person again changes nothing.
    """
    if answer not in ANSWERS:
        raise ValueError(f"{answer} is no answer.")
    take_pen()
    pair = _pair_for(actor, public_id)
    now = timezone.now()
    user = actor if isinstance(actor, User) else None
    if not _take(pair, expected_version):
        pair.refresh_from_db()
        if (
            pair.decided_by_id is not None
            and user is not None
            and pair.decided_by_id == user.pk
            and pair.state == answer
        ):
            return pair
        raise _already_decided(pair)
    pair.version = expected_version + 1
    decided = {"decided_by": user, "decided_at": now, "reason": reason}
    move(pair, answer, flow=PAIR_FLOW, actor=actor, reason=reason, at=now, also=decided)
    if answer == PairState.SAME:
        _merge_for(pair, Decision(actor, now, reason, pair.score))
    audit.record(actor, f"registry.pair_{answer}", pair, reason=reason, region=pair.left_regency, at=now)
    return pair


@transaction.atomic
def undo_decision(*, actor: Actor, public_id: UUID, expected_version: int, reason: str = "") -> Pair:
    """Opens a decided pair again; a merge that it made is taken apart with nothing lost.

    Asking again changes nothing.
    Raises MergeBuried when a later merge stands on it, and PairAlreadyDecided when somebody was faster.
    """
    take_pen()
    pair = _pair_for(actor, public_id)
    now = timezone.now()
    if pair.state == PairState.OPEN and pair.version == expected_version + 1:
        return pair
    if pair.state not in ANSWERS:
        raise IntakeNotReady()
    if not _take(pair, expected_version, ANSWERS):
        pair.refresh_from_db()
        raise _already_decided(pair)
    pair.version = expected_version + 1
    cleared = {"decided_by": None, "decided_at": None, "reason": ""}
    move(pair, PairState.OPEN, flow=PAIR_FLOW, actor=actor, reason=reason, at=now, also=cleared)
    for merge in Merge.objects.filter(pair=pair, undone_at__isnull=True).order_by("-pk"):
        undo_merge(merge, Decision(actor, now, reason))
    audit.record(actor, "registry.pair_reopened", pair, reason=reason, region=pair.left_regency, at=now)
    return pair


@transaction.atomic
def split_party(
    *, actor: Actor, public_id: UUID, record_ids: Sequence[int], reason: str, idempotency_key: str = ""
) -> Party:
    """Moves some records of a party into a new party of the same kind; returns the new one, also on a repeat.

    Raises NotFound for a party or record that is not there for the actor, and SplitNeedsBoth when either
    part would be left without a record.
    """
    take_pen()

    def split() -> str:
        return str(_split(actor, public_id, record_ids, reason).public_id)

    content = [str(public_id), sorted(record_ids), reason]
    made = once(actor, idempotency_key, "split_party", split, content=content)
    return Party.objects.get(public_id=UUID(made))


def _split(actor: Actor, public_id: UUID, record_ids: Sequence[int], reason: str) -> Party:
    party = (
        visible_parties(actor, Party.objects.filter(closed_at__isnull=True))
        .filter(public_id=public_id)
        .first()
    )
    if party is None or not can_merge(actor, party):
        raise NotFound()
    now = timezone.now()
    links = list(Link.objects.filter(party=party, undone_at__isnull=True).order_by("pk"))
    leaving = [link for link in links if link.record_id in set(record_ids)]
    if not leaving or len(leaving) == len(links):
        raise SplitNeedsBoth()
    made = Party.objects.create(
        kind=party.kind,
        name=party.name,
        name_key=party.name_key,
        regency=party.regency,
        created_at=now,
        updated_at=now,
    )
    decision = Decision(actor, now, reason)
    move_links(leaving, made, decision, None)
    if party.kind != PartyKind.PERSON:
        leaving_records = [link.record_id for link in leaving]
        Fact.objects.filter(party=party, record__in=leaving_records).update(party=made)
    refresh_parties([party.pk, made.pk], now)
    audit.record(
        actor, "registry.party_split", party, reason=reason, region=party.regency,
        details={"into": str(made.public_id), "records": len(leaving)}, at=now,
    )  # fmt: skip
    return made


def _pair_for(actor: Actor, public_id: UUID) -> Pair:
    pair = visible_pairs(actor, Pair.objects.select_related("decided_by")).filter(public_id=public_id).first()
    if pair is None or not can_review(actor, pair):
        raise NotFound()
    return pair


def _take(pair: Pair, expected_version: int, states: frozenset[PairState] | None = None) -> bool:
    """The guard: of several who saw one version, the first takes it; the others find it taken."""
    asked = states or frozenset({PairState.OPEN, PairState.UNSURE})
    free = Pair.objects.filter(pk=pair.pk, version=expected_version, state__in=asked)
    return free.update(version=F("version") + 1) == 1


def _already_decided(pair: Pair) -> PairAlreadyDecided:
    at = local(pair.decided_at).strftime("%d-%m-%Y %H.%M") if pair.decided_at else ""
    who = pair.decided_by.name if pair.decided_by else ""
    return PairAlreadyDecided(who=who, at=at, answer=PairState(pair.state).label)


def _merge_for(pair: Pair, decision: Decision) -> None:
    """Joins what the two records belong to now; they may already be one through other decisions."""
    links = Link.objects.filter(
        record__in=[pair.left_id, pair.right_id], undone_at__isnull=True
    ).select_related("party")
    by_level = {level: [link.party for link in links if link.level == level] for level in LinkLevel}
    if pair.level == LinkLevel.BUSINESS:
        _merge_two(by_level[LinkLevel.BUSINESS], pair, decision)
    _merge_owners(by_level[LinkLevel.PERSON], pair, decision)


def _merge_two(parties: Sequence[Party], pair: Pair, decision: Decision) -> None:
    if len({party.pk for party in parties}) == 2:
        merge_parties(parties[0], parties[1], decision, pair)


def _merge_owners(owners: Sequence[Party], pair: Pair, decision: Decision) -> None:
    """The owners of one business are one person too, unless both have a NIK: two NIKs are two persons."""
    known = {bytes(owner.nik_hash) for owner in owners if owner.nik_hash}
    if len(known) < 2:
        _merge_two(owners, pair, decision)
