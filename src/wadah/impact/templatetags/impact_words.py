"""How a claim, a published figure and a gap are said."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from wadah.core import dates
from wadah.core.money import rupiah
from wadah.core.numbers import number, percent
from wadah.impact.claimed import ClaimedFigure, Qualifier, Unit
from wadah.impact.map_classes import map_class
from wadah.impact.measures import Measure, Showing
from wadah.impact.queries.board import Compared, Published

register = template.Library()

# Qualifiers that stand in front of the figure; one that is simply stated stands alone.
SAID = frozenset(Qualifier) - {Qualifier.STATED, Qualifier.WORDS}


@register.filter
def claimed(claim: ClaimedFigure) -> str:
    """`lebih dari 73.000 usaha`; the words themselves when the source gives no number."""
    if claim.qualifier == Qualifier.WORDS:
        return claim.words
    if claim.value is not None:
        said = _amount(claim.value, claim.unit)
    else:
        assert claim.low is not None
        assert claim.high is not None
        said = _("%(low)s sampai %(high)s") % {
            "low": _bare(claim.low),
            "high": _amount(claim.high, claim.unit),
        }
    return f"{claim.qualifier.label} {said}" if claim.qualifier in SAID else said


@register.filter
def known_day(text: str) -> str:
    """`7 Maret 2022` of 2022-03-07, `Maret 2022` of 2022-03, `2022`; a period of two is `… sampai …`."""
    if not text:
        return _("tanggal tidak diketahui")
    first, _mark, last = text.partition("/")
    if last:
        return _("%(first)s sampai %(last)s") % {"first": known_day(first), "last": known_day(last)}
    if len(text) == len("2022-03-07"):
        return dates.day(date.fromisoformat(text))
    if len(text) == len("2022-03"):
        return dates.day(date.fromisoformat(f"{text}-01")).partition(" ")[2]
    return text


@register.filter
def figure(published: Published) -> str:
    """`1.871`, `disamarkan`, or why it is not known."""
    if published.count is not None:
        return number(published.count)
    if published.showing == Showing.HIDDEN:
        return _("disamarkan")
    return _("belum diketahui") if published.measure == Measure.ACTIVE else _("belum dihitung")


@register.filter
def share(published: Published) -> str:
    """`62,5%`; `disamarkan` when it may not be shown; a dash for a share of nothing."""
    if published.share is not None:
        return percent(published.share)
    return "–" if published.count is not None else figure(published)


@register.filter
def gap(compared: Compared) -> str:
    """`paling sedikit 71.129` claimed and not registered; or that more are registered than claimed."""
    if compared.gap is None:
        return ""
    said = number(abs(compared.gap))
    if compared.gap < 0:
        return _("%(n)s lebih banyak terdaftar daripada diklaim") % {"n": said}
    words = {
        Qualifier.MORE_THAN: _("paling sedikit %(n)s belum terdaftar"),
        Qualifier.ABOUT: _("sekitar %(n)s belum terdaftar"),
        Qualifier.ESTIMATE: _("sekitar %(n)s belum terdaftar"),
    }
    return words.get(compared.claim.qualifier, _("%(n)s belum terdaftar")) % {"n": said}


@register.filter
def shade(published: Published) -> str:
    """The class of a place in the map."""
    return map_class(published.count)


def _amount(value: Decimal, unit: Unit) -> str:
    if unit == Unit.RUPIAH:
        return rupiah(int(value))
    if unit == Unit.PERCENT:
        return f"{_bare(value)}%"
    return f"{_bare(value)} {unit.label}"


def _bare(value: Decimal) -> str:
    return number(value, 0 if value == value.to_integral_value() else 2)
