"""The kinds of institution that take part. What each may do is said by roles, not here."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InstitutionKind(TextChoices):
    """What an institution is; `roles.ROLES` says which roles its people may hold."""

    PROVINCE_OFFICE = "province_office", _("Dinas provinsi")
    REGENCY_OFFICE = "regency_office", _("Dinas kabupaten/kota")
    COOPERATIVE_OFFICE = "cooperative_office", _("Dinas koperasi")
    VERTICAL_AGENCY = "vertical_agency", _("Instansi vertikal")
    STATE_COMPANY = "state_company", _("BUMN atau BUMD")
    BANK = "bank", _("Bank atau penyalur kredit")
    BUYER = "buyer", _("Pembeli: industri, hotel, ritel, dapur MBG")
    ASSOCIATION = "association", _("Asosiasi usaha")
    TRADING_HOUSE = "trading_house", _("Rumah dagang")
    COOPERATIVE = "cooperative", _("Koperasi")
    EDUCATION = "education", _("Kampus atau lembaga pendamping")
    AUDIT_OFFICE = "audit_office", _("Lembaga pemeriksa atau DPRD")
    PARTNER_PROVINCE = "partner_province", _("Provinsi mitra")
