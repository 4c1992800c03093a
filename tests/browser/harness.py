"""A real Chromium, and what every page must satisfy. The site that it visits is in served.py."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request

PHONE, DESK = 390, 1280
HEIGHT = 900
CHROMIUM_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# Visible controls lower than a thumb needs. Links in sentences, and chips under a mouse, are exempt.
SMALL_TARGETS = """() => [...document.querySelectorAll(
  '.btn, .form-control, .form-select, .wd-side a, .wd-nav a, summary')]
  .filter(e => e.checkVisibility() && !e.matches('.visually-hidden'))
  .filter(e => e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 120))"""


def chromium(playwright: Playwright) -> Browser:
    """Debian's Chromium with a profile of its own."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise RuntimeError("Browser tests need the Debian package chromium: sudo apt-get install chromium")
    return playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))


@dataclass
class Watch:
    """What went wrong on a page while it was open: console errors (CSP refusals too), lost requests."""

    page: Page
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(f"script: {error}"))
        self.page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        # A page that answers 404 on purpose is no fault of the page; lost assets are seen by their request.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            self.errors.append(f"request: {request.url} {request.failure}")


def faults(page: Page, errors: Sequence[str]) -> list[str]:
    """What a page must not have, in words: axe violations, sideways scroll, small targets, errors."""
    found = list(errors)
    results = Axe().run(page, options=AXE_OPTIONS)
    for violation in results.response["violations"]:
        nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
        found.append(f"axe {violation['id']}: {violation['help']}: {nodes}")
    width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    if width[0] > width[1]:
        found.append(f"scrolls sideways: {width[0]} px wide on a screen of {width[1]} px")
    found += [f"target under 44 px: {html}" for html in page.evaluate(SMALL_TARGETS)]
    return found


def keep_shot(page: Page, name: str) -> None:
    """Keeps a picture of the whole page when WADAH_SHOTS names a folder."""
    folder = os.environ.get("WADAH_SHOTS")
    if folder:
        width = page.viewport_size["width"] if page.viewport_size else 0
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)
