"""People and a little work for the journeys of the shell. Run by `wadah shell` on the site's database."""

from datetime import timedelta

from django.utils import timezone

from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.models import Institution, User
from wadah.accounts.roles import Role
from wadah.accounts.tests.factories import make_institution, make_member, make_regions, make_user
from wadah.impact.services.publishing import publish_offices, publish_places
from wadah.regions.models import Kind, Level, Region
from wadah.registry.kinds import PartyKind
from wadah.registry.models import Intake, RegencyFigures
from wadah.registry.states import IntakeState
from wadah.registry.tests.factories import make_business, make_intake, make_pair, record_of


def seed() -> None:
    """An officer with a full desk, one whose desk is clear, one who only reads, and somebody without a desk."""
    make_regions()
    office = make_institution("DINAS-OKI")
    officer = make_member(office, user=make_user("Sari Wulandari", email="sari@contoh.example"))
    elsewhere = make_institution("DINAS-PALEMBANG", region="16.71")
    make_member(elsewhere, user=make_user("Budi Santoso", email="budi@contoh.example"))
    make_member(office, Role.COACH, user=make_user("Hendra Wijaya", email="hendra@contoh.example"))
    bank = make_institution("BANK", region="16", kind=InstitutionKind.BANK)
    make_member(bank, Role.BANK_OFFICER, user=make_user("Tuti Handayani", email="tuti@contoh.example"))
    _files(officer, office.pk)
    _pairs(office)
    _figures()
    _board()


def _pairs(office: Institution) -> None:
    """Two questions, one for each width at which the review is walked through."""
    intake = make_intake(office)
    for owner in ("Rusmini", "Zubaidah"):
        one = make_business(intake, f"Songket {owner}", owner, address="Jl. Merdeka No. 12")
        other = make_business(intake, f"Tenun Songket {owner}", f"Hj. {owner}", address="Jalan Merdeka 12")
        make_pair(record_of(one), record_of(other), score=0.78)


def _files(officer: User, office: int) -> None:
    now = timezone.now()
    rows = (
        ("Data UMKM Kec. Tanjung Lubuk 2026.xlsx", IntakeState.CHECKED, 418, 418),
        ("rekap koperasi.xls", IntakeState.MAPPING, 0, 0),
        ("DATA UKM PEDAMARAN final (2).csv", IntakeState.CHECKING, 1200, 811),
        ("penerima bantuan 2021.ods", IntakeState.FAILED, 0, 0),
        ("Sentra purun.xlsx", IntakeState.APPLIED, 61, 61),
    )
    for number, (name, state, total, done) in enumerate(rows):
        Intake.objects.create(
            institution_id=office,
            uploaded_by=officer,
            file_name=name,
            sha256=f"{number:d}".rjust(64, "f"),
            size_bytes=20_000,
            stored_path=f"seed-{number}",
            state=state,
            total_count=total,
            done_count=done,
            counts={"verdicts": {"needs_repair": 23 if number in (0, 4) else 0}},
            failed_in=IntakeState.READING if state == IntakeState.FAILED else "",
            error_code="encrypted_file" if state == IntakeState.FAILED else "",
            created_at=now - timedelta(hours=number),
            applied_at=now if state == IntakeState.APPLIED else None,
            undo_until=now + timedelta(days=30) if state == IntakeState.APPLIED else None,
        )


def _figures() -> None:
    for regency, count in (("16.02", 1871), ("16.71", 4), ("", 12)):
        RegencyFigures.objects.create(
            regency=regency,
            kind=PartyKind.BUSINESS,
            parties_count=count,
            with_nik_count=count * 9 // 10,
            with_village_count=count * 6 // 10,
            with_phone_count=count * 4 // 10,
            counted_at=timezone.now(),
        )


PLACES = (
    ("16.01", "Kab. Ogan Komering Ulu", 640), ("16.03", "Kab. Muara Enim", 2210), ("16.04", "Kab. Lahat", 95),
    ("16.05", "Kab. Musi Rawas", 0), ("16.06", "Kab. Musi Banyuasin", 310), ("16.07", "Kab. Banyuasin", 12_400),
    ("16.08", "Kab. Ogan Komering Ulu Timur", 7_805), ("16.09", "Kab. Ogan Komering Ulu Selatan", 3),
    ("16.10", "Kab. Ogan Ilir", 18_962), ("16.11", "Kab. Empat Lawang", 5), ("16.13", "Kab. Musi Rawas Utara", 41),
    ("16.12", "Kab. Penukal Abab Lematang Ilir", 130), ("16.72", "Kota Pagar Alam", 88),
    ("16.73", "Kota Lubuk Linggau", 1_450), ("16.74", "Kota Prabumulih", 2_314),
)  # fmt: skip


def _board() -> None:
    """All 17 kab/kota on the public board, one of them too small to be shown, and the office's quality."""
    for code, name, count in PLACES:
        kind = Kind.KOTA if name.startswith("Kota") else Kind.KABUPATEN
        Region.objects.create(code=code, name=name, level=Level.REGENCY, kind=kind, parent_id="16")
        _figure(code, PartyKind.BUSINESS, count)
        _figure(code, PartyKind.COOPERATIVE, count // 20)
    at = timezone.now()
    publish_places(at=at)
    publish_offices(at=at)


def _figure(regency: str, kind: PartyKind, count: int) -> None:
    RegencyFigures.objects.create(
        regency=regency,
        kind=kind,
        parties_count=count,
        with_nik_count=0,
        with_village_count=0,
        with_phone_count=0,
        counted_at=timezone.now(),
    )


seed()
