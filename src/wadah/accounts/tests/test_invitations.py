"""Invitations: sent, replaced, withdrawn, accepted once, by the right person and in time."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from wadah.accounts.errors import (
    AccountExists,
    AlreadyMember,
    InvitationExpired,
    InvitationForAnother,
    InvitationUsed,
)
from wadah.accounts.models import Institution, Invitation, Membership, User
from wadah.accounts.policies import OPERATOR
from wadah.accounts.queries import phone_of
from wadah.accounts.roles import Role
from wadah.accounts.services import invitations
from wadah.accounts.services.invitations import (
    Invited,
    Offer,
    accept_as,
    accept_as_new,
    invite_member,
    offer_of,
    token_hash,
    withdraw_invitation,
)
from wadah.accounts.states import INVITATION_FLOW, InvitationState
from wadah.accounts.tests.factories import (
    PASSWORD,
    make_institution,
    make_member,
    make_regions,
    make_user,
)
from wadah.core.errors import DomainError, MoveNotAllowed, NotAllowed, NotFound
from wadah.core.models import AuditEntry
from wadah.core.transitions import move
from wadah.regions.models import Region

pytestmark = pytest.mark.django_db
LINK = "https://wadah.example/undangan/buka/{token}/"


@pytest.fixture
def office(regions: None) -> Institution:
    return make_institution("DINKOP-OKI")


@pytest.fixture
def officer(office: Institution) -> User:
    return make_member(office)


def sent(actor: User | str, office: Institution, **how: str) -> Invited:
    how = how or {"email": "Baru@Contoh.example"}
    role = Role(how.pop("role", Role.REGENCY_OFFICER))
    return invite_member(actor=actor, institution=office, role=role, region=office.region, **how)


def test_an_invitation_keeps_the_hash_of_its_link_and_posts_the_link(
    office: Institution, officer: User, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        invited = sent(officer, office, email="Baru@Contoh.example", link=LINK)

    invitation = Invitation.objects.get()
    assert (
        invitation.email,
        invitation.role,
        invitation.region_id,
        invitation.invited_by,
        invitation.state,
    ) == (
        "baru@contoh.example",
        Role.REGENCY_OFFICER,
        "16.02",
        officer,
        InvitationState.OPEN,
    )
    assert invitation.token_hash == token_hash(invited.token) != invited.token
    assert [message.to for message in mail.outbox] == [["baru@contoh.example"]]
    assert LINK.format(token=invited.token) in mail.outbox[0].body
    assert list(AuditEntry.objects.values_list("action", "details")) == [
        ("member_invited", {"institution": "DINKOP-OKI", "role": "regency_officer"})
    ]


def test_a_phone_number_is_stored_sealed_and_nothing_is_posted(office: Institution, officer: User) -> None:
    sent(officer, office, phone="+6281234567890", link=LINK)

    invitation = Invitation.objects.get()
    assert (invitation.email, b"1234567890" in bytes(invitation.phone_sealed or b"")) == (None, False)
    assert mail.outbox == []


def test_a_stranger_may_not_invite(office: Institution) -> None:
    stranger = make_member(make_institution("DINKOP-LAIN"))

    with pytest.raises(NotAllowed):
        sent(stranger, office)

    assert not Invitation.objects.exists()


def test_the_same_form_twice_sends_one_invitation_and_shows_its_link_once(
    office: Institution, officer: User
) -> None:
    first = sent(officer, office, email="baru@contoh.example", idempotency_key="k1")
    second = sent(officer, office, email="baru@contoh.example", idempotency_key="k1")

    assert (second.invitation, second.token) == (first.invitation, "")
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("age", "earlier"),
    [(timedelta(), InvitationState.WITHDRAWN), (timedelta(days=8), InvitationState.EXPIRED)],
)
def test_a_second_invitation_replaces_the_first(
    office: Institution, officer: User, age: timedelta, earlier: InvitationState
) -> None:
    first = sent(officer, office)
    Invitation.objects.update(expires_at=first.invitation.expires_at - age)

    second = sent(officer, office)

    assert list(Invitation.objects.order_by("pk").values_list("state", flat=True)) == [
        earlier,
        InvitationState.OPEN,
    ]
    with pytest.raises(InvitationUsed):
        offer_of(token=first.token)
    assert offer_of(token=second.token).email == "baru@contoh.example"


def test_a_member_is_not_invited_to_the_same_role_again(office: Institution, officer: User) -> None:
    colleague = make_member(office, user=make_user(email="ada@contoh.example"))

    with pytest.raises(AlreadyMember):
        sent(officer, office, email=colleague.email or "")

    assert sent(officer, office, email=colleague.email or "", role=Role.COACH).token


def test_accepting_opens_an_account_with_the_role(office: Institution, officer: User) -> None:
    invited = sent(officer, office, phone="+6281234567890")

    membership = accept_as_new(token=invited.token, name=" Cek Ida ", password=PASSWORD)

    user = User.objects.get(name="Cek Ida")
    invitation = Invitation.objects.get()
    assert (phone_of(user), user.email, user.check_password(PASSWORD)) == ("+6281234567890", None, True)
    assert (membership.user, membership.institution, membership.role, membership.region_id) == (
        user,
        office,
        Role.REGENCY_OFFICER,
        "16.02",
    )
    assert (invitation.state, invitation.accepted_by) == (InvitationState.ACCEPTED, user)
    assert list(AuditEntry.objects.values_list("action", "actor").order_by("pk"))[1:] == [
        ("account_opened", f"user:{user.public_id}"),
        ("invitation_accepted", f"user:{user.public_id}"),
    ]


def test_an_invitation_is_accepted_once(office: Institution, officer: User) -> None:
    invited = sent(officer, office)
    accept_as_new(token=invited.token, name="Satu", password=PASSWORD)

    with pytest.raises(InvitationUsed):
        accept_as_new(token=invited.token, name="Dua", password=PASSWORD)

    assert (User.objects.count(), Membership.objects.count()) == (2, 2)


def test_an_overdue_invitation_opens_nothing(office: Institution, officer: User) -> None:
    invited = sent(officer, office)
    Invitation.objects.update(expires_at=timezone.now())

    with pytest.raises(InvitationExpired):
        accept_as_new(token=invited.token, name="Terlambat", password=PASSWORD)

    assert not User.objects.filter(name="Terlambat").exists()


@pytest.mark.parametrize("token", ["", "bukan-tautan"])
def test_an_unknown_link_is_not_found(office: Institution, token: str) -> None:
    with pytest.raises(NotFound):
        offer_of(token=token)


def test_an_invitation_of_a_closed_institution_is_not_found(office: Institution, officer: User) -> None:
    invited = sent(officer, office)
    Institution.objects.update(is_active=False)

    with pytest.raises(NotFound):
        offer_of(token=invited.token)


def test_who_has_an_account_takes_the_role_with_it(office: Institution, officer: User) -> None:
    user = make_user(email="ada@contoh.example")
    invited = sent(officer, office, email="ada@contoh.example")

    with pytest.raises(AccountExists):
        accept_as_new(token=invited.token, name="Ganda", password=PASSWORD)
    membership = accept_as(actor=user, token=invited.token)

    assert (membership.user, User.objects.count()) == (user, 2)


def test_another_person_cannot_take_the_invitation(office: Institution, officer: User) -> None:
    make_user(email="ada@contoh.example")
    stranger = make_user(email="lain@contoh.example")
    for address in ("ada@contoh.example", "baru@contoh.example"):
        invited = sent(officer, office, email=address)

        with pytest.raises(InvitationForAnother):
            accept_as(actor=stranger, token=invited.token)

    assert not Membership.objects.filter(user=stranger).exists()
    assert set(Invitation.objects.values_list("state", flat=True)) == {InvitationState.OPEN}


def test_a_withdrawn_invitation_opens_nothing(office: Institution, officer: User) -> None:
    invited = sent(officer, office)

    withdraw_invitation(actor=officer, invitation=invited.invitation)

    with pytest.raises(InvitationUsed):
        offer_of(token=invited.token)


def test_a_stranger_cannot_withdraw(office: Institution, officer: User) -> None:
    invited = sent(officer, office)
    stranger = make_member(make_institution("DINKOP-LAIN"))

    with pytest.raises(NotAllowed):
        withdraw_invitation(actor=stranger, invitation=invited.invitation)

    assert Invitation.objects.get().state == InvitationState.OPEN


def test_the_operator_lets_the_first_person_in(regions: None) -> None:
    office = make_institution("DINKOP-SUMSEL", region="16.71")

    invited = sent(OPERATOR, office)

    assert Invitation.objects.get().invited_by is None
    assert accept_as_new(token=invited.token, name="Pertama", password=PASSWORD).institution == office


@pytest.mark.parametrize("old", InvitationState)
@pytest.mark.parametrize("new", InvitationState)
def test_the_flow_of_an_invitation(
    office: Institution, officer: User, old: InvitationState, new: InvitationState
) -> None:
    invitation = sent(officer, office).invitation
    accepted = {"accepted_by": officer, "accepted_at": timezone.now()}
    Invitation.objects.update(state=old, **(accepted if old == InvitationState.ACCEPTED else {}))
    invitation.refresh_from_db()
    also = accepted if new == InvitationState.ACCEPTED else {}
    allowed = old == InvitationState.OPEN and new != InvitationState.OPEN

    if allowed:
        move(invitation, new, flow=INVITATION_FLOW, actor=officer, also=also)
    else:
        with pytest.raises(MoveNotAllowed):
            move(invitation, new, flow=INVITATION_FLOW, actor=officer, also=also)

    assert Invitation.objects.get().state == (new if allowed else old)


def race(work: Callable[[int], None]) -> list[str]:
    """What two threads that start together end with, sorted."""
    results: list[str] = []

    def run(number: int) -> None:
        try:
            work(number)
            results.append("accepted")
        except DomainError as error:
            results.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


@pytest.fixture
def invited_at_postgresql(request: pytest.FixtureRequest) -> Invited:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time.")
    request.getfixturevalue("transactional_db")
    make_regions()
    office = make_institution("DINKOP-OKI")
    return sent(make_member(office), office)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_open_one_account(invited_at_postgresql: Invited) -> None:
    token = invited_at_postgresql.token

    ends = race(lambda number: accept_as_new(token=token, name=f"Klik {number}", password=PASSWORD))

    assert ends == ["accepted", "invitation_used"]
    assert User.objects.filter(email="baru@contoh.example").count() == 1
    assert Membership.objects.filter(user__email="baru@contoh.example").count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_clicks_find_the_invitation_open(
    invited_at_postgresql: Invited, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: then only the unique address stands between them and two accounts."""
    both_have_read, offer = threading.Barrier(2), invitations._offer

    def unlocked(_locked: object, token: str, now: datetime) -> Offer:
        found = offer(Invitation.objects.all(), token, now)
        both_have_read.wait(timeout=10)
        return found

    monkeypatch.setattr(invitations, "_offer", unlocked)
    token = invited_at_postgresql.token

    ends = race(lambda number: accept_as_new(token=token, name=f"Klik {number}", password=PASSWORD))

    assert ends == ["accepted", "account_exists"]


def test_the_invited_region_is_checked_again_on_sending(office: Institution, officer: User) -> None:
    with pytest.raises(NotAllowed):
        invite_member(
            actor=officer,
            institution=office,
            role=Role.COACH,
            region=Region.objects.get(pk="16.71"),
            email="baru@contoh.example",
        )
