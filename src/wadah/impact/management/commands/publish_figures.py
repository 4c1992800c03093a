"""`wadah publish_figures`: counts everything anew and publishes it. Once a night: what is fresh changes by itself."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from wadah.impact.services.publishing import publish_offices, publish_places
from wadah.registry.services.figures import refresh_figures


class Command(BaseCommand):
    help = "Counts the figures of the public board anew and publishes what changed."

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        refresh_figures(at=at)
        changed = publish_places(at=at) + publish_offices(at=at)
        self.stdout.write(f"{changed} figures changed")
