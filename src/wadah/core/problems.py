"""Turns a named error into an answer: a page for people, a fragment for htmx, one JSON shape for programs."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.defaults import page_not_found

from wadah.core.errors import DomainError, NotFound
from wadah.core.htmx import is_partial
from wadah.core.requests import current_request_id

logger = logging.getLogger(__name__)


class ProblemMiddleware:
    """The last place for a named error that a view did not show beside its field.

    What is not there has our page in development, too: Django's own would name every address to a stranger who
    looks at a demo. Faults keep Django's page there, for whoever develops.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == HTTPStatus.NOT_FOUND and request.resolver_match is None:
            return page_not_found(request, Http404())
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answers named errors and what is not there; all others stay with Django. Only the code is logged."""
        if isinstance(error, Http404):
            return page_not_found(request, error)
        if not isinstance(error, DomainError):
            return None
        log = logger.error if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR else logger.info
        log("problem code=%s status=%s request=%s", error.code, error.status, current_request_id())
        return answer(request, error)


def answer(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The answer to a named error in the form that the caller can read."""
    if wants_json(request):
        return JsonResponse(as_problem(error), status=error.status, content_type="application/problem+json")
    if isinstance(error, NotFound):
        return page_not_found(request, error)
    template = "core/_problem.html" if is_partial(request) else "core/problem.html"
    context = {"problem": error, "message": str(error), "request_id": current_request_id()}
    return render(request, template, context, status=error.status)


def as_problem(error: DomainError) -> dict[str, Any]:
    """The one JSON shape of errors."""
    return {
        "type": f"/problems/{error.code}",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": str(error),
        "errors": [],
    }


def wants_json(request: HttpRequest) -> bool:
    """Programs ask under /api/ or accept JSON and not HTML."""
    return (
        request.path.startswith("/api/")
        or request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    )
