"""`{% meter label share %}`: a share of a whole, the bar coloured by how full it is."""

from django import template

from wadah.core.numbers import percent

register = template.Library()
FULL, HALF = 0.8, 0.5


@register.inclusion_tag("web/_meter.html")
def meter(label: str, share: float) -> dict[str, str | int]:
    """Never 100% while something is missing, never 0% while something is there."""
    whole = round(share * 100)
    if 0 < share < 1:
        whole = min(99, max(1, whole))
    tone = "leaf" if share >= FULL else "gold" if share >= HALF else "copper"
    return {"label": label, "value": whole, "figure": percent(whole / 100, 0), "tone": tone}
