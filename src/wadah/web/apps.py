"""Django's entry for the app web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "wadah.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
