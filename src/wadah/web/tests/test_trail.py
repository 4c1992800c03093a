"""The page of the audit trail: whose entries a reader finds, in which words, and what never stands there."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import wadah
from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.models import Institution, User
from wadah.accounts.roles import Role
from wadah.accounts.tests.factories import make_institution, make_member, make_regions, make_user
from wadah.core import audit
from wadah.core.models import AuditEntry
from wadah.registry.tests.factories import make_business, make_intake, make_pair, make_record
from wadah.registry.tests.visitors import main_of, visitor
from wadah.web.trail_words import ACTIONS

pytestmark = pytest.mark.django_db
REVEALED = "registry.identifier_revealed"
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def regions() -> None:
    make_regions()


@pytest.fixture
def office() -> Institution:
    return make_institution("DINAS-OKI")


@pytest.fixture
def officer(office: Institution) -> User:
    return make_member(office, user=make_user("Sari Wulandari"))


@pytest.fixture
def stranger() -> User:
    return make_member(make_institution("DINAS-PLB", "16.71"), user=make_user("Ujang Saputra"))


@pytest.fixture
def auditor() -> User:
    body = make_institution("INSPEKTORAT", "16", InstitutionKind.AUDIT_OFFICE)
    return make_member(body, Role.AUDITOR, user=make_user("Bambang Irawan"))


def trail_of(reader: User, **asked: str) -> str:
    return main_of(visitor(reader).get(reverse("web:trail"), asked)).partition("Yang terbaru di atas")[2]


def revealed(actor: User, region: str = "16.02", reason: str = "cocokkan dengan KTP") -> AuditEntry:
    return audit.record(actor, REVEALED, region=region, reason=reason, details={"field": "nik"}, at=NOW)


def test_an_auditor_finds_who_saw_a_number_when_and_why(auditor: User, officer: User) -> None:
    revealed(officer)

    words = trail_of(auditor, action=REVEALED)

    assert words.split(" Selanjutnya")[0].strip() == (
        "Tindakan Siapa Kapan Alasan Nomor dilihat penuh Sari Wulandari Lembaga DINAS-OKI "
        "Sabtu, 21 November 2026 pukul 10.00 WIB cocokkan dengan KTP nomor: NIK"
    )


def test_an_auditor_of_a_regency_reads_nothing_of_another(officer: User, stranger: User) -> None:
    body = make_institution("INSPEKTORAT-OKI", "16.02", InstitutionKind.AUDIT_OFFICE)
    reader = make_member(body, Role.AUDITOR)
    revealed(officer)
    revealed(stranger, "16.71")
    audit.record("operator:Umar", "rule.confirmed", at=NOW)

    words = trail_of(reader)

    assert ("Sari Wulandari" in words, "Ujang Saputra" in words, "Umar" in words) == (True, False, False)


def test_an_officer_reads_what_the_own_office_did_and_what_its_former_people_did(
    officer: User, office: Institution, stranger: User
) -> None:
    gone = make_member(office, user=make_user("Yanti Lestari"), ends_on=NOW.date())
    neighbour = make_member(make_institution("PERTANIAN-OKI"), user=make_user("Hasan Basri"))
    for actor in (officer, gone, neighbour):
        revealed(actor)
    revealed(stranger, "16.71")
    revealed(gone, "16.71", "di kantor yang lain")

    words = trail_of(officer)

    assert [name in words for name in ("Sari", "Yanti", "Hasan", "Ujang", "di kantor yang lain")] == [
        True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("role", [Role.COACH, Role.EXECUTIVE])
def test_others_do_not_know_of_the_page(office: Institution, role: Role) -> None:
    assert visitor(make_member(office, role)).get(reverse("web:trail")).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client: object) -> None:
    answer = client.get(reverse("web:trail"))  # type: ignore[attr-defined]

    assert (answer.status_code, answer["Location"]) == (302, "/akun/masuk/?next=/jejak/")


def test_the_trail_is_narrowed_by_person_action_and_day(auditor: User, officer: User, stranger: User) -> None:
    revealed(officer)
    revealed(stranger, "16.71")
    audit.record(
        officer, "registry.file_received", region="16.02", at=datetime(2026, 11, 19, 17, 0, tzinfo=UTC)
    )

    def shown(**asked: str) -> list[bool]:
        words = trail_of(auditor, **asked)
        return [part in words for part in ("Sari", "Ujang", "Berkas diunggah")]

    assert shown(who="sari wul") == [True, False, True]
    assert shown(action="registry.file_received") == [True, False, True]
    assert shown(day="2026-11-21") == [True, True, False]
    # 17.00 UTC is midnight of the next day here.
    assert (shown(day="2026-11-20"), shown(day="2026-11-19")) == ([True, False, True], [False] * 3)
    assert shown(day="0001-01-01") == shown(action="tidak-ada") == [True, True, True]
    assert shown(who="tidak ada") == [False] * 3


def test_no_citizen_and_no_number_stands_in_the_trail(auditor: User, officer: User) -> None:
    citizen = make_user("Siti Rusmini")
    audit.record(citizen, "account_opened", citizen, at=NOW)
    revealed(officer, reason="cek 1671014507900003, hp 0812 7300 0417, siti@contoh.example")

    words = trail_of(auditor)

    assert [part in words for part in ("Siti", "167101", "0812", "siti@")] == [False] * 4
    assert f"Akun ({str(citizen.public_id)[:8]})" in words


def test_pages_of_the_trail_meet_without_a_gap(auditor: User, officer: User) -> None:
    for number in range(60):
        revealed(officer, reason=f"alasan-{number:02}")
    browser = visitor(auditor)

    first = browser.get(reverse("web:trail"))
    second = browser.get(reverse("web:trail"), {"cursor": first.context["page"].next})

    reasons = [line.reason for answer in (first, second) for line in answer.context["page"].lines]
    assert reasons == [f"alasan-{number:02}" for number in reversed(range(60))]


@pytest.mark.parametrize("reader", ["auditor", "officer"])
def test_three_entries_cost_what_one_costs(
    request: pytest.FixtureRequest, reader: str, office: Institution
) -> None:
    browser, counts = visitor(request.getfixturevalue(reader)), []
    for _count in (1, 3):
        for name in ("Ani", "Budi", "Cici")[len(counts) :]:
            member, intake = make_member(office, user=make_user(name)), make_intake(office)
            audit.record(member, REVEALED, make_business(intake, name), region="16.02", at=NOW)
            audit.record(member, "registry.file_received", intake, region="16.02", at=NOW)
            pair = make_pair(make_record(intake, {}), make_record(intake, {}))
            audit.record(member, "registry.pair_same", pair, region="16.02", at=NOW)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("web:trail"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_files_and_parties_are_named_and_lead_to_their_pages(officer: User, office: Institution) -> None:
    intake = make_intake(office, file_name="umkm oki 2024.xlsx")
    party = make_business(intake, "Songket Mak Cik")
    audit.record(officer, "registry.file_received", intake, region="16.02", at=NOW)
    audit.record(officer, REVEALED, party, region="16.02", at=NOW)

    page = visitor(officer).get(reverse("web:trail")).content.decode()

    assert f'berkas <a href="/impor/{intake.public_id}/">umkm oki 2024.xlsx</a>' in page
    assert f'pihak <a href="/usaha/{party.public_id}/">Songket Mak Cik</a>' in page


def test_who_may_not_open_a_thing_gets_no_link_and_no_name_of_a_party(
    officer: User, office: Institution, auditor: User
) -> None:
    held = make_institution("DINAS-PLB", "16.71")
    intake = make_intake(held, file_name="Data 081273000417.xlsx")
    party = make_business(intake, "Siti Rusmini", region="16.71.01")
    audit.record(officer, "registry.file_received", intake, region="16.02", at=NOW)
    audit.record(officer, REVEALED, party, region="16.02", at=NOW)

    lines = [
        [(line.name, line.url) for line in visitor(reader).get(reverse("web:trail")).context["page"].lines]
        for reader in (officer, auditor)
    ]

    assert lines == [
        [(str(party.public_id)[:8], ""), ("Data […].xlsx", "")],
        [("Siti Rusmini", f"/usaha/{party.public_id}/"), ("Data […].xlsx", "")],
    ]


def recorded_actions() -> set[str]:
    """The second argument of every `audit.record(...)` of the source, where it is written out."""
    found = set()
    for path in Path(wadah.__file__).parent.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_record = isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record"
            if is_record and isinstance(node.args[1], ast.Constant):
                found.add(node.args[1].value)
    return found


def test_every_action_that_is_recorded_has_words() -> None:
    answers = {f"registry.pair_{answer}" for answer in ("same", "different", "unsure")}

    assert set(ACTIONS) == recorded_actions() | answers
