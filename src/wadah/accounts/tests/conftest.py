"""Fixtures of accounts: five regions, a cheap password hash, and no attempts counted by the test before."""

import pytest
from django.core.cache import cache

from wadah.accounts.tests.factories import make_regions


@pytest.fixture(autouse=True)
def _cheap_and_clean(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    cache.clear()


@pytest.fixture
def regions(db: None) -> None:
    """Sumsel, OKI, Palembang and a kecamatan of each, and Lampung next door."""
    make_regions()
