"""Fixtures of impact: a few regions and an office in OKI."""

import pytest

from wadah.accounts.models import Institution
from wadah.accounts.tests.factories import make_institution, make_regions


@pytest.fixture
def regions(db: None) -> None:
    """Sumsel, OKI, Palembang and a kecamatan of each, and Lampung next door."""
    make_regions()


@pytest.fixture
def office(regions: None) -> Institution:
    """The office of OKI."""
    return make_institution("DISKOP-OKI", "16.02")
