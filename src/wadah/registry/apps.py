"""Django's entry for the app registry."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    name = "wadah.registry"
    label = "registry"
    verbose_name = _("Daftar usaha")
    default_auto_field = "django.db.models.BigAutoField"
