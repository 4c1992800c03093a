"""Jobs of the registry: each fetches by id and goes through its work chunk by chunk. May be run again at any time."""

from django.utils import timezone

from wadah.core.jobs import enqueue_at, job, when_given_up
from wadah.registry.services.figures import refresh_figures
from wadah.registry.states import IntakeState
from wadah.registry.work import exporting
from wadah.registry.work.apply import apply_rows
from wadah.registry.work.check import check_rows_of
from wadah.registry.work.failing import failing_into, give_up
from wadah.registry.work.figures import refresh_figures_of
from wadah.registry.work.keys import forget_intake
from wadah.registry.work.read import read_columns
from wadah.registry.work.returned import write_returned
from wadah.registry.work.undo import undo_rows


@job
def read_intake(intake_id: int) -> None:
    """Finds the sheets, their headers and what their columns seem to mean."""
    with failing_into(intake_id):
        read_columns(intake_id)


@job
def check_intake(intake_id: int) -> None:
    """Reads and checks every row, gives each its verdict, then writes the returned file."""
    with failing_into(intake_id):
        check_rows_of(intake_id)
    write_returned(intake_id)


@job
def apply_intake(intake_id: int) -> None:
    """Makes the checked rows part of the registry."""
    with failing_into(intake_id):
        apply_rows(intake_id)
    refresh_figures_of(intake_id)


@job
def undo_intake(intake_id: int) -> None:
    """Takes an applied file back."""
    with failing_into(intake_id):
        undo_rows(intake_id)
    refresh_figures_of(intake_id)


@job
def forget_keys(intake_id: int) -> None:
    """Takes the rows of a discarded file out of the index of linkage keys."""
    forget_intake(intake_id)


@job
def count_places(regencies: list[str]) -> None:
    """Counts the parties of these places anew, after an owner has said something."""
    refresh_figures(at=timezone.now(), regencies=regencies)


@job
def write_returned_file(intake_id: int) -> None:
    """Writes the officer's file again with its verdicts beside the cells."""
    write_returned(intake_id)


@job
def write_export_file(export_id: int) -> None:
    """Writes a long file for somebody who asked for it, and has it deleted in time."""
    expires_at = exporting.write_export(export_id)
    if expires_at is not None:
        enqueue_at(expires_at, delete_expired_exports)


@job
def delete_expired_exports() -> None:
    """Deletes the files whose time is over."""
    exporting.delete_expired(timezone.now())


JOB_OF_STEP = {
    IntakeState.READING: read_intake,
    IntakeState.CHECKING: check_intake,
    IntakeState.APPLYING: apply_intake,
    IntakeState.UNDOING: undo_intake,
}

for _work in JOB_OF_STEP.values():
    when_given_up(_work, give_up)
when_given_up(write_export_file, exporting.give_up)
