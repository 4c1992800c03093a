"""Takes the pictures of docs/shots from a running demo: `./run` in one window, this in another.

usage: .venv/bin/python scripts/shots.py [http://127.0.0.1:8000]
"""

import sys
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Page, sync_playwright

OUT = Path(__file__).resolve().parents[1] / "docs" / "shots"
OFFICER, OWNER, PASSWORD = "petugas.oki@contoh.example", "pemilik@contoh.example", "wadah-demo-2026"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {
    "home": (1280,),
    "workspace": (1280,),
    "list": (390,),
    "intake": (1280,),
    "rows": (1280,),
    "review": (1280, 390),
    "party": (1280,),
    "own": (390,),
}
TALLEST = 1400
# The file of the demo with the most rows that a person is asked about.
DOUBTFUL_FILE = "main .wd-rows a:has-text('penerima bantuan')"


def first(page: Page, path: str, selector: str) -> str:
    """The address behind the first such link of a page."""
    page.goto(path)
    link = page.locator(selector).first.get_attribute("href")
    if link is None:
        raise SystemExit(f"{path} has no {selector}; is the demo seeded?")
    # The list links to its rows from where it stands.
    return urljoin(path, link)


def keep(page: Page, name: str, path: str) -> None:
    """The page at each of its widths, the top of a long one."""
    for width in WIDTHS[name]:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path)
        height = min(TALLEST, int(page.evaluate("document.documentElement.scrollHeight")))
        page.screenshot(
            path=OUT / f"{name}-{width}.jpg",
            type="jpeg",
            quality=72,
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": height},
        )


def sign_in(page: Page, login: str, leads_to: str) -> None:
    """As a person does."""
    page.goto("/ruang-kerja/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button")
    page.wait_for_url(leads_to)


def main() -> None:
    site = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_context(base_url=site, locale="id-ID").new_page()
        keep(page, "home", "/")
        sign_in(page, OFFICER, "**/ruang-kerja/")
        keep(page, "workspace", "/ruang-kerja/")
        keep(page, "list", "/usaha/")
        keep(page, "intake", first(page, "/impor/", "main .wd-rows a"))
        keep(page, "rows", first(page, "/impor/", DOUBTFUL_FILE) + "baris/?verdict=possible_duplicate")
        keep(page, "review", first(page, "/periksa/", "main .wd-rows a"))
        keep(page, "party", first(page, "/usaha/", "main .wd-rows a"))
        page = browser.new_context(base_url=site, locale="id-ID").new_page()
        sign_in(page, OWNER, "**/usaha-saya/")
        keep(page, "own", first(page, "/usaha-saya/", "main .wd-rows a"))
        browser.close()


if __name__ == "__main__":
    main()
