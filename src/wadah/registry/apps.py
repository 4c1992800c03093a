"""Django's entry for the app registry."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    name = "wadah.registry"
    label = "registry"
    verbose_name = _("Daftar usaha")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The lists of the registry can be downloaded."""
        from wadah.registry.queries.outgoing import CENSUS, INTAKES, PAIRS, PARTIES  # noqa: PLC0415
        from wadah.registry.sources import add_source  # noqa: PLC0415

        for source in (PARTIES, CENSUS, PAIRS, INTAKES):
            add_source(source)
