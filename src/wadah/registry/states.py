"""States of an intake, of a possible duplicate and of a download, and the tables of allowed moves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wadah.core.transitions import Flow


class IntakeState(TextChoices):
    """How far an uploaded file has come. Nothing reaches the registry before `applying`."""

    RECEIVED = "received", _("Diterima")
    READING = "reading", _("Sedang dibaca")
    MAPPING = "mapping", _("Menunggu pencocokan kolom")
    CHECKING = "checking", _("Sedang diperiksa")
    CHECKED = "checked", _("Selesai diperiksa")
    APPLYING = "applying", _("Sedang dimasukkan")
    APPLIED = "applied", _("Sudah masuk")
    UNDOING = "undoing", _("Sedang dibatalkan")
    UNDONE = "undone", _("Dibatalkan")
    FAILED = "failed", _("Gagal")
    DISCARDED = "discarded", _("Tidak dipakai")


_I = IntakeState

INTAKE_FLOW: Flow = Flow(
    moves={
        _I.RECEIVED: {_I.READING, _I.FAILED, _I.DISCARDED},
        _I.READING: {_I.MAPPING, _I.FAILED, _I.DISCARDED},
        _I.MAPPING: {_I.CHECKING, _I.DISCARDED},
        _I.CHECKING: {_I.CHECKED, _I.FAILED, _I.DISCARDED},
        # Back to mapping: the officer saw in the result that a column was read wrongly.
        _I.CHECKED: {_I.APPLYING, _I.MAPPING, _I.DISCARDED},
        _I.APPLYING: {_I.APPLIED, _I.FAILED},
        _I.APPLIED: {_I.UNDOING},
        _I.UNDOING: {_I.UNDONE, _I.FAILED},
        # A failed intake goes on from the step that failed (Intake.failed_in), or is dropped.
        _I.FAILED: {_I.READING, _I.CHECKING, _I.APPLYING, _I.UNDOING, _I.DISCARDED},
    },
)

# One file of one office may be in these states only once at a time: its second upload is the first one again.
LIVE_INTAKES = (
    _I.RECEIVED,
    _I.READING,
    _I.MAPPING,
    _I.CHECKING,
    _I.CHECKED,
    _I.APPLYING,
    _I.APPLIED,
    _I.UNDOING,
)
WORKING_INTAKES = (_I.READING, _I.CHECKING, _I.APPLYING, _I.UNDOING)


class PairState(TextChoices):
    """What people said of two records that may speak of one business or person."""

    OPEN = "open", _("Menunggu keputusan")
    SAME = "same", _("Sama")
    DIFFERENT = "different", _("Berbeda")
    UNSURE = "unsure", _("Belum yakin")
    WITHDRAWN = "withdrawn", _("Gugur")


_P = PairState

PAIR_FLOW: Flow = Flow(
    moves={
        # Withdrawn: the import that raised the question was undone.
        _P.OPEN: {_P.SAME, _P.DIFFERENT, _P.UNSURE, _P.WITHDRAWN},
        _P.UNSURE: {_P.SAME, _P.DIFFERENT, _P.OPEN, _P.WITHDRAWN},
        _P.SAME: {_P.OPEN, _P.WITHDRAWN},
        _P.DIFFERENT: {_P.OPEN, _P.WITHDRAWN},
        _P.WITHDRAWN: {_P.OPEN},
    },
)


class ClaimState(TextChoices):
    """What became of somebody's word that a business is theirs."""

    ASKED = "asked", _("Menunggu petugas")
    GRANTED = "granted", _("Dikabulkan")
    REFUSED = "refused", _("Ditolak")
    WITHDRAWN = "withdrawn", _("Ditarik kembali")
    ENDED = "ended", _("Berakhir")


_C = ClaimState

CLAIM_FLOW: Flow = Flow(
    moves={
        _C.ASKED: {_C.GRANTED, _C.REFUSED, _C.WITHDRAWN},
        # Ended: given up, taken away by the owner, handed over, or decided otherwise in a dispute.
        _C.GRANTED: {_C.ENDED},
    },
)

# Of these a person has one for a business at a time.
LIVE_CLAIMS = (_C.ASKED, _C.GRANTED)


class ExportState(TextChoices):
    """How far a file is that somebody asked for."""

    ASKED = "asked", _("Menunggu giliran")
    WRITING = "writing", _("Sedang disusun")
    READY = "ready", _("Siap diunduh")
    FAILED = "failed", _("Gagal")
    EXPIRED = "expired", _("Sudah dihapus")


_E = ExportState

EXPORT_FLOW: Flow = Flow(
    moves={
        _E.ASKED: {_E.WRITING, _E.FAILED},
        _E.WRITING: {_E.READY, _E.FAILED},
        _E.READY: {_E.EXPIRED},
    },
)
WORKING_EXPORTS = (_E.ASKED, _E.WRITING)
