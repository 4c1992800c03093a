"""Django's entry for the app accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "wadah.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
