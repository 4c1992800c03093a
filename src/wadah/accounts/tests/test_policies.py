"""Who may do what, and where, for each kind of actor."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wadah.accounts import policies
from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.models import Institution, Membership, User
from wadah.accounts.policies import OPERATOR, in_regions, scope_of, within
from wadah.accounts.roles import Capability, Role
from wadah.accounts.scope import Scope
from wadah.accounts.tests.factories import make_institution, make_member, make_province_officer, make_user
from wadah.core.requests import following
from wadah.core.time import local_day
from wadah.regions.models import Region

pytestmark = pytest.mark.django_db

POLICIES = {
    "import": policies.can_import,
    "review": policies.can_review,
    "read": policies.can_read_registry,
    "reveal": policies.can_reveal,
    "audit": policies.can_read_audit,
    "trail": policies.can_read_trail,
    "members": policies.can_manage_members,
    "institutions": policies.can_register_institution,
}


def allowed(actor: object) -> set[str]:
    return {name for name, policy in POLICIES.items() if policy(actor)}  # type: ignore[operator]


def test_strangers_may_do_nothing(regions: None) -> None:
    without_role = make_user()
    switched_off = make_member(make_institution())
    switched_off.is_active = False

    actors = (None, AnonymousUser(), "worker", without_role, switched_off)

    assert [allowed(actor) for actor in actors] == [set()] * 5


@pytest.mark.parametrize(
    ("role", "kind", "may"),
    [
        (
            Role.REGENCY_OFFICER,
            InstitutionKind.REGENCY_OFFICE,
            {"import", "review", "read", "reveal", "members", "trail"},
        ),
        (Role.COACH, InstitutionKind.REGENCY_OFFICE, {"read"}),
        (Role.BANK_OFFICER, InstitutionKind.BANK, set()),
        (Role.AUDITOR, InstitutionKind.AUDIT_OFFICE, {"read", "audit", "trail"}),
    ],
)
def test_a_member_may_what_the_role_says(
    regions: None, role: Role, kind: InstitutionKind, may: set[str]
) -> None:
    assert allowed(make_member(make_institution(kind=kind), role)) == may


def test_the_operator_may_everything(regions: None) -> None:
    assert allowed(OPERATOR) == set(POLICIES)


def test_an_officer_may_only_in_the_own_region(regions: None) -> None:
    officer = make_member(make_institution(region="16.02"))

    asked = ("16.02", "16.02.01.2001", "16.71", "16", "18")

    assert [policies.can_review(officer, region) for region in asked] == [True, True, False, False, False]


def test_an_officer_imports_for_the_own_institution_alone(regions: None) -> None:
    own, other = make_institution(), make_institution()
    officer = make_member(own)

    assert [policies.can_import(officer, office) for office in (own, other)] == [True, False]
    assert policies.can_import(OPERATOR, other)


def test_a_membership_counts_from_its_first_day_until_before_its_last(regions: None) -> None:
    today = local_day(timezone.now())
    day = timedelta(days=1)
    office = make_institution()
    spans = [
        (today, None),
        (today - day, today + day),
        (today + day, None),
        (today - day, today),
        (today, today),
    ]
    users = [make_member(office, starts_on=start, ends_on=end) for start, end in spans]

    assert [bool(scope_of(user).grants) for user in users] == [True, True, False, False, False]


def test_a_closed_institution_gives_no_access(regions: None) -> None:
    office = make_institution()
    officer = make_member(office)
    Institution.objects.update(is_active=False)

    assert scope_of(officer) == Scope()


def test_scope_is_read_once_a_request_and_anew_in_the_next(regions: None) -> None:
    officer = make_member(make_institution())

    with following("request-1"), CaptureQueriesContext(connection) as first:
        scope_of(officer)
        scope_of(officer)
    Membership.objects.update(ends_on=date(2026, 1, 3))
    with following("request-2"):
        later = scope_of(officer)

    assert (len(first), later) == (1, Scope())


def test_outside_of_a_request_nothing_is_kept(regions: None) -> None:
    officer = make_member(make_institution())
    before = scope_of(officer)
    Membership.objects.update(ends_on=date(2026, 1, 3))

    assert (before.roles, scope_of(officer)) == (frozenset({Role.REGENCY_OFFICER}), Scope())


def test_rows_are_found_within_the_region_and_not_beside_it(regions: None) -> None:
    officer = make_member(make_institution(region="16.71"))

    found = Region.objects.filter(within(scope_of(officer), "pk", Capability.REVIEW))

    assert set(found.values_list("pk", flat=True)) == {"16.71", "16.71.01"}


def test_an_empty_scope_finds_no_row(regions: None) -> None:
    assert not Region.objects.filter(within(Scope(), "pk")).exists()
    assert not Region.objects.filter(within(scope_of(make_user()), "pk", Capability.REVIEW)).exists()


def test_the_region_filter_is_answered_by_an_index(regions: None) -> None:
    rows = Membership.objects.filter(in_regions(("16.02", "16.71"), "region_id"))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")

    assert "Seq Scan" not in (plan := rows.explain())
    assert "SCAN accounts_membership\n" not in plan + "\n"


def test_who_manages_which_institution(regions: None) -> None:
    oki, palembang = make_institution(region="16.02"), make_institution(region="16.71")
    lampung = make_institution(region="18", kind=InstitutionKind.PARTNER_PROVINCE)
    officer, province = make_member(oki), make_province_officer()

    def managed(actor: User | str) -> set[int]:
        rows = policies.manageable(
            actor, Institution.objects.filter(pk__in=[oki.pk, palembang.pk, lampung.pk])
        )
        return set(rows.values_list("pk", flat=True))

    assert managed(officer) == {oki.pk}
    assert managed(province) == {oki.pk, palembang.pk}


@pytest.mark.parametrize(
    ("role", "region", "may"),
    [
        (Role.REGENCY_OFFICER, "16.02", True),
        (Role.COACH, "16.02.01", True),
        (Role.REGENCY_OFFICER, "16", False),  # wider than the officer's own region
        (Role.REGENCY_OFFICER, "16.71", False),  # beside it
        (Role.PROVINCE_OFFICER, "16.02", False),  # more than the officer's own role
        (Role.BANK_OFFICER, "16.02", False),  # no role of this kind of institution
    ],
)
def test_an_officer_gives_no_more_than_the_own(regions: None, role: Role, region: str, may: bool) -> None:
    office = make_institution(region="16.02")
    officer = make_member(office)

    assert policies.can_invite_as(officer, office, role, Region.objects.get(pk=region)) is may


def test_the_province_gives_a_regency_role_no_region_wider_than_a_regency(regions: None) -> None:
    province, office = make_province_officer(), make_institution(region="16.02")
    asked = [Region.objects.get(pk=code) for code in ("16", "16.02")]

    may = [policies.can_invite_as(province, office, Role.REGENCY_OFFICER, region) for region in asked]

    assert may == [False, True]


def test_who_may_end_a_membership(regions: None) -> None:
    office = make_institution()
    officer, coach = make_member(office), make_member(office, Role.COACH)
    stranger, province = make_member(make_institution()), make_province_officer()
    membership = Membership.objects.select_related("institution").get(user=coach)

    assert [policies.can_end(actor, membership) for actor in (officer, coach, stranger, province)] == [
        True,
        True,
        False,
        True,
    ]
    assert not policies.can_end(coach, Membership.objects.get(user=officer))
