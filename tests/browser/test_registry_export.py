"""An officer takes a list home as a file, with and without NIKs, and brings it back."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Sound
from tests.browser.people import OFFICER, sign_in
from tests.browser.test_registry import upload
from wadah.core.tabular import read_workbook
from wadah.registry.tests.files import row


def bring(page: Page, name: str, trade: str) -> None:
    """One business in the list."""
    upload(page, name, (row(1, trade, f"Pemilik {trade}", phone="081311170001"),))
    page.get_by_role("button", name="Periksa baris").click()
    page.get_by_role("button", name=re.compile("Impor .* baris yang siap")).click()
    expect(page.get_by_text("Tidak ada data lama yang dihapus.")).to_be_visible()


def test_a_list_is_downloaded_and_brought_back(page: Page, sound: Sound, tmp_path: Path) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    sign_in(page, OFFICER)
    bring(page, f"unduh {width}.csv", f"Lontong {width}")
    page.goto(f"/usaha/?q=Lontong+{width}")
    sound(page, "parties-with-download")

    page.locator("main").get_by_role("link", name="Unduh", exact=True).click()
    sound(page, "download-ask")
    with page.expect_download() as download:
        page.get_by_role("button", name="Susun berkas").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)

    with read_workbook(path) as book:
        header, *rows = (found.cells for found in book.rows(0))
    assert [dict(zip(header, cells, strict=False))["Nama usaha"] for cells in rows] == [f"Lontong {width}"]
    page.goto("/unduh/")
    sound(page, "downloads")
    page.get_by_role("link", name="Daftar usaha, semua kolom").first.click()
    expect(page.get_by_role("link", name="Unduh berkas")).to_be_visible()
    sound(page, "download-ready")

    page.goto("/impor/")
    page.locator("input[type=file]").set_input_files(str(path))
    page.get_by_role("button", name="Unggah").click()
    page.get_by_role("button", name="Periksa baris").click()
    expect(page.get_by_text("Sama").first).to_be_visible()
    sound(page, "download-brought-back")


def test_a_nik_takes_a_purpose_and_a_reason(desk_page: Page, sound: Sound) -> None:
    page = desk_page
    sign_in(page, OFFICER)
    page.goto("/unduh/?daftar=parties")
    page.get_by_label(re.compile("NIK pemilik")).select_option("census")
    page.get_by_role("button", name="Susun berkas").click()
    expect(page.get_by_text("paling sedikit 10 huruf")).to_be_visible()
    sound(page, "download-without-reason")

    page.get_by_label(re.compile("Alasan menyertakan NIK")).fill("Serah terima data kepada BPS")
    page.get_by_role("button", name="Susun berkas").click()

    expect(page.get_by_role("link", name="Unduh berkas")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Memuat NIK untuk: Sensus Ekonomi oleh BPS.")).to_be_visible()
    sound(page, "download-with-nik")


def test_it_goes_without_script(scriptless_page: Page) -> None:
    page = scriptless_page
    sign_in(page, OFFICER)
    page.goto("/unduh/?daftar=intakes")

    with page.expect_download() as download:
        page.get_by_role("button", name="Susun berkas").click()

    assert download.value.suggested_filename.startswith("wadah-intakes-")
