"""The page of the audit trail: whose entries a reader finds, in which words, and what never stands there."""

import ast
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

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
from wadah.core.audit_chain import verify_trails
from wadah.core.audit_seals import new_seals
from wadah.core.models import AuditEntry
from wadah.core.tests.tampering import unguarded
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

    def on(day: str) -> list[bool]:
        return shown(since=day, until=day)

    assert shown(who="sari wul") == [True, False, True]
    assert shown(action="registry.file_received") == [True, False, True]
    assert on("2026-11-21") == [True, True, False]
    # 17.00 UTC is midnight of the next day here.
    assert (on("2026-11-20"), on("2026-11-19")) == ([True, False, True], [False] * 3)
    assert (shown(since="2026-11-21"), shown(until="2026-11-20")) == (
        [True, True, False],
        [True, False, True],
    )
    assert shown(since="0001-01-01") == shown(action="tidak-ada") == [True, True, True]
    assert shown(who="tidak ada") == [False] * 3


def test_a_person_is_found_by_the_whole_address_and_never_by_a_part_of_it(
    auditor: User, officer: User, stranger: User
) -> None:
    revealed(officer)
    revealed(stranger, "16.71")
    citizen = make_user("Siti Rusmini", email="siti@contoh.example")
    audit.record(citizen, "account_opened", citizen, at=NOW)
    audit.record("operator:Umar", "rule.confirmed", at=NOW)
    assert officer.email

    found = [
        trail_of(auditor, who=who)
        for who in (officer.email.upper(), "@contoh", "siti@contoh.example", "Umar")
    ]

    assert [[part in words for part in ("Sari", "Ujang", "Akun dibuka", "Umar")] for words in found] == [
        [True, False, False, False], [False] * 4, [False] * 4, [False, False, False, True],
    ]  # fmt: skip


def test_the_trail_is_narrowed_by_region(auditor: User, officer: User, stranger: User) -> None:
    revealed(officer, "16.02.01")
    revealed(stranger, "16.71")
    audit.record("operator:Umar", "institution_registered", region="16", at=NOW)

    found = [trail_of(auditor, region=code) for code in ("16.02", "16.71", "16", "18")]

    assert [[part in words for part in ("Sari", "Ujang", "Umar")] for words in found] == [
        [True, False, False], [False, True, False], [False, False, True], [True] * 3,
    ]  # fmt: skip


def test_a_reader_of_one_regency_has_none_to_choose_from(auditor: User, officer: User) -> None:
    body = make_institution("INSPEKTORAT-OKI", "16.02", InstitutionKind.AUDIT_OFFICE)
    readers = (auditor, officer, make_member(body, Role.AUDITOR))

    forms = [visitor(reader).get(reverse("web:trail")).context["form"] for reader in readers]

    assert [[code for code, _ in form.fields["region"].choices] if "region" in form.fields else [] for form in forms] == [
        ["", "16", "16.02", "16.71"], [], [],
    ]  # fmt: skip


def test_the_trail_of_one_thing_is_found_by_its_page(
    auditor: User, officer: User, office: Institution
) -> None:
    intake = make_intake(office)
    party, other = make_business(intake, "Songket Mak Cik"), make_business(intake, "Kemplang Jaya")
    for thing in (party, other):
        audit.record(officer, REVEALED, thing, region="16.02", at=NOW)

    shown = [
        trail_of(auditor, subject=text)
        for text in (f"http://testserver/usaha/{party.public_id}/", str(uuid4()))
    ]

    assert [[name in words for name in ("Songket", "Kemplang")] for words in shown] == [
        [True, False],
        [False, False],
    ]
    assert f"?subject={party.public_id}" in visitor(auditor).get(reverse("web:trail")).content.decode()


def test_what_is_no_page_and_no_word_is_said_beside_its_field(auditor: User, officer: User) -> None:
    revealed(officer)

    page = visitor(auditor).get(reverse("web:trail"), {"subject": "songket", "words": "12 ab"})

    assert list(page.context["form"].errors) == ["words", "subject"]
    assert len(page.context["page"].lines) == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cocokkan", [0]),
        ("COCOKKAN ktp", [0]),
        ("ktp cocok warga", [2]),
        ("ktp", [0, 2]),
        ("coc", []),
        ("kokkan", []),
        ("laporan", [1]),
        # What is covered on the page is not found either, nor a part of it.
        ("siti", [3]),
        ("contoh", []),
        ("example", []),
        ("1671014507900003", [0, 1, 2, 3, 4]),
        ("hp1671", [0, 1, 2, 3, 4]),
        ("nik", []),
    ],
)
def test_reasons_are_searched_by_words_and_nothing_that_is_covered_is_found(
    auditor: User, officer: User, words: str, found: list[int]
) -> None:
    reasons = [
        "cocokkan dengan KTP", "laporan: keluhan", "(cocok) KTP/warga", "Siti minta; siti@contoh.example",
        "nik1671014507900003 1671014507900003",
    ]  # fmt: skip
    for reason in reversed(reasons):
        revealed(officer, reason=reason)

    lines = visitor(auditor).get(reverse("web:trail"), {"words": words}).context["page"].lines

    assert [
        reasons.index(line.reason) if line.reason in reasons else 3 + ("Siti" not in line.reason)
        for line in lines
    ] == found


def test_the_page_says_what_the_last_check_found_and_verifies_nothing_itself(
    auditor: User, officer: User
) -> None:
    revealed(officer)
    said = [told(auditor)]
    list(new_seals())
    verify_trails(at=NOW)
    said.append(told(auditor))
    with unguarded(AuditEntry):
        AuditEntry.objects.update(reason="lain")
    said.append(told(auditor))
    verify_trails(at=NOW + timedelta(hours=1), whole=True)
    said.append(told(auditor))

    assert said[0] == "Keutuhan jejak ini belum pernah diperiksa."
    assert said[1] == said[2]
    assert (
        said[1].startswith("Utuh sampai segel nomor 1 ("),
        said[1].endswith("pertama Sabtu, 21 November 2026 pukul 10.00 WIB."),
    ) == (
        True,
        True,
    )
    assert said[3] == (
        "Jejak ini telah diubah di luar wadah: segel nomor 1 tidak cocok lagi dengan catatannya. "
        "Diperiksa Sabtu, 21 November 2026 pukul 11.00 WIB. Beri tahu pengelola server."
    )


def told(reader: User) -> str:
    """The note on the page."""
    note = re.search(
        r'<p class="wd-note[^>]*>(.*?)</p>', visitor(reader).get(reverse("web:trail")).content.decode()
    )
    assert note
    return note[1]


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
