"""The table of roles, written a second time: a change here is a change of who sees whom."""

import pytest

from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.roles import ROLES, Capability, Role, roles_for

C = Capability
TABLE: dict[Role, set[Capability]] = {
    Role.OWNER: set(),
    Role.HOUSEHOLD: set(),
    Role.COOP_MANAGER: {C.MANAGE_MEMBERS},
    Role.REGENCY_OFFICER: {C.IMPORT, C.REVIEW, C.READ_PARTIES, C.REVEAL, C.READ_FIGURES, C.MANAGE_MEMBERS},
    Role.PROVINCE_OFFICER: {
        C.IMPORT,
        C.REVIEW,
        C.READ_PARTIES,
        C.REVEAL,
        C.READ_FIGURES,
        C.MANAGE_MEMBERS,
        C.MANAGE_INSTITUTIONS,
    },
    Role.COACH: {C.READ_PARTIES},
    Role.CURATOR: set(),
    Role.BANK_OFFICER: set(),
    Role.BUYER_ORG: set(),
    Role.TRADING_HOUSE: set(),
    Role.CONSUMER: set(),
    Role.PUBLIC: set(),
    Role.EXECUTIVE: {C.READ_FIGURES},
    Role.PARTNER_PROVINCE: {C.READ_FIGURES},
    Role.REFERRAL_AGENCY: set(),
    Role.AUDITOR: {C.READ_PARTIES, C.READ_FIGURES, C.READ_AUDIT},
}


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_exactly_this(role: Role) -> None:
    assert ROLES[role].capabilities == TABLE[role]


def test_who_holds_a_role_by_membership() -> None:
    assert {role for role in Role if not ROLES[role].by_membership} == {
        Role.OWNER,
        Role.HOUSEHOLD,
        Role.CONSUMER,
        Role.PUBLIC,
    }


@pytest.mark.parametrize("kind", InstitutionKind)
def test_every_kind_of_institution_has_a_role_for_its_people(kind: InstitutionKind) -> None:
    assert roles_for(kind) != ()


def test_whoever_invites_gives_no_more_than_the_own_capabilities_or_is_the_province() -> None:
    widened = {
        (inviter, given)
        for inviter in Role
        for given in ROLES[inviter].invites
        if not ROLES[given].capabilities <= ROLES[inviter].capabilities
    }

    # The auditor reads the trail, which the province that invites must not be able to hide.
    assert widened == {(Role.PROVINCE_OFFICER, Role.AUDITOR)}
