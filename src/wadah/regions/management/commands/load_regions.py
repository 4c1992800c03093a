"""`wadah load_regions`: loads the official tree of regions. See wadah.regions.services.loading."""

from typing import Any

from django.core.management.base import BaseCommand

from wadah.regions.services.loading import load_regions


class Command(BaseCommand):
    help = (
        "Loads the official tree of regions with other names and codes; the same list again changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_regions()
        self.stdout.write(
            f"{loaded.total} regions: {loaded.added} added, {loaded.changed} changed, "
            f"{loaded.gone} no longer in the list"
        )
