"""Accounts, institutions and memberships: what their services write, refuse and record."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from wadah.accounts.demo import seed
from wadah.accounts.errors import AlreadyMember, CodeTaken
from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.models import Institution, Membership, User
from wadah.accounts.phone import phone_hash
from wadah.accounts.policies import OPERATOR, scope_of
from wadah.accounts.queries import phone_of
from wadah.accounts.roles import Role
from wadah.accounts.services.institutions import register_institution
from wadah.accounts.services.members import end_membership, give_membership
from wadah.accounts.services.users import change_profile, open_account
from wadah.accounts.tests.factories import make_institution, make_member, make_province_officer, make_user
from wadah.core.errors import NotAllowed, StateConflict
from wadah.core.models import AuditEntry
from wadah.core.time import local_day
from wadah.regions.models import Region

pytestmark = pytest.mark.django_db


def region(code: str) -> Region:
    return Region.objects.get(pk=code)


def audited() -> list[tuple[str, str, str]]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", "region", "reason"))


def test_an_account_is_found_by_either_address() -> None:
    user = open_account(name="Nur", password="x" * 12, email=" Nur@Contoh.Example ", phone="+6281234567890")

    assert (user.email, phone_of(user)) == ("nur@contoh.example", "+6281234567890")
    assert User.objects.get(phone_hash=phone_hash("+6281234567890")) == user
    assert list(EmailAddress.objects.values_list("user", "email", "primary")) == [
        (user.pk, "nur@contoh.example", True)
    ]


@pytest.mark.parametrize("address", [{"email": "nur@contoh.example"}, {"phone": "+6281234567890"}])
def test_one_address_has_one_account(address: dict[str, str]) -> None:
    open_account(name="Nur", password="x" * 12, email="nur@contoh.example", phone="+6281234567890")

    with pytest.raises(IntegrityError), transaction.atomic():
        open_account(name="Lain", password="x" * 12, **address)


@pytest.mark.parametrize(
    "columns",
    [{"email": None}, {"email": "Besar@contoh.example"}, {"email": "a@b.id", "phone_hash": b"1" * 16}],
)
def test_the_database_refuses_an_account_that_nobody_could_use(columns: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(name="Salah", **columns)


def test_a_profile_is_changed_by_its_owner() -> None:
    user = make_user("Nur")

    change_profile(actor=user, name=" Nurhayati ")

    user.refresh_from_db()
    assert (user.name, audited()) == ("Nurhayati", [("profile_changed", "", "")])


def test_the_province_registers_an_institution(regions: None) -> None:
    made = register_institution(
        actor=make_province_officer(),
        code="dinkop-oki",
        name=" Dinas Koperasi OKI ",
        kind=InstitutionKind.REGENCY_OFFICE,
        region=region("16.02"),
    )

    assert (made.code, made.name, made.kind, made.region_id) == (
        "DINKOP-OKI",
        "Dinas Koperasi OKI",
        "regency_office",
        "16.02",
    )
    assert audited() == [("institution_registered", "16.02", "")]


def test_the_same_form_twice_registers_one_institution(regions: None) -> None:
    actor = make_province_officer()
    made = [
        register_institution(
            actor=actor,
            code="BANK-X",
            name="Bank X",
            kind=InstitutionKind.BANK,
            region=region("16"),
            idempotency_key="k1",
        )
        for _ in range(2)
    ]

    assert made[0] == made[1]
    assert Institution.objects.filter(code="BANK-X").count() == 1


def test_a_code_belongs_to_one_institution(regions: None) -> None:
    make_institution("BANK-X")

    with pytest.raises(CodeTaken, match="BANK-X"):
        register_institution(
            actor=OPERATOR, code="bank-x", name="Lain", kind=InstitutionKind.BANK, region=region("16")
        )


def test_an_institution_is_registered_inside_the_own_region_only(regions: None) -> None:
    officer, province = make_member(make_institution()), make_province_officer()

    for actor, code in ((officer, "16.02"), (province, "18")):
        with pytest.raises(NotAllowed):
            register_institution(
                actor=actor, code="X", name="X", kind=InstitutionKind.BANK, region=region(code)
            )


def test_ending_a_membership_ends_access_at_once(regions: None) -> None:
    office = make_institution()
    officer, coach = make_member(office), make_member(office, Role.COACH)
    membership = Membership.objects.get(user=coach)

    end_membership(actor=officer, membership=membership, reason="Pindah tugas")

    membership.refresh_from_db()
    assert membership.ends_on == local_day(timezone.now())
    assert scope_of(coach).grants == ()
    assert audited() == [("membership_ended", "16.02", "Pindah tugas")]


def test_a_membership_ends_once(regions: None) -> None:
    office = make_institution()
    officer = make_member(office)
    membership = Membership.objects.get(user=make_member(office, Role.COACH))
    end_membership(actor=officer, membership=membership, reason="Pindah")

    with pytest.raises(StateConflict):
        end_membership(actor=officer, membership=membership, reason="Pindah lagi")


def test_a_stranger_cannot_end_a_membership(regions: None) -> None:
    stranger = make_member(make_institution())
    membership = Membership.objects.get(user=make_member(make_institution()))

    with pytest.raises(NotAllowed):
        end_membership(actor=stranger, membership=membership, reason="Iseng")

    membership.refresh_from_db()
    assert membership.ends_on is None


def test_a_role_is_held_once_at_a_time_and_again_after_its_end(regions: None) -> None:
    office = make_institution()
    user = make_member(office)
    give = {"actor": OPERATOR, "user": user, "institution": office, "region": region("16.02")}

    with pytest.raises(AlreadyMember):
        give_membership(role=Role.REGENCY_OFFICER, **give)
    Membership.objects.update(ends_on=date(2026, 2, 1))
    give_membership(role=Role.REGENCY_OFFICER, **give)

    assert Membership.objects.filter(user=user).count() == 2


class Wanted:
    """An institution or a person as the generator says it."""

    def __init__(self, **values: str) -> None:
        self.__dict__.update(values)


def test_the_demo_is_seeded_once(regions: None) -> None:
    offices = [Wanted(code="DISKOP-OKI", name="Dinas OKI", kind="regency_office", region="16.02")]
    people = [
        Wanted(name="Rosmala", email="petugas.oki@contoh.example", phone="+6286012340001",
               role="regency_officer", institution="DISKOP-OKI", region="16.02"),
        Wanted(name="Cek Ida", email="pemilik@contoh.example", phone="+6286012340005",
               role="owner", institution="", region="16.71"),
    ]  # fmt: skip

    new = [seed(people, offices, "demo-wadah-26") for _ in range(2)]  # type: ignore[arg-type]

    officer, owner = User.objects.order_by("pk")
    assert new == [2, 0]
    assert [user.check_password("demo-wadah-26") for user in (officer, owner)] == [True, True]
    assert (scope_of(officer).roles, scope_of(owner).roles) == (
        frozenset({Role.REGENCY_OFFICER}),
        frozenset(),
    )
