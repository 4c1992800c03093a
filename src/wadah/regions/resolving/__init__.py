"""Turns a place as people write it into a region code; pure, knows no Django and no database."""

from wadah.regions.resolving.answers import (
    Candidate,
    Disagreement,
    DisagreementCode,
    Resolution,
    UnknownRegionError,
)
from wadah.regions.resolving.gazetteer import Alias, FormerParent, Place, StatisticsCode
from wadah.regions.resolving.packaged import packaged_resolver
from wadah.regions.resolving.resolver import Resolver
from wadah.regions.resolving.wording import say

__all__ = [
    "Alias",
    "Candidate",
    "Disagreement",
    "DisagreementCode",
    "FormerParent",
    "Place",
    "Resolution",
    "Resolver",
    "StatisticsCode",
    "UnknownRegionError",
    "packaged_resolver",
    "say",
]
