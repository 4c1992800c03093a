"""Django's entry for the app core."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "wadah.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"
