"""What is believed of a browser, and what it may keep."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Nothing on the disk of a computer that several people of an office use, nothing in a proxy on the way.
PRIVATE = "private, no-store"


class BrowserMiddleware:
    """Forgets cookies that no page of ours wrote, and marks what is answered within a session as private.

    A quoted cookie may carry any byte: a NUL in the key of a session would stop PostgreSQL.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if not value.isprintable()]:
            del request.COOKIES[name]
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", PRIVATE)
        return response
