"""Django's entry for the app impact."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImpactConfig(AppConfig):
    name = "wadah.impact"
    label = "impact"
    verbose_name = _("Papan angka")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the check of the claims files, and listens to the jobs of the registry that change figures."""
        import_module("wadah.impact.checks")
        import_module("wadah.impact.jobs")
