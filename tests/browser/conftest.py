"""Fixtures of the browser journeys: one site and one Chromium a session, a fresh visitor for each test."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.harness import DESK, HEIGHT, PHONE, Watch, chromium, faults, keep_shot
from tests.browser.served import Site, running_site

SEED = Path(__file__).with_name("seed.py")
Sound = Callable[[Page, str], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here drives a browser; only WADAH_NO_BROWSER=1 says that there is none."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if os.environ.get("WADAH_NO_BROWSER") == "1":
                item.add_marker(pytest.mark.skip(reason="WADAH_NO_BROWSER=1"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """wadah with production settings and the people of seed.py, on a database of its own."""
    with running_site(tmp_path_factory.mktemp("site")) as running:
        running.wadah("shell", stdin=SEED.read_text("utf-8"))
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    with sync_playwright() as playwright:
        opened = chromium(playwright)
        yield opened
        opened.close()


def _visitor(browser: Browser, site: Site, width: int, script: bool = True) -> Iterator[Page]:
    context = browser.new_context(
        java_script_enabled=script,
        base_url=site.url,
        viewport={"width": width, "height": HEIGHT},
        has_touch=width == PHONE,
        locale="en-GB",  # a phone sold in English: pages stay Indonesian until their reader chooses
        extra_http_headers={"X-Forwarded-Proto": "https"},
    )
    page = context.new_page()
    page.watch = Watch(page)  # type: ignore[attr-defined]
    yield page
    context.close()


@pytest.fixture(params=[PHONE, DESK])
def page(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A visitor without history: once on a phone, once at a desk."""
    yield from _visitor(browser, site, request.param)


@pytest.fixture
def desk_page(browser: Browser, site: Site) -> Iterator[Page]:
    """A visitor at a desk, for journeys whose width does not matter."""
    yield from _visitor(browser, site, DESK)


@pytest.fixture
def scriptless_page(browser: Browser, site: Site) -> Iterator[Page]:
    """A visitor on a phone whose browser runs no script."""
    yield from _visitor(browser, site, PHONE, script=False)


@pytest.fixture
def sound() -> Sound:
    """`sound(page, "name")`: the page has no fault (see harness.faults); keeps a picture."""

    def check(page: Page, name: str) -> None:
        keep_shot(page, name)
        found = faults(page, page.watch.errors)  # type: ignore[attr-defined]
        assert found == [], f"{name} at {page.viewport_size}:\n" + "\n".join(found)

    return check
