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


class ExportNoAccess(DomainError):
    """The access on which a file rests ended before it was written."""

    code = "export_no_access"
    message = _("Akses Anda ke daftar ini sudah berakhir, berkas tidak disusun.")
    status = 403


class UnknownFactKind(DomainError):
    """A fact of a kind, unit or evidence that facts.py does not declare. Param `kind`."""

    code = "unknown_fact_kind"
    message = _("Jenis fakta %(kind)s tidak dikenal atau tidak boleh dicatat begitu.")


class FileTooLarge(DomainError):
    """More bytes than this installation takes in one file. Param `limit` in MB."""

    code = "file_too_large"
    message = _("Berkas ini lebih besar dari %(limit)s MB. Bagi menjadi beberapa berkas.")
    status = 413


class AlreadyClaimed(DomainError):
    """The business has an owner here. By whom is not told."""

    code = "already_claimed"
    message = _("Usaha ini sudah dipegang akun lain. Ajukan ke dinas; petugas memeriksa kedua pihak.")
    status = 409


class ClaimIsOpen(DomainError):
    """The person has claimed this business before, and it is granted or waits."""

    code = "claim_is_open"
    message = _("Anda sudah memegang usaha ini, atau permintaan Anda masih menunggu petugas.")
    status = 409


class TooManyClaims(DomainError):
    """More claims of one account wait than one person has businesses. Param `most`."""

    code = "too_many_claims"
    message = _("Sudah ada %(most)s permintaan Anda yang menunggu petugas. Tunggu jawabannya dahulu.")
    status = 429


class TooManySearches(DomainError):
    """A search shows something of strangers' businesses, so an hour has only so many. Param `most`."""

    code = "too_many_searches"
    message = _("Anda sudah mencari %(most)s kali dalam satu jam. Coba lagi nanti, atau datang ke dinas.")
    status = 429


class TooManyWords(DomainError):
    """What owners tell is kept for ever, so a day has only so much of it. Param `most`."""

    code = "too_many_words"
    message = _(
        "Akun Anda sudah menyimpan %(most)s keterangan dalam satu hari. Lanjutkan besok, atau datang ke dinas."
    )
    status = 429


class WrongCode(DomainError):
    """No such code, or it is used up, replaced or over: which of these is not told."""

    code = "wrong_code"
    message = _("Kode ini tidak cocok atau sudah tidak berlaku. Periksa lagi, atau minta kode baru ke dinas.")


class NoOffice(DomainError):
    """No office of the place takes in what owners tell."""

    code = "no_office"
    message = _("Belum ada dinas di wadah untuk wilayah ini. Pilih kabupaten atau kota lain.")
    status = 409


class OwnerLeaves(DomainError):
    """An owner with managers does not leave them a business without an owner: it is handed over."""

    code = "owner_leaves"
    message = _("Usaha ini masih punya pengelola. Serahkan dahulu, atau keluarkan pengelolanya.")
    status = 409
