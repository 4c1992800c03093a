"""What every test run needs of core: rules as the files say, and databases that can be emptied."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations

from wadah.core import confirmations

_sql_flush = DatabaseOperations.sql_flush


def _flush_around_triggers(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
    """SQLite empties tables by DELETE, which the append-only triggers refuse: they stand aside meanwhile."""
    with self.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    drop = [f'DROP TRIGGER "{name}"' for name, _ in triggers]
    return [*drop, *_sql_flush(self, *args, **kwargs), *(sql for _, sql in triggers)]


@pytest.fixture(scope="session", autouse=True)
def _emptying_sqlite() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", _flush_around_triggers)
        yield


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Races need a database that several threads can write to at once."""
    if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: set DATABASE_URL")


@pytest.fixture(autouse=True)
def _no_rule_confirmed() -> None:
    """Tests start with the rules as the files say; the database is asked only by those that mean to."""
    confirmations.know({})
