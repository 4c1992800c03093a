"""An owner's journey: from the home page to a claimed and corrected business, on a phone and at a desk."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Sound
from tests.browser.harness import PHONE
from tests.browser.people import OFFICER, sign_in

CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")
SECRET = "songket-emas-26"


def _who(page: Page) -> tuple[str, str]:
    """One business and one address for each width: a business has one owner."""
    is_phone = page.viewport_size is not None and page.viewport_size["width"] == PHONE
    return ("Songket Rusmini", "081277770390") if is_phone else ("Songket Zubaidah", "081277771280")


def _code_on_paper(desk: Page, business: str, sound: Sound) -> str:
    sign_in(desk, OFFICER)
    desk.goto(f"/usaha/?q={business}")
    desk.locator("main .wd-rows a").first.click()
    desk.get_by_role("button", name="Buat kode untuk pemilik").click()
    sound(desk, "owner-code")
    found = CODE.search(desk.locator("main").inner_text())
    assert found is not None
    return found.group()


def _sign_up(page: Page, phone: str, sound: Sound) -> None:
    page.goto("/")
    page.get_by_role("link", name="Saya pemilik usaha").click()
    sound(page, "sign-up")
    page.get_by_label("Nama lengkap").fill("Rusmini")
    page.get_by_label("Nomor HP atau surel").fill(phone)
    page.get_by_label("Kata sandi").fill(SECRET)
    page.get_by_role("button", name="Buat akun").click()
    expect(page.get_by_role("status")).to_contain_text("Akun Anda siap")
    page.get_by_label("Surel atau nomor HP").fill(phone)
    page.get_by_label("Kata sandi").fill(SECRET)
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Usaha saya")
    sound(page, "mine-empty")


def _find(page: Page, business: str, sound: Sound) -> None:
    page.get_by_role("link", name="Cari usaha saya").click()
    sound(page, "find")
    page.get_by_label("Nama usaha, lengkap").fill(business.lower())
    page.get_by_label("Kabupaten atau kota").select_option("16.02")
    page.get_by_role("button", name="Cari dengan nama").click()
    sound(page, "found")
    page.get_by_role("link", name=business, exact=True).click()
    sound(page, "claim")


def test_from_the_home_page_to_a_corrected_business(page: Page, desk_page: Page, sound: Sound) -> None:
    business, phone = _who(page)
    code = _code_on_paper(desk_page, business, sound)
    _sign_up(page, phone, sound)
    _find(page, business, sound)

    page.get_by_label("Kode dari dinas atau pemilik").fill(code.lower())
    page.get_by_role("button", name="Pakai kode").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(business)
    sound(page, "own")
    page.get_by_role("link", name="Perbaiki").click()
    sound(page, "correct")
    page.get_by_label("NIK pemilik").fill("16020145")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator(".invalid-feedback")).to_contain_text("NIK berisi 16 angka. Baru ada 8.")
    sound(page, "correct-wrong")
    page.get_by_label("NIK pemilik").fill("")
    page.get_by_label("Kegiatan usaha").fill("menenun songket")
    page.get_by_role("button", name="Simpan").click()

    expect(page.get_by_role("status")).to_contain_text("Tersimpan sebagai keterangan dari Anda")
    row = page.get_by_role("row").filter(has_text="menenun songket")
    expect(row).to_contain_text("Dari pemilik")
    sound(page, "own-corrected")
    page.get_by_role("link", name="Pengelola").click()
    page.get_by_role("button", name="Buat kode untuk pengelola").click()
    sound(page, "people")


def test_registering_a_business_that_nobody_knows(page: Page, sound: Sound) -> None:
    _business, phone = _who(page)
    _sign_up(page, phone.replace("7777", "8888"), sound)
    page.get_by_role("link", name="Daftarkan usaha baru").click()
    page.get_by_label("Kabupaten atau kota tempat usaha").select_option("16.02")
    page.get_by_role("button", name="Lanjut").click()
    sound(page, "register")
    page.get_by_label("Nama usaha").fill(f"Anyaman Purun {phone[-4:]}")
    page.get_by_label("Nama pemilik").fill("Nabila Zahra")
    page.get_by_role("button", name="Daftarkan usaha").click()

    expect(page.get_by_role("status")).to_contain_text("Usaha Anda terdaftar")


def test_a_request_waits_for_the_officer_and_is_answered(page: Page, desk_page: Page, sound: Sound) -> None:
    _business, phone = _who(page)
    name = "Tenun Songket Rusmini" if phone.endswith("0390") else "Tenun Songket Zubaidah"
    _sign_up(page, phone.replace("7777", "9999"), sound)
    _find(page, name, sound)
    page.get_by_label("Keterangan untuk petugas").fill("Usaha ini milik saya sejak 2015")
    page.get_by_role("button", name="Minta petugas memeriksa").click()
    expect(page.get_by_role("status")).to_contain_text("sudah sampai di dinas")
    sound(page, "mine-waiting")

    sign_in(desk_page, OFFICER)
    desk_page.goto("/klaim/")
    sound(desk_page, "claims")
    desk_page.get_by_role("link", name=name).click()
    sound(desk_page, "decide-claim")
    desk_page.get_by_label("Alasan, dibaca oleh yang meminta").fill("Datang membawa KTP")
    desk_page.get_by_role("button", name="Terima").click()

    page.goto("/usaha-saya/")
    expect(page.get_by_role("link", name=name)).to_be_visible()
    sound(page, "mine")
