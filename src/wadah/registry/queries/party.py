"""One party as its page shows it: each field with where it comes from, its numbers masked, its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wadah.core.actors import Actor
from wadah.core.errors import NotFound
from wadah.registry.kinds import ClaimRole, PartyKind
from wadah.registry.models import Claim, Fact, Merge, Pair, Party
from wadah.registry.policies import (
    REVEALABLE,
    can_hand_code,
    can_merge,
    can_reveal,
    visible_pairs,
    visible_parties,
)
from wadah.registry.queries.classes import ScaleClass, scale_classes
from wadah.registry.queries.origins import Origin, Told, numbers_told_by, origins_of, told_by
from wadah.registry.states import ClaimState, PairState

MOST_FACTS = 60
MOST_BUSINESSES = 50
MOST_PAIRS = 10
PERSON_FIELDS = (
    "owner_name",
    "sex",
    "age",
    "education",
    "address",
    "neighbourhood",
    "region",
    "village",
    "subdistrict",
)
# Fields of a business in the order of a conversation; whatever else a row fills comes last.
BUSINESS_GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (
        _("Pengenal"),
        (
            "business_name", "owner_name", "nik", "phones", "npwp", "business_kind", "nib", "has_nib",
            "nik_koperasi",
        ),
    ),
    (
        _("Tempat"),
        (
            "region", "village", "subdistrict", "regency", "province", "address", "neighbourhood", "postcode",
            "point", "premises",
        ),
    ),
    (_("Kegiatan"), ("activity", "product", "category", "kbli", "established", "marketing", "website")),
    (
        _("Ukuran"),
        ("annual_sales", "workers", "capital_ex_land", "assets", "assets_land", "expenses", "income_other"),
    ),
    (_("Izin"), ("pirt", "halal", "bpom_md", "trademark", "business_letter", "other_licence")),
)  # fmt: skip
PERSONAL = ("sex", "age", "education")


@dataclass(frozen=True)
class FieldGroup:
    """Fields under one heading; a person's have none."""

    title: str | Promise
    fields: tuple[Told, ...]


@dataclass(frozen=True)
class FactsOfKind:
    """What is known of one kind: the newest, and what was known before."""

    newest: Fact
    earlier: tuple[Fact, ...]


@dataclass(frozen=True)
class PartyPage:
    """Everything the page of a party needs. `owner` is empty when the reader may not open it."""

    party: Party
    groups: tuple[FieldGroup, ...]
    origins: tuple[Origin, ...]
    facts: tuple[FactsOfKind, ...]
    classes: tuple[ScaleClass, ...]
    owner: Party | None
    businesses: tuple[Party, ...]
    merges: tuple[Merge, ...]
    open_pairs: tuple[Pair, ...]
    decisions: frozenset[UUID]
    may_reveal: bool
    may_merge: bool
    may_hand_code: bool
    holder: Claim | None

    @property
    def place(self) -> str:
        """The place in words, as the fields tell it."""
        return next(
            (told.words for group in self.groups for told in group.fields if told.field == "region"), ""
        )

    @property
    def may_split(self) -> bool:
        """Whether there is something to take apart, for somebody who may."""
        return self.may_merge and len(self.origins) > 1 and self.party.closed_at is None


def get_party_for(actor: Actor, public_id: UUID) -> Party:
    """The party. Raises NotFound when it is missing or not the actor's to see."""
    parties = visible_parties(
        actor, Party.objects.select_related("owner", "region", "region__parent", "merged_into")
    )
    party = parties.filter(public_id=public_id).first()
    if party is None:
        raise NotFound()
    return party


def get_revealable_for(actor: Actor, public_id: UUID, field: str) -> Party:
    """The party, of which the actor may ask to see this number. Raises NotFound otherwise."""
    party = get_party_for(actor, public_id)
    if field not in REVEALABLE or not can_reveal(actor, party):
        raise NotFound()
    return party


def survivor_for(actor: Actor, party: Party) -> Party | None:
    """The party into which this one was merged, when the actor may open it."""
    if party.merged_into_id is None:
        return None
    return visible_parties(actor, Party.objects.filter(pk=party.merged_into_id)).first()


