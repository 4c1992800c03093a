"""Institutions and people of the demo. Who they are is said by the registry's generator, which lies above."""

from collections.abc import Iterable
from typing import Protocol

from django.contrib.auth.hashers import make_password
from django.db import transaction

from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.models import Institution, User
from wadah.accounts.policies import OPERATOR
from wadah.accounts.roles import Role
from wadah.accounts.services.institutions import register_institution
from wadah.accounts.services.members import give_membership
from wadah.accounts.services.users import open_account
from wadah.regions.models import Region


class InstitutionLike(Protocol):
    """An institution to be made; `kind` as stored, `region` a code."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def region(self) -> str: ...


class PersonLike(Protocol):
    """A person to be made; `institution` is a code, empty for who belongs to none; `phone` in E.164."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def institution(self) -> str: ...
    @property
    def region(self) -> str: ...


@transaction.atomic
def seed(people: Iterable[PersonLike], institutions: Iterable[InstitutionLike], password: str) -> int:
    """Makes what is not there yet, all with one password; returns the number of new accounts."""
    offices = {wanted.code: _institution(wanted) for wanted in institutions}
    new = [_person(wanted, offices) for wanted in people if not _known(wanted)]
    # Hashed once: a slow hash for each of them would be most of the time of the demo.
    User.objects.filter(pk__in=new).update(password=make_password(password))
    return len(new)


def _known(wanted: PersonLike) -> bool:
    return User.objects.filter(email=wanted.email).exists()


def _institution(wanted: InstitutionLike) -> Institution:
    found = Institution.objects.filter(code=wanted.code).first()
    return found or register_institution(
        actor=OPERATOR,
        code=wanted.code,
        name=wanted.name,
        kind=InstitutionKind(wanted.kind),
        region=Region.objects.get(pk=wanted.region),
    )


def _person(wanted: PersonLike, offices: dict[str, Institution]) -> int:
    user = open_account(actor=OPERATOR, name=wanted.name, email=wanted.email, phone=wanted.phone)
    if wanted.institution:
        give_membership(
            actor=OPERATOR,
            user=user,
            institution=offices[wanted.institution],
            role=Role(wanted.role),
            region=Region.objects.get(pk=wanted.region),
        )
    return user.pk
