"""What waits for one person: their own place and office, nothing of the neighbour's."""

import pytest
from pytest_django import DjangoAssertNumQueries

from wadah.accounts.models import Institution, User
from wadah.accounts.roles import Role
from wadah.accounts.tests.factories import make_institution, make_member
from wadah.registry.failures import UNEXPECTED
from wadah.registry.queries.workspace import Workspace, workspace_of
from wadah.registry.states import IntakeState, PairState
from wadah.registry.tests.factories import make_intake, make_pair, make_record, make_refused

pytestmark = pytest.mark.django_db


def pair(office: Institution, regency: str, state: str = PairState.OPEN) -> None:
    intake = make_intake(office)
    asked = make_pair(make_record(intake, {"n": 1}), make_record(intake, {"n": 2}), regency=regency)
    type(asked).objects.filter(pk=asked.pk).update(
        state=state, decided_at=None if state == PairState.OPEN else intake.created_at
    )


def test_files_are_sorted_by_whose_turn_it_is(office: Institution, officer: User) -> None:
    mapping = make_intake(office, IntakeState.MAPPING)
    checking = make_intake(office, IntakeState.CHECKING, total_count=1000, done_count=333)
    checked = make_intake(office, IntakeState.CHECKED, counts={"verdicts": {"needs_repair": 23}})
    make_intake(office, IntakeState.DISCARDED)
    applied = make_intake(office)

    work = workspace_of(officer)

    assert [file.intake for file in work.for_person] == [checked, mapping]
    assert [(file.intake, file.percent) for file in work.for_job] == [(checking, 33)]
    assert [file.intake for file in work.applied] == [applied]
    assert [file.repairs_count for file in work.for_person] == [23, 0]


def test_files_that_cannot_be_read_in_stand_apart_where_the_reader_may_put_them_aside(
    office: Institution, officer: User, province_officer: User
) -> None:
    refused = make_refused(office)
    broken = make_intake(office, IntakeState.FAILED, failed_in=IntakeState.READING, error_code=UNEXPECTED)

    own, seen = workspace_of(officer), workspace_of(province_officer)

    assert [file.intake for file in own.refused] == [refused]
    assert [file.intake for file in own.for_person] == [broken]
    assert (seen.refused, len(seen.for_person)) == ((), 2)


def test_a_desk_with_nothing_but_refused_files_is_not_clear(office: Institution, officer: User) -> None:
    make_refused(office)

    work = workspace_of(officer)

    assert (work.has_steps, work.is_clear) == (False, False)


def test_rows_held_back_by_an_applied_file_still_wait(office: Institution, officer: User) -> None:
    clean = make_intake(office)
    damaged = make_intake(office, counts={"verdicts": {"needs_repair": 2}})

    work = workspace_of(officer)

    assert [file.intake for file in work.to_repair] == [damaged]
    assert [file.intake for file in work.applied] == [damaged, clean]
    assert not work.is_clear


def test_pairs_are_those_the_person_may_decide(office: Institution, officer: User) -> None:
    pair(office, "16.02")
    pair(office, "16.02", PairState.UNSURE)
    pair(office, "16.02", PairState.SAME)
    pair(make_institution("DISKOP-PLB", "16.71"), "16.71")

    work = workspace_of(officer)

    assert (work.pairs_count, work.unsure_count, work.has_more_pairs) == (1, 1, False)


def test_a_stranger_sees_none_of_it(office: Institution, stranger: User) -> None:
    make_intake(office, IntakeState.CHECKED)
    make_intake(office, counts={"verdicts": {"needs_repair": 2}})
    pair(office, "16.02")

    work = workspace_of(stranger)

    assert work == Workspace()
    assert work.is_clear


def test_parts_out_of_reach_cost_no_query(
    office: Institution, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    coach = make_member(office, Role.COACH)

    with django_assert_num_queries(1):  # the scope alone
        work = workspace_of(coach)

    assert work == Workspace()
