"""Files that are no list of businesses: put aside together from the workspace, by those who may."""

import pytest
from django.test import Client

from wadah.accounts.models import Institution, User
from wadah.core.models import AuditEntry
from wadah.registry.models import Intake
from wadah.registry.states import IntakeState
from wadah.registry.tests.factories import make_intake, make_refused
from wadah.registry.tests.test_twice import twice
from wadah.registry.tests.visitors import main_of, visitor

ADDRESS = "/impor/kesampingkan/"


def ids(*intakes: Intake) -> dict[str, list[str]]:
    return {"berkas": [str(intake.public_id) for intake in intakes]}


def states() -> list[str]:
    return list(Intake.objects.order_by("pk").values_list("state", flat=True))


def test_refused_files_are_ticked_on_the_workspace_and_go_with_one_button(
    officer: User, office: Institution
) -> None:
    refused = [make_refused(office, file_name=f"rekap {number}.xlsx") for number in (1, 2, 3)]
    client = visitor(officer)

    page = client.get("/ruang-kerja/")
    after = client.post(ADDRESS, ids(*refused[:2]), follow=True)

    assert "3 berkas tidak dapat kami proses" in main_of(page)
    assert page.content.decode().count('name="berkas"') == 3
    assert "rekap 3.xlsx" in main_of(after)
    assert "2 berkas dikesampingkan." in main_of(after)
    assert "rekap 1.xlsx" not in main_of(after)
    assert states() == ["discarded", "discarded", "failed"]
    assert AuditEntry.objects.filter(action="registry.intake_discarded").count() == 2


def test_a_double_click_puts_files_aside_once_and_is_answered_the_same(
    officer: User, office: Institution
) -> None:
    refused = [make_refused(office), make_refused(office)]

    answers, added = twice(visitor(officer), ADDRESS, **ids(*refused))

    assert (answers[0] == answers[1], added) == (True, 0)


def test_nothing_ticked_is_explained(officer: User, office: Institution) -> None:
    make_refused(office)

    answer = visitor(officer).post(ADDRESS, follow=True)

    assert "Centang berkas yang dikesampingkan." in main_of(answer)
    assert states() == ["failed"]


@pytest.mark.parametrize("state", [IntakeState.CHECKED, IntakeState.APPLIED])
def test_a_file_of_use_is_not_put_aside_with_the_others(
    officer: User, office: Institution, state: IntakeState
) -> None:
    both = [make_refused(office), make_intake(office, state)]

    visitor(officer).post(ADDRESS, ids(*both), follow=True)

    assert states() == ["failed", state]


def test_nobody_puts_a_file_of_another_office_aside_and_none_goes_with_it(
    officer: User, province_officer: User, stranger: User, office: Institution
) -> None:
    own = make_refused(office)
    theirs = make_refused(Institution.objects.get(code="DISKOP-PLB"))

    codes = [
        visitor(officer).post(ADDRESS, ids(own, theirs)).status_code,
        visitor(province_officer).post(ADDRESS, ids(own)).status_code,
        visitor(stranger).post(ADDRESS, ids(own)).status_code,
        Client().post(ADDRESS, ids(own)).status_code,
        visitor(officer).get(ADDRESS).status_code,
    ]

    assert (codes, states()) == ([404, 404, 404, 302, 405], ["failed", "failed"])
