"""The ledger: what may be added to it, by whom, with which evidence."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from wadah.accounts.models import Institution, User
from wadah.accounts.tests.factories import make_institution
from wadah.core.errors import NotFound
from wadah.core.models import AuditEntry
from wadah.registry.errors import UnknownFactKind
from wadah.registry.facts import Evidence
from wadah.registry.models import Fact, Party
from wadah.registry.services.facts import record_fact
from wadah.registry.services.merges import Decision, merge_parties
from wadah.registry.tests.factories import make_business, make_intake

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture
def business(office: Institution) -> Party:
    return make_business(make_intake(office), "Songket Mak Cik", "Siti Rusmini")


def add(actor: User, party: Party, **other: Any) -> Fact:
    asked = {
        "kind": "workers", "value": 4, "on": DAY, "evidence": Evidence.SEEN, "app": "registry", **other,
    }  # fmt: skip
    return record_fact(actor=actor, party=party, **asked)


def test_a_fact_keeps_its_day_unit_evidence_and_who_recorded_it(officer: User, business: Party) -> None:
    fact = add(officer, business)

    kept = Fact.objects.values(
        "party", "kind", "number", "text", "unit", "on", "evidence", "recorded_by"
    ).get()
    assert kept == {
        "party": business.pk, "kind": "workers", "number": Decimal(4), "text": "", "unit": "persons", "on": DAY,
        "evidence": "seen", "recorded_by": officer.pk,
    }  # fmt: skip
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.object_id, entry.details) == (
        "registry.fact_recorded", str(business.public_id), {"kind": "workers"},
    )  # fmt: skip
    assert fact.regency == "16.02"


def test_a_later_fact_stands_beside_the_earlier_one(officer: User, business: Party) -> None:
    add(officer, business)
    add(officer, business, value=6, on=date(2026, 11, 21))

    assert list(Fact.objects.order_by("on").values_list("number", flat=True)) == [4, 6]


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "shoe_size"}, {"app": "store"}, {"value": "empat"}, {"kind": "pirt", "value": 4}],
    ids=["kind not declared", "kind of another app", "text for a number", "number for a text"],
)
def test_what_its_kind_does_not_allow_is_refused(
    officer: User, business: Party, wrong: dict[str, Any]
) -> None:
    with pytest.raises(UnknownFactKind):
        add(officer, business, **wrong)

    assert Fact.objects.count() == 0


def test_an_officer_of_another_place_adds_nothing(stranger: User, business: Party) -> None:
    with pytest.raises(NotFound):
        add(stranger, business)

    assert Fact.objects.count() == 0


def test_nothing_is_added_to_a_party_that_was_merged_meanwhile(officer: User, business: Party) -> None:
    other = make_business(make_intake(make_institution("DISPERIN-OKI", "16.02")), "Songket Makcik")
    with transaction.atomic():
        absorbed = merge_parties(business, other, Decision(officer, timezone.now())).absorbed

    with pytest.raises(NotFound):
        add(officer, absorbed)

    assert Fact.objects.count() == 0
