"""Looks at a new file: its sheets, their headers, and what each column seems to mean."""

from django.db import transaction

from wadah.core.jobs import fence
from wadah.core.tabular import Workbook, read_workbook
from wadah.core.tabular.errors import HeaderOnly
from wadah.core.time import local_day
from wadah.core.transitions import move
from wadah.registry import storage
from wadah.registry.errors import TableOfTotals
from wadah.registry.intake.mapping import MappedColumn
from wadah.registry.intake.sheets import SheetLook, TableKind, look_at
from wadah.registry.models import ColumnMemory, Intake
from wadah.registry.shapes import SheetFound, SheetMapping, guessed_mapping
from wadah.registry.states import INTAKE_FLOW, IntakeState
from wadah.registry.work.outside import outside_of

MACHINE = "machine:read"
READABLE = frozenset({TableKind.BUSINESSES, TableKind.UNKNOWN})


def read_columns(intake_id: int) -> None:
    """From received to waiting for the mapping. Run again after a crash it looks at the file anew."""
    intake = Intake.objects.select_related("institution").get(pk=intake_id)
    if intake.state == IntakeState.RECEIVED:
        move(intake, IntakeState.READING, flow=INTAKE_FLOW, actor=MACHINE)
    if intake.state != IntakeState.READING:
        return
    with (
        storage.readable_copy(intake.stored_path, storage.ORIGINAL, intake.file_name) as path,
        read_workbook(path) as workbook,
    ):
        sheets = [_found(look, intake) for look in _looked_at(workbook, _remembered(intake))]
    with transaction.atomic():
        fence()
        mapping: list[SheetMapping] = guessed_mapping(sheets)
        also = {
            "sheets": [sheet.as_json() for sheet in sheets],
            "mapping": [one.as_json() for one in mapping],
        }
        move(intake, IntakeState.MAPPING, flow=INTAKE_FLOW, actor=MACHINE, also=also)


def _remembered(intake: Intake) -> dict[str, tuple[MappedColumn, ...]]:
    """All that the office has confirmed, by the titles of the sheet."""
    memories = ColumnMemory.objects.filter(institution_id=intake.institution_id)
    return {
        memory.signature: tuple(MappedColumn.from_json(column) for column in memory.mapping)
        for memory in memories
    }


def _looked_at(workbook: Workbook, remembered: dict[str, tuple[MappedColumn, ...]]) -> list[SheetLook]:
    """Every sheet. Raises HeaderOnly or TableOfTotals when none could be read even with an officer's help."""
    looks = [look_at(workbook, sheet.index, remembered=remembered) for sheet in workbook.sheets]
    if not any(look.kind in READABLE for look in looks):
        if any(look.kind is TableKind.STATISTICS for look in looks):
            raise TableOfTotals()
        raise HeaderOnly()
    return looks


def _found(look: SheetLook, intake: Intake) -> SheetFound:
    header = look.header
    return SheetFound(
        index=look.index,
        name=look.name,
        table=look.kind.value,
        used=look.kind is TableKind.BUSINESSES,
        columns=header.columns,
        first_row=header.first_row,
        last_row=header.last_row,
        titles=header.titles,
        header_found=header.found,
        signature=look.signature,
        typical=look.typical,
        place=look.sheet_place,
        guesses=look.guesses,
        outside=outside_of(look, intake.institution.region_id, local_day(intake.created_at)),
    )
