"""Journeys of people who sign in: with a wrong and a right password, to a full desk, to none."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Sound
from tests.browser.people import OFFICER, sign_in
from tests.browser.served import Site

# The whole `wadah check` would find fault with the seeded rows, which no file has brought.
CHECKED = (
    "from django.utils import timezone\nfrom wadah.core.audit_chain import verify_trails\n"
    "from wadah.core.audit_seals import new_seals\nlist(new_seals())\nassert not verify_trails(at=timezone.now()).fault"
)


def test_a_stranger_is_asked_to_sign_in_and_led_back(page: Page, sound: Sound) -> None:
    page.goto("/ruang-kerja/")

    expect(page).to_have_url("/akun/masuk/?next=/ruang-kerja/")
    sound(page, "sign-in")


def test_a_wrong_password_says_what_to_do(page: Page, sound: Sound) -> None:
    sign_in(page, OFFICER, "bukan-kata-sandinya")

    expect(page).to_have_url("/akun/masuk/")
    expect(page.locator("[role=alert]")).to_be_visible()
    sound(page, "sign-in-refused")


def test_an_officer_sees_what_waits(page: Page, sound: Sound) -> None:
    sign_in(page, OFFICER)

    expect(page).to_have_url("/ruang-kerja/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tugas saya")
    expect(page.get_by_role("link", name="Data UMKM Kec. Tanjung Lubuk 2026.xlsx")).to_be_visible()
    expect(page.get_by_role("link", name="penerima bantuan 2021.ods")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Kesampingkan penerima bantuan 2021.ods")).to_be_checked()
    sound(page, "workspace")


def test_an_officer_reads_what_the_own_office_did(page: Page, sound: Sound) -> None:
    sign_in(page, OFFICER)
    page.goto("/akun/")
    page.get_by_role("button", name="Simpan").click()
    page.goto("/jejak/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Jejak tindakan")
    expect(page.get_by_role("rowheader", name="Nama akun diubah").first).to_be_visible()
    sound(page, "trail")


def test_the_trail_says_that_it_is_unbroken_and_is_searched(page: Page, site: Site, sound: Sound) -> None:
    sign_in(page, OFFICER)
    page.goto("/akun/")
    page.get_by_role("button", name="Simpan").click()
    site.wadah("shell", stdin=CHECKED)
    page.goto("/jejak/")
    expect(page.get_by_text("Utuh sampai segel nomor")).to_be_visible()

    page.get_by_label("Nama atau surel petugas").fill(OFFICER)
    page.get_by_label("Dari tanggal").fill("2026-01-01")
    page.get_by_label("Kata dalam alasan").fill("12")
    page.get_by_role("main").get_by_role("button", name="Cari").click()

    expect(page.get_by_text("Tulis kata dari paling sedikit tiga huruf.")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Nama akun diubah").first).to_be_visible()
    sound(page, "trail-searched")


def test_an_officer_of_another_place_sees_none_of_it(page: Page, sound: Sound) -> None:
    sign_in(page, "budi@contoh.example")

    expect(page.get_by_text("Tidak ada yang menunggu")).to_be_visible()
    expect(page.get_by_text("Tanjung Lubuk")).to_have_count(0)
    sound(page, "workspace-clear")


def test_a_coach_sees_what_may_be_opened(page: Page, sound: Sound) -> None:
    sign_in(page, "hendra@contoh.example")

    expect(page.get_by_role("heading", name="Yang bisa Anda buka")).to_be_visible()
    expect(page.get_by_text("Tidak ada yang menunggu")).to_have_count(0)
    sound(page, "workspace-reader")


def test_somebody_without_a_desk_is_told_so(page: Page, sound: Sound) -> None:
    sign_in(page, "tuti@contoh.example")

    expect(page.get_by_role("heading", level=1)).to_have_text("Selamat datang, Tuti Handayani")
    sound(page, "welcome")


def test_the_menu_opens_on_a_phone_and_signing_out_ends_the_session(page: Page, sound: Sound) -> None:
    sign_in(page, OFFICER)
    if page.viewport_size and page.viewport_size["width"] < 992:
        page.get_by_role("button", name="Buka menu kerja").click()
        expect(page.get_by_role("link", name="Daftar usaha")).to_be_visible()
        sound(page, "desk-menu")
        page.get_by_role("button", name="Tutup menu").click()

    page.get_by_role("button", name="Akun Sari Wulandari").click()
    sound(page, "account-menu")
    page.get_by_role("button", name="Keluar").click()

    page.goto("/ruang-kerja/")
    expect(page).to_have_url("/akun/masuk/?next=/ruang-kerja/")
