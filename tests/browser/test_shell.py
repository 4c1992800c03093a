"""Journeys of a visitor without an account: home, language, a page that is not there."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Sound


def test_home_is_sound_and_leaves_no_cookie(page: Page, sound: Sound) -> None:
    page.goto("/")

    expect(page.locator("html")).to_have_attribute("lang", "id")
    assert page.context.cookies() == []
    sound(page, "home")


def test_language_is_chosen_and_kept(page: Page, sound: Sound) -> None:
    page.goto("/")

    page.locator(".wd-footer").get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/tidak-ada/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    sound(page, "not-found-en")


def test_a_page_that_is_not_there_says_so(page: Page, sound: Sound) -> None:
    answer = page.goto("/tidak-ada/")

    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Halaman tidak ditemukan")
    sound(page, "not-found")


def test_keyboard_reaches_the_content_first(desk_page: Page) -> None:
    desk_page.goto("/")

    desk_page.keyboard.press("Tab")
    expect(desk_page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    desk_page.keyboard.press("Enter")

    expect(desk_page.locator("main")).to_be_focused()
