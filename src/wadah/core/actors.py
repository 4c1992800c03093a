"""Who did it, as history stores it: an opaque reference. No names, and no link to the accounts above."""

from typing import Protocol, runtime_checkable
from uuid import UUID

SYSTEM = "system"


@runtime_checkable
class HasPublicId(Protocol):
    """A signed-in person."""

    @property
    def public_id(self) -> UUID: ...


Actor = HasPublicId | str | None


def actor_ref(actor: Actor) -> str:
    """`user:<public id>` for a person, the word itself for a named process, `system` for nobody.

    History keeps this text and not a foreign key: it must outlive the account, and core knows no accounts.
    """
    if actor is None:
        return SYSTEM
    if isinstance(actor, str):
        return actor
    return f"user:{actor.public_id}"
