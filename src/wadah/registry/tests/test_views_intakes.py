"""Import in a browser: what is refused beside its field, each state of a file, its rows, its way back."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from openpyxl import load_workbook

from wadah.accounts.models import Institution, User
from wadah.accounts.roles import Role
from wadah.accounts.tests.factories import make_institution, make_member
from wadah.core.models import AuditEntry
from wadah.registry import first_look
from wadah.registry.intake.fields import FIELDS
from wadah.registry.kinds import Verdict
from wadah.registry.mapping_form import MappingForm
from wadah.registry.models import Intake, Party, Record
from wadah.registry.shapes import SheetFound
from wadah.registry.states import IntakeState
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.factories import make_intake, make_record
from wadah.registry.tests.files import HEADER, ROWS, SITI, as_csv, as_xlsx, many_rows, row
from wadah.registry.tests.visitors import main_of, visitor

TITLE = "Data UMKM “Kayu Agung” – café.csv"


def upload(client: Client, content: bytes, name: str = "data.csv", **others: Any) -> Any:
    return client.post("/impor/", {"file": SimpleUploadedFile(name, content), **others})


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 40_000_000)
    return held.getvalue()


LOCKED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 3000
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Berkas ini kosong (0 bita). Pilih berkas yang berisi data."),
        (b"%PDF-1.7\n" + b"x" * 500, "Ini bukan lembar kerja."),
        (LOCKED, "Berkas ini dikunci kata sandi."),
        (bomb(), "Isi berkas ini jauh lebih besar daripada ukurannya"),
        (b"PK\x03\x04 but no archive", "Berkas ini rusak atau terpotong"),
    ],
    ids=["empty", "pdf", "locked", "bomb", "damaged"],
)
def test_what_is_no_table_is_refused_beside_its_field_and_not_kept(
    officer: User, content: bytes, words: str
) -> None:
    answer = upload(visitor(officer), content, "data.xlsx")

    page = answer.content.decode()
    assert words in main_of(answer)
    assert 'aria-describedby="drop-hint id_file_error" aria-invalid="true"' in page
    assert Intake.objects.count() == 0


def test_a_file_over_the_limit_is_refused_beside_its_field(officer: User, settings: Any) -> None:
    settings.WADAH_UPLOAD_MB = 1

    answer = upload(visitor(officer), b"Nama Usaha\n" + b"x" * 1_100_000)

    assert "Berkas ini lebih besar dari 1 MB. Bagi menjadi beberapa berkas." in main_of(answer)
    assert Intake.objects.count() == 0


def test_a_large_upload_is_looked_at_where_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    file = TemporaryUploadedFile("besar.csv", "text/csv", 0, "utf-8")
    file.write(b"Nama Usaha,Nama Pemilik\nWarung,Ana\n")
    file.flush()
    for owner, name in ((TemporaryUploadedFile, "chunks"), (first_look, "NamedTemporaryFile")):
        monkeypatch.setattr(owner, name, lambda *_any: pytest.fail("the upload was read and copied"))

    first_look.look_at_upload(file)


def test_the_same_upload_again_leads_to_the_same_file(officer: User) -> None:
    client = visitor(officer)

    first, second = upload(client, as_csv()), upload(client, as_csv(), "nama lain.csv")

    assert (first.status_code, second.status_code, first["Location"]) == (302, 302, second["Location"])
    assert Intake.objects.count() == 1
    assert "Berkas ini sudah pernah diunggah; ini hasilnya." in main_of(client.get(second["Location"]))


def test_somebody_of_two_offices_says_for_which_one(
    officer: User, office: Institution, regions: None
) -> None:
    second = make_institution("DISPERINDAG-OKI", "16.02")
    make_member(second, user=officer)
    make_institution("DISKOP-LAIN", "16.02")
    client = visitor(officer)

    page = client.get("/impor/").content.decode()
    upload(client, as_csv(), institution=str(second.public_id))
    foreign = upload(
        client, as_csv(many_rows(2)), institution=str(Institution.objects.get(code="DISKOP-LAIN").public_id)
    )

    assert page.count("<option") == 2
    assert [intake.institution for intake in Intake.objects.all()] == [second]
    assert foreign.status_code == 200


def test_from_upload_to_result_without_script(officer: User, run_jobs: Callable[[], Any]) -> None:
    client = visitor(officer)

    with run_jobs():
        address = upload(client, as_csv(), TITLE)["Location"]
    mapping = client.get(address)
    chosen = {
        field.name: field.value()
        for part in mapping.context["form"].parts()
        for field in (part.use, *(one.control for one in (*part.doubtful, *part.sure)))
    }
    with run_jobs():
        client.post(f"{address}kolom/", chosen)
    checked = client.get(address)
    nothing_yet = Party.objects.count()
    with run_jobs():
        client.post(f"{address}terapkan/")
        client.post(f"{address}terapkan/")
    applied = client.get(address)
    content = b"".join(client.get(f"{address}berkas/").streaming_content)  # type: ignore[arg-type]

    assert "4 dari 4 baris siap masuk ke daftar." in main_of(checked)
    assert (nothing_yet, Party.objects.filter(kind="business").count()) == (0, 4)
    assert "4 baris masuk ke daftar Tidak ada data lama yang dihapus." in main_of(applied)
    assert load_workbook(io.BytesIO(content)).active.cell(1, 2).value == "Nama Usaha"


def test_the_returned_file_keeps_its_letters_in_its_name(officer: User, bring_in: BringIn) -> None:
    intake = bring_in(as_csv(), upto=IntakeState.CHECKED, name=TITLE)

    answer = visitor(officer).get(f"/impor/{intake.public_id}/berkas/")

    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''Data%20UMKM%20%E2%80%9CKayu%20Agung%E2%80%9D%20%E2%80%93%20caf%C3%A9"
        "%20-%20diperiksa.xlsx"
    )


def test_every_download_is_in_the_trail_and_a_refused_one_is_not(officer: User, bring_in: BringIn) -> None:
    intake = bring_in(as_csv(), upto=IntakeState.CHECKED)
    stranger = make_member(make_institution("DINAS-PLB", "16.71"))

    codes = [
        visitor(user).get(f"/impor/{intake.public_id}/berkas/").status_code for user in (officer, stranger)
    ]

    kept = AuditEntry.objects.filter(action="registry.returned_downloaded")
    assert codes == [200, 404]
    assert list(kept.values_list("actor", "what", "object_id", "region")) == [
        (f"user:{officer.public_id}", "registry.intake", str(intake.public_id), "16.02")
    ]


STATES = {
    IntakeState.RECEIVED: ("Diterima", {}),
    IntakeState.READING: ("Sedang dibaca", {}),
    IntakeState.CHECKING: (
        "Sedang diperiksa , 811 dari 1.200 baris 67%",
        {"total_count": 1200, "done_count": 811},
    ),
    IntakeState.CHECKED: ("0 dari 0 baris siap masuk ke daftar.", {}),
    IntakeState.APPLYING: ("Sedang dimasukkan , 1 dari 3 baris 33%", {"total_count": 3, "done_count": 1}),
    IntakeState.APPLIED: ("0 baris masuk ke daftar", {}),
    IntakeState.UNDOING: ("Sedang dibatalkan", {}),
    IntakeState.UNDONE: ("Impor ini sudah dibatalkan", {}),
    IntakeState.FAILED: (
        "Berkas ini dikunci kata sandi.",
        {"failed_in": "reading", "error_code": "encrypted_file"},
    ),
    IntakeState.DISCARDED: ("Berkas ini tidak dipakai", {}),
    IntakeState.MAPPING: ("Yang ragu ditandai", {}),
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_a_file_has_its_page(officer: User, office: Institution, state: IntakeState) -> None:
    words, columns = STATES[state]
    intake = make_intake(office, state, **columns)
    client = visitor(officer)

    whole = client.get(f"/impor/{intake.public_id}/")
    fragment = client.get(f"/impor/{intake.public_id}/", headers={"HX-Request": "true"})
    restored = client.get(
        f"/impor/{intake.public_id}/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )

    assert words.replace(" ,", ",") in main_of(whole).replace(" ,", ",")
    works = state in ("received", "reading", "checking", "applying", "undoing")
    assert [b"hx-trigger" in one.content for one in (whole, fragment)] == [works] * 2
    assert (b'http-equiv="refresh"' in whole.content) is works
    assert [b"<html" in one.content for one in (whole, fragment, restored)] == [True, False, True]
    assert "no-store" in whole["Cache-Control"]


def test_an_unknown_failure_tells_its_code_and_offers_another_try(officer: User, office: Institution) -> None:
    intake = make_intake(
        office, IntakeState.FAILED, failed_in="checking", error_code="unexpected", error_params={}
    )

    page = main_of(visitor(officer).get(f"/impor/{intake.public_id}/"))

    assert "Terjadi kesalahan di pihak kami (unexpected). Berkas dan data Anda aman." in page
    assert "Coba lagi" in page


def test_an_act_that_comes_too_late_is_explained_on_the_page(officer: User, office: Institution) -> None:
    intake = make_intake(office, IntakeState.APPLIED)
    client = visitor(officer)

    for act in ("buang", "ulangi"):
        answer = client.post(f"/impor/{intake.public_id}/{act}/", follow=True)
        assert "Berkas ini belum sampai, atau sudah melewati, langkah itu." in main_of(answer)
        assert client.get(f"/impor/{intake.public_id}/{act}/").status_code == 405


def test_undoing_asks_for_a_reason(officer: User, bring_in: BringIn, run_jobs: Callable[[], Any]) -> None:
    intake = bring_in(as_csv())
    client = visitor(officer)
    address = f"/impor/{intake.public_id}/batalkan/"

    refused = client.post(address, {"reason": "salah"}, follow=True)
    with run_jobs():
        client.post(address, {"reason": "Berkas tahun yang salah"})

    assert "Tuliskan alasannya, paling sedikit 10 huruf." in main_of(refused)
    intake.refresh_from_db()
    assert (intake.state, Party.objects.filter(closed_at__isnull=True).count()) == (IntakeState.UNDONE, 0)


@pytest.fixture
def mixed(bring_in: BringIn) -> Intake:
    """A file with a good row, one with a damaged NIK, one with an amount in words, and a total."""
    rows = (
        row(1, "Songket Mak Cik", "Siti Rusmini", SITI, sales="120 jt"),
        row(2, "Kemplang Bu Ana", "Ana", "1,60201E+15"),
        ("", "JUMLAH", "", "", "", "", "", "120000000", ""),
    )
    return bring_in(as_csv(rows), upto=IntakeState.CHECKED)


def test_rows_tell_all_that_is_wrong_and_show_their_cells_masked(officer: User, mixed: Intake) -> None:
    answer = visitor(officer).get(f"/impor/{mixed.public_id}/baris/")

    page = main_of(answer)
    assert "Semua 3 Baru 1 Perlu diperbaiki 1 Bukan usaha 1" in page
    assert "Songket Mak Cik baris 2" in page
    assert "NIK 1602••••••03" in page
    assert "Omzet: jumlah ditulis bebas, dibaca sebagai rupiah" in page
    assert SITI not in answer.content.decode()


def test_rows_of_one_verdict_and_of_one_problem(officer: User, mixed: Intake) -> None:
    client = visitor(officer)
    address = f"/impor/{mixed.public_id}/baris/"
    code = next(iter(Record.objects.get(verdict=Verdict.NEEDS_REPAIR).problems))["code"]

    found = [
        [one.name for one in client.get(address, asked).context["page"].items]
        for asked in (
            {"verdict": "needs_repair"},
            {"problem": code},
            {"verdict": "lain"},
            {"problem": "tidak_ada"},
        )
    ]

    everything = ["Songket Mak Cik", "Kemplang Bu Ana", ""]
    assert found[:2] == [["Kemplang Bu Ana"], ["Kemplang Bu Ana"]]
    assert [names[:2] for names in found[2:]] == [everything[:2], everything[:2]]


def test_rows_and_files_cost_the_same_queries_for_one_and_for_three(
    officer: User, office: Institution
) -> None:
    intake = make_intake(office, IntakeState.CHECKED)
    client = visitor(officer)

    def cost(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    addresses = ("/impor/", f"/impor/{intake.public_id}/baris/")
    make_record(intake, {"business_name": "Satu"}, nik=SITI)
    one = [cost(address) for address in addresses]
    for name in ("Dua", "Tiga"):
        make_record(intake, {"business_name": name}, phones=("+6281273000417",))
        make_intake(office)

    assert [cost(address) for address in addresses] == one


def test_files_of_another_office_are_not_there(
    officer: User, stranger: User, office: Institution, mixed: Intake
) -> None:
    client, reader = visitor(stranger), visitor(make_member(office, Role.COACH))
    reads = ("", "kolom/", "baris/", "berkas/")
    acts = ("kolom/", "terapkan/", "buang/", "batalkan/", "ulangi/", "berkas/buat/")

    answers = [
        *(one.get(f"/impor/{mixed.public_id}/{page}").status_code for one in (client, reader) for page in reads),
        *(one.post(f"/impor/{mixed.public_id}/{act}", {"reason": "ingin mencoba saja"}).status_code
          for one in (client, reader) for act in acts),
    ]  # fmt: skip

    assert answers == [404] * 20
    assert "data.csv" not in main_of(client.get("/impor/"))
    assert "data.csv" in main_of(visitor(officer).get("/impor/"))
    mixed.refresh_from_db()
    assert mixed.state == IntakeState.CHECKED


def test_several_sheets_name_the_sheet_of_each_row(officer: User, bring_in: BringIn) -> None:
    header = ("Nama Usaha", "Nama Pemilik", "Kecamatan")
    sheets = {
        "Tanjung Lubuk": [
            header,
            ("Warung Ana", "Ana", "Tanjung Lubuk"),
            ("Toko Budi", "Budi", "Tanjung Lubuk"),
        ],
        "Lanjutan": [
            header,
            ("Bengkel Cik Din", "Din", "Tanjung Lubuk"),
            ("Salon Dewi", "Dewi", "Tanjung Lubuk"),
        ],
    }
    intake = bring_in(as_xlsx(sheets), upto=IntakeState.CHECKED, name="dua lembar.xlsx")

    page = main_of(visitor(officer).get(f"/impor/{intake.public_id}/baris/"))

    assert "Warung Ana baris 2 , Tanjung Lubuk" in page
    assert "Bengkel Cik Din baris 2 , Lanjutan" in page


def test_the_unit_of_a_money_column_is_asked_read_and_remembered(
    officer: User, bring_in: BringIn, run_jobs: Callable[[], Any]
) -> None:
    header = ("Nama Usaha", "Kecamatan", "Omzet per tahun")
    cells = [("Warung Ana", "Tanjung Lubuk", "205"), ("Toko Budi", "Tanjung Lubuk", "1.500")]
    intake = bring_in(as_csv(cells, header), upto=IntakeState.MAPPING)
    client, address = visitor(officer), f"/impor/{intake.public_id}/kolom/"
    form = client.get(address).context["form"]
    chosen = {one.html_name: one.value() for one in form if one.value() is not None}

    with run_jobs():
        client.post(address, {**chosen, "u_0_2": "1000000"})
    again = bring_in(as_csv([*cells, ("Salon Dewi", "Tanjung Lubuk", "90")], header), name="lanjutan.csv")

    assert [label for _value, label in form.fields["u_0_2"].choices] == [
        "Seperti tertulis di sel",
        "Angkanya dalam rupiah",
        "Angkanya dalam ribu rupiah",
        "Angkanya dalam juta rupiah",
    ]
    read = [
        list(Record.objects.filter(intake=one).order_by("pk").values_list("values__sales_idr", flat=True))
        for one in (intake, again)
    ]
    assert read == [[205_000_000, 1_500_000_000], [205_000_000, 1_500_000_000, 90_000_000]]


@pytest.mark.parametrize(
    ("language", "groups"),
    [
        (
            "id",
            ["Yang paling mungkin", "Usaha", "Pemilik", "Alamat dan tempat", "Kegiatan", "Nomor dan izin usaha",
             "Keuangan", "Tenaga kerja", "Koperasi", "Lain-lain"],
        ),
        (
            "en",
            ["Likeliest", "Business", "Owner", "Address and place", "Activity", "Numbers and licences", "Money",
             "Workers", "Cooperative", "Other"],
        ),
    ],
)  # fmt: skip
def test_what_a_column_means_is_chosen_from_groups_the_likeliest_first(
    officer: User, bring_in: BringIn, language: str, groups: list[str]
) -> None:
    intake = bring_in(as_csv([(*ROWS[0], "205")], (*HEADER, "Ijin Halal MUI")), upto=IntakeState.MAPPING)

    with override(language):
        form = MappingForm([SheetFound.from_json(sheet) for sheet in intake.sheets])
        choices = form.fields["c_0_7"].choices

    assert [name for name, _fields in choices] == groups
    assert [code for code, _label in choices[0][1]][:3] == [
        "annual_sales:month",
        "annual_sales:year",
        "annual_sales",
    ]
    assert "halal" in [code for code, _label in form.fields["c_0_9"].choices[0][1]]
    assert {code for _name, fields in choices for code, _label in fields} >= FIELDS.keys()


def test_a_table_of_totals_is_refused_by_what_it_is(officer: User, bring_in: BringIn) -> None:
    totals = [("Tanjung Lubuk", 120, 45), ("Kayu Agung", 98, 31), ("Mesuji", 77, 12), ("Lempuing", 54, 9)]
    intake = bring_in(
        as_csv(totals, ("Kecamatan", "Jumlah 2022", "Jumlah 2023")),
        upto=IntakeState.MAPPING,
        name="rekap.csv",
    )

    page = main_of(visitor(officer).get(f"/impor/{intake.public_id}/"))

    assert "Berkas ini tampaknya tabel jumlah (statistik), bukan daftar usaha" in page
    assert "Unggah berkas lain" in page
    assert "Coba lagi" not in page


def test_held_rows_say_the_next_step_and_offer_the_file(officer: User, mixed: Intake) -> None:
    client = visitor(officer)

    pages = [
        client.get(f"/impor/{mixed.public_id}/"),
        client.get(f"/impor/{mixed.public_id}/baris/?verdict=needs_repair"),
    ]

    for page in pages:
        assert "1 baris perlu Anda perbaiki" in main_of(page)
        assert page.content.decode().count(f"/impor/{mixed.public_id}/berkas/") == 1
        assert "Unggah lagi. Hanya baris yang Anda betulkan yang berubah" in main_of(page)


def test_a_file_that_only_repeats_the_registry_says_that_it_changes_nothing(
    officer: User, bring_in: BringIn
) -> None:
    first = bring_in(as_csv())
    again = bring_in(as_csv(mark=";"), IntakeState.CHECKED)

    page = main_of(visitor(officer).get(f"/impor/{again.public_id}/"))

    assert first.state == IntakeState.APPLIED
    assert "Semuanya sudah ada di daftar dan sama isinya" in page
