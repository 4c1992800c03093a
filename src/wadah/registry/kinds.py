"""The words the registry sorts by: kinds of party, verdicts of a row, levels of a link. No rules."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartyKind(TextChoices):
    """Who or what is registered. A person and the businesses of that person are two levels."""

    PERSON = "person", _("Orang")
    BUSINESS = "business", _("Usaha")
    COOPERATIVE = "cooperative", _("Koperasi")
    HOUSEHOLD = "household", _("Rumah tangga")


def may_be_one(kind: str, other: str) -> bool:
    """Whether parties of these kinds may turn out to be one: a cooperative is often listed as a business."""
    return kind == other or {kind, other} == {PartyKind.BUSINESS, PartyKind.COOPERATIVE}


class Verdict(TextChoices):
    """What a checked row is to the registry. Each row has exactly one."""

    NEW = "new", _("Baru")
    SAME = "same", _("Sama")
    CHANGES = "changes", _("Memperbarui")
    POSSIBLE_DUPLICATE = "possible_duplicate", _("Mungkin ganda")
    NEEDS_REPAIR = "needs_repair", _("Perlu diperbaiki")
    NOT_A_BUSINESS = "not_a_business", _("Bukan usaha")


# Rows with these verdicts become part of the registry when the intake is applied.
APPLICABLE = (Verdict.NEW, Verdict.SAME, Verdict.CHANGES, Verdict.POSSIBLE_DUPLICATE)


class LinkLevel(TextChoices):
    """What a link says of its record: it speaks of this business, or of this owner."""

    BUSINESS = "business", _("Usaha")
    PERSON = "person", _("Pemilik")


class DecidedBy(TextChoices):
    """Who made a link."""

    MACHINE = "machine", _("Otomatis")
    PERSON = "person", _("Petugas")


class Channel(TextChoices):
    """How rows came in: as a file of an office, or by a form that the owner filled in."""

    FILE = "file", _("Berkas")
    FORM = "form", _("Dari pemilik")


class ClaimRole(TextChoices):
    """What a claim gives: the business is one's own, or one looks after it for its owner."""

    OWNER = "owner", _("Pemilik")
    MANAGER = "manager", _("Pengelola")


class ClaimWay(TextChoices):
    """What a claim rests on."""

    CODE = "code", _("Kode di kertas")
    OFFICER = "officer", _("Diperiksa petugas")
    REGISTERED = "registered", _("Didaftarkan sendiri")
