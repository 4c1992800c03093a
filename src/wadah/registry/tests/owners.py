"""Owners of tests: a business that an office knows, an owner who is signed in, and what an owner writes."""

from datetime import date

from wadah.accounts.models import User
from wadah.registry.form_row import FormRow, read_form
from wadah.registry.kinds import ClaimRole, ClaimWay
from wadah.registry.models import Claim, Party
from wadah.registry.services.claims import grant

NIK = "1602014507900011"
NAME, OWNER, PLACE = "Tenun Songket Mak Cik", "Rusmini", "16.02.01"


def hold(user: User, party: Party, role: str = ClaimRole.OWNER) -> Claim:
    """The business is the user's, by the word of an officer."""
    claim = Claim.objects.create(
        party=party, user=user, role=role, way=ClaimWay.OFFICER, asked_at=party.created_at
    )
    grant(claim, "operator", "Diperiksa di loket", party.created_at)
    return claim


def said(region: str = PLACE, **typed: str) -> FormRow:
    """What an owner typed; the names stand in every form."""
    return read_form({"business_name": NAME, "owner_name": OWNER, **typed}, region, date(2026, 11, 22), "id")
