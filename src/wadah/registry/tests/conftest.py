"""Fixtures of the registry: a few regions, an office in OKI with its officer, and a neighbour who must see nothing."""

from pathlib import Path

import pytest

from wadah.accounts.models import Institution, User
from wadah.accounts.tests.factories import make_institution, make_member, make_province_officer, make_regions


@pytest.fixture
def regions(db: None) -> None:
    """Sumsel, OKI, Palembang and a kecamatan of each, and Lampung next door."""
    make_regions()


@pytest.fixture
def office(regions: None) -> Institution:
    """The office of OKI."""
    return make_institution("DISKOP-OKI", "16.02")


@pytest.fixture
def officer(office: Institution) -> User:
    """An officer of OKI."""
    return make_member(office)


@pytest.fixture
def colleague(office: Institution) -> User:
    """Another officer of OKI."""
    return make_member(office)


@pytest.fixture
def stranger(regions: None) -> User:
    """An officer of Palembang."""
    return make_member(make_institution("DISKOP-PLB", "16.71"))


@pytest.fixture
def province_officer(regions: None) -> User:
    """An officer of the province."""
    return make_province_officer()


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> Path:
    """Stored files lie in a folder of this test."""
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    return tmp_path / "files"
