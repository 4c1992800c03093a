"""Claims: a code on paper, an officer's answer, a dispute, managers, handing over, and who sees what."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from wadah.accounts.models import Institution, User
from wadah.accounts.tests.factories import make_user
from wadah.core.errors import MoveNotAllowed, NotFound, StateConflict
from wadah.core.models import AuditEntry
from wadah.registry.errors import (
    AlreadyClaimed,
    ClaimIsOpen,
    OwnerLeaves,
    ReasonMissing,
    TooManyClaims,
    WrongCode,
)
from wadah.registry.kinds import ClaimRole, ClaimWay, PartyKind
from wadah.registry.models import Claim, ClaimCode, Party
from wadah.registry.policies import owned_parties, visible_claims, visible_parties
from wadah.registry.services.claim_codes import issue_own_code, issue_owner_code, take_code
from wadah.registry.services.claims import ask_claim, end_claim, grant_claim, refuse_claim, withdraw_claim
from wadah.registry.services.merges import Decision, merge_parties, undo_merge
from wadah.registry.states import CLAIM_FLOW, ClaimState
from wadah.registry.tests.factories import make_business, make_intake, make_party
from wadah.registry.tests.owners import NAME, NIK, OWNER, hold

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_passwords")]
REASON = "Datang membawa KTP"


@pytest.fixture
def business(office: Institution) -> Party:
    return make_business(make_intake(office), NAME, OWNER, nik=NIK)


@pytest.fixture
def owner(regions: None) -> User:
    return make_user("Rusmini")


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def owned(user: User) -> list[Party]:
    return list(owned_parties(user, Party.objects.all()))


ALLOWED = {
    (ClaimState.ASKED, ClaimState.GRANTED),
    (ClaimState.ASKED, ClaimState.REFUSED),
    (ClaimState.ASKED, ClaimState.WITHDRAWN),
    (ClaimState.GRANTED, ClaimState.ENDED),
}


@pytest.mark.parametrize(("old", "new"), list(product(ClaimState, ClaimState)))
def test_every_move_of_a_claim_is_allowed_or_refused(old: ClaimState, new: ClaimState) -> None:
    assert CLAIM_FLOW.allows(old, new) == ((old, new) in ALLOWED)


def test_a_code_from_the_office_grants_at_once(officer: User, owner: User, business: Party) -> None:
    issued = issue_owner_code(actor=officer, public_id=business.public_id)

    claim = take_code(actor=owner, typed=issued.words.lower().replace("-", " "))

    assert (claim.state, claim.way, claim.role) == (ClaimState.GRANTED, ClaimWay.CODE, ClaimRole.OWNER)
    assert owned(owner) == [business]
    assert actions()[-2:] == ["registry.claim_code_issued", "registry.claim_granted"]


def test_a_code_is_kept_as_a_hash_and_opens_once(officer: User, owner: User, business: Party) -> None:
    issued = issue_owner_code(actor=officer, public_id=business.public_id)
    take_code(actor=owner, typed=issued.words)

    with pytest.raises(WrongCode):
        take_code(actor=make_user("Kedua"), typed=issued.words)

    kept = ClaimCode.objects.get()
    assert issued.words.replace("-", "").encode()[4:] not in bytes(kept.code_hash)
    assert kept.used_by == owner


def test_five_wrong_tries_burn_the_code(officer: User, owner: User, business: Party) -> None:
    issued = issue_owner_code(actor=officer, public_id=business.public_id)
    wrong = issued.words[:4] + "-2222-2222"

    for _ in range(5):
        with pytest.raises(WrongCode):
            take_code(actor=owner, typed=wrong)
    with pytest.raises(WrongCode):
        take_code(actor=owner, typed=issued.words)

    assert actions().count("registry.claim_code_burnt") == 1
    assert owned(owner) == []


def test_an_account_that_tries_too_often_gets_no_further(officer: User, owner: User, business: Party) -> None:
    issued = issue_owner_code(actor=officer, public_id=business.public_id)
    for _ in range(10):
        with pytest.raises(WrongCode):
            take_code(actor=owner, typed="ZZZZ-2222-2222")

    with pytest.raises(WrongCode):
        take_code(actor=owner, typed=issued.words)

    assert take_code(actor=make_user("Tenang"), typed=issued.words).state == ClaimState.GRANTED


def test_a_code_that_is_over_or_replaced_opens_nothing(officer: User, owner: User, business: Party) -> None:
    first = issue_owner_code(actor=officer, public_id=business.public_id)
    second = issue_owner_code(actor=officer, public_id=business.public_id)
    ClaimCode.objects.filter(pk=second.code.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    for issued in (first, second):
        with pytest.raises(WrongCode):
            take_code(actor=owner, typed=issued.words)


def test_only_an_office_of_the_place_hands_out_a_code(stranger: User, owner: User, business: Party) -> None:
    for actor in (stranger, owner):
        with pytest.raises(NotFound):
            issue_owner_code(actor=actor, public_id=business.public_id)


def test_a_code_is_not_made_for_a_business_that_has_an_owner(
    officer: User, owner: User, business: Party
) -> None:
    hold(owner, business)

    with pytest.raises(AlreadyClaimed):
        issue_owner_code(actor=officer, public_id=business.public_id)


def test_a_code_that_comes_after_another_owner_becomes_a_dispute(
    officer: User, owner: User, business: Party
) -> None:
    issued = issue_owner_code(actor=officer, public_id=business.public_id)
    hold(make_user("Lebih Cepat"), business)

    claim = take_code(actor=owner, typed=issued.words)

    assert (claim.state, claim.is_dispute, owned(owner)) == (ClaimState.ASKED, True, [])


def test_the_officer_of_the_place_grants_with_a_reason(officer: User, owner: User, business: Party) -> None:
    claim = ask_claim(actor=owner, party=business, note="Usaha ibu saya")

    grant_claim(actor=officer, public_id=claim.public_id, reason=REASON)

    claim.refresh_from_db()
    assert (claim.state, claim.decided_by, claim.reason) == (ClaimState.GRANTED, officer, REASON)
    assert owned(owner) == [business]


def test_a_refusal_tells_why_and_opens_nothing(officer: User, owner: User, business: Party) -> None:
    claim = ask_claim(actor=owner, party=business)
    with pytest.raises(ReasonMissing):
        refuse_claim(actor=officer, public_id=claim.public_id, reason="tidak")

    refuse_claim(actor=officer, public_id=claim.public_id, reason="Nama di KTP lain")

    assert (owned(owner), Claim.objects.get().reason) == ([], "Nama di KTP lain")


def test_an_officer_of_another_place_sees_and_decides_nothing(
    officer: User, stranger: User, owner: User, business: Party
) -> None:
    claim = ask_claim(actor=owner, party=business)

    with pytest.raises(NotFound):
        grant_claim(actor=stranger, public_id=claim.public_id, reason=REASON)

    assert [list(visible_claims(who, Claim.objects.all())) for who in (officer, stranger, owner)] == [
        [claim],
        [],
        [],
    ]


def test_of_two_officers_the_second_hears_that_it_is_decided(
    officer: User, colleague: User, owner: User, business: Party
) -> None:
    claim = ask_claim(actor=owner, party=business)
    refuse_claim(actor=officer, public_id=claim.public_id, reason="Nama di KTP lain")

    with pytest.raises(MoveNotAllowed):
        grant_claim(actor=colleague, public_id=claim.public_id, reason=REASON)

    assert owned(owner) == []


def test_a_dispute_that_is_granted_ends_the_holder_and_the_managers(
    officer: User, owner: User, business: Party
) -> None:
    holder, manager = make_user("Pemegang"), make_user("Pengelola")
    hold(holder, business)
    hold(manager, business, ClaimRole.MANAGER)
    claim = ask_claim(actor=owner, party=business)
    with pytest.raises(StateConflict):
        grant_claim(actor=officer, public_id=claim.public_id, reason=REASON)

    held = Claim.objects.get(user=holder).public_id
    grant_claim(actor=officer, public_id=claim.public_id, reason=REASON, seen_holder=held)

    assert claim.is_dispute
    assert [owned(user) for user in (owner, holder, manager)] == [[business], [], []]


def test_a_person_asks_once_and_not_for_too_many(office: Institution, owner: User, business: Party) -> None:
    ask_claim(actor=owner, party=business)
    with pytest.raises(ClaimIsOpen):
        ask_claim(actor=owner, party=business)
    for at in range(4):
        ask_claim(actor=owner, party=make_business(make_intake(office), f"Warung {at}"))

    with pytest.raises(TooManyClaims):
        ask_claim(actor=owner, party=make_business(make_intake(office), "Warung Lain"))


def test_nobody_claims_a_person_or_a_household(owner: User) -> None:
    for kind in (PartyKind.PERSON, PartyKind.HOUSEHOLD):
        with pytest.raises(NotFound):
            ask_claim(actor=owner, party=make_party(kind, "Rusmini"))


def test_a_request_is_withdrawn_by_who_asked(owner: User, business: Party) -> None:
    claim = ask_claim(actor=owner, party=business)
    with pytest.raises(NotFound):
        withdraw_claim(actor=make_user("Lain"), public_id=claim.public_id)

    withdraw_claim(actor=owner, public_id=claim.public_id)

    assert Claim.objects.get().state == ClaimState.WITHDRAWN
    assert ask_claim(actor=owner, party=business).state == ClaimState.ASKED


def test_the_owner_lets_a_manager_in_and_takes_it_away(owner: User, business: Party) -> None:
    manager = make_user("Anak")
    hold(owner, business)
    issued = issue_own_code(actor=owner, public_id=business.public_id, role=ClaimRole.MANAGER)

    claim = take_code(actor=manager, typed=issued.words)

    assert (claim.role, owned(manager)) == (ClaimRole.MANAGER, [business])
    with pytest.raises(NotFound):
        issue_own_code(actor=manager, public_id=business.public_id, role=ClaimRole.OWNER)
    with pytest.raises(OwnerLeaves):
        end_claim(actor=owner, public_id=Claim.objects.get(user=owner).public_id)
    end_claim(actor=owner, public_id=claim.public_id)
    assert owned(manager) == []


def test_a_manager_cannot_take_the_business_from_the_owner(owner: User, business: Party) -> None:
    manager, own = make_user("Anak"), hold(owner, business)
    hold(manager, business, ClaimRole.MANAGER)

    with pytest.raises(NotFound):
        end_claim(actor=manager, public_id=own.public_id)


def test_the_owner_hands_the_business_over(owner: User, business: Party) -> None:
    heir = make_user("Pewaris")
    hold(owner, business)
    hold(heir, business, ClaimRole.MANAGER)
    issued = issue_own_code(actor=owner, public_id=business.public_id, role=ClaimRole.OWNER)

    take_code(actor=heir, typed=issued.words)

    held = Claim.objects.get(state=ClaimState.GRANTED)
    assert (held.user, held.role, owned(owner)) == (heir, ClaimRole.OWNER, [])


def test_a_code_of_an_owner_dies_with_the_ownership(officer: User, owner: User, business: Party) -> None:
    hold(owner, business)
    issued = issue_own_code(actor=owner, public_id=business.public_id, role=ClaimRole.MANAGER)
    end_claim(actor=owner, public_id=Claim.objects.get().public_id)

    with pytest.raises(WrongCode):
        take_code(actor=make_user("Anak"), typed=issued.words)


def test_own_code_typed_by_the_owner_stays_good(owner: User, business: Party) -> None:
    hold(owner, business)
    issued = issue_own_code(actor=owner, public_id=business.public_id, role=ClaimRole.MANAGER)

    with pytest.raises(ClaimIsOpen):
        take_code(actor=owner, typed=issued.words)

    assert take_code(actor=make_user("Anak"), typed=issued.words).role == ClaimRole.MANAGER


def test_an_owner_opens_exactly_the_own_businesses(
    office: Institution, officer: User, owner: User, business: Party
) -> None:
    other = make_business(make_intake(office), "Kemplang Lain")
    hold(owner, business)
    hold(make_user("Lain"), other)
    ask_claim(actor=owner, party=other)

    assert owned(owner) == [business]
    assert list(visible_parties(owner, Party.objects.all())) == [business]
    assert other in visible_parties(officer, Party.objects.all())
    assert owned(officer) == []


def test_a_person_may_hold_several_businesses(office: Institution, owner: User, business: Party) -> None:
    second = make_business(make_intake(office), "Kemplang Rusmini")
    hold(owner, business)
    hold(owner, second)

    assert set(owned(owner)) == {business, second}


def test_a_claim_follows_a_merge_and_comes_back(officer: User, office: Institution, owner: User) -> None:
    survivor = make_business(make_intake(office), NAME, nib="1234567890123")
    absorbed = make_business(make_intake(office), NAME)
    hold(owner, absorbed)
    decision = Decision(officer, timezone.now(), "Satu usaha yang sama")

    merge = merge_parties(survivor, absorbed, decision)
    assert owned(owner) == [survivor]
    undo_merge(merge, decision)

    assert owned(owner) == [absorbed]


def test_of_two_owners_the_one_of_the_survivor_keeps_it(
    officer: User, office: Institution, owner: User
) -> None:
    survivor = make_business(make_intake(office), NAME, nib="1234567890123")
    absorbed = make_business(make_intake(office), NAME)
    other = make_user("Lain")
    hold(owner, survivor)
    hold(other, absorbed)

    merge_parties(survivor, absorbed, Decision(officer, timezone.now(), "Satu usaha yang sama"))

    absorbed.refresh_from_db()
    assert (owned(owner), owned(other)) == ([survivor], [absorbed])
    assert absorbed.closed_at is not None


def test_an_answer_to_what_was_withdrawn_is_refused(officer: User, owner: User, business: Party) -> None:
    claim = ask_claim(actor=owner, party=business)
    withdraw_claim(actor=owner, public_id=claim.public_id)

    with pytest.raises(MoveNotAllowed):
        grant_claim(actor=officer, public_id=claim.public_id, reason=REASON)
