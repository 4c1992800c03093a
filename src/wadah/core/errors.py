"""Named errors: a code for programs, a message safe to show. How they become a page is in problems.py."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A rule of the house said no. Subclasses set `code`, `message` and `status`; params fill the message.

    Never put personal data into params: the message is shown, and the code and params may be logged.
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[str | Promise] = _("Permintaan ini tidak dapat dijalankan.")
    status: ClassVar[int] = 400

    def __init__(self, **params: Any) -> None:
        self.params = params
        super().__init__(self.code, params)

    def __str__(self) -> str:
        """The message in the active language."""
        return str(self.message) % self.params if self.params else str(self.message)


class NotFound(DomainError):
    """Missing and forbidden alike: who may not know of a thing must not learn that it is there."""

    code = "not_found"
    message = _("Halaman atau data ini tidak ada.")
    status = 404


class NotAllowed(DomainError):
    """The actor may see the thing, and may not do this with it."""

    code = "not_allowed"
    message = _("Anda tidak berwenang melakukan ini.")
    status = 403


class StateConflict(DomainError):
    """Somebody else moved it first."""

    code = "state_conflict"
    message = _("Keadaannya sudah berubah sejak Anda membukanya. Muat ulang halaman, lalu periksa lagi.")
    status = 409


class MoveNotAllowed(DomainError):
    """The flow's table has no such move. Params: `from_state`, `to_state`."""

    code = "move_not_allowed"
    message = _("Langkah ini tidak tersedia dari keadaan sekarang.")
    status = 409


class RepeatedKeyDiffers(DomainError):
    """An idempotency key came again with another content."""

    code = "repeated_key_differs"
    message = _("Kunci pengulangan ini sudah dipakai untuk permintaan lain.")
    status = 409


class UnknownRule(DomainError):
    """No dated rule of this code is in force on this day. Params: `rule`, `on`."""

    code = "unknown_rule"
    message = _("Belum ada aturan %(rule)s yang berlaku pada %(on)s.")
    status = 500


class CannotOpen(DomainError):
    """An encrypted value or file was changed, cut short, taken from another place, or its key is not here."""

    code = "cannot_open"
    message = _("Data tersandi ini tidak dapat dibuka. Hubungi pengelola sistem.")
    status = 500
