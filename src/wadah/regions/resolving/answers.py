"""What resolving answers: a code with a certainty, other candidates, and what does not agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

PROVINCE: Final = 1
REGENCY: Final = 2
SUBDISTRICT: Final = 3
VILLAGE: Final = 4

SURE: Final = 0.9
"""From here on an import may take the code without asking; below it shows what it took."""

LIKELY: Final = 0.5
"""Below this nothing is answered: the place is only listed as a candidate."""


class UnknownRegionError(LookupError):
    """A region code was asked for that is not in the tree."""


class DisagreementCode(StrEnum):
    """What in the written place does not fit the answer."""

    SUBDISTRICT_OLD = "subdistrict_old"
    SUBDISTRICT_DIFFERS = "subdistrict_differs"
    REGENCY_DIFFERS = "regency_differs"
    PROVINCE_DIFFERS = "province_differs"
    POSTCODE_DIFFERS = "postcode_differs"
    CODE_DIFFERS = "code_differs"
    CODE_SYSTEM = "code_system"
    KIND_DIFFERS = "kind_differs"
    LEVEL_DIFFERS = "level_differs"
    SPELLING = "spelling"
    LOOSE = "loose"
    SHARED_ALIAS = "shared_alias"
    VILLAGE_UNKNOWN = "village_unknown"
    SUBDISTRICT_UNKNOWN = "subdistrict_unknown"
    REGENCY_UNKNOWN = "regency_unknown"
    PROVINCE_UNKNOWN = "province_unknown"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that does not fit; `params` fill the sentence in `wording`."""

    code: DisagreementCode
    params: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A region that the text may mean."""

    code: str
    name: str
    level: int
    certainty: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """The deepest region that the text names for certain, and all that remains open.

    `code` is always a region that the text itself names. `candidates` lists every finer or other
    reading that fits equally well: with a code they are finer places that could not be told apart,
    without one they are the choice that a person has to make.
    """

    code: str | None = None
    level: int = 0
    certainty: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def is_sure(self) -> bool:
        """One reading only, with nothing that a person should look at."""
        return self.code is not None and self.certainty >= SURE and not self.candidates

    @property
    def is_ambiguous(self) -> bool:
        """Several places fit and the text does not decide."""
        return len(self.candidates) > 1


UNKNOWN: Final = Resolution()
