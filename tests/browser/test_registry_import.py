"""Journeys of the import: upload, columns, check, apply, the returned file; refused files; without script."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Sound
from tests.browser.harness import PHONE
from tests.browser.served import Site
from tests.browser.test_desk import sign_in
from wadah.registry.tests.files import as_csv, row

OFFICER = "sari@contoh.example"
# A page without script looks again every five seconds.
WORK_MS = 30_000
HEADER = (
    "No",
    "Nama Usaha",
    "Nama Pemilik",
    "NIK",
    "Alamat",
    "Kecamatan",
    "No HP",
    "Omzet per tahun",
    "Catatan kami",
)


def spreadsheet(mark: str) -> bytes:
    """Three businesses with a name of their own for each visitor, a damaged NIK, a formula, and a total."""
    rows = [
        row(1, f"Songket {mark}", f"Siti {mark}", "1602014507900003", sales="120 jt"),
        row(2, f"=Kemplang {mark}", f"Ana {mark}", "1,60201E+15"),
        row(3, f"Bengkel Cik Din {mark}", f"Din {mark}", "", address="Jl. Lintas Timur KM 4"),
        ("", "JUMLAH", "", "", "", "", "", "120000000", ""),
    ]
    return as_csv([(*cells[:8], "catatan") for cells in rows], HEADER)


def upload(page: Page, content: bytes, name: str) -> None:
    """Chooses a file and sends it, as a person does."""
    page.goto("/impor/")
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Unggah").click()


def journey(page: Page, name: str, sound: Sound | None) -> None:
    """From upload to result; every page on the way is sound."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    upload(page, spreadsheet(f"{name} {width}"), f"Data “UMKM” {name} {width}.csv")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Data “UMKM”")
    expect(page.locator("[aria-current=step]")).to_contain_text("Cocokkan kolom", timeout=WORK_MS)
    if sound:
        sound(page, f"import-columns-{name}")
    page.get_by_role("button", name="Periksa baris").click()

    expect(page.get_by_text("2 dari 4 baris siap masuk ke daftar.")).to_be_visible(timeout=WORK_MS)
    if sound:
        sound(page, f"import-checked-{name}")
    page.get_by_role("button", name="Impor 2 baris yang siap").click()

    expect(page.get_by_text("2 baris masuk ke daftar")).to_be_visible(timeout=WORK_MS)
    if sound:
        sound(page, f"import-applied-{name}")


def test_a_file_goes_from_upload_to_result_and_comes_back(page: Page, sound: Sound) -> None:
    sign_in(page, OFFICER)
    page.goto("/impor/")
    sound(page, "import")

    journey(page, "Kayu Agung", sound)
    page.locator("a[href$='?verdict=needs_repair']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Perlu diperbaiki")
    page.locator("summary").first.click()
    sound(page, "import-rows")
    page.go_back()

    with page.expect_download() as waiting:
        page.get_by_role("link", name="Unduh berkas dengan hasil periksa").click()
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert waiting.value.suggested_filename == f"Data “UMKM” Kayu Agung {width} - diperiksa.xlsx"
    returned = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes())).active
    cells = [cell.value for line in returned.iter_rows(max_row=5) for cell in line]
    assert f"=Kemplang Kayu Agung {width}" in cells
    assert all(cell.data_type != "f" for line in returned.iter_rows() for cell in line)


def test_the_import_works_without_script(browser: Browser, site: Site) -> None:
    context = browser.new_context(
        base_url=site.url,
        java_script_enabled=False,
        viewport={"width": PHONE, "height": 900},
        locale="en-GB",
        extra_http_headers={"X-Forwarded-Proto": "https"},
    )
    page = context.new_page()
    sign_in(page, OFFICER)

    journey(page, "tanpa skrip", None)
    page.get_by_text("Batalkan seluruh impor").click()
    page.get_by_label("Alasan").fill("Berkas tahun yang salah")
    page.get_by_role("button", name="Batalkan impor").click()

    expect(page.get_by_role("heading", name="Impor ini sudah dibatalkan")).to_be_visible(timeout=WORK_MS)
    context.close()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("kosong.xlsx", b"", "Berkas ini kosong (0 bita)."),
        ("surat.xlsx", b"%PDF-1.7\n" + b"x" * 900, "Ini bukan lembar kerja."),
    ],
)
def test_a_refused_file_says_why_beside_its_field(
    page: Page, sound: Sound, name: str, content: bytes, words: str
) -> None:
    sign_in(page, OFFICER)

    upload(page, content, name)

    expect(page.locator("#id_file_error")).to_contain_text(words)
    sound(page, f"import-refused-{name.partition('.')[0]}")


def test_a_file_without_rows_says_so_and_can_be_dropped(page: Page, sound: Sound) -> None:
    sign_in(page, OFFICER)
    width = page.viewport_size["width"] if page.viewport_size else 0

    upload(page, f"Nama Usaha,Nama Pemilik,Alamat {width}\n".encode(), "judul saja.csv")

    expect(page.get_by_text("Berkas ini hanya berisi judul kolom")).to_be_visible()
    sound(page, "import-failed")
    page.get_by_role("button", name="Jangan pakai berkas ini").click()
    expect(page.get_by_role("heading", name="Berkas ini tidak dipakai")).to_be_visible()


def test_an_impatient_hand_uploads_and_applies_once(desk_page: Page) -> None:
    sign_in(desk_page, OFFICER)
    desk_page.goto("/impor/")
    file = {"name": "dua kali.csv", "mimeType": "text/csv", "buffer": spreadsheet("dua kali")}

    desk_page.locator("input[type=file]").set_input_files(file)
    desk_page.get_by_role("button", name="Unggah").dblclick()
    desk_page.get_by_role("button", name="Periksa baris").dblclick()
    desk_page.get_by_role("button", name="Impor 2 baris yang siap").dblclick()

    expect(desk_page.get_by_text("2 baris masuk ke daftar")).to_be_visible()
    desk_page.goto("/impor/")
    expect(desk_page.get_by_role("link", name="dua kali.csv")).to_have_count(1)
    desk_page.goto("/usaha/?q=Bengkel Cik Din dua kali")
    expect(desk_page.locator("#hasil li")).to_have_count(1)


def test_a_file_of_another_place_asks_first_and_comes_in_with_a_reason(page: Page, sound: Sound) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    rows = [(f"Pempek {name} {width}", "Kota Palembang", "120") for name in ("Candy", "Vico", "Saga")]
    sign_in(page, OFFICER)
    upload(page, as_csv(rows, ("Nama Usaha", "Kabupaten", "Omzet per tahun")), f"palembang {width}.csv")
    asked = page.get_by_role("heading", name="Berkas ini tampaknya milik Kota Palembang")
    expect(asked).to_be_visible(timeout=WORK_MS)
    sound(page, "import-outside")

    page.get_by_role("button", name="Periksa baris").click()
    expect(asked).to_be_visible()
    page.get_by_label("Masukkan juga semua usaha di luar wilayah").check()
    page.get_by_label("Alasan, bila usaha di luar wilayah dimasukkan").fill("Pendataan bersama dengan kota")
    page.get_by_label("Satuan Omzet per tahun").select_option(label="Angkanya dalam juta rupiah")
    page.get_by_role("button", name="Periksa baris").click()

    expect(page.get_by_text("3 dari 3 baris siap masuk ke daftar.")).to_be_visible(timeout=WORK_MS)
    sound(page, "import-outside-checked")
    page.goto(page.url + "baris/?row=0-2")
    expect(page.get_by_role("heading", level=1)).to_have_text("Baris 2")
    sound(page, "row")
