"""Fixtures of the registry: a few regions, an office in OKI with its officer, and a neighbour who must see nothing."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from wadah.accounts.models import Institution, User
from wadah.accounts.tests.factories import make_institution, make_member, make_province_officer, make_regions
from wadah.core.jobs import at_once
from wadah.registry.models import Intake
from wadah.registry.services.intakes import apply_intake, confirm_mapping, receive_file
from wadah.registry.states import IntakeState
from wadah.registry.work.mapping import proposed_mapping

BringIn = Callable[..., Intake]


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


@pytest.fixture
def bring_in(
    office: Institution, officer: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> BringIn:
    """Hands a file in and goes on with it as far as asked; the jobs run at once."""

    def bring(content: bytes, upto: str = IntakeState.APPLIED, name: str = "data.csv", **who: Any) -> Intake:
        actor, institution = who.get("actor", officer), who.get("institution", office)
        with at_once(), django_capture_on_commit_callbacks(execute=True):
            received = receive_file(
                actor=actor, institution=institution, file=io.BytesIO(content), file_name=name
            )
        intake = Intake.objects.get(pk=received.intake.pk)
        if upto != IntakeState.MAPPING and intake.state == IntakeState.MAPPING:
            with at_once(), django_capture_on_commit_callbacks(execute=True):
                mapping = proposed_mapping(intake, {})
                confirm_mapping(actor=actor, public_id=intake.public_id, mapping=mapping)
            intake.refresh_from_db()
        if upto == IntakeState.APPLIED and intake.state == IntakeState.CHECKED:
            with at_once(), django_capture_on_commit_callbacks(execute=True):
                apply_intake(actor=actor, public_id=intake.public_id)
            intake.refresh_from_db()
        return intake

    return bring


@pytest.fixture
def cheap_passwords(settings: object) -> None:
    """For tests with many people: a slow hash for each of them would be most of the time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture
def run_jobs(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[[], Any]:
    """A block after which the jobs that were queued in it have run."""

    @contextmanager
    def running() -> Iterator[None]:
        with at_once(), django_capture_on_commit_callbacks(execute=True):
            yield

    return running
