"""The only way a state changes: by a table of allowed moves, in one guarded statement, with a history row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from wadah.core.actors import Actor, actor_ref
from wadah.core.errors import MoveNotAllowed, StateConflict
from wadah.core.models import StateChange
from wadah.core.requests import current_request_id
from wadah.core.subjects import subject_of

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Flow:
    """The table of allowed moves of one column: each state with the states that may follow it."""

    moves: Mapping[str, Iterable[str]]
    field: str = "state"

    def allows(self, old: str, new: str) -> bool:
        """Whether the table has this move."""
        return new in self.after(old)

    def after(self, state: str) -> frozenset[str]:
        """The states that may follow; none for a final state."""
        return frozenset(str(new) for new in self.moves.get(state, ()))

    @property
    def states(self) -> frozenset[str]:
        """Every state that the table names."""
        return frozenset(str(old) for old in self.moves).union(*(self.after(old) for old in self.moves))


def move(
    obj: M,
    to: str,
    *,
    flow: Flow,
    actor: Actor,
    reason: str = "",
    at: datetime | None = None,
    also: Mapping[str, Any] | None = None,
) -> M:
    """Moves the object on, together with the columns in `also`, and writes one `StateChange`.

    Raises MoveNotAllowed when the table has no such move, and StateConflict when the row is no longer in
    the state that the caller saw. The object in hand is brought up to date only when the move succeeded.
    """
    old, new = str(getattr(obj, flow.field)), str(to)
    if not flow.allows(old, new):
        raise MoveNotAllowed(from_state=old, to_state=new)
    columns = {flow.field: new, **(also or {})}
    subject = subject_of(obj)
    with transaction.atomic():
        rows = type(obj)._base_manager.filter(pk=obj.pk, **{flow.field: old})
        if rows.update(**columns) == 0:
            raise StateConflict()
        StateChange.objects.create(
            what=subject.what,
            object_id=subject.object_id,
            field=flow.field,
            from_state=old,
            to_state=new,
            actor=actor_ref(actor),
            reason=reason,
            request_id=current_request_id(),
            at=at or timezone.now(),
        )
    for name, value in columns.items():
        setattr(obj, name, value)
    return obj
