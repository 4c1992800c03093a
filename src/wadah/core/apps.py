"""Django's entry for the app core."""

from importlib import import_module

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "wadah.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the system checks; they read models, so not before now."""
        import_module("wadah.core.checks")
