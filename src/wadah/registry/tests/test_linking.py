"""Several files at once, compared as tables: the first load of a registry."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from wadah.accounts.models import Institution, User
from wadah.core.jobs import at_once
from wadah.registry.models import Intake, Link, Party, Record
from wadah.registry.services.intakes import apply_intake, confirm_mapping, receive_file
from wadah.registry.services.linking import link_deferred
from wadah.registry.states import IntakeState
from wadah.registry.tests.files import as_csv, many_rows, row
from wadah.registry.work import compare
from wadah.registry.work.check import finish_check
from wadah.registry.work.compare_tables import compare_as_tables
from wadah.registry.work.mapping import proposed_mapping


@pytest.fixture
def wait(office: Institution, officer: User, run_jobs: Any) -> Callable[[str, bytes], Intake]:
    """Stores a file whose rows wait to be compared."""

    def waiting(name: str, content: bytes) -> Intake:
        with run_jobs():
            got = receive_file(actor=officer, institution=office, file=io.BytesIO(content), file_name=name)
        intake = Intake.objects.get(pk=got.intake.pk)
        with run_jobs():
            mapping = proposed_mapping(intake, {})
            confirm_mapping(actor=officer, public_id=intake.public_id, mapping=mapping, defer=True)
        return Intake.objects.get(pk=intake.pk)

    return waiting


@pytest.fixture
def deferred(wait: Callable[[str, bytes], Intake]) -> list[Intake]:
    """Two files of one office with ten businesses in common, written otherwise."""
    rows = many_rows(60)
    again = [
        row(n, str(line[1]).upper(), str(line[2]), str(line[3]), address=str(line[4]).replace("Jl.", "Jalan"))
        for n, line in enumerate(rows[:10], 1)
    ]
    return [wait("a.csv", as_csv(rows)), wait("b.csv", as_csv(again))]


def test_files_that_wait_are_linked_with_one_another_and_applied(
    deferred: list[Intake], officer: User, run_jobs: object
) -> None:
    assert {intake.state for intake in deferred} == {"checking"}

    with at_once(), run_jobs():  # type: ignore[operator]
        linked = link_deferred(actor=officer, apply=True)

    assert (linked.files, linked.rows) == (2, 70)
    assert set(Intake.objects.values_list("state", flat=True)) == {"applied"}
    assert Party.objects.filter(kind="business").count() == 60
    assert set(Record.objects.filter(intake=deferred[1]).values_list("verdict", flat=True)) <= {
        "same",
        "changes",
    }
    assert Link.objects.filter(level="business", matched__isnull=False).count() == 10


@pytest.fixture
def applied(deferred: list[Intake], officer: User, run_jobs: Any) -> Intake:
    """The first of the two files, linked and applied before the second is compared."""
    first = deferred[0]
    compare_as_tables([first])
    finish_check(first)
    with run_jobs():
        apply_intake(actor=officer, public_id=first.public_id)
    return first


def test_a_big_file_meets_the_registry(applied: Intake, deferred: list[Intake]) -> None:
    assert Party.objects.filter(kind="business").count() == 60

    compare_as_tables([deferred[1]])

    told = Record.objects.filter(intake=deferred[1])
    assert set(told.values_list("verdict", flat=True)) <= {"same", "changes"}
    earlier = {match["record"] for matches in told.values_list("matches", flat=True) for match in matches}
    assert set(Record.objects.filter(pk__in=earlier).values_list("intake_id", flat=True)) == {applied.pk}


def test_a_big_file_that_comes_again_changes_nothing(
    applied: Intake, wait: Callable[[str, bytes], Intake]
) -> None:
    again = wait("c.csv", as_csv(many_rows(60), mark=";"))

    compare_as_tables([again])

    assert set(Record.objects.filter(intake=again).values_list("verdict", flat=True)) == {"same"}
    assert again.counts["verdicts"] == {"same": 60}


def test_a_file_of_many_rows_is_compared_as_tables_when_it_is_checked(
    applied: Intake, bring_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "WORTH_TABLES", 60)
    monkeypatch.setattr(compare, "judge_rows", None)

    again = bring_in(as_csv(many_rows(61), mark=";"), IntakeState.APPLIED)

    assert again.counts["verdicts"] == {"same": 60, "new": 1}
    assert Party.objects.filter(kind="business").count() == 61
