"""Journeys of an officer through the registry: a file from upload to party, a pair decided by keyboard."""

import io
import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.conftest import Sound
from tests.browser.people import OFFICER, sign_in
from wadah.registry.tests.files import ROWS, as_csv, row

LOOKS = 60
DAMAGED = row(9, "Warung Bude Tini", "Tini", "1,60201E+15")


def upload(page: Page, name: str, rows: tuple[object, ...]) -> None:
    """Through the page, as a person does."""
    page.goto("/impor/")
    content = as_csv(rows, mark=";")  # type: ignore[arg-type]
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Unggah").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_file_goes_from_upload_to_party(page: Page, sound: Sound, tmp_path: Path) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    extra = row(8, f"Kerupuk {width}", f"Pemilik {width}", phone=f"0812730{width:05d}")
    sign_in(page, OFFICER)
    page.goto("/impor/")
    sound(page, "import")

    upload(page, f"data {width}.csv", (*ROWS, extra, DAMAGED))
    expect(page.get_by_role("button", name="Periksa baris")).to_be_visible()
    sound(page, "import-columns")
    page.get_by_role("button", name="Periksa baris").click()
    expect(page.get_by_text("Belum ada yang berubah di daftar usaha.")).to_be_visible()
    sound(page, "import-checked")
    page.get_by_role("button", name=re.compile("Impor .* baris yang siap")).click()
    expect(page.get_by_text("Tidak ada data lama yang dihapus.")).to_be_visible()
    sound(page, "import-applied")

    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh berkas dengan hasil periksa").click()
    download.value.save_as(tmp_path / "kembali.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "kembali.xlsx").read_bytes())).worksheets[0]
    cells = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert "Perlu diperbaiki" in cells
    assert download.value.suggested_filename == f"data {width} - diperiksa.xlsx"

    page.goto(f"/usaha/?q=Kerupuk+{width}")
    sound(page, "parties")
    page.get_by_role("link", name=f"Kerupuk {width}", exact=True).click()
    sound(page, "party")


def test_a_number_is_seen_only_by_saying_why(page: Page, sound: Sound) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    sign_in(page, OFFICER)
    upload(page, f"nomor {width}.csv", (row(1, f"Sate {width}", "Mang Udin", phone=f"0813111{width:05d}"),))
    page.get_by_role("button", name="Periksa baris").click()
    page.get_by_role("button", name=re.compile("Impor .* baris yang siap")).click()
    expect(page.get_by_text("Tidak ada data lama yang dihapus.")).to_be_visible()
    page.goto(f"/usaha/?q=Sate+{width}")
    page.get_by_role("link", name=f"Sate {width}", exact=True).click()

    page.locator("main").get_by_role("link", name=re.compile("Lihat Nomor HP")).click()
    sound(page, "reveal-asked")
    page.locator("main textarea").fill("Menelepon pemilik untuk kunjungan kapasitas")
    page.locator("main form button[type=submit], main form button:not([type])").first.click()

    expect(page.locator("main")).to_contain_text(f"{width:05d}")
    sound(page, "revealed")


def test_a_pair_is_decided_by_keyboard_and_undone(page: Page, sound: Sound) -> None:
    sign_in(page, OFFICER)
    page.goto("/periksa/")
    sound(page, "pairs")
    page.locator("main .wd-queue a").first.click()
    expect(page).to_have_url(re.compile(r"/periksa/[0-9a-f-]{36}/$"))
    pair = page.url
    sound(page, "pair")

    page.keyboard.press("g")
    page.wait_for_url(lambda url: url != pair)
    page.goto(pair)
    expect(page.get_by_role("button", name="Batalkan keputusan")).to_be_visible()
    sound(page, "pair-decided")
    page.get_by_role("button", name="Batalkan keputusan").click()

    page.goto(pair)
    expect(page.get_by_role("button", name=re.compile("Gabungkan"))).to_be_visible()


def test_shortcuts_can_be_switched_off(desk_page: Page) -> None:
    sign_in(desk_page, OFFICER)
    desk_page.goto("/periksa/")
    desk_page.locator("main .wd-queue a").first.click()
    pair = desk_page.url

    desk_page.get_by_label("Pintasan papan ketik menyala").uncheck()
    desk_page.keyboard.press("g")

    desk_page.wait_for_timeout(300)
    assert desk_page.url == pair
    expect(desk_page.get_by_role("button", name=re.compile("Gabungkan"))).to_be_visible()
    desk_page.reload()
    expect(desk_page.get_by_label("Pintasan papan ketik menyala")).not_to_be_checked()


def test_a_file_is_imported_without_script(scriptless_page: Page) -> None:
    page = scriptless_page
    sign_in(page, OFFICER)

    upload(page, "tanpa skrip.csv", (row(1, "Getuk Tanpa Skrip", "Yuk Nah"),))
    _look_again_until(page, "Periksa baris")
    page.get_by_role("button", name="Periksa baris").click()
    _look_again_until(page, "Impor 1 baris yang siap")
    page.get_by_role("button", name="Impor 1 baris yang siap").click()
    _look_again_until(page, "Batalkan impor")

    page.goto("/usaha/?q=Getuk")
    expect(page.get_by_role("link", name="Getuk Tanpa Skrip", exact=True)).to_be_visible()


def _look_again_until(page: Page, button: str) -> None:
    """A page without script does not change by itself: its reader asks again."""
    for _ in range(LOOKS):
        if page.get_by_role("button", name=button, include_hidden=True).count():
            return
        page.wait_for_timeout(300)
        page.reload()
    raise AssertionError(f"{button} did not come:\n{page.locator('main').inner_text()}")
