"""Lists of the food programme: their rows become households, whose heads are persons of the registry."""

import pytest

from wadah.registry.kinds import PartyKind
from wadah.registry.models import Link, Party
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.files import AMIN, HEADER, HOME, PHONE, SITI, as_csv, row

pytestmark = pytest.mark.django_db
LIST = ("No", "Nama Kepala Keluarga", "NIK", "No KK", "Desa", "Kecamatan", "Paket", "Panen")
HOUSEHOLDS = (
    (1, "Siti Rusmini", SITI, "1602010101189001", "Pulau Gemantung", "Tanjung Lubuk", "Bibit cabai", "sudah"),
    (2, "Amin Zakaria", AMIN, "1602010101189002", "Pulau Gemantung", "Tanjung Lubuk", "Itik 8 ekor", "belum"),
)


def parties(kind: PartyKind) -> list[tuple[str, str]]:
    found = Party.objects.filter(kind=kind, closed_at__isnull=True).order_by("pk")
    return [(party.name, party.owner.name if party.owner else "") for party in found]


def test_rows_with_the_head_of_a_household_become_households_and_persons(bring_in: BringIn) -> None:
    intake = bring_in(as_csv(HOUSEHOLDS, LIST), name="gsmp.csv")

    assert intake.counts["verdicts"] == {"new": 2}
    assert parties(PartyKind.HOUSEHOLD) == [
        ("Keluarga Siti Rusmini", "Siti Rusmini"),
        ("Keluarga Amin Zakaria", "Amin Zakaria"),
    ]
    assert parties(PartyKind.PERSON) == [("Siti Rusmini", ""), ("Amin Zakaria", "")]
    assert parties(PartyKind.BUSINESS) == []


def test_a_household_and_the_nameless_business_of_its_head_share_only_the_person(bring_in: BringIn) -> None:
    bring_in(as_csv([row(1, "", "Siti Rusmini", SITI, address=HOME, phone=PHONE)]), name="umkm.csv")
    bring_in(as_csv(HOUSEHOLDS[:1], LIST), name="gsmp.csv")

    assert parties(PartyKind.BUSINESS) == [("Usaha Siti Rusmini", "Siti Rusmini")]
    assert parties(PartyKind.HOUSEHOLD) == [("Keluarga Siti Rusmini", "Siti Rusmini")]
    assert parties(PartyKind.PERSON) == [("Siti Rusmini", "")]
    assert Link.objects.filter(undone_at__isnull=True).count() == 4


def test_the_head_of_a_household_with_a_named_business_is_its_owner(bring_in: BringIn) -> None:
    header = tuple("Kepala Keluarga" if title == "Nama Pemilik" else title for title in HEADER)

    bring_in(as_csv([row(1, "Songket Mak Cik", "Siti Rusmini", SITI)], header))

    assert parties(PartyKind.BUSINESS) == [("Songket Mak Cik", "Siti Rusmini")]
    assert parties(PartyKind.HOUSEHOLD) == []
