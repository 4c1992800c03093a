"""Sign-ins of the demo: one for each role, and none that could reach anybody."""

from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.phone import normal_phone
from wadah.accounts.roles import ROLES, Role
from wadah.registry.demo.people import DEMO_INSTITUTIONS, DEMO_PEOPLE, OKI, PALEMBANG

BY_CODE = {institution.code: institution for institution in DEMO_INSTITUTIONS}


def test_every_role_of_the_demo_has_a_sign_in() -> None:
    assert {person.role for person in DEMO_PEOPLE} == {
        "owner", "regency_officer", "province_officer", "coach", "curator", "bank_officer", "buyer_org",
        "trading_house", "executive", "auditor", "coop_manager",
    }  # fmt: skip
    officers = {person.region for person in DEMO_PEOPLE if person.role == "regency_officer"}
    assert officers == {OKI, PALEMBANG}


def test_roles_belong_to_the_kind_of_their_institution() -> None:
    for person in DEMO_PEOPLE:
        rules = ROLES[Role(person.role)]
        if rules.by_membership:
            assert InstitutionKind(BY_CODE[person.institution].kind) in rules.kinds
        else:
            assert person.institution == ""


def test_a_role_reaches_no_further_than_its_institution() -> None:
    for person in DEMO_PEOPLE:
        if person.institution:
            assert person.region.startswith(BY_CODE[person.institution].region)


def test_addresses_and_numbers_are_unique_and_reach_nobody() -> None:
    assert len({person.email for person in DEMO_PEOPLE}) == len(DEMO_PEOPLE)
    assert len({person.phone for person in DEMO_PEOPLE}) == len(DEMO_PEOPLE)
    assert all(person.email.endswith("@contoh.example") for person in DEMO_PEOPLE)
    assert all(normal_phone(person.phone) == person.phone for person in DEMO_PEOPLE)
    assert all(institution.code == institution.code.upper() for institution in DEMO_INSTITUTIONS)
