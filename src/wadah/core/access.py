"""Every URL says who may come in. An undeclared view is refused, so forgetting is safe."""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

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
    that is not there.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if who is not Who.PUBLIC:
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                if not isinstance(who, Who) and not who(request.user):
                    raise Http404
            return view(request, *args, **kwargs)

        guarded.wadah_access = who  # type: ignore[attr-defined]
        return guarded

    return declare


class AccessMiddleware:
    """Refuses a view of ours that declares nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        """Libraries' own views (sign-in, static files) keep their own guards."""
        module = cast(str, getattr(view, "__module__", ""))
        if module.startswith("wadah.") and not hasattr(view, "wadah_access"):
            raise ImproperlyConfigured(f"{module}.{getattr(view, '__name__', view)} declares no access.")
