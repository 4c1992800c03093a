"""The JSON that intakes keep, as typed values: what a file holds, and what its columns mean. Reads no file."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class SheetFound:
    """One sheet as the reader found it. `headers` are joined where the file has two header rows.

    `first_row` is the number of the first row below the header. A sheet without a header of businesses has
    no headers. `place` is the sheet's name when it names a region, for rows that name none.
    """

    index: int
    name: str
    first_row: int = 0
    headers: tuple[str, ...] = ()
    signature: str = ""
    titles: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As `Intake.sheets` stores it."""
        return {**asdict(self), "headers": list(self.headers), "titles": list(self.titles)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "SheetFound":
        """The inverse of `as_json`."""
        lists = {"headers": tuple(stored["headers"]), "titles": tuple(stored["titles"])}
        return cls(**{**stored, **lists})


@dataclass(frozen=True)
class ColumnMeaning:
    """What one column is read as; an empty field is kept but not read. `certainty` and `why` are the guess."""

    column: int
    field: str
    certainty: float = 1.0
    why: str = ""


@dataclass(frozen=True)
class SheetMapping:
    """What the columns of one sheet are read as, and whether the sheet is read at all."""

    sheet: int
    used: bool
    columns: tuple[ColumnMeaning, ...]

    def as_json(self) -> dict[str, Any]:
        """As `Intake.mapping` stores it."""
        return {"sheet": self.sheet, "used": self.used, "columns": [asdict(column) for column in self.columns]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "SheetMapping":
        """The inverse of `as_json`."""
        columns = tuple(ColumnMeaning(**column) for column in stored["columns"])
        return cls(stored["sheet"], stored["used"], columns)
