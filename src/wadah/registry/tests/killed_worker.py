"""A worker that goes on with one intake, in a process of its own, so that a test can kill it at any point.

Run as `python -m wadah.registry.tests.killed_worker INTAKE STATE`. Its chunks are small: there are many points.
"""

import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from wadah.accounts.policies import OPERATOR  # noqa: E402
from wadah.registry import storage  # noqa: E402
from wadah.registry.models import Intake  # noqa: E402
from wadah.registry.services.intakes import apply_intake, undo_intake  # noqa: E402
from wadah.registry.states import IntakeState  # noqa: E402
from wadah.registry.work import apply, check, compare, read, returned, understanding, undo  # noqa: E402

apply.CHUNK_ROWS = compare.CHUNK_ROWS = undo.CHUNK_ROWS = 7
understanding.CHUNK_ROWS = returned.ROWS_AT_ONCE = 7
check.KEYED_AT_ONCE = 20
RETURNED = "returned"


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def tell() -> None:
    """In the place of the fence: a line at the start of every chunk lets the test choose its moment."""
    _say("chunk")


def telling(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, with such a line before it."""

    def told(*args: Any, **kwargs: Any) -> Any:
        tell()
        return function(*args, **kwargs)

    return told


def main() -> None:
    """Goes on until the intake is in the state that was asked for, or its returned file is written."""
    intake = Intake.objects.get(pk=int(sys.argv[1]))
    apply.fence = check.fence = compare.fence = read.fence = undo.fence = tell
    if sys.argv[2] == IntakeState.MAPPING:
        read.read_workbook = telling(read.read_workbook)
        read.look_at = telling(read.look_at)
        read.read_columns(intake.pk)
    elif sys.argv[2] == IntakeState.CHECKED:
        check.check_rows_of(intake.pk)
    elif sys.argv[2] == RETURNED:
        # The first rows of each chunk, then the sealing, then the end.
        returned._matched = telling(returned._matched)
        storage.seal_file = telling(storage.seal_file)
        storage.drop = telling(storage.drop)
        returned.write_returned(intake.pk)
    elif sys.argv[2] == IntakeState.UNDONE:
        if intake.state == IntakeState.APPLIED:
            undo_intake(actor=OPERATOR, public_id=intake.public_id, reason="salah berkas sama sekali")
        undo.undo_rows(intake.pk)
    else:
        if intake.state == IntakeState.CHECKED:
            apply_intake(actor=OPERATOR, public_id=intake.public_id)
        apply.apply_rows(intake.pk)
    _say("done")


if __name__ == "__main__":
    main()
