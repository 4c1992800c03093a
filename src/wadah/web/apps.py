"""Django's entry for the app web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "wadah.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The trail can be downloaded as the lists of the registry are."""
        from wadah.registry.sources import add_source  # noqa: PLC0415
        from wadah.web.trail_download import TRAIL  # noqa: PLC0415

        add_source(TRAIL)
