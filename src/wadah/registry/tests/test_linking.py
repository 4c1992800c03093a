"""Several files at once, compared as tables: the first load of a registry."""

import io

import pytest

from wadah.accounts.models import Institution, User
from wadah.core.jobs import at_once
from wadah.registry.models import Intake, Link, Party, Record
from wadah.registry.services.intakes import confirm_mapping, receive_file
from wadah.registry.services.linking import link_deferred
from wadah.registry.tests.files import as_csv, many_rows, row
from wadah.registry.work.mapping import proposed_mapping


@pytest.fixture
def deferred(office: Institution, officer: User, run_jobs: object) -> list[Intake]:
    """Two files of one office with ten businesses in common, written otherwise."""
    rows = many_rows(60)
    again = [
        row(n, str(line[1]).upper(), str(line[2]), str(line[3]), address=str(line[4]).replace("Jl.", "Jalan"))
        for n, line in enumerate(rows[:10], 1)
    ]
    for name, content in (("a.csv", as_csv(rows)), ("b.csv", as_csv(again))):
        with run_jobs():  # type: ignore[operator]
            got = receive_file(actor=officer, institution=office, file=io.BytesIO(content), file_name=name)
        intake = Intake.objects.get(pk=got.intake.pk)
        with run_jobs():  # type: ignore[operator]
            mapping = proposed_mapping(intake, {})
            confirm_mapping(actor=officer, public_id=intake.public_id, mapping=mapping, defer=True)
    return list(Intake.objects.order_by("pk"))


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
