"""Journeys of review and of a party: ten pairs by keyboard with the way back, two officers, a number revealed."""

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Sound
from tests.browser.harness import DESK, HEIGHT
from tests.browser.served import Site
from tests.browser.test_desk import sign_in

SEED = Path(__file__).with_name("seed_registry.py")
PAIRS = 10
FIRST, SECOND = "sari@contoh.example", "rosmala@contoh.example"


@pytest.fixture(scope="session")
def pairs(site: Site) -> None:
    """The rows of seed_registry.py, once."""
    site.wadah("shell", stdin=SEED.read_text("utf-8"))


@pytest.fixture
def second_page(browser: Browser, site: Site) -> Iterator[Page]:
    """Another officer at another desk."""
    context = browser.new_context(
        base_url=site.url,
        viewport={"width": DESK, "height": HEIGHT},
        locale="en-GB",
        extra_http_headers={"X-Forwarded-Proto": "https"},
    )
    yield context.new_page()
    context.close()


@pytest.mark.usefixtures("pairs")
def test_the_page_of_a_party_is_sound_and_a_number_is_shown_for_a_reason(page: Page, sound: Sound) -> None:
    sign_in(page, FIRST)
    page.goto("/usaha/?q=Anyaman")
    sound(page, "parties-search")
    page.get_by_role("link", name="Anyaman Purun Nabila").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anyaman Purun Nabila")
    for summary in page.locator("summary").all():
        summary.click()
    sound(page, "party")

    page.get_by_role("link", name="Lihat NIK pemilik").click()
    page.get_by_label("Alasan").fill("ingin")
    page.get_by_role("button", name="Lihat nomor").click()
    expect(page.get_by_text("1602014507900011")).to_have_count(0)
    page.get_by_label("Alasan").fill("Mencocokkan KTP di kantor desa")
    page.get_by_role("button", name="Lihat nomor").click()

    expect(page.get_by_text("1602014507900011")).to_be_visible()
    sound(page, "reveal")
    page.go_back()
    expect(page.get_by_text("1602014507900011")).to_have_count(0)


@pytest.mark.usefixtures("pairs")
def test_a_person_and_the_list_are_sound(page: Page, sound: Sound) -> None:
    sign_in(page, FIRST)
    page.goto("/usaha/?kind=person&q=Nabila")
    page.get_by_role("link", name="Nabila", exact=True).click()

    expect(page.get_by_role("heading", name="Usahanya")).to_be_visible()
    expect(page.get_by_text("Tenaga kerja")).to_have_count(0)
    sound(page, "person")
    page.goto("/usaha/")
    sound(page, "parties")
    page.get_by_label("Kecamatan").select_option(label="Tanjung Lubuk")
    page.get_by_role("button", name="Cari", exact=True).last.click()
    expect(page.get_by_role("list", name="Saringan yang dipakai")).to_contain_text("Tanjung Lubuk")


@pytest.mark.usefixtures("pairs")
def test_the_second_officer_is_told_who_decided(page: Page, second_page: Page, sound: Sound) -> None:
    sign_in(page, FIRST)
    sign_in(second_page, SECOND)
    page.goto("/periksa/")
    sound(page, "pairs")
    page.get_by_role("link", name="Mulai memeriksa").click()
    second_page.goto(page.url)
    sound(page, "pair")

    page.get_by_role("button", name="Biarkan terpisah").click()
    expect(page.get_by_text("Dibiarkan terpisah:")).to_be_visible()
    second_page.get_by_role("button", name="Gabungkan").click()

    expect(second_page.get_by_text("Sari Wulandari sudah memutuskan pasangan ini")).to_be_visible()
    expect(second_page.get_by_role("heading", name="Dibiarkan terpisah")).to_be_visible()
    expect(second_page.get_by_role("button", name="Gabungkan")).to_have_count(0)
    page.get_by_role("button", name="Batalkan").click()
    expect(page.get_by_text("Keputusan dibatalkan.")).to_be_visible()


@pytest.mark.usefixtures("pairs")
def test_ten_pairs_are_decided_by_keyboard_and_one_is_taken_back(desk_page: Page) -> None:
    page = desk_page
    sign_in(page, FIRST)
    page.goto("/periksa/")
    page.get_by_role("link", name="Mulai memeriksa").click()
    standing = page.get_by_text(re.compile(r"Pasangan 1 dari \d+"))
    total = int(standing.inner_text().rpartition(" ")[2])
    assert total >= PAIRS

    page.keyboard.press("g")
    expect(page.get_by_text("Digabungkan: Songket Mak Cik dan Songket Ibu Mak Cik.")).to_be_visible()
    expect(page.get_by_text(f"Pasangan 2 dari {total}")).to_be_visible()
    page.keyboard.press("b")
    expect(page.get_by_text("Keputusan dibatalkan.")).to_be_visible()
    page.locator("#shortcuts").uncheck()
    page.keyboard.press("g")
    expect(page.get_by_text(f"Pasangan 1 dari {total}")).to_be_visible()
    page.locator("#shortcuts").check()
    for at, key in zip(range(1, total + 1), cycle("pgr"), strict=False):
        expect(page.get_by_text(f"Pasangan {at} dari {total}")).to_be_visible()
        with page.expect_navigation():
            page.keyboard.press(key)

    expect(page.get_by_text("Tidak ada pasangan di sini")).to_be_visible()
    page.get_by_role("link", name="Belum yakin", exact=True).click()
    expect(page.locator("main li.wd-row")).to_have_count(total // 3)
