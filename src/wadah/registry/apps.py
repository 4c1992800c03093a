"""Django's entry for the app registry."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "wadah.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"
