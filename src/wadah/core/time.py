"""Moments and business days in the province's zone. A service asks `timezone.now()` once and passes it on."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings


@lru_cache(maxsize=4)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def local(moment: datetime) -> datetime:
    """The moment on the province's clock, whatever zone is active in this thread."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a zone cannot be placed on a clock.")
    return moment.astimezone(_zone(settings.TIME_ZONE))


def local_day(moment: datetime) -> date:
    """The business day of a moment."""
    return local(moment).date()
