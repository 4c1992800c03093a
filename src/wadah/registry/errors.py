"""What the registry refuses, by name."""

from django.utils.translation import gettext_lazy as _

from wadah.core.errors import DomainError


class TableOfTotals(DomainError):
    """Every sheet counts businesses by place or kind; none lists them."""

    code = "table_of_totals"
    message = _(
        "Berkas ini tampaknya tabel jumlah (statistik), bukan daftar usaha: isinya angka per wilayah atau per bidang, "
        "tanpa nama usaha atau pemilik. Kirim daftar usahanya, satu usaha satu baris."
    )


class MappingIncomplete(DomainError):
    """A mapping must at least say where the name of the business or of the owner is."""

    code = "mapping_incomplete"
    message = _("Tunjukkan kolom yang berisi nama usaha atau nama pemilik.")


class MappingUnknown(DomainError):
    """A mapping names a sheet, column or field that is not there. Param `what`."""

    code = "mapping_unknown"
    message = _("Pencocokan menyebut %(what)s, yang tidak ada.")


class IntakeNotReady(DomainError):
    """The intake is not at the step that this act needs."""

    code = "intake_not_ready"
    message = _("Berkas ini belum sampai, atau sudah melewati, langkah itu.")
    status = 409


class UndoTooLate(DomainError):
    """The time to undo an import has run out. Param `until`."""

    code = "undo_too_late"
    message = _("Impor ini hanya dapat dibatalkan sampai %(until)s.")
    status = 409


class DiskFull(DomainError):
    """The returned file could not be written for want of room; it can be asked for again."""

    code = "disk_full"
    message = _("Penyimpanan penuh, berkas hasil belum dapat dibuat. Data Anda aman; coba lagi nanti.")
    status = 507


class PairAlreadyDecided(DomainError):
    """Somebody else answered first. Params: `who`, `at`, `answer`."""

    code = "pair_already_decided"
    message = _("%(who)s sudah memutuskan pasangan ini pada %(at)s: %(answer)s.")
    status = 409


class MergeBuried(DomainError):
    """A later merge stands on this one and has to be undone first."""

    code = "merge_buried"
    message = _("Gabungan ini menjadi bagian dari gabungan yang lebih baru. Batalkan yang lebih baru dahulu.")
    status = 409


class OtherKind(DomainError):
    """Two parties of kinds that are never one, such as a household and a business."""

    code = "other_kind"
    message = _("Rumah tangga, orang, dan usaha dicatat terpisah dan tidak dapat digabungkan.")
    status = 409


class SplitNeedsBoth(DomainError):
    """A party is split into two that both keep at least one record."""

    code = "split_needs_both"
    message = _("Pilih sebagian baris saja: kedua bagian harus menyimpan paling sedikit satu baris.")


class ReasonMissing(DomainError):
    """A sensitive act asks for a reason that somebody can read later."""

    code = "reason_missing"
    message = _("Tuliskan alasannya, paling sedikit 10 huruf.")


class NothingToReveal(DomainError):
    """No row that the actor may see numbers of holds this one."""

    code = "nothing_to_reveal"
    message = _("Nomor ini belum tercatat, atau hanya tercatat oleh kantor wilayah lain.")
    status = 404


class UnknownFactKind(DomainError):
    """A fact of a kind, unit or evidence that facts.py does not declare. Param `kind`."""

    code = "unknown_fact_kind"
    message = _("Jenis fakta %(kind)s tidak dikenal atau tidak boleh dicatat begitu.")


class FileTooLarge(DomainError):
    """More bytes than this installation takes in one file. Param `limit` in MB."""

    code = "file_too_large"
    message = _("Berkas ini lebih besar dari %(limit)s MB. Bagi menjadi beberapa berkas.")
    status = 413
