"""A request's id: in the log, in the audit row and in the answer, so that the three can be put together."""

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_current: ContextVar[str] = ContextVar("wadah_request_id", default="")
ACCEPTABLE = re.compile(r"[A-Za-z0-9-]{8,64}")


def current_request_id() -> str:
    """The id of the request (or job) being worked on; empty outside of one."""
    return _current.get()


@contextmanager
def following(request_id: str) -> Iterator[None]:
    """Works under this request's id; a job follows the request that queued it."""
    token = _current.set(request_id)
    try:
        yield
    finally:
        _current.reset(token)


class RequestIdMiddleware:
    """Takes a well-formed `X-Request-Id` from our proxy, else makes one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "") if settings.BEHIND_PROXY else ""
        request_id = given if ACCEPTABLE.fullmatch(given) else uuid.uuid4().hex
        with following(request_id):
            response = self.get_response(request)
        response["X-Request-Id"] = request_id
        return response
