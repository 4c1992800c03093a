"""What a reader asks of the audit trail, and the entries that answer it. Who may read what is said in accounts."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Left
from django.utils import timezone

from wadah.accounts.models import User
from wadah.accounts.policies import in_regions, scope_of
from wadah.accounts.roles import Capability
from wadah.core.actors import actor_ref
from wadah.core.audit_words import with_words
from wadah.core.models import REGENCY_LENGTH, AuditEntry
from wadah.regions.models import Level, Region
from wadah.web.trail_words import THINGS

MOST_NAMES = 100


@dataclass(frozen=True)
class Asked:
    """What the reader wants to see; an empty part asks for nothing.

    `who` is part of a name or a whole e-mail address, `subject` the public id of a thing, `region` the code of a
    regency, or of a province for what belongs to none of its regencies. Both days are included.
    """

    who: str = ""
    action: str = ""
    subject: UUID | None = None
    region: str = ""
    since: date | None = None
    until: date | None = None
    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Asked()


@dataclass(frozen=True)
class Place:
    """A region that a reader can narrow the trail to."""

    code: str
    name: str


def places_of(actor: User) -> tuple[Place, ...]:
    """The provinces and regencies of which the actor reads; none to choose from for a reader of one."""
    found = Region.objects.filter(in_regions(_regions(actor), "code"), level__lte=Level.REGENCY)
    places = tuple(Place(*pair) for pair in found.order_by("level", "name").values_list("code", "name"))
    return places if len(places) > 1 else ()


def only_regency_of(actor: User) -> str:
    """The regency in which everything lies that the actor may read; empty where there is no such regency.

    Who manages an office also reads what its people did that belongs to no region.
    """
    scope = scope_of(actor)
    regencies = {region[:REGENCY_LENGTH] for region in scope.regions_with(Capability.READ_AUDIT)}
    if scope.institutions_with(Capability.MANAGE_MEMBERS) or len(regencies) != 1:
        return ""
    (only,) = regencies
    return only if len(only) == REGENCY_LENGTH else ""


def asked_of(asked: Asked, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    """The entries among these that were asked for."""
    if asked.action:
        entries = entries.filter(action=asked.action)
    if asked.subject:
        # By kind as well: the index begins with it.
        entries = entries.filter(what__in=sorted(THINGS), object_id=str(asked.subject))
    if asked.region:
        entries = in_regency(entries, asked.region)
    if asked.since:
        entries = entries.filter(at__gte=_midnight(asked.since))
    if asked.until:
        entries = entries.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    if asked.who:
        entries = _by(entries, _actors(asked.who))
    return with_words(entries, asked.words) if asked.words else entries


def in_regency(entries: QuerySet[AuditEntry], code: str) -> QuerySet[AuditEntry]:
    """The entries of this regency and of the places in it, by an index that gives the newest first."""
    return entries.alias(regency=Left("region", REGENCY_LENGTH)).filter(regency=code[:REGENCY_LENGTH])


def _regions(actor: User) -> tuple[str, ...]:
    scope = scope_of(actor)
    return tuple({*scope.regions_with(Capability.READ_AUDIT), *scope.regions_with(Capability.MANAGE_MEMBERS)})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def _actors(who: str) -> list[str]:
    """People with a role by name or e-mail, and an operator by the whole name. A citizen is not looked for."""
    asked = Q(email=who.lower()) if "@" in who else Q(name__icontains=who)
    named = User.objects.filter(asked, memberships__isnull=False).distinct()
    found = [actor_ref(user) for user in named.order_by("pk")[:MOST_NAMES]]
    operator = f"operator:{who}"
    return [*found, operator] if AuditEntry.objects.filter(actor=operator).exists() else found


def _by(entries: QuerySet[AuditEntry], actors: list[str]) -> QuerySet[AuditEntry]:
    """Those of the actors. One alone is asked for by itself: the index gives the newest first of one, not of two, and
    somebody who left long ago would be looked for through all entries since.
    """
    return entries.filter(actor=actors[0]) if len(actors) == 1 else entries.filter(actor__in=actors)
