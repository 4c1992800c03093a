"""Rows for tests, made with as few surprises as can be."""

from datetime import date
from itertools import count

from allauth.account.models import EmailAddress

from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.models import Institution, Membership, User
from wadah.accounts.phone import phone_hash, seal_phone
from wadah.accounts.queries import USER_PHONE
from wadah.accounts.roles import Role
from wadah.regions.models import Kind, Region

PASSWORD = "rahasia-sekali-26"
REGIONS = (
    ("16", "Sumatera Selatan", Kind.PROVINSI),
    ("16.02", "Kab. Ogan Komering Ilir", Kind.KABUPATEN),
    ("16.02.01", "Tanjung Lubuk", Kind.KECAMATAN),
    ("16.71", "Kota Palembang", Kind.KOTA),
    ("16.71.01", "Ilir Barat Dua", Kind.KECAMATAN),
    ("18", "Lampung", Kind.PROVINSI),
)
_number = count(1)


def make_regions() -> None:
    """The regions above; parents before children."""
    for code, name, kind in REGIONS:
        parent = code.rpartition(".")[0] or None
        Region.objects.create(code=code, name=name, kind=kind, level=code.count(".") + 1, parent_id=parent)


def make_user(name: str = "Nur", *, email: str = "", phone: str = "", **columns: object) -> User:
    """A user with the password above; with an e-mail of its own when no address is given."""
    if not email and not phone:
        email = f"orang{next(_number)}@contoh.example"
    user = User(name=name, email=email or None, **columns)
    if phone:
        user.phone_hash, user.phone_sealed = phone_hash(phone), seal_phone(phone, USER_PHONE)
    user.set_password(PASSWORD)
    user.save()
    if email:
        EmailAddress.objects.create(user=user, email=email, primary=True)
    return user


def make_institution(
    code: str = "", region: str = "16.02", kind: InstitutionKind = InstitutionKind.REGENCY_OFFICE
) -> Institution:
    """An institution in a region."""
    code = code or f"LEMBAGA-{next(_number)}"
    return Institution.objects.create(code=code, name=f"Lembaga {code}", kind=kind, region_id=region)


def make_member(
    institution: Institution,
    role: Role = Role.REGENCY_OFFICER,
    region: str = "",
    user: User | None = None,
    starts_on: date = date(2026, 1, 2),
    ends_on: date | None = None,
) -> User:
    """A user with a role in the institution, in its region unless another one is said."""
    user = user or make_user()
    Membership.objects.create(
        user=user,
        institution=institution,
        role=role,
        region_id=region or institution.region_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    return user


def make_province_officer() -> User:
    """Somebody who manages every institution of the province."""
    office = make_institution(region="16", kind=InstitutionKind.PROVINCE_OFFICE)
    return make_member(office, Role.PROVINCE_OFFICER)
