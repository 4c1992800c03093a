"""`{% icon "check" %}`: an icon of the sprite. A name that is not there stops the template from loading."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Parser, Token
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
SPRITE = Path(__file__).resolve().parents[1] / "static" / "web" / "sprite.svg"


@cache
def icon_names() -> frozenset[str]:
    """Names of the icons in the sprite, without their prefix."""
    return frozenset(re.findall(r'<symbol id="i-([\w-]+)"', SPRITE.read_text("utf-8")))


@cache
def _drawn(name: str, css: str, storage: str) -> SafeString:
    """Markup of an icon. Its address is looked up once per process and storage: a list draws dozens."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', css, static("web/sprite.svg"), name
    )


class IconNode(template.Node):
    """Draws one icon, hidden from screen readers: words always stand beside it or in aria-label."""

    def __init__(self, name: FilterExpression, css: str) -> None:
        self.name = name
        self.css = css

    def render(self, context: template.Context) -> SafeString:
        return _drawn(self.name.resolve(context), self.css, settings.STORAGES["staticfiles"]["BACKEND"])


@register.tag
def icon(parser: Parser, token: Token) -> IconNode:
    """`{% icon "name" %}`, `{% icon "name" "ic-lg" %}`, `{% icon variable %}`."""
    parts: list[Any] = token.split_contents()[1:]
    if not 1 <= len(parts) <= 2:
        raise template.TemplateSyntaxError("icon takes a name and, if wished, a class.")
    literal = parts[0][0] in "\"'"
    if literal and parts[0][1:-1] not in icon_names():
        raise template.TemplateSyntaxError(f"The sprite has no icon {parts[0]}.")
    css = "ic" if len(parts) == 1 else f"ic {parts[1][1:-1]}"
    return IconNode(parser.compile_filter(parts[0]), css)
