"""From rows of a sheet to checked rows: header block, meaning of columns, values with all their
problems. Pure.
"""

from wadah.registry.intake.checking import CheckContext, CheckedRow, RowChecker
from wadah.registry.intake.fields import FIELDS, SENSITIVE, Field
from wadah.registry.intake.header import HeaderBlock, find_header
from wadah.registry.intake.mapping import (
    Certainty,
    ColumnGuess,
    MappedColumn,
    confirmed,
    signature_of,
    suggest_mapping,
)
from wadah.registry.intake.sheets import SheetLook, TableKind, look_at
from wadah.registry.intake.verdict import RowVerdict

__all__ = [
    "FIELDS",
    "SENSITIVE",
    "Certainty",
    "CheckContext",
    "CheckedRow",
    "ColumnGuess",
    "Field",
    "HeaderBlock",
    "MappedColumn",
    "RowChecker",
    "RowVerdict",
    "SheetLook",
    "TableKind",
    "confirmed",
    "find_header",
    "look_at",
    "signature_of",
    "suggest_mapping",
]
