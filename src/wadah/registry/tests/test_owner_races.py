"""Two owners at once, one code typed twice: one wins. With a control in which the guard is taken away."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from wadah.accounts.models import Institution, User
from wadah.accounts.tests.factories import make_institution, make_member, make_regions, make_user
from wadah.registry.errors import AlreadyClaimed, WrongCode
from wadah.registry.models import Claim, Party
from wadah.registry.services import claims
from wadah.registry.services.claim_codes import issue_owner_code, take_code
from wadah.registry.services.claims import ask_claim, grant_claim
from wadah.registry.services.owner_words import register_business
from wadah.registry.states import ClaimState
from wadah.registry.tests.factories import make_business, make_intake
from wadah.registry.tests.owners import NAME, OWNER, said
from wadah.registry.tests.test_races import together

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("cheap_passwords"),
]
REASON = "Datang membawa KTP"


@pytest.fixture(autouse=True)
def _only_on_postgresql() -> None:
    """SQLite has one writer: there is nothing to race for."""
    if connections["default"].vendor != "postgresql":
        pytest.skip("needs PostgreSQL")


@pytest.fixture
def place() -> Institution:
    make_regions()
    return make_institution("DISKOP-OKI", "16.02")


@pytest.fixture
def business(place: Institution) -> Party:
    return make_business(make_intake(place), NAME, OWNER)


def grant_both(place: Institution, business: Party) -> list[Any]:
    """Two requests, granted by two officers at one moment."""
    asked = [ask_claim(actor=make_user(), party=business) for _ in range(2)]
    officers = [make_member(place) for _ in range(2)]

    def act(officer: User, claim: Claim) -> Callable[[], Claim]:
        return lambda: grant_claim(actor=officer, public_id=claim.public_id, reason=REASON)

    return together(*(act(officer, claim) for officer, claim in zip(officers, asked, strict=True)))


def holders() -> int:
    return Claim.objects.filter(state=ClaimState.GRANTED).count()


def test_of_two_owners_granted_at_once_one_holds_it(place: Institution, business: Party) -> None:
    """The second officer saw a business without a holder, and hears that this has changed."""
    results = grant_both(place, business)

    assert sorted(type(one).__name__ for one in results) == ["Claim", "StateConflict"]
    assert (holders(), Claim.objects.filter(state=ClaimState.ASKED).count()) == (1, 1)


def test_without_the_pen_the_constraint_lets_one_through(
    place: Institution, business: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "take_pen", lambda: None)
    monkeypatch.setattr(claims, "owner_claim", lambda _party: None)

    results = grant_both(place, business)

    assert sorted(type(one).__name__ for one in results) == ["AlreadyClaimed", "Claim"]
    assert holders() == 1
    assert any(isinstance(one, AlreadyClaimed) for one in results)


def test_one_code_typed_by_two_opens_once(place: Institution, business: Party) -> None:
    issued = issue_owner_code(actor=make_member(place), public_id=business.public_id)
    first, second = make_user(), make_user()

    results = together(
        lambda: take_code(actor=first, typed=issued.words),
        lambda: take_code(actor=second, typed=issued.words),
    )

    assert sorted(type(one).__name__ for one in results) == ["Claim", "WrongCode"]
    assert holders() == 1


def test_wrong_tries_of_many_accounts_at_once_burn_the_code(place: Institution, business: Party) -> None:
    issued = issue_owner_code(actor=make_member(place), public_id=business.public_id)
    wrong = issued.words[:4] + "-2222-2222"
    users = [make_user() for _ in range(5)]

    def act(user: User) -> Callable[[], Claim]:
        return lambda: take_code(actor=user, typed=wrong)

    results = together(*(act(user) for user in users))

    issued.code.refresh_from_db()
    assert all(isinstance(one, WrongCode) for one in results)
    assert (issued.code.wrong_count, issued.code.closed_at is not None) == (5, True)


def test_one_form_sent_twice_at_once_is_one_business(place: Institution) -> None:
    user = make_user()

    results = together(
        *(lambda: register_business(actor=user, row=said(), idempotency_key="k") for _ in range(2))
    )

    assert results[0] == results[1]
    assert Party.objects.filter(kind="business").count() == 1
