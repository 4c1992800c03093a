"""Lists of the food programme: their rows become households, whose heads are persons of the registry."""

import pytest
from django.db import transaction
from django.utils import timezone

from wadah.accounts.models import Institution, User
from wadah.registry.errors import OtherKind
from wadah.registry.kinds import PartyKind
from wadah.registry.models import Link, Pair, Party, Record
from wadah.registry.services.merges import Decision, merge_parties
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


def test_a_household_and_a_business_never_become_a_pair_or_one_party(
    bring_in: BringIn, office: Institution, officer: User
) -> None:
    # The business has no name of its own, the household no NIK: only a person could say more.
    bring_in(as_csv([row(1, "", "Siti Rusmini", address="Pulau Gemantung", phone=PHONE)]), name="umkm.csv")
    without_nik = ((1, "Siti Rusmini", "", "1602010101189001", "Pulau Gemantung", "Tanjung Lubuk", "", ""),)
    bring_in(as_csv(without_nik, LIST), name="gsmp.csv")
    business, household = (Party.objects.get(kind=kind) for kind in (PartyKind.BUSINESS, PartyKind.HOUSEHOLD))

    assert "ask" in str([record.matches for record in Record.objects.all()])
    assert Pair.objects.count() == 0
    with pytest.raises(OtherKind), transaction.atomic():
        merge_parties(business, household, Decision(officer, timezone.now()))
    assert Party.objects.filter(closed_at__isnull=False).count() == 0
