"""Brings the generated province into the database through the services that offices use."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from wadah.accounts import demo as accounts_demo
from wadah.accounts.models import Institution, User
from wadah.accounts.policies import OPERATOR
from wadah.core.jobs import at_once
from wadah.regions.models import Region
from wadah.regions.services.loading import load_regions
from wadah.registry.demo.people import DEMO_INSTITUTIONS, DEMO_PEOPLE, OKI, PALEMBANG
from wadah.registry.demo.spreadsheets import WrittenFile, write_spreadsheets
from wadah.registry.kinds import PartyKind
from wadah.registry.models import Claim, Intake, Pair, Party
from wadah.registry.province_rows import PROVINCE_FILE, store_province
from wadah.registry.services.claims import ask_claim, grant_claim
from wadah.registry.services.intakes import apply_intake, confirm_mapping, receive_file
from wadah.registry.services.linking import link_deferred
from wadah.registry.states import IntakeState, PairState
from wadah.registry.work.mapping import proposed_mapping

SEED = 16
PASSWORD = "wadah-demo-2026"  # noqa: S105  The demo's sign-ins are public; production has no demo.
SMALL_ROWS = 1_500
NOTE, CHECKED = "Usaha ini milik saya, bisa datang membawa KTP.", "Datang ke kantor membawa KTP."
OFFICER_ROLES = ("regency_officer", "province_officer")


@dataclass(frozen=True)
class Seeded:
    """What is there now."""

    files: int
    parties: int
    pairs: int


def seed_people() -> None:
    """Regions, institutions and sign-ins."""
    if not Region.objects.exists():
        load_regions()
    accounts_demo.seed(DEMO_PEOPLE, DEMO_INSTITUTIONS, PASSWORD)


def seed_small(*, seed: int = SEED, rows: int = SMALL_ROWS) -> Seeded:
    """The offices' files, each brought in by its officer: most applied, one left to confirm, one checked."""
    seed_people()
    with tempfile.TemporaryDirectory(prefix="wadah-demo-") as folder, at_once():
        truth = write_spreadsheets(Path(folder), seed=seed, size=rows)
        for place, written in enumerate(truth.files):
            _bring_in(Path(folder), written, steps=_steps(place, len(truth.files)))
    _claim("pemilik@contoh.example", PALEMBANG, granted=True)
    _claim("pemilik2@contoh.example", OKI, granted=False)
    return _seeded()


def _claim(email: str, regency: str, *, granted: bool) -> None:
    """An owner with a business, or with a request that waits for the officer of the place."""
    user = User.objects.get(email=email)
    known = Party.objects.filter(kind=PartyKind.BUSINESS, regency=regency, closed_at__isnull=True)
    party = known.filter(owner__isnull=False).exclude(activity="").order_by("pk").first()
    if party is None or Claim.objects.filter(user=user).exists():
        return
    claim = ask_claim(actor=user, party=party, note=NOTE)
    if granted:
        grant_claim(actor=OPERATOR, public_id=claim.public_id, reason=CHECKED)


def _steps(place: int, count: int) -> int:
    """The last file waits for its columns, the one before it is checked; both can be tried by hand."""
    return max(0, min(2, count - 1 - place))


def _bring_in(folder: Path, written: WrittenFile, *, steps: int) -> None:
    institution = Institution.objects.get(code=written.institution)
    officer = _officer_of(institution)
    with (folder / written.file).open("rb") as file:
        received = receive_file(actor=officer, institution=institution, file=file, file_name=written.file)
    intake = Intake.objects.get(pk=received.intake.pk)
    if steps >= 1 and intake.state == IntakeState.MAPPING:
        confirm_mapping(actor=officer, public_id=intake.public_id, mapping=proposed_mapping(intake, {}))
        intake.refresh_from_db()
    if steps >= 2 and intake.state == IntakeState.CHECKED:
        apply_intake(actor=officer, public_id=intake.public_id)


def _officer_of(institution: Institution) -> "User | str":
    """Somebody who imports for the institution; the operator where nobody of the demo does."""
    found = User.objects.filter(
        memberships__institution=institution, memberships__role__in=OFFICER_ROLES
    ).order_by("pk")
    return found.first() or OPERATOR


def seed_province(*, seed: int = SEED, rows: int) -> Seeded:
    """Millions of rows as if the province had handed them in, linked by the set engine, then applied."""
    seed_people()
    with at_once():
        if not Intake.objects.filter(file_name=PROVINCE_FILE).exists():
            store_province(Institution.objects.get(code="DISKOP-SUMSEL"), seed=seed, rows=rows)
        link_deferred(actor=OPERATOR, apply=True)
    return _seeded()


def _seeded() -> Seeded:
    return Seeded(
        Intake.objects.count(),
        Party.objects.filter(closed_at__isnull=True).count(),
        Pair.objects.filter(state=PairState.OPEN).count(),
    )
