"""Home, workspace and the frame around pages: who is shown what, and at what price."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.models import User
from wadah.accounts.roles import Role
from wadah.accounts.tests.factories import make_institution, make_member, make_regions, make_user
from wadah.impact.measures import Measure
from wadah.impact.tests.figures import make_figure
from wadah.registry.kinds import PartyKind
from wadah.registry.models import Intake, RegencyFigures
from wadah.registry.states import IntakeState
from wadah.registry.tests.visitors import main_of

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def regions() -> None:
    make_regions()


@pytest.fixture
def officer() -> User:
    return make_member(make_institution("DINAS-OKI"), user=make_user("Sari Wulandari"))


def figures(regency: str, count: int, kind: PartyKind = PartyKind.BUSINESS) -> RegencyFigures:
    return RegencyFigures.objects.create(
        regency=regency,
        kind=kind,
        parties_count=count,
        with_nik_count=count // 2,
        with_village_count=count,
        with_phone_count=0,
        counted_at=NOW,
    )


def intake(officer: User, name: str, state: IntakeState = IntakeState.MAPPING) -> Intake:
    return Intake.objects.create(
        institution=officer.memberships.get().institution,
        file_name=name,
        sha256=name.ljust(64, "0"),
        size_bytes=1,
        stored_path=name,
        state=state,
        created_at=NOW,
    )


def test_home_shows_the_sums_that_are_published_and_leads_to_the_board(client: Client) -> None:
    make_figure("16.02", Measure.REGISTERED, 1871)
    make_figure("16.71", Measure.REGISTERED, None)
    make_figure("16.02", Measure.COOPERATIVES, 12)

    page = main_of(client.get("/"))

    assert "1.871 usaha tercatat satu kali" in page
    assert "12 koperasi" in page
    assert "terakhir berubah 21 November 2026" in page
    assert "Buka papan angka" in page


def test_home_without_figures_shows_none_and_still_leads_to_the_board(client: Client) -> None:
    make_figure("16.71", Measure.REGISTERED, None)

    page = main_of(client.get("/"))

    assert "tercatat satu kali" not in page
    assert "Buka papan angka" in page


def test_home_costs_a_stranger_one_query_and_no_cookie(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_figure("16.02", Measure.REGISTERED, 1871)

    with django_assert_num_queries(1):
        answer = client.get("/")

    assert answer.cookies == {}


def test_every_page_forbids_inline_script_and_style(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_stranger_is_led_to_sign_in_and_back(client: Client) -> None:
    answer = client.get(reverse("web:workspace"))

    assert (answer.status_code, answer.headers["Location"]) == (302, "/akun/masuk/?next=/ruang-kerja/")


def test_an_officer_sees_the_files_of_the_own_office_only(client: Client, officer: User) -> None:
    intake(officer, "milik-sendiri.xlsx")
    stranger = make_member(make_institution("DINAS-PLB", region="16.71"))
    intake(stranger, "milik-orang-lain.xlsx")
    client.force_login(officer)

    page = client.get(reverse("web:workspace")).content.decode()

    assert "milik-sendiri.xlsx" in page
    assert "milik-orang-lain.xlsx" not in page


def test_the_workspace_costs_the_same_with_one_file_and_with_three(client: Client, officer: User) -> None:
    client.force_login(officer)
    intake(officer, "satu.xlsx")
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("web:workspace"))

    intake(officer, "dua.xlsx")
    intake(officer, "tiga.xlsx")
    with CaptureQueriesContext(connection) as three:
        client.get(reverse("web:workspace"))

    assert len(three) == len(one)


def test_somebody_without_a_desk_is_welcomed_plainly(client: Client) -> None:
    bank = make_institution("BANK", region="16", kind=InstitutionKind.BANK)
    client.force_login(make_member(bank, Role.BANK_OFFICER, user=make_user("Tuti Handayani")))

    page = client.get(reverse("web:workspace")).content.decode()

    assert "Selamat datang, Tuti Handayani" in page
    assert "Daftar usaha" not in page


def test_people_who_only_read_are_not_told_that_a_queue_is_empty(client: Client, officer: User) -> None:
    client.force_login(make_member(officer.memberships.get().institution, Role.COACH))

    page = client.get(reverse("web:workspace")).content.decode()

    assert "Yang bisa Anda buka" in page
    assert "Daftar usaha" in page
    assert "Tidak ada yang menunggu" not in page


def test_navigation_offers_what_the_capabilities_reach(client: Client, officer: User) -> None:
    client.force_login(officer)
    coach = make_member(officer.memberships.get().institution, Role.COACH)

    desk = client.get(reverse("web:workspace")).context["shell"].desk
    client.force_login(coach)
    coachs_desk = client.get(reverse("web:workspace")).context["shell"].desk

    assert reverse("registry:pairs") in {entry.url for section in desk for entry in section.entries}
    assert reverse("registry:pairs") not in {entry.url for part in coachs_desk for entry in part.entries}
    assert [entry.url for part in coachs_desk for entry in part.entries if entry.current] == ["/ruang-kerja/"]
