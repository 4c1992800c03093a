"""Figures by place for an office, read from the roll-up, and which parties figures count.

What the public sees is published by the app impact.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, Q, QuerySet, Sum
from django.db.models.functions import Substr

from wadah.accounts.policies import in_regions, scope_of
from wadah.accounts.roles import Capability
from wadah.core.actors import Actor
from wadah.registry.kinds import PartyKind
from wadah.registry.models import Party, RegencyFigures


@dataclass(frozen=True)
class Quality:
    """How well the businesses of an office's place are known, as counts of the same whole."""

    businesses_count: int
    with_nik_count: int
    with_village_count: int
    with_phone_count: int
    counted_at: datetime

    @property
    def nik_share(self) -> float:
        """Businesses whose owner's NIK is known, 0 to 1."""
        return self.with_nik_count / self.businesses_count

    @property
    def village_share(self) -> float:
        """Businesses placed in a village, 0 to 1."""
        return self.with_village_count / self.businesses_count

    @property
    def phone_share(self) -> float:
        """Businesses whose latest record brought a phone number, 0 to 1."""
        return self.with_phone_count / self.businesses_count


def counted_parties() -> QuerySet[Party]:
    """The listed parties that figures by place count: each where the office that looks after it is.

    What lies in another province is looked after by an office here, and counted there.
    """
    home = Party.objects.alias(lies_in=Substr("region_id", 1, 2), province=Substr("regency", 1, 2))
    return home.filter(Q(region__isnull=True) | Q(lies_in=F("province")), closed_at__isnull=True)


def quality_for(actor: Actor) -> Quality | None:
    """The businesses of the places whose figures the actor may read; None when there are none."""
    regions = scope_of(actor).regions_with(Capability.READ_FIGURES)
    found = RegencyFigures.objects.filter(in_regions(regions, "regency"), kind=PartyKind.BUSINESS).aggregate(
        businesses_count=Sum("parties_count"),
        with_nik_count=Sum("with_nik_count"),
        with_village_count=Sum("with_village_count"),
        with_phone_count=Sum("with_phone_count"),
        counted_at=Max("counted_at"),
    )
    return Quality(**found) if found["businesses_count"] else None
