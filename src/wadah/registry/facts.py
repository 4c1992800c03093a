"""The kinds of fact that may be recorded: unit, who owns the kind, which evidence counts. No reading, no writing."""

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Evidence(TextChoices):
    """How a fact became known, weakest first: only the last two count as proven."""

    CLAIMED = "claimed", _("Pengakuan")
    SPREADSHEET = "spreadsheet", _("Lembar kerja dinas")
    SEEN = "seen", _("Dilihat petugas")
    DOCUMENT = "document", _("Dokumen")
    TRANSACTION = "transaction", _("Transaksi tercatat")


class Unit(TextChoices):
    """What a number counts. Text facts have none."""

    NONE = "", _("teks")
    RUPIAH = "idr", _("rupiah")
    PERSONS = "persons", _("orang")


class Shape(Enum):
    """Whether a fact is a number or a text."""

    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True)
class FactKind:
    """One kind of fact. `owner` is the app that may record it; `evidence` is what it accepts."""

    code: str
    label: Promise
    shape: Shape
    unit: Unit
    owner: str
    evidence: frozenset[Evidence]


_ALL = frozenset(Evidence)


def _number(code: str, label: Promise, unit: Unit) -> FactKind:
    return FactKind(code, label, Shape.NUMBER, unit, "registry", _ALL)


def _text(code: str, label: Promise) -> FactKind:
    return FactKind(code, label, Shape.TEXT, Unit.NONE, "registry", _ALL)


_KINDS = (
    # Turnover of one year in rupiah; monthly figures are multiplied by twelve when the row is read.
    _number("annual_sales", _("Omzet setahun"), Unit.RUPIAH),
    # Capital or assets without land and building of the place of business (PP 7/2021 Art. 35).
    _number("capital_ex_land", _("Modal tanpa tanah dan bangunan"), Unit.RUPIAH),
    _number("assets", _("Aset"), Unit.RUPIAH),
    _number("workers", _("Tenaga kerja"), Unit.PERSONS),
    _number("workers_male", _("Tenaga kerja laki-laki"), Unit.PERSONS),
    _number("workers_female", _("Tenaga kerja perempuan"), Unit.PERSONS),
    _text("established", _("Mulai usaha")),
    _text("pirt", _("P-IRT")),
    _text("halal", _("Sertifikat halal")),
    _text("trademark", _("Merek")),
    _text("aid_received", _("Bantuan yang pernah diterima")),
)

KINDS: MappingProxyType[str, FactKind] = MappingProxyType({kind.code: kind for kind in _KINDS})
