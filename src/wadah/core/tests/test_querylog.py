"""Long work in development keeps no queries."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections

from wadah.core.models import Worker
from wadah.core.querylog import keep_no_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_development(settings: Any) -> Iterator[None]:
    settings.DEBUG = True
    connection.queries_log.clear()
    yield
    # The connection itself, not the proxy that stands for it.
    vars(connections["default"]).pop("make_debug_cursor", None)
    connection.queries_log.clear()


def test_django_remembers_queries_in_development() -> None:
    Worker.objects.count()

    assert len(connection.queries_log) == 1


def test_long_work_keeps_none() -> None:
    keep_no_queries()

    Worker.objects.count()

    assert (len(connection.queries_log), Worker.objects.count()) == (0, 0)
