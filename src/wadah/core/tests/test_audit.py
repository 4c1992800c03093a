"""The audit trail is written whole and only added to."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, models, transaction

from wadah.core import audit
from wadah.core.models import AuditEntry, RuleConfirmation, StateChange
from wadah.core.requests import following
from wadah.core.tests.lamps import Lamp

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


class Siti:
    public_id = UUID(int=7)


def test_an_entry_says_who_did_what_to_which_thing_and_why() -> None:
    with following("request-0001"):
        audit.record(
            Siti(),
            "nik.revealed",
            Lamp(pk=3),
            reason="dicocokkan dengan KTP",
            region="16.02",
            details={"count": 1},
            at=NOON,
        )

    assert list(AuditEntry.objects.values()) == [
        {
            "id": AuditEntry.objects.get().pk,
            "at": NOON,
            "actor": "user:00000000-0000-0000-0000-000000000007",
            "action": "nik.revealed",
            "what": "lamps.lamp",
            "object_id": "3",
            "region": "16.02",
            "reason": "dicocokkan dengan KTP",
            "request_id": "request-0001",
            "details": {"count": 1},
        }
    ]


@pytest.mark.parametrize("actor", [None, "job:apply"])
def test_a_process_is_named_by_its_word_and_nobody_is_the_system(actor: str | None) -> None:
    assert audit.record(actor, "swept", at=NOON).actor == (actor or "system")


def _rows() -> list[models.Model]:
    return [
        AuditEntry.objects.create(at=NOON, actor="a", action="b"),
        StateChange.objects.create(
            what="w", object_id="1", field="state", from_state="a", to_state="b", actor="c", at=NOON
        ),
        RuleConfirmation.objects.create(version_id="v", source="s", confirmed_by="p", confirmed_at=NOON),
    ]


@pytest.mark.parametrize("which", [0, 1, 2])
def test_the_database_itself_refuses_to_change_or_delete_history(which: int) -> None:
    row = _rows()[which]
    rows = type(row)._base_manager.filter(pk=row.pk)
    column = {0: "reason", 1: "reason", 2: "note"}[which]

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(**{column: "changed"})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.delete()

    assert list(rows.values_list(column, flat=True)) == [""]
