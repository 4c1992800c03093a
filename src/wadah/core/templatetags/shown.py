"""Filters that show numbers, money and times in the active language. An empty value shows nothing."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import Any

from django import template

from wadah.core import dates, money, numbers

register = template.Library()


def _or_nothing(show: Callable[..., str]) -> Callable[..., str]:
    @wraps(show)
    def shown(value: Any, *args: Any) -> str:
        return "" if value is None or value == "" else show(value, *args)

    return shown


@register.filter
@_or_nothing
def rupiah(amount_idr: int) -> str:
    """`Rp1.565.627`."""
    return money.rupiah(amount_idr)


@register.filter
@_or_nothing
def number(value: int | float | Decimal, decimals: int = 0) -> str:
    """`1.871`; `{{ 62.2|number:1 }}` is `62,2`."""
    return numbers.number(value, decimals)


@register.filter
@_or_nothing
def percent(share: float | Decimal, decimals: int = 1) -> str:
    """0.346 is `34,6%`."""
    return numbers.percent(share, decimals)


@register.filter
@_or_nothing
def day(value: date) -> str:
    """`24 November 2026`."""
    return dates.day(value)


@register.filter
@_or_nothing
def long_day(value: date) -> str:
    """`Selasa, 24 November 2026`."""
    return dates.long_day(value)


@register.filter
@_or_nothing
def moment(value: datetime) -> str:
    """`Selasa, 24 November 2026 pukul 16.00 WIB`."""
    return dates.moment(value)


@register.filter
@_or_nothing
def clock(value: datetime) -> str:
    """`16.00 WIB`."""
    return dates.clock(value)
