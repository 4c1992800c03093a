"""Downloads: who gets which rows, what the audit keeps, what becomes of a file, and that it can be read in again."""

import errno
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.models import Institution, Membership, User
from wadah.accounts.policies import OPERATOR
from wadah.accounts.roles import Role
from wadah.accounts.tests.factories import make_institution, make_member, make_user
from wadah.core.errors import NotFound
from wadah.core.models import AuditEntry
from wadah.core.tabular.errors import DiskFull
from wadah.core.time import local_day
from wadah.registry import storage
from wadah.registry.errors import ReasonMissing
from wadah.registry.kinds import PartyKind
from wadah.registry.models import Export, Intake, Party
from wadah.registry.purposes import NikPurpose
from wadah.registry.queries.outgoing import chunks_of
from wadah.registry.services import exports as services
from wadah.registry.services.exports import Wish, ask_export, export_to, fetch_export
from wadah.registry.states import ExportState
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.factories import (
    make_business,
    make_intake,
)
from wadah.registry.tests.files import AMIN, SITI, as_csv
from wadah.registry.tests.visitors import main_of, visitor
from wadah.registry.work import compare, exporting

RunJobs = Callable[[], Any]
REASON = "Pemadanan tahunan dengan Dukcapil"


def content_of(export: Export) -> bytes:
    return b"".join(storage.read_stored(export.stored_path, storage.EXPORTED))


def rows_of(content: bytes) -> list[dict[str, Any]]:
    """The rows of a workbook by their titles, what is empty left out."""
    sheet = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    return [
        {str(title): cell for title, cell in zip(header, row, strict=False) if cell is not None}
        for row in rows
    ]


def names_of(export: Export) -> list[str]:
    return sorted(row["Nama usaha"] for row in rows_of(content_of(export)))


@pytest.fixture
def shops(office: Institution, stranger: User) -> None:
    """Two businesses in OKI, one of them with a NIK, and one of a stranger in Palembang."""
    make_business(make_intake(office), "Songket Mak Cik", "Siti Rusmini", nik=SITI, nib="1234567890123")
    make_business(make_intake(office), "Bengkel Las", annual_sales=24_000_000)
    elsewhere = make_intake(Institution.objects.get(code="DISKOP-PLB"))
    make_business(elsewhere, "Pempek Milik Orang", "Amin Zakaria", nik=AMIN, region="16.71.01")


@pytest.mark.usefixtures("shops")
class TestAsking:
    def test_a_short_list_is_ready_at_once_with_the_rows_of_the_list(self, officer: User) -> None:
        export = ask_export(actor=officer, wish=Wish("parties"))

        first, second = rows_of(content_of(export))
        known = Party.objects.get(name="Songket Mak Cik")
        assert (export.state, export.total_count) == (ExportState.READY, 2)
        assert first == {
            "Kode wadah": str(known.public_id), "Nama usaha": "Songket Mak Cik", "Nama pemilik": "Siti Rusmini",
            "NIB": "1234567890123", "Kecamatan": "Tanjung Lubuk", "Kabupaten atau kota": "Kab. Ogan Komering Ilir",
            "Provinsi": "Sumatera Selatan", "Kode wilayah": "16.02.01",
        }  # fmt: skip
        assert second["Omzet setahun (rupiah)"] == 24_000_000

    def test_the_filter_of_the_list_is_that_of_the_file(self, officer: User) -> None:
        asked = {"q": "beng", "kind": "business"}

        export = ask_export(actor=officer, wish=Wish("parties", asked=asked))

        assert names_of(export) == ["Bengkel Las"]

    @pytest.mark.parametrize("region", ["16.71", "16.71.01", "32"])
    def test_a_filter_leads_nowhere_beyond_the_own_place(self, officer: User, region: str) -> None:
        export = ask_export(actor=officer, wish=Wish("parties", asked={"region": region, "kec": region}))

        assert names_of(export) == ["Bengkel Las", "Songket Mak Cik"]

    def test_asking_and_fetching_are_kept_without_what_was_searched_for(self, officer: User) -> None:
        wish = Wish("parties", asked={"q": "songket mak", "kec": "16.02.01"})

        export = ask_export(actor=officer, wish=wish)
        fetch_export(actor=officer, public_id=export.public_id)

        kept = AuditEntry.objects.filter(action__startswith="registry.export").order_by("pk")
        assert [(entry.action, entry.region, entry.details) for entry in kept] == [
            (
                "registry.export_asked",
                "16.02",
                {
                    "kind": "business",
                    "place": "16.02.01",
                    "search": True,
                    "list": "parties",
                    "format": "xlsx",
                },
            ),
            ("registry.export_ready", "16.02", {"list": "parties", "rows": 1}),
            ("registry.export_fetched", "16.02", {"list": "parties", "rows": 1}),
        ]

    def test_the_same_request_twice_is_one_file(self, officer: User) -> None:
        first, again = (ask_export(actor=officer, wish=Wish("parties")) for _ in range(2))

        assert (first.pk, Export.objects.count()) == (again.pk, 1)

    def test_nobody_asks_for_a_list_that_is_not_theirs(self, officer: User) -> None:
        coach = make_member(make_institution("KOP-A", "16.02", kind=InstitutionKind.COOPERATIVE), Role.COACH)
        strangers = [(make_user(), "parties"), (coach, "pairs"), (coach, "intakes"), (officer, "nothing")]

        for actor, source in strangers:
            with pytest.raises(NotFound):
                ask_export(actor=actor, wish=Wish(source))
        assert Export.objects.count() == 0


