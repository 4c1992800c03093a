"""Who is seeded for the journeys, and how they sign in."""

from playwright.sync_api import Page

from wadah.accounts.tests.factories import PASSWORD

OFFICER = "sari@contoh.example"


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    """Through the sign-in page, as a person does."""
    page.goto("/akun/masuk/")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button[type=submit]").click()
