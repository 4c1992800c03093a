"""The list of parties: filtered, paged by key, inside what the actor may see."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from wadah.accounts.scope import REGION_CODE, first_beyond
from wadah.core.actors import Actor
from wadah.core.paging import Page, keyset
from wadah.registry.fields import name_key
from wadah.registry.kinds import PartyKind
from wadah.registry.models import Party
from wadah.registry.policies import listed_parties
from wadah.registry.values import nib

PAGE_SIZE = 24
# A start shorter than this would list the whole registry.
SHORTEST_SEARCH = 2
REGENCY_LENGTH = 5
# The owners whose name starts so; a list of businesses by owner stays a list, not a report.
MOST_OWNERS = 200


@dataclass(frozen=True)
class PartyFilter:
    """What the list was asked for. Empty fields ask for nothing; a region is any Kemendagri code."""

    kind: PartyKind = PartyKind.BUSINESS
    region: str = ""
    text: str = ""

    @property
    def is_search(self) -> bool:
        """Whether the text is long enough to search by."""
        return len(name_key(self.text)) >= SHORTEST_SEARCH


def party_list(actor: Actor, asked: PartyFilter, cursor: str = "") -> Page[Party]:
    """One page of the parties that the actor sees, the last changed first; a search is ordered by name.

    The text is the start of the party's or its owner's name, or a whole NIB. Each row brings its owner and
    its region with the region's parent.
    """
    parties = listed_parties(actor, Party.objects.filter(kind=asked.kind, closed_at__isnull=True))
    parties = parties.select_related("owner", "region", "region__parent")
    if asked.region and REGION_CODE.fullmatch(asked.region):
        parties = _inside(parties, asked.region)
    if not asked.is_search:
        return keyset(parties, order=("-updated_at", "-pk"), cursor=cursor, size=PAGE_SIZE)
    return keyset(
        parties.filter(_matching(asked.text)), order=("name_key", "pk"), cursor=cursor, size=PAGE_SIZE
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
