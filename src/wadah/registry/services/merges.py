"""Joins two parties into one and takes a join apart again. Called by review; nothing is deleted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from wadah.accounts.models import User
from wadah.core.actors import Actor
from wadah.registry.errors import MergeBuried, OtherKind
from wadah.registry.kinds import ClaimRole, DecidedBy, LinkLevel, PartyKind, may_be_one
from wadah.registry.models import Claim, Fact, Link, Merge, Pair, Party, Record
from wadah.registry.states import LIVE_CLAIMS, ClaimState
from wadah.registry.work.parties import refresh_parties, refresh_party


@dataclass(frozen=True)
class Decision:
    """Who decided a change of links, when and why."""

    actor: Actor
    at: datetime
    reason: str = ""
    score: float = 1.0

    @property
    def user(self) -> User | None:
        """The person, or None for the operator and the machine."""
        return self.actor if isinstance(self.actor, User) else None


def survivor_of(one: Party, other: Party) -> tuple[Party, Party]:
    """Which of two parties stays: the one with an identity number, then the older one."""

    def rank(party: Party) -> tuple[bool, datetime, int]:
        return (not (party.nib or party.nik_hash), party.created_at, party.pk)

    first, second = sorted((one, other), key=rank)
    return first, second


def merge_parties(one: Party, other: Party, decision: Decision, pair: Pair | None = None) -> Merge:
    """Moves the records, businesses, facts and claims of one party to the other. Inside the caller's transaction.

    The links that are moved stay in history: each is undone and replaced by one that names this merge. Raises
    OtherKind for a household and a business, or a person and either.
    """
    locked = Party.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk")
    survivor, absorbed = survivor_of(*locked)
    if not may_be_one(survivor.kind, absorbed.kind):
        raise OtherKind()
    moved = {
        "facts": _moved(Fact.objects.filter(party=absorbed).values_list("pk", flat=True)),
        "businesses": _moved(Party.objects.filter(owner=absorbed).values_list("pk", flat=True)),
        "claims": _claims_to_move(absorbed, survivor),
    }
    merge = Merge.objects.create(
        survivor=survivor,
        absorbed=absorbed,
        pair=pair,
        moved=moved,
        reason=decision.reason,
        merged_by=decision.user,
        merged_at=decision.at,
    )
    links = list(Link.objects.filter(party=absorbed, undone_at__isnull=True).order_by("pk"))
    move_links(links, survivor, decision, merge)
    Fact.objects.filter(pk__in=moved["facts"]).update(party=survivor)
    Party.objects.filter(pk__in=moved["businesses"]).update(owner=survivor)
    Claim.objects.filter(pk__in=moved["claims"]).update(party=survivor)
    # Closed first: the survivor takes over the absorbed person's NIK, which only one open person may hold.
    Party.objects.filter(pk=absorbed.pk).update(
        merged_into=survivor, closed_at=decision.at, updated_at=decision.at
    )
    refresh_party(survivor, decision.at)
    return merge


def undo_merge(merge: Merge, decision: Decision) -> Merge:
    """Gives the absorbed party back what the merge took, and what was linked since because of those records.

    Raises MergeBuried when the survivor has itself been absorbed since.
    """
    locked = Party.objects.select_for_update().filter(pk__in=[merge.survivor_id, merge.absorbed_id])
    parties = {party.pk: party for party in locked.order_by("pk")}
    survivor, absorbed = parties[merge.survivor_id], parties[merge.absorbed_id]
    if survivor.merged_into_id is not None:
        raise MergeBuried()
    moved = Link.objects.filter(merge=merge, undone_at__isnull=True, party=survivor)
    taken = list(moved.select_related("replaces").order_by("pk"))
    taken += _followers(taken, survivor)
    # Opened without the NIK: only one open person may hold it, and the survivor still does.
    Party.objects.filter(pk=absorbed.pk).update(merged_into=None, closed_at=None, nik_hash=None)
    for link in move_links(taken, absorbed, decision, None):
        _restore_merge(link)
    records = [link.record_id for link in taken]
    facts = Fact.objects.filter(party=survivor)
    facts.filter(pk__in=merge.moved["facts"]).update(party=absorbed)
    if absorbed.kind != PartyKind.PERSON:
        facts.filter(record__in=records).update(party=absorbed)
    Party.objects.filter(pk__in=merge.moved["businesses"], owner=survivor).update(owner=absorbed)
    # A merge from before there were claims moved none.
    Claim.objects.filter(pk__in=merge.moved.get("claims", ()), party=survivor).update(party=absorbed)
    Merge.objects.filter(pk=merge.pk).update(undone_by=decision.user, undone_at=decision.at)
    merge.undone_at = decision.at
    # Both at once, so that each takes the NIK that its own records hold.
    refresh_parties([absorbed.pk, survivor.pk], decision.at)
    _refresh_businesses_of(records, decision.at)
    return merge


def move_links(links: Sequence[Link], to: Party, decision: Decision, merge: Merge | None) -> list[Link]:
    """Undoes the links and makes new ones to the party; the records of businesses follow."""
    Link.objects.filter(pk__in=[link.pk for link in links]).update(undone_at=decision.at)
    made = Link.objects.bulk_create(
        Link(
            record_id=link.record_id,
            level=link.level,
            party=to,
            regency=link.regency,
            matched_id=link.matched_id,
            score=decision.score,
            evidence=link.evidence,
            decided=DecidedBy.PERSON if decision.user else DecidedBy.MACHINE,
            decided_by=decision.user,
            decided_at=decision.at,
            merge=merge,
            replaces=link,
        )
        for link in links
    )
    followed = [link.record_id for link in links if link.level == LinkLevel.BUSINESS]
    Record.objects.filter(pk__in=followed).update(party=to)
    return made


def _claims_to_move(absorbed: Party, survivor: Party) -> list[int]:
    """The claims that follow a business; where both have an owner, that of the absorbed one stays behind."""
    held = list(Claim.objects.filter(party=survivor, state__in=LIVE_CLAIMS))
    following = Claim.objects.filter(party=absorbed, state__in=LIVE_CLAIMS)
    following = following.exclude(user__in=[claim.user_id for claim in held])
    if any(claim.state == ClaimState.GRANTED and claim.role == ClaimRole.OWNER for claim in held):
        following = following.exclude(state=ClaimState.GRANTED, role=ClaimRole.OWNER)
    return _moved(following.values_list("pk", flat=True))


def _restore_merge(link: Link) -> None:
    """An earlier merge that had brought the record here owns the link again, so that it too can be undone."""
    moved = link.replaces
    before = moved.replaces if moved is not None and moved.merge_id is not None else None
    if before is not None and before.merge_id is not None:
        Link.objects.filter(pk=link.pk).update(merge=before.merge_id)


def _followers(taken: Sequence[Link], survivor: Party) -> list[Link]:
    """Links made after the merge because their record was alike to one of those that now leave."""
    found: list[Link] = []
    known, frontier = {link.pk for link in taken}, [link.record_id for link in taken]
    while frontier:
        more = Link.objects.filter(party=survivor, undone_at__isnull=True, merge=None, matched__in=frontier)
        new = list(more.exclude(pk__in=known).order_by("pk"))
        known.update(link.pk for link in new)
        found += new
        frontier = [link.record_id for link in new]
    return found


def _refresh_businesses_of(record_ids: Sequence[int], at: datetime) -> None:
    """Businesses whose records name another owner now that a person was taken apart."""
    links = Link.objects.filter(record__in=record_ids, level=LinkLevel.BUSINESS, undone_at__isnull=True)
    refresh_parties(links.values_list("party", flat=True), at)


def _moved(ids: Iterable[int]) -> list[int]:
    return sorted(ids)
