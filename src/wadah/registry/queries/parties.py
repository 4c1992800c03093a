"""The list of parties: filtered, paged by key, inside what the actor may see."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import F, Q, QuerySet

from wadah.accounts.policies import in_regions, scope_of
from wadah.accounts.roles import Capability
from wadah.accounts.scope import REGION_CODE, first_beyond
from wadah.core.actors import Actor
from wadah.core.paging import Page, keyset
from wadah.regions.models import Level, Region
from wadah.registry.fields import name_key
from wadah.registry.kinds import PartyKind
from wadah.registry.models import Party
from wadah.registry.policies import listed_parties
from wadah.registry.values import nib

PAGE_SIZE = 24
# A start shorter than this would list the whole registry.
SHORTEST_SEARCH = 2
REGENCY_LENGTH, SUBDISTRICT_LENGTH = 5, 8
# What a row of the list needs, and nothing else: the list is the page that is opened most.
SHOWN_COLUMNS = ("public_id", "name", "activity", "nib", "region_id", "updated_at", "name_key")
SHOWN_NEIGHBOURS = {
    "owner_name": F("owner__name"),
    "region_name": F("region__name"),
    "parent_name": F("region__parent__name"),
}
# The owners whose name starts so; a list of businesses by owner stays a list, not a report.
MOST_OWNERS = 200


@dataclass(frozen=True)
class PartyFilter:
    """What the list was asked for. Empty fields ask for nothing; a region is any Kemendagri code."""

    kind: PartyKind = PartyKind.BUSINESS
    region: str = ""
    text: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked besides the kind."""
        return bool(self.region) or self.is_search

    @property
    def is_search(self) -> bool:
        """Whether the text is long enough to search by."""
        return len(name_key(self.text)) >= SHORTEST_SEARCH


@dataclass(frozen=True)
class PlaceChoice:
    """A region that the list can be narrowed to."""

    code: str
    name: str


@dataclass(frozen=True)
class ListPlaces:
    """The regencies and subdistricts to choose from; `chosen` is the code asked for, when it is the reader's.

    A reader of a single regency has no regencies to choose from, and its subdistricts at once.
    """

    regencies: tuple[PlaceChoice, ...]
    subdistricts: tuple[PlaceChoice, ...]
    regency: str
    chosen: str

    @property
    def subdistrict(self) -> str:
        """The subdistrict chosen, if one is."""
        return self.chosen if len(self.chosen) == SUBDISTRICT_LENGTH else ""

    @property
    def wider(self) -> str | None:
        """What remains when the chosen place is taken back: the regency of a subdistrict, or nothing."""
        return self.regency if self.subdistrict and self.regency else None

    @property
    def chosen_name(self) -> str:
        """The name of the place asked for."""
        return next(
            (one.name for one in (*self.subdistricts, *self.regencies) if one.code == self.chosen), ""
        )


def party_list(actor: Actor, asked: PartyFilter, cursor: str = "") -> Page[Party]:
    """One page of the parties that the actor sees, the last changed first; a search is ordered by name.

    The text is the start of the party's or its owner's name, or a whole NIB. A row is one object, with
    what the list shows of its neighbours beside it: `owner_name`, `region_name`, `parent_name`.
    """
    parties = listed_parties(actor, Party.objects.filter(kind=asked.kind, closed_at__isnull=True))
    parties = parties.only(*SHOWN_COLUMNS).annotate(**SHOWN_NEIGHBOURS)
    if asked.region and REGION_CODE.fullmatch(asked.region):
        parties = _inside(parties, asked.region)
    if not asked.is_search:
        return keyset(parties, order=("-updated_at", "-pk"), cursor=cursor, size=PAGE_SIZE)
    return keyset(
        parties.filter(_matching(asked.text)), order=("name_key", "pk"), cursor=cursor, size=PAGE_SIZE
    )


def list_places(actor: Actor, region: str) -> ListPlaces:
    """The places by which the actor can narrow the list, once `region` is chosen. At most two queries."""
    scope = scope_of(actor)
    regions = scope.regions_with(Capability.READ_PARTIES)
    chosen = region if REGION_CODE.fullmatch(region) and len(region) <= SUBDISTRICT_LENGTH else ""
    if len(regions) == 1 and len(regions[0]) >= REGENCY_LENGTH:
        regencies: tuple[PlaceChoice, ...] = ()
        regency = regions[0][:REGENCY_LENGTH]
        chosen = chosen if chosen.startswith(regency) else ""
    else:
        inside = Region.objects.filter(in_regions(regions, "code"), level=Level.REGENCY)
        regencies = _choices(inside)
        regency = (
            chosen[:REGENCY_LENGTH] if chosen[:REGENCY_LENGTH] in {one.code for one in regencies} else ""
        )
        chosen = chosen if regency else ""
    subdistricts = _choices(Region.objects.filter(parent=regency)) if regency else ()
    if len(chosen) == SUBDISTRICT_LENGTH and chosen not in {one.code for one in subdistricts}:
        chosen = ""
    return ListPlaces(regencies, subdistricts, regency if regencies else "", chosen)


def _choices(regions: QuerySet[Region]) -> tuple[PlaceChoice, ...]:
    return tuple(
        PlaceChoice(code, name) for code, name in regions.order_by("name").values_list("code", "name")
    )


def _inside(parties: QuerySet[Party], region: str) -> QuerySet[Party]:
    """By the regency where the code names one, so that the index of the list serves."""
    if len(region) >= REGENCY_LENGTH:
        parties = parties.filter(regency=region[:REGENCY_LENGTH])
    if len(region) == REGENCY_LENGTH:
        return parties
    beyond = first_beyond(region)
    field = "region_id" if len(region) > REGENCY_LENGTH else "regency"
    bounds = Q(**{f"{field}__gte": region})
    return parties.filter(bounds & Q(**{f"{field}__lt": beyond}) if beyond else bounds)


def _matching(text: str) -> Q:
    digits = text.replace(" ", "").replace(".", "")
    if digits.isdigit() and len(digits) == nib.LENGTH:
        return Q(nib=digits)
    owners = Party.objects.filter(_starts(text), kind=PartyKind.PERSON, closed_at__isnull=True)
    # Read first: a subquery would make the database walk the whole list and ask for each owner.
    found = list(owners.values_list("pk", flat=True)[:MOST_OWNERS])
    return _starts(text) | Q(owner__in=found) if found else _starts(text)


def _starts(text: str) -> Q:
    """Names that start so: a range in SQLite's byte order, LIKE in PostgreSQL, each answered by an index."""
    key = name_key(text)
    if connection.vendor == "sqlite":
        return Q(name_key__gte=key, name_key__lt=key + "\U0010ffff")
    return Q(name_key__startswith=key)
