"""What the board counts: the measures, whose they are, and what each is a part of. No numbers, no reading."""

from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """Whose figure it is."""

    PLACE = "place", _("Kabupaten/kota")
    OFFICE = "office", _("Kantor")


class Measure(TextChoices):
    """What is counted."""

    REGISTERED = "registered", _("Usaha terdaftar")
    ACTIVE = "active", _("Usaha aktif terverifikasi")
    COOPERATIVES = "cooperatives", _("Koperasi terdaftar")
    ROWS = "rows", _("Baris yang diserahkan")
    COMPLETE = "complete", _("Baris lengkap")
    VALID = "valid", _("Baris sah")
    LINKED = "linked", _("Baris tertaut")
    FRESH = "fresh", _("Baris segar")


class Showing(TextChoices):
    """What a reader gets to see of a figure."""

    SHOWN = "shown", _("ditampilkan")
    HIDDEN = "hidden", _("disembunyikan")
    UNKNOWN = "unknown", _("belum diketahui")


@dataclass(frozen=True)
class Whole:
    """A count that stands for itself, the measures that are parts of it, and which part lies inside which."""

    measure: Measure
    parts: tuple[Measure, ...] = ()
    nested: tuple[tuple[Measure, Measure], ...] = ()


QUALITY = (Measure.COMPLETE, Measure.VALID, Measure.LINKED, Measure.FRESH)
WHOLES: MappingProxyType[Scope, tuple[Whole, ...]] = MappingProxyType(
    {
        Scope.PLACE: (Whole(Measure.REGISTERED, (Measure.ACTIVE,)), Whole(Measure.COOPERATIVES)),
        Scope.OFFICE: (Whole(Measure.ROWS, QUALITY, nested=((Measure.LINKED, Measure.VALID),)),),
    }
)

# How each is computed, in words; the numbers in it are dated rules (rules/).
FORMULAS: MappingProxyType[Measure, Promise] = MappingProxyType(
    {
        Measure.REGISTERED: _(
            "Usaha yang ada dalam daftar wadah, masing-masing satu kali, menurut kabupaten/kota letaknya."
        ),
        Measure.ACTIVE: _(
            "Usaha terdaftar yang identitasnya sudah dipastikan dan yang mempunyai penjualan, kunjungan, atau "
            "laporan dalam jangka waktu aturan."
        ),
        Measure.COOPERATIVES: _(
            "Koperasi yang ada dalam daftar wadah, masing-masing satu kali, menurut kabupaten/kota letaknya."
        ),
        Measure.ROWS: _(
            "Baris usaha dalam semua berkas kantor itu yang sudah masuk; baris kosong, jumlah, dan judul tidak "
            "ikut."
        ),
        Measure.COMPLETE: _("Baris yang semua isian wajibnya terisi, dibagi semua baris."),
        Measure.VALID: _("Baris yang tidak dikembalikan untuk diperbaiki, dibagi semua baris."),
        Measure.LINKED: _(
            "Baris yang sudah menjadi bagian satu usaha dan tidak lagi menunggu keputusan apakah ganda, dibagi "
            "semua baris."
        ),
        Measure.FRESH: _(
            "Baris yang usahanya dilaporkan lagi, oleh kantor mana pun, dalam jangka waktu aturan, dibagi semua "
            "baris."
        ),
    }
)
