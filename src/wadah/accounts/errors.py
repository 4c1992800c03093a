"""What can go wrong with accounts, in words that may be shown."""

from django.utils.translation import gettext_lazy as _

from wadah.core.errors import DomainError, NotAllowed


class InvitationUsed(DomainError):
    """Somebody has accepted it, or it was withdrawn: the link opens nothing any more."""

    code = "invitation_used"
    message = _(
        "Undangan ini sudah dipakai atau ditarik kembali. Bila Anda sudah punya akun, langsung masuk."
    )
    status = 410


class InvitationExpired(DomainError):
    """It was not accepted in time."""

    code = "invitation_expired"
    message = _("Undangan ini sudah lewat waktu. Minta undangan baru kepada yang mengundang Anda.")
    status = 410


class InvitationForAnother(NotAllowed):
    """It was sent to another address than the one of who is signed in."""

    code = "invitation_for_another"
    message = _("Undangan ini untuk akun lain. Keluar dulu, lalu buka tautannya lagi.")


class AccountExists(DomainError):
    """The address has an account already, which has to be signed in to."""

    code = "account_exists"
    message = _("Alamat ini sudah punya akun. Masuk dulu, lalu terima undangannya.")
    status = 409


class AlreadyMember(DomainError):
    """The person holds this role here already."""

    code = "already_member"
    message = _("Orang ini sudah memegang peran itu di lembaga ini.")
    status = 409


class CodeTaken(DomainError):
    """Another institution has this code. Params: `code`."""

    code = "code_taken"
    message = _("Kode %(code)s sudah dipakai lembaga lain.")
    status = 409
