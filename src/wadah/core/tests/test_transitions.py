"""States move by the table, once, with a history row."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from wadah.core.errors import MoveNotAllowed, StateConflict
from wadah.core.models import StateChange
from wadah.core.requests import following
from wadah.core.tests.lamps import FLOW, Lamp, LampState
from wadah.core.tests.tables import assert_flow
from wadah.core.transitions import Flow, move

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lamp_table")]
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


class Siti:
    public_id = UUID(int=7)


def _changes() -> list[tuple[str, ...]]:
    columns = ("what", "object_id", "field", "from_state", "to_state", "actor", "reason", "request_id", "at")
    return list(StateChange.objects.values_list(*columns))


def test_a_move_changes_the_row_and_writes_one_history_row() -> None:
    lamp = Lamp.objects.create()

    with following("request-0001"):
        moved = move(
            lamp, LampState.ON, flow=FLOW, actor=Siti(), reason="gelap", at=NOON, also={"lit_at": NOON}
        )

    lamp_now = Lamp.objects.get()
    assert (moved.state, moved.lit_at, lamp_now.state, lamp_now.lit_at) == ("on", NOON, "on", NOON)
    actor = "user:00000000-0000-0000-0000-000000000007"
    assert _changes() == [
        ("lamps.lamp", str(lamp.pk), "state", "off", "on", actor, "gelap", "request-0001", NOON)
    ]


def test_a_move_that_the_table_lacks_is_refused_and_leaves_no_trace() -> None:
    lamp = Lamp.objects.create(state=LampState.BROKEN)

    with pytest.raises(MoveNotAllowed) as refused:
        move(lamp, LampState.ON, flow=FLOW, actor=None)

    assert refused.value.params == {"from_state": "broken", "to_state": "on"}
    assert (Lamp.objects.get().state, _changes()) == ("broken", [])


def test_the_second_of_two_people_who_saw_the_same_state_gets_a_conflict() -> None:
    hers, his = Lamp.objects.create(), Lamp.objects.get()
    move(hers, LampState.ON, flow=FLOW, actor="hers", at=NOON)

    with pytest.raises(StateConflict):
        move(his, LampState.BROKEN, flow=FLOW, actor="his", at=NOON)

    assert (his.state, Lamp.objects.get().state, [row[5] for row in _changes()]) == ("off", "on", ["hers"])


def test_columns_moved_along_are_left_alone_when_the_move_is_refused() -> None:
    lamp = Lamp.objects.create()
    Lamp.objects.update(state=LampState.BROKEN)

    with pytest.raises(StateConflict):
        move(lamp, LampState.ON, flow=FLOW, actor=None, also={"brightness": 9})

    assert (lamp.brightness, Lamp.objects.get().brightness) == (0, 0)


def test_every_pair_of_states_follows_the_table() -> None:
    assert_flow(FLOW, LampState, lambda state: Lamp.objects.create(state=state))


def test_the_table_knows_its_states_and_what_follows() -> None:
    flow = Flow(moves={"draft": {"sent"}, "sent": {"read"}})

    assert (flow.states, flow.after("draft"), flow.after("read")) == (
        {"draft", "sent", "read"},
        {"sent"},
        frozenset(),
    )
