"""System checks: the program does not start with a claim that has no source, or a rule that names what is not there."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from wadah.core.rulebook import parameters
from wadah.impact.claimed import claimed_figures_of
from wadah.impact.measures import QUALITY
from wadah.impact.queries.counts import FILLED

COMPLETE = "impact.quality.complete_fields"
WEIGHTS = "impact.quality.score_weights"


@register()
def claims_are_sound(**kwargs: Any) -> list[CheckMessage]:
    """Every fault of the province's claims is an error of the start."""
    province = settings.WADAH_PROVINCE
    return [
        Error(f"impact/data/claimed/{province}.toml {fault}", id="wadah.E002")
        for fault in claimed_figures_of(province).faults
    ]


@register()
def quality_can_be_counted(**kwargs: Any) -> list[CheckMessage]:
    """The fields of complete rows are known ones, and each part of the score has its weight."""
    known = parameters()
    fields = {name for version in known[COMPLETE].versions for name in _listed(version.value)}
    faults = [f"{COMPLETE} names the unknown field {name}" for name in sorted(fields - set(FILLED))]
    faults += [
        f"{version.version_id} has not {len(QUALITY)} weights"
        for version in known[WEIGHTS].versions
        if len(_listed(version.value)) != len(QUALITY)
    ]
    return [Error(fault, id="wadah.E003") for fault in faults]


def _listed(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()
