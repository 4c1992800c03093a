"""What must hold before pages are served. Reads settings alone: the apps need not be loaded yet."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

WITH_WORKER = "django_tasks_db.DatabaseBackend"


def refuse_to_serve_without_worker() -> None:
    """Jobs within the request would hold the page for minutes, and could not be taken up after a crash.

    Raises ImproperlyConfigured under WADAH_JOBS=immediate, which is for tests.
    """
    if settings.TASKS["default"]["BACKEND"] != WITH_WORKER:
        raise ImproperlyConfigured("WADAH_JOBS=immediate is for tests; to serve pages it must be database.")
