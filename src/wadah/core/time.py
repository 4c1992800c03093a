"""Moments and business days in the province's zone. A service asks `timezone.now()` once and passes it on."""

from calendar import monthrange
from datetime import date, datetime, time
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


def day_start(day: date) -> datetime:
    """The first moment of a business day."""
    return datetime.combine(day, time.min, _zone(settings.TIME_ZONE))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last day of a month that is too short for it."""
    month = day.year * 12 + day.month - 1 - months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
