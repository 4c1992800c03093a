"""The facts that a row states, by the kinds declared in facts.py."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wadah.registry.facts import KINDS, FactKind, Shape

TEXT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact as a row states it."""

    kind: FactKind
    number: int | None
    text: str


def stated_facts(values: Mapping[str, Any]) -> Iterator[Stated]:
    """The facts that cleaned values hold: each field that bears the name of a declared kind."""
    for code, kind in KINDS.items():
        value = values.get(code)
        if value in (None, ""):
            continue
        if kind.shape is Shape.NUMBER:
            yield Stated(kind, int(value), "")
        else:
            yield Stated(kind, None, str(value)[:TEXT_LENGTH])
