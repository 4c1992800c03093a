"""What the registry stores. One file a subject; this file only gathers them."""

from wadah.registry.models.claim import Claim, ClaimCode
from wadah.registry.models.export import Export
from wadah.registry.models.fact import Fact
from wadah.registry.models.figures import RegencyFigures
from wadah.registry.models.intake import ColumnMemory, Intake
from wadah.registry.models.link import Link, Merge, Pair
from wadah.registry.models.party import Party
from wadah.registry.models.record import Record, RecordKey

__all__ = [
    "Claim",
    "ClaimCode",
    "ColumnMemory",
    "Export",
    "Fact",
    "Intake",
    "Link",
    "Merge",
    "Pair",
    "Party",
    "Record",
    "RecordKey",
    "RegencyFigures",
]
