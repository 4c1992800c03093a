"""The roles of people in wadah, and what each may do. The only place that names a role."""

from dataclasses import dataclass
from enum import Enum, unique
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wadah.accounts.kinds import InstitutionKind as Kind


@unique
class Capability(Enum):
    """One thing that a policy asks for; held inside the region of a membership, never beyond."""

    IMPORT = "import"  # bring spreadsheets in, repair them, apply them
    REVIEW = "review"  # decide whether two records are one, and undo it
    READ_PARTIES = "read_parties"  # open parties with masked numbers
    REVEAL = "reveal"  # see a masked number in full, with a reason that is kept
    READ_FIGURES = "read_figures"  # totals by place, never a person
    READ_AUDIT = "read_audit"  # who did what, when and why
    MANAGE_MEMBERS = "manage_members"  # invite into the own institution, end a membership
    MANAGE_INSTITUTIONS = "manage_institutions"  # the same in every institution of the region; add new ones


class Role(TextChoices):
    """Who somebody is here (domain: people). The value is stored; the label is shown."""

    OWNER = "owner", _("Pemilik usaha")
    HOUSEHOLD = "household", _("Rumah tangga GSMP")
    COOP_MANAGER = "coop_manager", _("Pengurus koperasi")
    REGENCY_OFFICER = "regency_officer", _("Petugas kabupaten/kota")
    PROVINCE_OFFICER = "province_officer", _("Petugas provinsi")
    COACH = "coach", _("Pendamping")
    CURATOR = "curator", _("Kurator")
    BANK_OFFICER = "bank_officer", _("Petugas bank")
    BUYER_ORG = "buyer_org", _("Pembeli lembaga")
    TRADING_HOUSE = "trading_house", _("Petugas rumah dagang")
    CONSUMER = "consumer", _("Pembeli")
    PUBLIC = "public", _("Umum")
    EXECUTIVE = "executive", _("Pimpinan daerah")
    PARTNER_PROVINCE = "partner_province", _("Provinsi mitra")
    REFERRAL_AGENCY = "referral_agency", _("Instansi rujukan")
    AUDITOR = "auditor", _("Pemeriksa")


OFFICES = frozenset(
    {Kind.PROVINCE_OFFICE, Kind.REGENCY_OFFICE, Kind.COOPERATIVE_OFFICE, Kind.VERTICAL_AGENCY}
)


@dataclass(frozen=True)
class RoleRules:
    """What a role may do, where its people belong and whom they may invite."""

    capabilities: frozenset[Capability] = frozenset()
    kinds: frozenset[Kind] = frozenset()  # institutions whose people may hold it; empty: not by membership
    invites: frozenset[Role] = frozenset()
    widest_level: int = 1  # region level of the widest scope: 1 province, 2 kab/kota

    @property
    def by_membership(self) -> bool:
        """Owners, households, consumers and the public belong to no institution."""
        return bool(self.kinds)


_C = Capability
_REGENCY_STAFF = frozenset({Role.REGENCY_OFFICER, Role.COACH, Role.EXECUTIVE})

ROLES: MappingProxyType[Role, RoleRules] = MappingProxyType(
    {
        Role.OWNER: RoleRules(),
        Role.HOUSEHOLD: RoleRules(),
        Role.CONSUMER: RoleRules(),
        Role.PUBLIC: RoleRules(),
        Role.REGENCY_OFFICER: RoleRules(
            capabilities=frozenset(
                {_C.IMPORT, _C.REVIEW, _C.READ_PARTIES, _C.REVEAL, _C.READ_FIGURES, _C.MANAGE_MEMBERS}
            ),
            kinds=frozenset({Kind.REGENCY_OFFICE, Kind.COOPERATIVE_OFFICE}),
            invites=_REGENCY_STAFF,
            widest_level=2,
        ),
        Role.PROVINCE_OFFICER: RoleRules(
            capabilities=frozenset(Capability) - {_C.READ_AUDIT},
            kinds=frozenset({Kind.PROVINCE_OFFICE, Kind.COOPERATIVE_OFFICE}),
            invites=frozenset(Role) - {Role.OWNER, Role.HOUSEHOLD, Role.CONSUMER, Role.PUBLIC},
        ),
        Role.COACH: RoleRules(
            capabilities=frozenset({_C.READ_PARTIES}),
            kinds=OFFICES | {Kind.EDUCATION, Kind.ASSOCIATION, Kind.COOPERATIVE},
        ),
        Role.CURATOR: RoleRules(kinds=OFFICES | {Kind.EDUCATION, Kind.ASSOCIATION, Kind.TRADING_HOUSE}),
        Role.EXECUTIVE: RoleRules(
            capabilities=frozenset({_C.READ_FIGURES}),
            kinds=frozenset({Kind.PROVINCE_OFFICE, Kind.REGENCY_OFFICE, Kind.COOPERATIVE_OFFICE}),
        ),
        Role.AUDITOR: RoleRules(
            capabilities=frozenset({_C.READ_PARTIES, _C.READ_FIGURES, _C.READ_AUDIT}),
            kinds=frozenset({Kind.AUDIT_OFFICE}),
        ),
        Role.COOP_MANAGER: RoleRules(
            capabilities=frozenset({_C.MANAGE_MEMBERS}),
            kinds=frozenset({Kind.COOPERATIVE}),
            invites=frozenset({Role.COOP_MANAGER}),
        ),
        Role.BANK_OFFICER: RoleRules(kinds=frozenset({Kind.BANK, Kind.STATE_COMPANY})),
        Role.BUYER_ORG: RoleRules(kinds=frozenset({Kind.BUYER, Kind.STATE_COMPANY}) | OFFICES),
        Role.TRADING_HOUSE: RoleRules(kinds=frozenset({Kind.TRADING_HOUSE})),
        Role.PARTNER_PROVINCE: RoleRules(
            capabilities=frozenset({_C.READ_FIGURES}), kinds=frozenset({Kind.PARTNER_PROVINCE})
        ),
        Role.REFERRAL_AGENCY: RoleRules(kinds=frozenset({Kind.VERTICAL_AGENCY, Kind.ASSOCIATION})),
    }
)


def roles_for(kind: Kind) -> tuple[Role, ...]:
    """The roles that people of such an institution may hold, in the order of `Role`."""
    return tuple(role for role in Role if kind in ROLES[role].kinds)
