"""What owners see: their businesses and requests, and one business with who told what of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from wadah.accounts.models import User
from wadah.core.errors import NotFound
from wadah.registry import fields
from wadah.registry.form_row import ASKED
from wadah.registry.kinds import Channel, ClaimRole
from wadah.registry.models import Claim, Intake, Party
from wadah.registry.policies import owned_parties
from wadah.registry.queries.origins import Origin, Told, numbers_told_by, origins_of, told_by
from wadah.registry.queries.party import BUSINESS_GROUPS
from wadah.registry.states import ClaimState

MOST_CLAIMS = 50


@dataclass(frozen=True)
class OwnGroup:
    """Fields under one heading."""

    title: str | Promise
    fields: tuple[Told, ...]


@dataclass(frozen=True)
class OwnPage:
    """A business as its owner sees it. `managers` are told to the owner alone."""

    party: Party
    claim: Claim
    groups: tuple[OwnGroup, ...]
    origins: tuple[Origin, ...]
    managers: tuple[Claim, ...]

    @property
    def is_owner(self) -> bool:
        """Whether the reader holds it, and does not only look after it."""
        return self.claim.role == ClaimRole.OWNER

    @property
    def place(self) -> str:
        """The place in words."""
        told = (one for group in self.groups for one in group.fields if one.field == fields.REGION)
        return next((one.words for one in told), "")

    def own_words(self) -> tuple[Intake, ...]:
        """The rows that the reader has written, which the reader may take back."""
        intakes = (origin.record.intake for origin in self.origins)
        return tuple(
            one for one in intakes if one.uploaded_by_id == self.claim.user_id and one.channel == Channel.FORM
        )


def claims_of(user: User) -> tuple[Claim, ...]:
    """The user's claims, those that open a business first; one query."""
    claims = Claim.objects.filter(user=user).select_related("party__region").order_by("-pk")[:MOST_CLAIMS]
    order = {ClaimState.GRANTED: 0, ClaimState.ASKED: 1}
    return tuple(sorted(claims, key=lambda claim: order.get(ClaimState(claim.state), 2)))


def own_party(user: User, public_id: UUID) -> Party:
    """A business of the user's granted claims. Raises NotFound."""
    parties = Party.objects.select_related("region__parent__parent").filter(public_id=public_id)
    party = owned_parties(user, parties).first()
    if party is None:
        raise NotFound()
    return party


def own_page(user: User, public_id: UUID) -> OwnPage:
    """The page of an own business. Raises NotFound."""
    party = own_party(user, public_id)
    granted = (
        Claim.objects.filter(party=party, state=ClaimState.GRANTED).select_related("user").order_by("pk")
    )
    claims = tuple(granted)
    claim = next(one for one in claims if one.user_id == user.pk)
    origins = origins_of([party])
    told = told_by(origins) | numbers_told_by(origins)
    groups = (
        OwnGroup(title, tuple(told[field] for field in named if field in told))
        for title, named in BUSINESS_GROUPS
    )
    managers = tuple(one for one in claims if one.role == ClaimRole.MANAGER)
    return OwnPage(
        party=party,
        claim=claim,
        groups=tuple(group for group in groups if group.fields),
        origins=origins,
        managers=managers if claim.role == ClaimRole.OWNER else (),
    )


@dataclass(frozen=True)
class Known:
    """What a form of corrections begins with. `masked` are numbers, which are never put into a field."""

    values: Mapping[str, str]
    masked: Mapping[str, str]
    region: str


def known_of(user: User, public_id: UUID) -> Known:
    """What is known of an own business, as its form shows it. Raises NotFound."""
    party = own_party(user, public_id)
    origins = origins_of([party])
    told, numbers = told_by(origins), numbers_told_by(origins)
    values = {field: told[field].words for field in ASKED if field in told}
    return Known(values, {field: one.words for field, one in numbers.items()}, _region_of(party))


def _region_of(party: Party) -> str:
    return party.region_id or party.regency