@pytest.mark.usefixtures("shops")
class TestNik:
    def test_a_nik_takes_a_purpose_and_a_reason_that_is_kept(self, officer: User, run_jobs: RunJobs) -> None:
        wish = Wish("parties", nik=NikPurpose.POPULATION_CHECK, reason=REASON)

        with run_jobs():
            export = ask_export(actor=officer, wish=wish)

        export.refresh_from_db()
        asked = AuditEntry.objects.get(action="registry.export_asked")
        assert [row.get("NIK") for row in rows_of(content_of(export))] == [SITI, None]
        assert (asked.reason, asked.details["purpose"]) == (REASON, "population_check")

    def test_without_a_reason_there_is_none(self, officer: User) -> None:
        with pytest.raises(ReasonMissing):
            ask_export(actor=officer, wish=Wish("parties", nik=NikPurpose.CENSUS, reason="  ya "))

    def test_who_may_not_see_numbers_gets_none_in_a_file(self, office: Institution) -> None:
        coach = make_member(office, Role.COACH)

        with pytest.raises(NotFound):
            ask_export(actor=coach, wish=Wish("parties", nik=NikPurpose.CENSUS, reason=REASON))

        assert "NIK" not in rows_of(content_of(ask_export(actor=coach, wish=Wish("parties"))))[0]

    def test_a_row_of_another_office_opens_its_nik_to_nobody_else(
        self, stranger: User, officer: User, run_jobs: RunJobs
    ) -> None:
        """The officer of OKI brings a row that is joined to a business of Palembang: its NIK stays there."""
        theirs = Party.objects.get(name="Pempek Milik Orang")
        Party.objects.filter(pk=theirs.pk).update(regency="16.02")

        with run_jobs():
            wish = Wish("parties", asked={"q": "pempek"}, nik=NikPurpose.AID, reason=REASON)
            export = ask_export(actor=officer, wish=wish)

        export.refresh_from_db()
        assert [row.get("NIK") for row in rows_of(content_of(export))] == [None]


