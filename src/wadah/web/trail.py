"""Reads of the audit trail for its page, in words. Who may read what is said in accounts, what is asked for in
trail_filters.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from wadah.accounts.models import User
from wadah.accounts.policies import visible_trail
from wadah.core.logs import masked
from wadah.core.models import AuditCheck, AuditEntry
from wadah.core.paging import keyset
from wadah.core.subjects import Subject
from wadah.registry.queries.subjects import Named, named_subjects
from wadah.web.trail_filters import Asked, asked_of, in_regency, only_regency_of
from wadah.web.trail_words import SHORT_ID, Words, action_words, actor_words, detail_words, thing_words

LINES_A_PAGE = 50
PEOPLE = "user:"
WHOLE_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# The pages of things that have one.
PAGES = {
    "registry.party": "registry:party",
    "registry.intake": "registry:intake",
    "registry.pair": "registry:pair",
}
UNKNOWN = Named("", False)


@dataclass(frozen=True)
class Line:
    """One entry in words. `name` is the short id where the thing has none for this reader, `url` empty where
    it has no page for them; `subject` is what finds all entries of the same thing.
    """

    at: datetime
    who: str
    office: str
    action: Words
    thing: Words
    name: str
    url: str
    subject: str
    reason: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class TrailPage:
    """One page of the trail, the newest first, and the cursors of its neighbours."""

    lines: tuple[Line, ...]
    next: str
    previous: str


@dataclass(frozen=True)
class Seals:
    """The last check of the seals, and when all of them were last verified from the first row on."""

    check: AuditCheck | None
    whole_at: datetime | None


@dataclass(frozen=True)
class Person:
    """Who acted: people with a role by name, other accounts without one."""

    name: str
    office: str


def seals_of_trail() -> Seals:
    """What was found when the seals of the trail were last verified; a page only tells it."""
    checks = AuditCheck.objects.order_by("-pk")
    whole = checks.filter(is_whole=True).values_list("checked_at", flat=True).first()
    return Seals(checks.first(), whole)


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
    entries = visible_trail(actor, AuditEntry.objects.all())
    regency = only_regency_of(actor)
    if regency:
        # Changes nothing but the index: what may be read lies there.
        entries = in_regency(entries, regency)
    return asked_of(asked, entries)


def lines_of(actor: User, entries: Sequence[AuditEntry]) -> tuple[Line, ...]:
    """The entries in words; people and things are read once for all of them."""
    people = _people({entry.actor for entry in entries})
    things = named_subjects(actor, map(_subject, entries))
    return tuple(_line(entry, people, things) for entry in entries)


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
        subject=entry.object_id if WHOLE_ID.fullmatch(entry.object_id) else "",
        # Typed by hand: what looks like a number of a person is covered here as in the logs.
        reason=masked(entry.reason),
        details=detail_words(entry.details),
    )
