"""Brings the figures by place up to date after a file was applied or taken back."""

from django.utils import timezone

from wadah.registry.models import Link, Party
from wadah.registry.services.figures import refresh_figures


def refresh_figures_of(intake_id: int) -> None:
    """Recounts the places in which the rows of the file lie."""
    parties = Link.objects.filter(record__intake=intake_id).values("party")
    regencies = Party.objects.filter(pk__in=parties).values_list("regency", flat=True).distinct()
    refresh_figures(at=timezone.now(), regencies=list(regencies))
