"""Django's entry for the app regions."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "wadah.regions"
    label = "regions"
    default_auto_field = "django.db.models.BigAutoField"
