"""A real server on a real database, a real Chromium, and what every page must satisfy."""

import base64
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request

WADAH = str(Path(sys.executable).with_name("wadah"))
PHONE, DESK = 390, 1280
HEIGHT = 900
START_SECONDS = 60
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


@dataclass(frozen=True)
class Site:
    """A running wadah: where it answers, and the environment in which its commands work on its database."""

    url: str
    environment: dict[str, str]

    def wadah(self, *arguments: str, stdin: str = "") -> str:
        """Runs `wadah ...` on this site's database and returns what it printed."""
        done = subprocess.run(
            [WADAH, *arguments], env=self.environment, input=stdin, text=True, capture_output=True
        )
        assert done.returncode == 0, f"wadah {' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}"
        return done.stdout


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def production_environment(directory: Path, port: int) -> dict[str, str]:
    """Production settings on a throw-away database, reached as if a proxy spoke TLS in front."""
    key = base64.b64encode(b"k" * 32).decode()
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("WADAH_")},
        "DJANGO_SETTINGS_MODULE": "wadah.config.settings",
        "WADAH_MODE": "production",
        "WADAH_SECRET_KEY": "browser-tests-" + "abcdefghij0123456789" * 3,
        "WADAH_DATA_KEYS": f"b1:{key}",
        "WADAH_INDEX_KEY": base64.b64encode(b"x" * 32).decode(),
        "WADAH_HOSTS": "127.0.0.1",
        "WADAH_ORIGINS": f"http://127.0.0.1:{port}",
        "WADAH_BEHIND_PROXY": "True",
        "WADAH_JOBS": "immediate",
        "WADAH_EMAIL_URL": "dummymail://",
        "WADAH_LOG_LEVEL": "WARNING",
        "WADAH_STATIC": str(directory / "static"),
        "WADAH_FILES": str(directory / "files"),
        "DATABASE_URL": f"sqlite:///{directory / 'browser.sqlite3'}",
    }


@contextmanager
def running_site(directory: Path) -> Iterator[Site]:
    """Migrates, gathers static files, serves; ends the server it started."""
    port = free_port()
    site = Site(f"http://127.0.0.1:{port}", production_environment(directory, port))
    site.wadah("migrate", "--verbosity", "0")
    with (directory / "server.log").open("w") as log:
        server = subprocess.Popen(
            [WADAH, "serve", "--port", str(port), "--workers", "1"],
            env=site.environment, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _wait_until_it_answers(site, server, directory / "server.log")
            yield site
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_until_it_answers(site: Site, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{site.url}/healthz", timeout=2):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The server did not answer:\n{log.read_text()[-3000:]}")


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
