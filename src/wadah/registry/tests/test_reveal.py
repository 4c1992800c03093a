"""A number in full: to whom, after which reason, and what is kept of it."""

from typing import Any

import pytest

from wadah.accounts.models import Institution, User
from wadah.core.errors import NotFound
from wadah.core.models import AuditEntry
from wadah.registry.errors import NothingToReveal, ReasonMissing
from wadah.registry.models import Pair, Party
from wadah.registry.services.reveal import reveal_identifier
from wadah.registry.services.review import decide_pair
from wadah.registry.states import PairState
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.factories import make_business, make_intake
from wadah.registry.tests.files import SITI, as_csv, row

REASON = "verifikasi KTP di kantor"


def reveal(actor: User, name: str = "Siti Rusmini", field: str = "nik", reason: str = REASON) -> str:
    party = Party.objects.get(name=name, closed_at__isnull=True)
    return reveal_identifier(actor=actor, public_id=party.public_id, field=field, reason=reason)


def test_a_number_is_shown_with_a_reason_and_the_showing_is_kept(bring_in: BringIn, officer: User) -> None:
    bring_in(as_csv())

    assert reveal(officer) == SITI
    assert reveal(officer, "Songket Mak Cik", "phones") == "+6281273000417"
    kept = list(AuditEntry.objects.filter(action="registry.identifier_revealed").values("reason", "details"))
    assert kept == [
        {"reason": REASON, "details": {"field": "nik"}},
        {"reason": REASON, "details": {"field": "phones"}},
    ]


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"reason": "ingin"}, ReasonMissing),
        ({"field": "npwp"}, NothingToReveal),
        ({"field": "values"}, NotFound),
    ],
)
def test_what_is_not_shown(
    bring_in: BringIn, officer: User, asked: dict[str, Any], error: type[Exception]
) -> None:
    bring_in(as_csv())

    with pytest.raises(error):
        reveal(officer, **asked)

    assert not AuditEntry.objects.filter(action="registry.identifier_revealed").exists()


def test_an_officer_of_oki_does_not_know_of_a_party_of_palembang(
    officer: User, stranger: User, office: Institution
) -> None:
    other = Institution.objects.get(code="DISKOP-PLB")
    make_business(make_intake(other), "Pempek Candy", "Amin", nik=SITI, region="16.71.01")

    with pytest.raises(NotFound):
        reveal(officer, "Amin")
    assert reveal(stranger, "Amin") == SITI


def test_a_row_of_ones_own_opens_no_number_that_another_office_brought(
    bring_in: BringIn, officer: User, stranger: User, province_officer: User
) -> None:
    """Whoever knows the NIB of a business could else claim it for the own place and read its owner's NIK."""
    nik, other = "1671010507900004", Institution.objects.get(code="DISKOP-PLB")
    theirs = row(1, "Pempek Candy Asli", "Amin Zakaria", nik, place="Ilir Barat Dua", nib="1234567890999")
    claimed = row(1, "Pempek Candy Asli", "Amin Zakaria", nib="1234567890999", phone="0812 7300 0417")
    bring_in(as_csv([theirs]), actor=stranger, institution=other, name="palembang.csv")
    bring_in(as_csv([claimed]), name="oki.csv")
    pair = Pair.objects.get()
    decide_pair(actor=province_officer, public_id=pair.public_id, answer=PairState.SAME, expected_version=1)
    party = Party.objects.get(kind="business", closed_at__isnull=True)

    assert party.regency == "16.02"
    with pytest.raises(NothingToReveal):
        reveal(officer, party.name)
    assert reveal(officer, party.name, "phones") == "+6281273000417"
    assert reveal(province_officer, party.name) == nik
    assert list(AuditEntry.objects.filter(action="registry.identifier_revealed").values_list("actor", flat=True)) == [
        f"user:{officer.public_id}", f"user:{province_officer.public_id}",
    ]  # fmt: skip
