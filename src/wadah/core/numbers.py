"""Numbers as people read them: `1.871`, `62,2`, `34,6%`; in English `1,871`, `62.2`, `34.6%`."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language

# One table for digits: group mark and decimal mark by language.
MARKS = {"id": (".", ","), "en": (",", ".")}


def _marks() -> tuple[str, str]:
    return MARKS.get((get_language() or "id")[:2], MARKS["id"])


def number(value: int | float | Decimal, decimals: int = 0) -> str:
    """Grouped by thousands, with exactly so many decimals; half rounds away from zero."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    group, point = _marks()
    return f"{exact:,f}".replace(",", "\0").replace(".", point).replace("\0", group)


def percent(share: float | Decimal, decimals: int = 1) -> str:
    """A share of one as a percentage: 0.346 is `34,6%`."""
    return number(Decimal(str(share)) * 100, decimals) + "%"
