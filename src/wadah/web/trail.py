"""Reads of the audit trail for its page: whose entries, in which words. Who may read what is said in accounts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from wadah.accounts.models import User
from wadah.accounts.policies import visible_trail
from wadah.core.actors import actor_ref
from wadah.core.logs import masked
from wadah.core.models import AuditEntry
from wadah.core.paging import keyset
from wadah.core.subjects import Subject
from wadah.registry.queries.subjects import Named, named_subjects
from wadah.web.trail_words import SHORT_ID, Words, action_words, actor_words, detail_words, thing_words

LINES_A_PAGE = 50
MOST_NAMES = 100
PEOPLE = "user:"
# The pages of things that have one.
PAGES = {
    "registry.party": "registry:party",
    "registry.intake": "registry:intake",
    "registry.pair": "registry:pair",
}
UNKNOWN = Named("", False)


@dataclass(frozen=True)
class Asked:
    """What the reader wants to see; an empty part asks for nothing. `who` is part of a name."""

    who: str = ""
    action: str = ""
    day: date | None = None

    def __bool__(self) -> bool:
        return bool(self.who or self.action or self.day)


@dataclass(frozen=True)
class Line:
    """One entry in words. `name` is the short id where the thing has none for this reader, `url` empty where
    it has no page for them.
    """

    at: datetime
    who: str
    office: str
    action: Words
    thing: Words
    name: str
    url: str
    reason: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class TrailPage:
    """One page of the trail, the newest first, and the cursors of its neighbours."""

    lines: tuple[Line, ...]
    next: str
    previous: str


@dataclass(frozen=True)
class Person:
    """Who acted: people with a role by name, other accounts without one."""

    name: str
    office: str


def trail_page(actor: User, asked: Asked, cursor: str = "") -> TrailPage:
    """What the actor may read of what was asked for."""
    page = keyset(
        asked_entries(actor, asked),
        order=("-at", "-pk"),
        cursor=cursor,
        size=LINES_A_PAGE,
    )
    return TrailPage(lines_of(actor, page.items), page.next, page.previous)


def asked_entries(actor: User, asked: Asked) -> QuerySet[AuditEntry]:
    """What the page shows and its download writes."""
    return _of(asked, visible_trail(actor, AuditEntry.objects.all()))


def lines_of(actor: User, entries: Sequence[AuditEntry]) -> tuple[Line, ...]:
    """The entries in words; people and things are read once for all of them."""
    people = _people({entry.actor for entry in entries})
    things = named_subjects(actor, map(_subject, entries))
    return tuple(_line(entry, people, things) for entry in entries)


def _of(asked: Asked, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    if asked.action:
        entries = entries.filter(action=asked.action)
    if asked.day:
        start = timezone.make_aware(datetime.combine(asked.day, time.min), timezone.get_default_timezone())
        entries = entries.filter(at__gte=start, at__lt=start + timedelta(days=1))
    if asked.who:
        named = User.objects.filter(name__icontains=asked.who, memberships__isnull=False).distinct()
        entries = entries.filter(actor__in=[actor_ref(user) for user in named.order_by("pk")[:MOST_NAMES]])
    return entries


def _people(actors: Iterable[str]) -> dict[str, Person]:
    ids = [UUID(actor.removeprefix(PEOPLE)) for actor in actors if actor.startswith(PEOPLE)]
    rows = User.objects.filter(public_id__in=ids).order_by("pk", "memberships__pk")
    found: dict[str, Person] = {}
    for public_id, name, office in rows.values_list("public_id", "name", "memberships__institution__name"):
        # Without a role it may be a citizen, whose name is not for the trail.
        found[f"{PEOPLE}{public_id}"] = Person(name, office) if office else Person("", "")
    return found


def _subject(entry: AuditEntry) -> Subject:
    return Subject(entry.what, entry.object_id)


def _line(entry: AuditEntry, people: Mapping[str, Person], things: Mapping[Subject, Named]) -> Line:
    person = people.get(entry.actor, Person("", ""))
    thing = things.get(_subject(entry), UNKNOWN)
    return Line(
        at=entry.at,
        who=person.name or actor_words(entry.actor),
        office=person.office,
        action=action_words(entry.action),
        thing=thing_words(entry.what),
        name=thing.name or entry.object_id[:SHORT_ID],
        url=reverse(PAGES[entry.what], args=[entry.object_id]) if thing.may_open else "",
        # Typed by hand: what looks like a number of a person is covered here as in the logs.
        reason=masked(entry.reason),
        details=detail_words(entry.details),
    )
