"""One view, two answers: the whole page, or the fragment that htmx asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_template
from django.utils.cache import patch_vary_headers


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks, for whatever reason."""
    return request.headers.get("HX-Request") == "true"


def is_partial(request: HttpRequest) -> bool:
    """htmx asks for a fragment; a boosted link and a page restored from history need the whole page."""
    return (
        is_htmx(request)
        and request.headers.get("HX-Boosted") != "true"
        and request.headers.get("HX-History-Restore-Request") != "true"
    )


def render(
    request: HttpRequest, page: str, fragment: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Renders `fragment` for htmx and `page` for everyone else; caches must tell the two apart."""
    template = fragment if is_partial(request) else page
    response = render_template(request, template, context or {}, status=status)
    patch_vary_headers(response, ("HX-Request", "HX-Boosted", "HX-History-Restore-Request"))
    return response
