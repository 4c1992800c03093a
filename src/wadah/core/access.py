"""Every URL says who may come in. An undeclared view is refused, so forgetting is safe."""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

from wadah.core.htmx import is_htmx

View = Callable[..., HttpResponseBase]


class Who(Enum):
    """The two openings that need no policy."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"


PUBLIC, SIGNED_IN = Who.PUBLIC, Who.SIGNED_IN
Policy = Callable[[Any], bool]


def access(who: Who | Policy) -> Callable[[View], View]:
    """Declares who may call the view: `PUBLIC`, `SIGNED_IN`, or a policy `can_x(actor) -> bool`.

    A stranger is sent to sign in; a signed-in person whom the policy refuses gets 404, as for a page
    that is not there. Whether a private object may be seen is asked by the query that fetches it.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if who is not Who.PUBLIC:
                if not request.user.is_authenticated:
                    return _to_sign_in(request)
                if not isinstance(who, Who) and not who(request.user):
                    raise Http404
            return view(request, *args, **kwargs)

        guarded.wadah_access = who  # type: ignore[attr-defined]
        return guarded

    return declare


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """After signing in she is back on the page she saw: a form's own address cannot be read."""
    answer = redirect_to_login(_page_of(request))
    if not is_htmx(request):
        return answer
    # The sign-in page must replace the page, not land in a fragment of it.
    response = HttpResponse(status=204)
    response["HX-Redirect"] = answer["Location"]
    return response


def _is_large(request: HttpRequest) -> bool:
    """More than a form without a file; a body without a length is not read at all."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    return not size.isdecimal() or int(size) > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)


def _page_of(request: HttpRequest) -> str:
    if request.method in ("GET", "HEAD") and not is_htmx(request):
        return request.get_full_path()
    seen = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not url_has_allowed_host_and_scheme(seen, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(seen)
    return parts.path + (f"?{parts.query}" if parts.query else "")


class AccessMiddleware:
    """Refuses a view of ours that declares nothing, and the large body of a stranger before it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _is_large(request) and not request.user.is_authenticated:
            # The guard of forms looks for its token in the body, which would be written to the disk for that.
            return _to_sign_in(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        """Libraries' own views (sign-in, static files) keep their own guards."""
        module = cast(str, getattr(view, "__module__", ""))
        if module.startswith("wadah.") and not hasattr(view, "wadah_access"):
            raise ImproperlyConfigured(f"{module}.{getattr(view, '__name__', view)} declares no access.")
