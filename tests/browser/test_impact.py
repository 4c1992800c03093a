"""Journeys of a journalist on the public board: read it, find the source of a figure, take the table away."""

import csv
from io import StringIO
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Sound


def test_board_is_reached_from_home_and_is_sound(page: Page, sound: Sound) -> None:
    page.goto("/")
    page.get_by_role("link", name="Buka papan angka").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Angka: diklaim, terdaftar, terbukti")
    expect(page.get_by_role("img", name="Peta usaha terdaftar menurut kabupaten dan kota")).to_be_visible()
    assert page.locator("#tabel tbody tr").count() == 17
    assert page.context.cookies() == []
    sound(page, "board")


def test_how_a_figure_is_computed_opens_on_the_page_and_leads_to_its_rule(page: Page, sound: Sound) -> None:
    page.goto("/angka/")

    page.locator("summary", has_text="Usaha aktif terverifikasi").press("Enter")
    expect(page.get_by_role("link", name="impact.active.months")).to_be_visible()
    sound(page, "board-formula")
    page.get_by_role("link", name="impact.active.months").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Aktif terverifikasi")


def test_a_claim_in_the_table_leads_to_its_source(page: Page) -> None:
    page.goto("/angka/")

    page.locator("#tabel").get_by_role("link", name="lebih dari 73.000 usaha").click()

    source = page.locator("#umkm_okut-1")
    expect(source).to_be_in_viewport()
    expect(source).to_contain_text("Sumatera Ekspres, tanggal tidak diketahui")


def test_the_table_can_be_taken_away_without_script(scriptless_page: Page, tmp_path: Path) -> None:
    scriptless_page.goto("/angka/")

    with scriptless_page.expect_download() as taken:
        scriptless_page.get_by_role("link", name="Unduh semua angka (CSV)").click()

    taken.value.save_as(tmp_path / "angka.csv")
    rows = list(csv.DictReader(StringIO((tmp_path / "angka.csv").read_text("utf-8-sig"))))
    (row,) = [row for row in rows if row["value"] == "2200000" and row["published_on"] == "2022-03-07"]
    assert row["source"] == "Kompas"
    assert [row["value"] for row in rows if row["id"] == "16.09-registered"] == [""]


def test_the_map_is_drawn_in_the_colours_of_the_reader(page: Page) -> None:
    """Forced colours on a dark ground: fills give way, outlines, hatching and numbers stay."""
    page.emulate_media(color_scheme="dark", forced_colors="active")
    page.goto("/angka/")
    style = "(selector, name) => getComputedStyle(document.querySelector(selector))[name]"

    def shown(selector: str, name: str) -> str:
        return str(page.evaluate(f"([selector, name]) => ({style})(selector, name)", [selector, name]))

    ground, ink = shown("body", "backgroundColor"), shown("body", "color")
    assert ground != ink
    assert (shown(".wd-map .m2", "fill"), shown(".wd-map .m2", "stroke")) == (ground, ink)
    assert shown(".wd-map text", "fill") == ink
    assert shown(".wd-map .none", "fill").startswith('url("#garis")')