def party_page(actor: Actor, party: Party, on: date) -> PartyPage:
    """The page of a party on a day (the day chooses the rules of the scale classes)."""
    origins = origins_of([party])
    told = told_by(origins) | numbers_told_by(origins)
    is_person = party.kind == PartyKind.PERSON
    facts = tuple(Fact.objects.filter(party=party).order_by("kind", "-on", "-pk")[:MOST_FACTS])
    owner, businesses = _family(actor, party)
    pairs = _pairs_of(actor, origins)
    merges, may_hand_code = _merges(party), can_hand_code(actor, party)
    return PartyPage(
        party=party,
        groups=_of_person(told) if is_person else _of_business(told),
        origins=origins,
        facts=tuple(_by_kind(facts)),
        classes=() if is_person else scale_classes(party, facts, on),
        owner=owner,
        businesses=businesses,
        merges=merges,
        open_pairs=pairs,
        decisions=_visible_decisions(actor, merges),
        may_reveal=can_reveal(actor, party),
        may_merge=can_merge(actor, party),
        may_hand_code=may_hand_code and party.closed_at is None,
        holder=_holder(party) if may_hand_code else None,
    )


def _holder(party: Party) -> Claim | None:
    claims = Claim.objects.filter(party=party, state=ClaimState.GRANTED, role=ClaimRole.OWNER)
    return claims.select_related("user").first()


def _of_person(told: dict[str, Told]) -> tuple[FieldGroup, ...]:
    """Only what a row says of the person: its owner's columns; the rest is of the businesses."""
    order = (PERSON_FIELDS[0], "nik", "phones", "npwp", *PERSON_FIELDS[1:])
    return (FieldGroup("", tuple(told[field] for field in order if field in told)),)


def _of_business(told: dict[str, Told]) -> tuple[FieldGroup, ...]:
    named = {field for _title, fields in BUSINESS_GROUPS for field in fields}
    rest = tuple(field for field in told if field not in named and field not in PERSONAL)
    groups = (
        FieldGroup(title, tuple(told[field] for field in fields if field in told))
        for title, fields in (*BUSINESS_GROUPS, (_("Lain-lain"), rest))
    )
    return tuple(group for group in groups if group.fields)


def _by_kind(facts: Sequence[Fact]) -> list[FactsOfKind]:
    """The facts of each kind, repetitions of one value left out; the newest first within a kind."""
    found = []
    for _kind, of_kind in groupby(facts, key=lambda fact: fact.kind):
        different: dict[tuple[object, str], Fact] = {}
        for fact in of_kind:
            different.setdefault((fact.number, fact.text), fact)
        newest, *earlier = different.values()
        found.append(FactsOfKind(newest, tuple(earlier)))
    return found


def _family(actor: Actor, party: Party) -> tuple[Party | None, tuple[Party, ...]]:
    """The owner, and the businesses of the owner besides this one, as far as the actor may open them."""
    owner_id = party.pk if party.kind == PartyKind.PERSON else party.owner_id
    if owner_id is None:
        return None, ()
    related = visible_parties(
        actor, Party.objects.filter(Q(pk=owner_id) | Q(owner=owner_id), closed_at__isnull=True)
    )
    found = (
        related.exclude(pk=party.pk)
        .select_related("region")
        .order_by("name_key", "pk")[: MOST_BUSINESSES + 1]
    )
    owner = next((one for one in found if one.pk == owner_id), None)
    return owner, tuple(one for one in found if one.pk != owner_id)


def _pairs_of(actor: Actor, origins: Sequence[Origin]) -> tuple[Pair, ...]:
    """Questions about the rows of this party that wait for the actor."""
    ids = [origin.record.pk for origin in origins]
    waiting = Pair.objects.filter(
        Q(left__in=ids) | Q(right__in=ids), state__in=[PairState.OPEN, PairState.UNSURE]
    )
    return tuple(visible_pairs(actor, waiting).order_by("-score", "pk")[:MOST_PAIRS])


def _merges(party: Party) -> tuple[Merge, ...]:
    found = Merge.objects.filter(Q(survivor=party) | Q(absorbed=party))
    found = found.select_related("survivor", "absorbed", "merged_by", "undone_by", "pair")
    return tuple(found.order_by("-merged_at", "-pk"))


def _visible_decisions(actor: Actor, merges: Sequence[Merge]) -> frozenset[UUID]:
    """The pairs behind the merges that the actor may open."""
    ids = [merge.pair_id for merge in merges if merge.pair_id is not None and merge.undone_at is None]
    if not ids:
        return frozenset()
    return frozenset(
        visible_pairs(actor, Pair.objects.filter(pk__in=ids)).values_list("public_id", flat=True)
    )
