"""`wadah invite`: lets the first person in, and anybody else whom the operator has to let in."""

import argparse
import sys

from django.conf import settings
from django.urls import reverse

from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.models import Institution
from wadah.accounts.policies import OPERATOR
from wadah.accounts.roles import ROLES, Role
from wadah.accounts.rules import normal_login
from wadah.accounts.services.institutions import register_institution
from wadah.accounts.services.invitations import invite_member
from wadah.core.errors import DomainError
from wadah.regions.models import Region

DONE, FAILED, USAGE = 0, 1, 2


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wadah invite",
        description=__doc__,
        epilog="Prints the link, which is valid for seven days and is not kept. "
        "Exit codes: 0 invited, 1 refused, 2 wrong usage.",
    )
    parser.add_argument("address", help="e-mail or phone number by which the person will sign in")
    parser.add_argument(
        "--role", required=True, choices=[role.value for role in Role if ROLES[role].by_membership]
    )
    parser.add_argument("--institution", required=True, metavar="CODE")
    parser.add_argument(
        "--region", metavar="CODE", help="where the role holds; otherwise the institution's region"
    )
    new = parser.add_argument_group("a new institution, when the code is not known yet")
    new.add_argument("--name")
    new.add_argument("--kind", choices=[kind.value for kind in InstitutionKind])
    parser.add_argument(
        "--site", default=settings.WADAH_SITE, help="address for the link; by default WADAH_SITE"
    )
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    """Invites as the operator, who stands above every region; the audit trail says so."""
    arguments = _arguments(argv)
    address = normal_login(arguments.address)
    is_email, is_phone = "@" in address, address.startswith("+")
    region = Region.objects.filter(pk=arguments.region).first() if arguments.region else None
    if not (is_email or is_phone) or (arguments.region and region is None):
        what = "region" if is_email or is_phone else "address"
        print(f"wadah invite: the {what} is not understood.", file=sys.stderr)
        return USAGE
    institution = _institution(arguments, region)
    if institution is None:
        print("wadah invite: this institution is new: give --name, --kind and --region.", file=sys.stderr)
        return USAGE
    path = reverse("accounts:open_invitation", args=["TOKEN"]).replace("TOKEN", "{token}")
    link = arguments.site.rstrip("/") + path
    try:
        invited = invite_member(
            actor=OPERATOR,
            institution=institution,
            role=Role(arguments.role),
            region=region or institution.region,
            email=address if is_email else "",
            phone=address if is_phone else "",
            link=link,
        )
    except DomainError as error:
        print(f"wadah invite: {error}", file=sys.stderr)
        return FAILED
    print(link.format(token=invited.token))
    return DONE


def _institution(arguments: argparse.Namespace, region: Region | None) -> Institution | None:
    code = arguments.institution.upper()
    known = Institution.objects.select_related("region").filter(code=code).first()
    if known is not None or not (arguments.name and arguments.kind and region):
        return known
    kind = InstitutionKind(arguments.kind)
    return register_institution(actor=OPERATOR, code=code, name=arguments.name, kind=kind, region=region)
