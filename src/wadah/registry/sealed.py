"""The sensitive part of a row: its raw cells and its cleaned numbers, sealed as one value."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wadah.core.secrets import open_, seal_many
from wadah.registry.compact import compact

CONTEXT = "registry_record.sealed"


@dataclass(frozen=True)
class SealedCells:
    """`raw` holds the cells as they came by their column; the rest is what they were read as.

    `other` holds further sensitive fields by their code: birth date, e-mail.
    """

    raw: Mapping[str, Any] = field(default_factory=dict)
    nik: str = ""
    kk: str = ""
    npwp: str = ""
    phones: Sequence[str] = ()
    other: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.raw or self.nik or self.kk or self.npwp or self.phones or self.other)


def as_text(cells: SealedCells) -> str:
    """What is sealed: empty parts are left out."""
    return compact({name: value for name, value in vars(cells).items() if value})


def seal_texts(texts: Iterable[str]) -> list[bytes]:
    """Seals a chunk at once."""
    return seal_many(texts, CONTEXT)


def open_cells(blob: bytes | memoryview) -> SealedCells:
    """The sensitive part of one row. Raises CannotOpen."""
    kept = json.loads(open_(bytes(blob), CONTEXT))
    kept["phones"] = tuple(kept.get("phones", ()))
    return SealedCells(**kept)
