"""`/healthz`: answers before the redirect to https, the host check and the session, to any load balancer."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


class HealthMiddleware:
    """200 `ok` when the database answers, 503 `database` when it does not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != "/healthz":
            return self.get_response(request)
        word, status = ("ok", 200) if _database_answers() else ("database", 503)
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
        return HttpResponse(f"{word}\n", status=status, content_type="text/plain", headers=headers)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