@pytest.mark.usefixtures("shops")
class TestFetching:
    def test_a_file_is_for_its_asker_alone(self, officer: User, colleague: User, stranger: User) -> None:
        export = ask_export(actor=officer, wish=Wish("parties"))

        for somebody in (colleague, stranger, make_user()):
            with pytest.raises(NotFound):
                fetch_export(actor=somebody, public_id=export.public_id)

    def test_access_that_ended_in_between_ends_the_file(self, officer: User) -> None:
        export = ask_export(actor=officer, wish=Wish("parties"))
        Membership.objects.filter(user=officer).update(ends_on=local_day(timezone.now()))

        with pytest.raises(NotFound):
            fetch_export(actor=User.objects.get(pk=officer.pk), public_id=export.public_id)

    def test_an_officer_who_moved_to_another_place_does_not_take_the_file_along(self, officer: User) -> None:
        export = ask_export(actor=officer, wish=Wish("parties"))
        palembang = Institution.objects.get(code="DISKOP-PLB")
        Membership.objects.filter(user=officer).update(institution=palembang, region="16.71")

        with pytest.raises(NotFound):
            fetch_export(actor=User.objects.get(pk=officer.pk), public_id=export.public_id)

    def test_access_that_ended_before_the_file_was_written_leaves_none(
        self, officer: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(services, "ROWS_AT_ONCE", 0)
        export = ask_export(actor=officer, wish=Wish("parties"))
        Membership.objects.filter(user=officer).update(ends_on=local_day(timezone.now()))

        exporting.write_export(export.pk)

        export.refresh_from_db()
        assert (export.state, export.error_code, export.stored_path) == (
            ExportState.FAILED,
            "export_no_access",
            "",
        )

    def test_a_file_is_over_after_its_hours_and_deleted(self, officer: User) -> None:
        export = ask_export(actor=officer, wish=Wish("parties", asked={"q": "songket"}))
        path = storage.path_of(export.stored_path)
        assert export.ready_at
        assert export.expires_at == export.ready_at + timedelta(hours=24)
        assert path.exists()
        Export.objects.update(expires_at=timezone.now())

        with pytest.raises(NotFound):
            fetch_export(actor=officer, public_id=export.public_id)
        counts = [exporting.delete_expired(timezone.now()) for _ in range(2)]

        export.refresh_from_db()
        assert (counts, export.state, export.asked, path.exists()) == ([1, 0], ExportState.EXPIRED, {}, False)


@pytest.mark.usefixtures("shops")
class TestWriting:
    def test_a_long_list_is_written_by_a_job(
        self, officer: User, run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(services, "ROWS_AT_ONCE", 1)

        with run_jobs():
            export = ask_export(actor=officer, wish=Wish("parties", "csv"))
            waiting = (export.state, ask_export(actor=officer, wish=Wish("parties", "csv")).pk)

        export.refresh_from_db()
        assert waiting == (ExportState.ASKED, export.pk)
        assert (export.state, export.done_count, export.total_count) == (ExportState.READY, 2, 2)
        assert content_of(export).decode("utf-8-sig").startswith("Kode wadah,Nama usaha,")

    def test_a_worker_that_was_killed_leaves_nothing_and_the_next_begins_anew(
        self, officer: User, files: Path, run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(services, "ROWS_AT_ONCE", 0)
        export = ask_export(actor=officer, wish=Wish("parties"))

        class Killed(BaseException):
            pass

        def killed(*_args: object) -> None:
            raise Killed

        with monkeypatch.context() as broken:
            broken.setattr(exporting, "_finish", killed)
            with pytest.raises(Killed):
                exporting.write_export(export.pk)
        export.refresh_from_db()
        half = export.state

        with run_jobs():
            exporting.write_export(export.pk)
        exporting.write_export(export.pk)

        export.refresh_from_db()
        assert [path for path in files.rglob("*") if path.is_file()] == [storage.path_of(export.stored_path)]
        assert (half, export.state, names_of(export)) == (
            ExportState.WRITING,
            ExportState.READY,
            ["Bengkel Las", "Songket Mak Cik"],
        )

    @pytest.mark.parametrize("error", [DiskFull(), OSError(errno.ENOSPC, "no room")])
    def test_a_full_disk_is_told_and_leaves_no_file(
        self, officer: User, files: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
    ) -> None:
        def full(*_args: object) -> int:
            raise error

        with monkeypatch.context() as broken:
            broken.setattr(exporting, "write_table", full)
            export = ask_export(actor=officer, wish=Wish("parties"))
        page = visitor(officer).get(reverse("registry:export", args=[export.public_id]))

        assert (export.state, export.error_code) == (ExportState.FAILED, "disk_full")
        assert "penuh" in main_of(page).lower()
        assert [path for path in files.rglob("*") if path.is_file()] == []
        assert ask_export(actor=officer, wish=Wish("parties")).state == ExportState.READY

    @pytest.mark.parametrize("size", [1, 2, 3, 5, 11, 12, 50])
    def test_a_list_of_any_length_is_whole_and_in_order(self, office: Institution, size: int) -> None:
        intake = make_intake(office)
        asked = [make_business(intake, f"Warung {number}", "Ani").pk for number in range(10)]

        rows = Party.objects.filter(kind=PartyKind.BUSINESS, name__startswith="Warung")
        chunks = [[row.pk for row in chunk] for chunk in chunks_of(rows, size)]

        assert [pk for chunk in chunks for pk in chunk] == asked
        assert all(chunks)
        assert max(map(len, chunks)) <= max(2 * size, 2)

    def test_a_chunk_costs_the_same_queries_at_one_and_at_many_rows(
        self, office: Institution, tmp_path: Path
    ) -> None:
        intake = make_intake(office)
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as seen:
                export_to(actor=OPERATOR, wish=Wish("parties"), path=tmp_path / "a.xlsx")
            counts.append(len(seen))
            for number in range(3):
                make_business(intake, f"Warung {number}", "Ani", nib="")

        assert counts[0] == counts[1]


class TestReadingAgain:
    """A file that wadah has written is read in again: nothing is doubled, and what was not touched is the same."""

    @pytest.fixture
    def registry(self, bring_in: BringIn) -> None:
        header = (
            "Nama Usaha", "Nama Pemilik", "NIK", "Alamat", "Kecamatan", "No HP", "Omzet per bulan", "NIB",
            "Tahun berdiri", "P-IRT", "KBLI 2020", "Jenis Kelamin", "Tenaga Kerja L", "Tenaga Kerja P",
        )  # fmt: skip
        rows = [
            ("Songket Mak Cik", "Siti Rusmini", SITI, "Jl. Merdeka 12", "Tanjung Lubuk", "081273000417", "2.000.000",
             "1234567890123", "2018", "proses", "13912", "P", "1", "4"),
            ("Pempek Amin", "Amin Zakaria", AMIN, "Lorong 3", "Tanjung Lubuk", "", "12.000.000", "", "5 Juli 2019",
             "2061671010001-28", "10293", "L", "", ""),
            ("Warung Ani", "Ani", "", "", "", "", "", "", "", "", "", "", "", ""),
        ]  # fmt: skip
        bring_in(as_csv(rows, header))

    @pytest.mark.parametrize("form", ["xlsx", "csv"])
    @pytest.mark.parametrize("source", ["parties", "census"])
    @pytest.mark.usefixtures("registry")
    def test_every_row_is_the_same(
        self, source: str, form: str, officer: User, bring_in: BringIn, run_jobs: RunJobs
    ) -> None:
        with run_jobs():
            export = ask_export(actor=officer, wish=Wish(source, form))
        before, parties = registry_now(), Party.objects.count()

        again = bring_in(content_of(export), name=f"kembali.{form}")

        assert again.counts["verdicts"] == {"same": 3}
        assert unmapped(again, export) == set()
        assert (registry_now(), Party.objects.count()) == (before, parties)

    @pytest.mark.usefixtures("registry")
    def test_a_big_file_is_the_same_when_it_is_compared_as_tables(
        self, officer: User, bring_in: BringIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        export = ask_export(actor=officer, wish=Wish("parties"))
        before = registry_now()
        monkeypatch.setattr(compare, "WORTH_TABLES", 1)

        again = bring_in(content_of(export), name="besar.xlsx")

        assert (again.counts["verdicts"], registry_now()) == ({"same": 3}, before)

    @pytest.mark.usefixtures("registry")
    def test_the_list_of_persons_is_the_same(self, officer: User, bring_in: BringIn) -> None:
        export = ask_export(actor=officer, wish=Wish("parties", asked={"kind": "person"}))
        before = registry_now()

        again = bring_in(content_of(export), name="orang.xlsx")

        assert (again.counts["verdicts"], registry_now()) == ({"same": 3}, before)

    def test_households_are_the_same(self, officer: User, bring_in: BringIn) -> None:
        header = ("Nama Kepala Keluarga", "NIK", "Kecamatan", "Paket Bantuan")
        bring_in(as_csv([("Bu Tini", SITI, "Tanjung Lubuk", "Bibit cabai")], header))
        export = ask_export(actor=officer, wish=Wish("parties", asked={"kind": "household"}))
        before = registry_now()

        again = bring_in(content_of(export), name="rumah tangga.xlsx")

        assert (export.total_count, again.counts["verdicts"], registry_now()) == (1, {"same": 1}, before)

    @pytest.mark.usefixtures("registry")
    def test_what_was_corrected_in_the_file_changes_its_party_alone(
        self, officer: User, bring_in: BringIn
    ) -> None:
        export = ask_export(actor=officer, wish=Wish("parties"))
        book = load_workbook(io.BytesIO(content_of(export)))
        sheet = book.worksheets[0]
        titles = [cell.value for cell in sheet[1]]
        row = next(
            row for row in sheet.iter_rows(min_row=2) if row[titles.index("Nama usaha")].value == "Warung Ani"
        )
        row[titles.index("Nama usaha")].value = "Warung Ani Jaya"
        row[titles.index("Alamat")].value = "Jl. Baru 7"
        saved = io.BytesIO()
        book.save(saved)

        again = bring_in(saved.getvalue(), name="perbaikan.xlsx")

        assert again.counts["verdicts"] == {"same": 2, "changes": 1}
        names = Party.objects.filter(kind=PartyKind.BUSINESS, closed_at=None).values_list("name", flat=True)
        assert sorted(names) == ["Pempek Amin", "Songket Mak Cik", "Warung Ani Jaya"]

    @pytest.mark.usefixtures("registry")
    def test_codes_that_slipped_by_a_row_are_asked_about(self, officer: User, bring_in: BringIn) -> None:
        export = ask_export(actor=officer, wish=Wish("parties"))
        book = load_workbook(io.BytesIO(content_of(export)))
        sheet = book.worksheets[0]
        first, second = sheet["A2"].value, sheet["A3"].value
        sheet["A2"], sheet["A3"] = second, first
        saved = io.BytesIO()
        book.save(saved)

        again = bring_in(saved.getvalue(), name="bergeser.xlsx")

        assert again.counts["verdicts"] == {"possible_duplicate": 2, "same": 1}

    @pytest.mark.usefixtures("registry")
    def test_a_code_opens_no_party_of_another_place(self, bring_in: BringIn, stranger: User) -> None:
        """Whoever knows a code writes it beside a row of their own: a person of both places is asked."""
        theirs = Party.objects.get(name="Songket Mak Cik")
        palembang = Institution.objects.get(code="DISKOP-PLB")
        rows = [(str(theirs.public_id), "Songket Mak Cik", "Ilir Barat Dua")]

        again = bring_in(
            as_csv(rows * 1, ("Kode wadah", "Nama usaha", "Kecamatan")), actor=stranger, institution=palembang
        )

        theirs.refresh_from_db()
        assert again.counts["verdicts"] == {"possible_duplicate": 1}
        assert (theirs.regency, theirs.links.filter(undone_at=None).count()) == ("16.02", 1)

    @pytest.mark.usefixtures("registry")
    @pytest.mark.parametrize("code", ["bukan kode", "7d4e7a3e-9f5a-4a3b-9a75-0d1c4ad9d5a1"])
    def test_a_code_that_is_none_is_passed_over(self, code: str, bring_in: BringIn) -> None:
        again = bring_in(
            as_csv([(code, "Toko Baru", "Tanjung Lubuk")], ("Kode wadah", "Nama usaha", "Kecamatan"))
        )

        assert again.counts["verdicts"] == {"new": 1}

    def test_a_code_is_no_field_of_the_page(self, officer: User, bring_in: BringIn) -> None:
        bring_in(as_csv([("x1", "Toko Baru", "Tanjung Lubuk")], ("Kode wadah", "Nama usaha", "Kecamatan")))

        page = main_of(visitor(officer).get(reverse("registry:party", args=[Party.objects.get().public_id])))

        assert "Kode wadah" not in page


def registry_now() -> list[dict[str, Any]]:
    """The parties, and what is known of them by their newest row aside."""
    columns = (
        "public_id",
        "name",
        "regency",
        "region_id",
        "activity",
        "kbli",
        "nib",
        "owner_id",
        "closed_at",
    )
    return list(Party.objects.order_by("pk").values(*columns))


def unmapped(intake: Intake, export: Export) -> set[str]:
    """Titles of columns that hold something and are read as nothing."""
    content = content_of(export)
    with_cells: set[str] = set()
    if export.format == "xlsx":
        for row in rows_of(content):
            with_cells |= row.keys()
    return {
        column["title"]
        for sheet in intake.mapping
        for column in sheet["columns"]
        if column["field"] == "ignored" and column["title"] in with_cells
    }
