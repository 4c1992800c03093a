"""The best of several records of one party: per field one value, and where it comes from. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Source:
    """One record as a source of fields. `repaired` names the fields whose value is not as it was written.

    `is_of_place`: an office that looks after the place of the party brought it, or a person joined it.
    """

    record_id: int
    at: datetime
    values: Mapping[str, Any]
    repaired: frozenset[str] = frozenset()
    is_of_place: bool = True


@dataclass(frozen=True)
class Other:
    """What another record says of the same field."""

    record_id: int
    value: Any


@dataclass(frozen=True)
class Chosen:
    """The value that is shown, the record it comes from, and what other records say instead."""

    field: str
    value: Any
    record_id: int
    repaired: bool
    others: tuple[Other, ...] = ()


def best_of(sources: Sequence[Source]) -> dict[str, Chosen]:
    """The newest value of each field; between values of one moment the one written without a repair.

    What an office of another place says counts where no other record says anything. A newer record without the field
    does not erase what an older one knew.
    """
    fields: dict[str, list[Source]] = {}
    for source in sources:
        for field, value in source.values.items():
            if value not in (None, "", []):
                fields.setdefault(field, []).append(source)
    return {field: _chosen(field, found) for field, found in fields.items()}


def _chosen(field: str, found: list[Source]) -> Chosen:
    ranked = sorted(
        found, key=lambda s: (s.is_of_place, s.at, field not in s.repaired, s.record_id), reverse=True
    )
    best = ranked[0]
    value = best.values[field]
    return Chosen(
        field,
        value,
        best.record_id,
        field in best.repaired,
        tuple(Other(s.record_id, s.values[field]) for s in ranked[1:] if s.values[field] != value),
    )
