"""The JSON that intakes keep, as typed values: the sheets of a file, and what their columns mean. Reads no file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wadah.registry.intake.mapping import Certainty, ColumnGuess, MappedColumn, Why
from wadah.registry.intake.outside import Outside


@dataclass(frozen=True)
class SheetFound:
    """One sheet as the reader found it: its header, and a guess for each column, ready to be shown.

    `table` says what the sheet is (see intake.sheets.TableKind); only a sheet of businesses is read unless
    an officer says otherwise. `place` is a place that its name gives, `typical` how many cells a row fills.
    Examples of sensitive columns are masked. `outside` tells of its first rows how many lie elsewhere.
    """

    index: int
    name: str
    table: str
    used: bool
    columns: tuple[str, ...]
    first_row: int
    last_row: int
    titles: tuple[str, ...]
    header_found: bool
    signature: str
    typical: int
    place: str
    guesses: tuple[ColumnGuess, ...]
    outside: Outside = Outside(0, 0)

    def as_json(self) -> dict[str, Any]:
        """As `Intake.sheets` stores it."""
        return {
            **vars(self),
            "outside": self.outside.as_json(),
            "columns": list(self.columns),
            "titles": list(self.titles),
            "guesses": [
                {
                    "mapped": guess.mapped.as_json(),
                    "certainty": guess.certainty.value,
                    "why": guess.why.value,
                    "examples": list(guess.examples),
                }
                for guess in self.guesses
            ],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "SheetFound":
        """The inverse of `as_json`."""
        guesses = tuple(
            ColumnGuess(
                MappedColumn.from_json(guess["mapped"]),
                Certainty(guess["certainty"]),
                Why(guess["why"]),
                tuple(guess["examples"]),
            )
            for guess in stored["guesses"]
        )
        lists = {"columns": tuple(stored["columns"]), "titles": tuple(stored["titles"]), "guesses": guesses}
        outside = Outside.from_json(stored["outside"]) if "outside" in stored else Outside(0, 0)
        return cls(**{**stored, **lists, "outside": outside})


@dataclass(frozen=True)
class SheetMapping:
    """What the columns of one sheet are read as, and whether the sheet is read at all."""

    sheet: int
    used: bool
    columns: tuple[MappedColumn, ...]

    def as_json(self) -> dict[str, Any]:
        """As `Intake.mapping` stores it."""
        return {
            "sheet": self.sheet,
            "used": self.used,
            "columns": [column.as_json() for column in self.columns],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "SheetMapping":
        """The inverse of `as_json`."""
        columns = tuple(MappedColumn.from_json(column) for column in stored["columns"])
        return cls(int(stored["sheet"]), bool(stored["used"]), columns)


def guessed_mapping(sheets: list[SheetFound]) -> list[SheetMapping]:
    """The mapping as guessed, for runs without a person, and as the form's first content."""
    return [
        SheetMapping(sheet.index, sheet.used, tuple(guess.mapped for guess in sheet.guesses))
        for sheet in sheets
    ]
