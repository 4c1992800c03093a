"""A worker that goes on with one intake, in a process of its own, so that a test can kill it at any point.

Run as `python -m wadah.registry.tests.killed_worker INTAKE STATE`. Its chunks are small: there are many points.
"""

import sys

import django

django.setup()

from wadah.accounts.policies import OPERATOR  # noqa: E402
from wadah.registry.models import Intake  # noqa: E402
from wadah.registry.services.intakes import apply_intake  # noqa: E402
from wadah.registry.states import IntakeState  # noqa: E402
from wadah.registry.work import apply, check, compare, understanding  # noqa: E402

apply.CHUNK_ROWS = compare.CHUNK_ROWS = 7
understanding.CHUNK_ROWS = 7
check.KEYED_AT_ONCE = 20


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def tell() -> None:
    """In the place of the fence: a line at the start of every chunk lets the test choose its moment."""
    _say("chunk")


def main() -> None:
    """Goes on until the intake is in the state that was asked for."""
    intake = Intake.objects.get(pk=int(sys.argv[1]))
    apply.fence = check.fence = compare.fence = tell
    if sys.argv[2] == IntakeState.CHECKED:
        check.check_rows_of(intake.pk)
    else:
        if intake.state == IntakeState.CHECKED:
            apply_intake(actor=OPERATOR, public_id=intake.public_id)
        apply.apply_rows(intake.pk)
    _say("done")


if __name__ == "__main__":
    main()
