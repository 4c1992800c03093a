"""What an officer confirmed of the columns: checked against the file, and remembered for the office's next one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from wadah.registry import fields
from wadah.registry.errors import MappingIncomplete, MappingUnknown
from wadah.registry.intake.fields import FIELDS
from wadah.registry.intake.mapping import MappedColumn
from wadah.registry.models import ColumnMemory, Intake
from wadah.registry.shapes import SheetFound, SheetMapping

IGNORED = "ignored"
PERIODS = ("", "month", "year")


def checked_mapping(intake: Intake, mapping: Sequence[SheetMapping]) -> list[dict[str, Any]]:
    """The mapping as it is stored, every column of every used sheet in it, in their order.

    Raises MappingUnknown for a sheet, column or field that is not there or used twice, and MappingIncomplete
    when no sheet is used or a used one names neither businesses, owners nor households.
    """
    found = {sheet["index"]: SheetFound.from_json(sheet) for sheet in intake.sheets}
    used = []
    for sheet in mapping:
        if sheet.sheet not in found:
            raise MappingUnknown(what=f"lembar {sheet.sheet + 1}")
        if sheet.used:
            used.append(_whole(found[sheet.sheet], sheet.columns))
    if not used:
        raise MappingIncomplete()
    return [sheet.as_json() for sheet in sorted(used, key=lambda sheet: sheet.sheet)]


def _whole(found: SheetFound, columns: Sequence[MappedColumn]) -> SheetMapping:
    """The columns with the sheet's own titles; those that are not mentioned are not read."""
    meant = {column.column: column for column in columns}
    for column in columns:
        if not 0 <= column.column < len(found.columns):
            raise MappingUnknown(what=f"kolom {column.column + 1}")
        if column.field not in FIELDS or column.period not in PERIODS or column.unit < 1:
            raise MappingUnknown(what=column.field)
    read = [column.field for column in meant.values() if not FIELDS[column.field].several]
    doubled = next((field for field in read if read.count(field) > 1), None)
    if doubled:
        raise MappingUnknown(what=FIELDS[doubled].label_id)
    if not {fields.NAME, fields.OWNER, fields.HOUSEHOLD_HEAD}.intersection(read):
        raise MappingIncomplete()
    whole = tuple(
        _titled(meant.get(at, MappedColumn(at, title, IGNORED)), title)
        for at, title in enumerate(found.columns)
    )
    return SheetMapping(found.index, True, whole)


def _titled(column: MappedColumn, title: str) -> MappedColumn:
    return replace(column, title=title)


def remember_mapping(intake: Intake, at: datetime) -> None:
    """Keeps what was confirmed, under the titles of each sheet."""
    signatures = {sheet["index"]: sheet["signature"] for sheet in intake.sheets}
    for sheet in intake.mapping:
        ColumnMemory.objects.update_or_create(
            institution_id=intake.institution_id,
            signature=signatures[sheet["sheet"]],
            defaults={"mapping": sheet["columns"], "confirmed_at": at},
        )


def proposed_mapping(intake: Intake, titles: Mapping[str, str]) -> list[SheetMapping]:
    """The mapping as guessed, where `titles` says otherwise as it says: {title of a column: field}.

    Raises MappingUnknown for a title that no sheet has. A field named here is taken from the guess of
    another column.
    """
    sheets = [SheetFound.from_json(sheet) for sheet in intake.sheets]
    known = {title for sheet in sheets for title in sheet.columns}
    for title in titles:
        if title not in known:
            raise MappingUnknown(what=title)
    return [
        SheetMapping(sheet.index, sheet.used, _renamed([guess.mapped for guess in sheet.guesses], titles))
        for sheet in sheets
    ]


def _renamed(columns: Sequence[MappedColumn], titles: Mapping[str, str]) -> tuple[MappedColumn, ...]:
    taken = {titles[column.title] for column in columns if column.title in titles}
    renamed = []
    for column in columns:
        if column.title in titles:
            renamed.append(replace(column, field=titles[column.title]))
        elif column.field in taken and column.field in FIELDS and not FIELDS[column.field].several:
            renamed.append(replace(column, field=IGNORED))
        else:
            renamed.append(column)
    return tuple(renamed)
