"""The list of parties: filtered, paged by key, inside what the actor may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from wadah.accounts.scope import REGION_CODE, first_beyond
from wadah.core.actors import Actor
from wadah.core.dates import day
from wadah.core.paging import keyset
from wadah.registry.fields import name_key
from wadah.registry.kinds import PartyKind
from wadah.registry.models import Party
from wadah.registry.policies import listed_parties
from wadah.registry.values import nib

PAGE_SIZE = 24
# A start shorter than this would list the whole registry.
SHORTEST_SEARCH = 2
REGENCY_LENGTH = 5
# What a row of the list needs, and nothing else: the list is the page that is opened most.
SHOWN_COLUMNS = (
    "id", "public_id", "name", "name_key", "activity", "nib", "region_id", "updated_at", "owner__name",
    "region__name", "region__parent__name",
)  # fmt: skip
# The owners whose name starts so; a list of businesses by owner stays a list, not a report.
MOST_OWNERS = 200


@dataclass(frozen=True)
class PartyFilter:
    """What the list was asked for. Empty fields ask for nothing; a region is any Kemendagri code.

    `is_unplaced` asks for those of the region, a regency, of which no subdistrict is known.
    """

    kind: PartyKind = PartyKind.BUSINESS
    region: str = ""
    text: str = ""
    is_unplaced: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked besides the kind."""
        return bool(self.region) or self.is_search

    @property
    def is_search(self) -> bool:
        """Whether the text is long enough to search by."""
        return len(name_key(self.text)) >= SHORTEST_SEARCH


@dataclass(frozen=True)
class ListedParty:
    """One row of the list, ready to be shown."""

    public_id: UUID
    name: str
    line: str
    has_nib: bool
    day: str


@dataclass(frozen=True)
class PartiesPage:
    """One page of rows, and the cursors of its neighbours."""

    items: tuple[ListedParty, ...]
    next: str
    previous: str


def party_list(actor: Actor, asked: PartyFilter, cursor: str = "") -> PartiesPage:
    """One page of the parties that the actor sees, the last changed first; a search is ordered by name.

    The text is the start of the party's or its owner's name, or a whole NIB.
    """
    parties = asked_parties(actor, asked)
    order = ("name_key", "pk") if asked.is_search else ("-updated_at", "-pk")
    # Plain rows instead of objects: paging only reads their columns.
    rows = cast("QuerySet[Party]", parties.values_list(*SHOWN_COLUMNS, named=True))
    page = keyset(rows, order=order, cursor=cursor, size=PAGE_SIZE)
    days: dict[tuple[date, int], str] = {}
    return PartiesPage(tuple(_listed(row, days) for row in page.items), page.next, page.previous)


def asked_parties(actor: Actor, asked: PartyFilter) -> QuerySet[Party]:
    """What the list shows, its counts count and its exports write."""
    parties = listed_parties(actor, Party.objects.filter(kind=asked.kind, closed_at__isnull=True))
    if asked.region and REGION_CODE.fullmatch(asked.region):
        parties = _inside(parties, asked.region)
    if asked.is_unplaced:
        parties = parties.filter(Q(region=asked.region) | Q(region__isnull=True))
    return parties.filter(_matching(asked.text)) if asked.is_search else parties


def _listed(row: Any, days: dict[tuple[date, int], str]) -> ListedParty:
    """A row as it is shown. A regency stands alone, without its province. `days` keeps the words of each hour."""
    hour = (row.updated_at.date(), row.updated_at.hour)
    if hour not in days:
        days[hour] = day(row.updated_at)
    place = row.region__name or _("wilayah belum diketahui")
    if row.region__parent__name and len(row.region_id) > REGENCY_LENGTH:
        place = f"{place}, {row.region__parent__name}"
    line = " · ".join(part for part in (row.owner__name, place, row.activity) if part)
    return ListedParty(row.public_id, row.name, line, bool(row.nib), days[hour])


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
