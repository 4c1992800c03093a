"""A number in full: to whom, after which reason, and what is kept of it."""

from typing import Any

import pytest

from wadah.accounts.models import Institution, User
from wadah.core.errors import NotFound
from wadah.core.models import AuditEntry
from wadah.registry.errors import NothingToReveal, ReasonMissing
from wadah.registry.models import Party
from wadah.registry.services.reveal import reveal_identifier
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.factories import make_business, make_intake
from wadah.registry.tests.files import SITI, as_csv

REASON = "verifikasi KTP di kantor"


def reveal(actor: User, name: str = "Siti Rusmini", field: str = "nik", reason: str = REASON) -> str:
    party = Party.objects.get(name=name)
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
