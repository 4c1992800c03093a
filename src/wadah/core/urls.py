"""URLs of core: the public pages of the dated rules."""

from django.urls import URLPattern, URLResolver, path, register_converter

from wadah.core import views
from wadah.core.rulefiles import CODE


class RuleCode:
    """A rule's code in an address."""

    regex = CODE.pattern

    def to_python(self, value: str) -> str:
        """The code itself."""
        return value

    def to_url(self, value: str) -> str:
        """The code itself."""
        return value


register_converter(RuleCode, "rulecode")

app_name = "core"
urlpatterns: list[URLPattern | URLResolver] = [
    path("aturan/", views.rules, name="rules"),
    path("aturan/<rulecode:code>/", views.rule, name="rule"),
]
