"""Django remembers every query in development. A job that writes a million rows must not."""

from typing import Any, cast

from django.db import connections


def keep_no_queries() -> None:
    """From now on this thread's connections keep no text of queries: it costs time, memory, and holds the data.

    For workers and commands; pages keep their log, which is shown beside an error in development.
    """
    for connection in connections.all():
        cast(Any, connection).make_debug_cursor = connection.make_cursor
