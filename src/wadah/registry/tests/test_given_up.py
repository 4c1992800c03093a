"""A job whose worker died too often is given up: its file says so, and can be tried again or dropped."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from wadah.accounts.models import User
from wadah.core import worker
from wadah.core.models import AuditEntry
from wadah.registry.models import Intake
from wadah.registry.services.intakes import apply_intake, retry_intake
from wadah.registry.states import IntakeState
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.files import as_csv
from wadah.registry.tests.visitors import main_of, visitor

QUEUED = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def lost(result: "DBTaskResult[Any, Any]") -> None:
    worker._take_back(result)


def away(result: "DBTaskResult[Any, Any]") -> None:
    worker._try_later(result, OperationalError("the database is away"))


@pytest.mark.parametrize("how", [lost, away])
def test_a_file_whose_job_is_given_up_can_be_tried_again(
    officer: User, bring_in: BringIn, run_jobs: Callable[[], Any], how: Callable[[Any], None]
) -> None:
    intake = bring_in(as_csv(), IntakeState.CHECKED)
    with override_settings(TASKS=QUEUED):
        apply_intake(actor=officer, public_id=intake.public_id)
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["a", "b", "c", "d", "e"])

    how(DBTaskResult.objects.get())

    intake = Intake.objects.get()
    assert (intake.state, intake.failed_in, intake.error_code) == ("failed", "applying", "job_lost")
    assert AuditEntry.objects.filter(action="registry.intake_failed").count() == 1
    page = main_of(visitor(officer).get(f"/impor/{intake.public_id}/"))
    assert "Terjadi kesalahan di pihak kami (job_lost)" in page
    with run_jobs():
        retry_intake(actor=officer, public_id=intake.public_id)
    assert Intake.objects.get().state == IntakeState.APPLIED
