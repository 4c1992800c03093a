"""The language of a page: Indonesian until the reader chooses. What a browser prefers does not count.

Phones here are often sold in English, and their owners read Indonesian. The choice is a cookie of its own,
set only when somebody chooses, so that a first visit leaves no cookie.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wadah.core.access import PUBLIC, access

KNOWN = frozenset(code for code, _ in settings.LANGUAGES)
COOKIE_DAYS = 365


class LanguageMiddleware:
    """Activates the chosen language for the request and names it in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in KNOWN else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ("Cookie",))
        return response


@access(PUBLIC)
@require_POST
@csrf_exempt  # changes a preference and nothing else; a token would set a cookie on every first visit
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keeps the chosen language and goes back to the page it was chosen on."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    code = request.POST.get("language", "")
    if code in KNOWN:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=COOKIE_DAYS * 24 * 60 * 60,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
