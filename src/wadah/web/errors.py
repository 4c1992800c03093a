"""Pages for what went wrong; config/urls.py and settings name them. They run no query of their own."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from wadah.core.access import PUBLIC, access

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@access(PUBLIC)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, for what is not there and for what the reader may not know of: the two must look alike."""
    return render(request, "404.html", status=404)


@access(PUBLIC)
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """400; 413 when the reason is the size of what was sent."""
    if isinstance(exception, TOO_LARGE):
        return too_large(request)
    return render(request, "400.html", status=400)


@access(PUBLIC)
def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """413: a file or form over the limit of the settings."""
    return render(request, "413.html", status=413)


@access(PUBLIC)
def too_many_requests(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """429: the throttle of sign-in and of forms; the caller may add Retry-After."""
    return render(request, "429.html", status=429)


@access(PUBLIC)
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the CSRF guard: nearly always a page left open too long."""
    return render(request, "403_csrf.html", status=403)


@access(PUBLIC)
def server_error(request: HttpRequest) -> HttpResponse:
    """500: drawn without context, so that it stands even when the database does not."""
    return render(request, "500.html", {"shell": None, "messages": (), "user": None}, status=500)
