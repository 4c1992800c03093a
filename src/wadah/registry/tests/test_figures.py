"""Figures by place: counted whole, read by those whose place it is."""

from datetime import UTC, datetime

import pytest

from wadah.accounts.models import Institution, User
from wadah.registry.kinds import PartyKind
from wadah.registry.models import Party, RegencyFigures
from wadah.registry.queries.figures import quality_for
from wadah.registry.services.figures import refresh_figures
from wadah.registry.tests.factories import make_business, make_intake, make_party

EARLIER = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def rows() -> list[tuple[str, str, int, int, int, int]]:
    return list(
        RegencyFigures.objects.order_by("regency", "kind").values_list(
            "regency", "kind", "parties_count", "with_nik_count", "with_village_count", "with_phone_count"
        )
    )


def test_parties_are_counted_by_place_and_kind_with_what_is_known_of_them(office: Institution) -> None:
    intake = make_intake(office)
    make_business(intake, "Warung Nur", "Nurhayati", nik="1602014506850001")
    make_business(intake, "Kios Ida", "Ida")
    make_party(PartyKind.BUSINESS, "Toko Tutup", closed_at=NOW)
    make_party(PartyKind.COOPERATIVE, "KUD Makmur", regency="")

    refresh_figures(at=NOW)

    assert rows() == [
        ("", "cooperative", 1, 0, 0, 0),
        ("16.02", "business", 2, 1, 0, 0),
        ("16.02", "person", 2, 1, 0, 0),
    ]


def test_one_place_is_recounted_without_touching_the_others(office: Institution) -> None:
    make_party(PartyKind.BUSINESS, "Warung Nur")
    make_party(PartyKind.BUSINESS, "Kios Palembang", regency="16.71")
    refresh_figures(at=EARLIER)
    Party.objects.filter(regency="16.02").update(closed_at=NOW)

    refresh_figures(at=NOW, regencies=["16.02"])

    assert rows() == [("16.71", "business", 1, 0, 0, 0)]
    assert RegencyFigures.objects.get().counted_at == EARLIER


def test_quality_is_that_of_the_own_place_only(office: Institution, officer: User, stranger: User) -> None:
    make_business(make_intake(office), "Warung Nur", "Nurhayati", nik="1602014506850001")
    make_party(PartyKind.BUSINESS, "Kios Ida")
    refresh_figures(at=NOW)

    quality = quality_for(officer)

    assert quality is not None
    assert (quality.businesses_count, quality.nik_share, quality.counted_at) == (2, 0.5, NOW)
    assert quality_for(stranger) is None
