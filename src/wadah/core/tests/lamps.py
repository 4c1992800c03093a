"""A small table of the tests' own: lamps with a state, to be moved, paged and raced for."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, models

from wadah.core.transitions import Flow


class LampState(models.TextChoices):
    OFF = "off"
    ON = "on"
    BROKEN = "broken"


FLOW = Flow(
    moves={
        LampState.OFF: {LampState.ON, LampState.BROKEN},
        LampState.ON: {LampState.OFF, LampState.BROKEN},
    }
)


class Lamp(models.Model):
    state = models.CharField(max_length=10, choices=LampState.choices, default=LampState.OFF)
    room = models.CharField(max_length=20, default="")
    brightness = models.IntegerField(default=0)
    made_at = models.DateTimeField(default=datetime(2026, 11, 21, tzinfo=UTC))
    lit_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "lamps"

    def __str__(self) -> str:
        return f"{self.room} {self.state}"


@pytest.fixture(scope="session")
def lamp_table(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Lamp)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Lamp)
