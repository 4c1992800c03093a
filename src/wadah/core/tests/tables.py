"""`assert_flow`: tries every (state, move) pair of a flow on real rows. For the table test of each app."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Model

from wadah.core.errors import MoveNotAllowed
from wadah.core.models import StateChange
from wadah.core.subjects import subject_of
from wadah.core.transitions import Flow, move


def assert_flow(flow: Flow, states: Iterable[str], make: Callable[[str], Model]) -> None:
    """Every pair is allowed exactly when the table says so, and the row, the object and the history agree.

    `make(state)` creates an object in that state. Each pair is tried on a row of its own and rolled back.
    """
    every = [str(state) for state in states]
    assert flow.states <= set(every), f"the table names unknown states: {flow.states - set(every)}"
    for old in every:
        for new in every:
            _assert_pair(flow, old, new, make)


def _assert_pair(flow: Flow, old: str, new: str, make: Callable[[str], Model]) -> None:
    with transaction.atomic():
        obj = make(old)
        try:
            move(obj, new, flow=flow, actor="test")
            ended = new
        except MoveNotAllowed:
            ended = old
        stored = str(type(obj)._base_manager.values_list(flow.field, flat=True).get(pk=obj.pk))
        subject = subject_of(obj)
        history = StateChange.objects.filter(what=subject.what, object_id=subject.object_id)
        moves = [(row.from_state, row.to_state) for row in history if row.actor == "test"]
        transaction.set_rollback(True)
    allowed = new in flow.after(old)
    expected = new if allowed else old
    found = (ended, str(getattr(obj, flow.field)), stored, moves)
    assert found == (expected, expected, expected, [(old, new)] if allowed else []), f"{old} -> {new}"
