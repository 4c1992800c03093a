"""Somebody looks whether the province knows the own business. Bounded and kept: each search shows something."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from wadah.accounts.models import User
from wadah.core import audit
from wadah.core.actors import actor_ref
from wadah.core.models import AuditEntry
from wadah.core.rulebook import rule
from wadah.core.time import local_day
from wadah.registry.errors import TooManySearches
from wadah.registry.form_row import FormRow
from wadah.registry.models import Party
from wadah.registry.queries.finding import Found, by_name, by_nib, by_nik, by_phone, likely_parties, shown_to

SEARCHES_AN_HOUR = "claims.searches_an_hour"
SEARCHED = "registry.business_searched"


@dataclass(frozen=True)
class Wanted:
    """What is looked for: one of the numbers, cleaned, or a name with the code of a kab/kota."""

    nib: str = ""
    nik: str = ""
    phone: str = ""
    name: str = ""
    regency: str = ""

    @property
    def kind(self) -> str:
        """By what is searched."""
        return next(kind for kind in ("nib", "nik", "phone", "name") if getattr(self, kind))


def find_businesses(*, actor: User, wanted: Wanted) -> tuple[Found, ...]:
    """Businesses that may be the actor's, shown as to a stranger. Raises TooManySearches."""
    return _searched(actor, wanted.kind, lambda: _find(wanted), is_named=wanted.kind == "name")


def find_likely(*, actor: User, row: FormRow) -> tuple[Found, ...]:
    """Businesses that the one in the form may be, before it is registered. Raises TooManySearches."""
    return _searched(actor, "form", lambda: likely_parties(row.entry), is_named=False)


def _find(wanted: Wanted) -> list[Party]:
    if wanted.nib:
        return by_nib(wanted.nib)
    if wanted.nik:
        return by_nik(wanted.nik)
    if wanted.phone:
        return by_phone(wanted.phone)
    return by_name(wanted.name, wanted.regency)


@transaction.atomic
def _searched(
    actor: User, kind: str, find: Callable[[], list[Party]], *, is_named: bool
) -> tuple[Found, ...]:
    """Counted by what the trail holds. Two searches of one moment may both be the last one of the hour."""
    now = timezone.now()
    most = rule(SEARCHES_AN_HOUR, local_day(now)).integer
    if _count(actor, now) >= most:
        raise TooManySearches(most=most)
    found = shown_to(actor, find(), is_named=is_named)
    audit.record(actor, "registry.business_searched", details={"by": kind, "found": len(found)}, at=now)
    return found


def _count(actor: User, now: datetime) -> int:
    hour = AuditEntry.objects.filter(actor=actor_ref(actor), action=SEARCHED, at__gt=now - timedelta(hours=1))
    return hour.count()
