"""What becomes of an intake whose job cannot go on: a state of its own, with where and why, ready to be tried again."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, transaction

from wadah.core import audit
from wadah.core.errors import DomainError
from wadah.core.jobs import fence
from wadah.core.tabular import TabularError
from wadah.core.transitions import move
from wadah.registry.failures import UNEXPECTED
from wadah.registry.models import Intake
from wadah.registry.states import INTAKE_FLOW, WORKING_INTAKES, IntakeState

logger = logging.getLogger(__name__)
MACHINE = "machine:intake"
LOST = "job_lost"


@contextmanager
def failing_into(intake_id: int) -> Iterator[None]:
    """Around the work of a job. A fault of the file is the officer's to mend; any other is raised on as well.

    A database that is only busy is not a fault of the intake: the job fails and is run again.
    """
    try:
        yield
    except TabularError as error:
        _fail(intake_id, error.code, {name: str(value) for name, value in error.params.items()})
    except DomainError as error:
        _fail(intake_id, error.code, {name: str(value) for name, value in error.params.items()})
    except OperationalError:
        raise
    except Exception as error:  # The edge of a job: the officer must see that it stopped.
        logger.exception("intake_failed intake=%s error=%s", intake_id, type(error).__name__)
        _fail(intake_id, UNEXPECTED, {})
        raise


def give_up(intake_id: int) -> None:
    """The intake's job is given up: its worker died too often, or the database was away too long."""
    _fail(intake_id, LOST, {})


@transaction.atomic
def _fail(intake_id: int, code: str, params: dict[str, Any]) -> None:
    fence()
    intake = Intake.objects.select_for_update(of=("self",)).select_related("institution").get(pk=intake_id)
    if intake.state not in (*WORKING_INTAKES, IntakeState.RECEIVED):
        return
    step = IntakeState.READING if intake.state == IntakeState.RECEIVED else IntakeState(intake.state)
    also = {"failed_in": step, "error_code": code, "error_params": params}
    move(intake, IntakeState.FAILED, flow=INTAKE_FLOW, actor=MACHINE, reason=code, also=also)
    region, details = intake.institution.region_id, {"step": step.value, "code": code}
    audit.record(MACHINE, "registry.intake_failed", intake, region=region, details=details)
