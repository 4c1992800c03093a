"""Recounts the figures by place. Called by the jobs that change many parties; one grouped read, one write."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Length

from wadah.regions.models import CODE_LENGTH
from wadah.registry.models import RegencyFigures
from wadah.registry.pen import take_pen
from wadah.registry.queries.figures import counted_parties


@transaction.atomic
def refresh_figures(*, at: datetime, regencies: Iterable[str] | None = None) -> int:
    """Counts the listed parties of these regencies anew, or of all of them. Returns the rows written."""
    take_pen()  # Or two files of one place that end together would both write the same row.
    parties = counted_parties()
    old = RegencyFigures.objects.all()
    if regencies is not None:
        wanted = sorted(set(regencies))
        parties, old = parties.filter(regency__in=wanted), old.filter(regency__in=wanted)
    counted = (
        parties.alias(place_length=Length("region_id"))
        .order_by()
        .values("regency", "kind")
        .annotate(
            parties_count=Count("pk"),
            with_nik_count=Count("pk", filter=Q(nik_hash__isnull=False) | Q(owner__nik_hash__isnull=False)),
            with_village_count=Count("pk", filter=Q(place_length=CODE_LENGTH)),
            with_phone_count=Count("pk", filter=Q(latest_record__phone_hashes__isnull=False)),
        )
    )
    rows = [RegencyFigures(counted_at=at, **row) for row in counted]
    old.delete()
    RegencyFigures.objects.bulk_create(rows)
    return len(rows)
