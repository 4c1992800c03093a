"""Pages of downloads: the control on each list, the file, and every stranger at every address."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.models import Institution, User
from wadah.accounts.roles import ROLES, Role, roles_for
from wadah.accounts.tests.factories import make_institution, make_member, make_user
from wadah.core.models import AuditEntry
from wadah.registry.models import Export
from wadah.registry.services import exports as services
from wadah.registry.services.exports import Wish, ask_export
from wadah.registry.sources import SOURCES
from wadah.registry.tests.factories import make_business, make_intake, make_pair, make_record
from wadah.registry.tests.visitors import main_of, visitor

PAGE = "registry:exports"
# Which lists each capability opens; the rest is not there.
LISTS = {
    Role.REGENCY_OFFICER: {"parties", "census", "pairs", "intakes", "trail"},
    Role.PROVINCE_OFFICER: {"parties", "census", "pairs", "intakes", "trail"},
    Role.COACH: {"parties", "census"},
    Role.AUDITOR: {"parties", "census", "trail"},
    Role.COOP_MANAGER: {"trail"},
}


def text_of(answer: HttpResponse) -> str:
    """A csv as it came."""
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def ask(client: Client, source: str, **data: str) -> HttpResponse:
    """The form sent, up to the file or the page of it."""
    return client.post(reverse(PAGE), {"daftar": source, "format": "csv", **data}, follow=True)


@pytest.fixture
def shops(office: Institution, stranger: User) -> None:
    intake = make_intake(office)
    make_business(intake, "Songket Mak Cik", "Siti Rusmini")
    make_business(intake, "=2+5", "Herman")
    elsewhere = make_intake(Institution.objects.get(code="DISKOP-PLB"), file_name="rahasia.xlsx")
    make_business(elsewhere, "Pempek Milik Orang", region="16.71.01")
    one, other = (make_record(intake, {"business_name": name}) for name in ("Kedai A", "Kedai A."))
    make_pair(one, other)
    theirs = [make_record(elsewhere, {"business_name": "Kedai Orang"}, region="16.71.01") for _ in range(2)]
    make_pair(*theirs, regency="16.71")


@pytest.mark.usefixtures("shops")
class TestPages:
    def test_the_list_offers_its_file_under_its_own_filter(self, officer: User) -> None:
        page = visitor(officer).get(reverse("registry:parties"), {"q": "song", "cursor": "x"})

        assert 'href="/unduh/?q=song&amp;daftar=parties"' in page.content.decode()

    @pytest.mark.parametrize("address", ["registry:pairs", "registry:intakes", "web:trail"])
    def test_every_other_list_offers_its_file(self, officer: User, address: str) -> None:
        AuditEntry.objects.create(at="2026-11-01T00:00Z", actor=f"user:{officer.public_id}", action="x")

        page = visitor(officer).get(reverse(address)).content.decode()

        assert "/unduh/?daftar=" in page.replace("&amp;", "&")

    def test_the_form_carries_the_filter_along(self, officer: User) -> None:
        client = visitor(officer)
        page = client.get(reverse(PAGE), {"daftar": "parties", "q": "song"})

        answer = ask(client, "parties", q="song")

        assert '<input type="hidden" name="q" value="song">' in page.content.decode()
        assert [line.split(",")[1] for line in text_of(answer).splitlines()[1:]] == ["Songket Mak Cik"]

    def test_no_cell_comes_alive(self, officer: User) -> None:
        assert ",'=2+5," in text_of(ask(visitor(officer), "parties"))

    def test_a_file_names_nobody_and_is_kept_by_no_cache(self, officer: User) -> None:
        answer = ask(visitor(officer), "parties", q="song")

        assert answer["Content-Disposition"].startswith('attachment; filename="wadah-parties-2')
        assert "no-store" in answer["Cache-Control"]
        text_of(answer)

    def test_pairs_files_and_the_trail_hold_the_rows_of_their_pages(self, officer: User) -> None:
        client = visitor(officer)

        texts = {source: text_of(ask(client, source)) for source in ("pairs", "intakes", "trail")}

        assert ("Kedai A" in texts["pairs"], "Kedai Orang" in texts["pairs"]) == (True, False)
        assert ("data" in texts["intakes"], "rahasia.xlsx" in texts["intakes"]) == (True, False)
        assert "Unduhan diminta" in texts["trail"]

    def test_a_long_one_has_a_page_to_wait_on(self, officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(services, "ROWS_AT_ONCE", 1)

        page = ask(visitor(officer), "parties")

        assert "Menunggu giliran" in main_of(page)
        assert 'hx-trigger="load delay:1500ms"' in page.content.decode()

    def test_a_nik_is_asked_for_with_a_reason(self, officer: User) -> None:
        page = ask(visitor(officer), "parties", nik="census", reason="ya")

        assert "paling sedikit 10 huruf" in main_of(page)
        assert Export.objects.count() == 0

    def test_who_may_see_no_number_is_not_asked(self, office: Institution) -> None:
        coach = visitor(make_member(office, Role.COACH))

        page = coach.get(reverse(PAGE), {"daftar": "parties"})
        answer = ask(coach, "parties", nik="census", reason="Alasan yang panjang")

        assert "NIK" not in main_of(page).replace("Nomor pribadi", "")
        assert text_of(answer).splitlines()[0].endswith("Keterangan")
        assert Export.objects.get().nik_purpose == ""


@pytest.mark.usefixtures("shops")
class TestStrangers:
    @pytest.mark.parametrize("role", Role)
    def test_every_role_at_every_list(self, role: Role, db: None) -> None:
        client = visitor(_somebody(role))

        found = {source for source in SOURCES if ask(client, source).status_code == 200}

        assert found == LISTS.get(role, set())

    @pytest.mark.parametrize("role", Role)
    def test_no_role_opens_the_file_of_somebody_else(self, role: Role, officer: User) -> None:
        export = ask_export(actor=officer, wish=Wish("parties"))
        client = visitor(_somebody(role))

        answers = [
            client.get(reverse(f"registry:{view}", args=[export.public_id])).status_code
            for view in ("export", "export_file")
        ]

        assert answers == [404, 404]

    def test_nobody_signed_in_gets_nothing(self, client: Client, officer: User) -> None:
        export = ask_export(actor=officer, wish=Wish("parties"))
        addresses = [
            reverse(PAGE),
            *(reverse(f"registry:{view}", args=[export.public_id]) for view in ("export", "export_file")),
        ]

        answers = [client.get(address) for address in addresses]

        assert [(answer.status_code, answer["Location"].split("?")[0]) for answer in answers] == [
            (302, reverse("account_login"))
        ] * 3

    @pytest.mark.parametrize("data", [{}, {"daftar": "x"}, {"daftar": "parties", "format": "exe"}])
    def test_odd_questions_are_no_error(self, officer: User, data: dict[str, str]) -> None:
        answer = visitor(officer).post(reverse(PAGE), data)

        assert answer.status_code in (200, 404)
        assert Export.objects.count() == 0

    @pytest.mark.parametrize(
        "data",
        [
            {"daftar": "pairs", "berkas": "bukan"},
            {"daftar": "pairs", "state": "x" * 5000},
            {"daftar": "trail", "day": "0001-01-01"},
            {"daftar": "parties", "q": "a\0b", "region": "16.7", "kec": "tanpa", "kind": "x"},
        ],
    )
    def test_a_filter_that_makes_no_sense_asks_for_nothing(self, officer: User, data: dict[str, str]) -> None:
        assert visitor(officer).post(reverse(PAGE), {"format": "csv", **data}).status_code == 302

    def test_what_is_not_there_is_not_there(self, officer: User) -> None:
        client = visitor(officer)

        answers = [
            client.get(reverse(f"registry:{view}", args=[uuid4()])).status_code
            for view in ("export", "export_file")
        ]

        assert answers == [404, 404]


def _somebody(role: Role) -> User:
    """Somebody with this role and nothing else, in Palembang where a role has a place."""
    if not ROLES[role].by_membership:
        return make_user()
    kind = next(kind for kind in InstitutionKind if role in roles_for(kind))
    region = "16" if ROLES[role].widest_level == 1 else "16.71"
    return make_member(make_institution(region=region, kind=kind), role)
