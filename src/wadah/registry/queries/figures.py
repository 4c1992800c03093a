"""Figures by place, for the public and for an office. Read from the roll-up; nothing is counted here."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Sum

from wadah.accounts.policies import in_regions, scope_of
from wadah.accounts.roles import Capability
from wadah.core.actors import Actor
from wadah.regions.models import Level, Region
from wadah.registry.kinds import PartyKind
from wadah.registry.models import RegencyFigures

# Below this a count could point at a person, so the public does not see it.
SMALLEST_SHOWN = 5


@dataclass(frozen=True)
class PlaceFigure:
    """A kabupaten or kota and its businesses."""

    name: str
    businesses_count: int


@dataclass(frozen=True)
class PublicFigures:
    """What the registry holds, as anybody may know it. `untold` are places with too few businesses to count."""

    businesses_count: int
    cooperatives_count: int
    places: tuple[PlaceFigure, ...]
    untold: tuple[str, ...]
    counted_at: datetime


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


def public_figures(province: str) -> PublicFigures | None:
    """Totals and counts by place of the province; None while there is nothing that may be shown.

    What is too small to show is left out of the totals too, or a subtraction would tell it.
    """
    rows = list(
        RegencyFigures.objects.filter(parties_count__gte=SMALLEST_SHOWN).values_list(
            "regency", "kind", "parties_count", "counted_at"
        )
    )
    businesses = {regency: count for regency, kind, count, _ in rows if kind == PartyKind.BUSINESS}
    cooperatives = sum(count for _, kind, count, _ in rows if kind == PartyKind.COOPERATIVE)
    if not businesses:
        return None
    regencies = Region.objects.filter(level=Level.REGENCY, parent_id=province).order_by("code")
    names = list(regencies.values_list("code", "name"))
    return PublicFigures(
        businesses_count=sum(businesses.values()),
        cooperatives_count=cooperatives,
        places=tuple(PlaceFigure(name, businesses[code]) for code, name in names if code in businesses),
        untold=tuple(name for code, name in names if code not in businesses),
        counted_at=max(row[3] for row in rows),
    )


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
