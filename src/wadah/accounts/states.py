"""States of an invitation and the allowed moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wadah.core.transitions import Flow


class InvitationState(TextChoices):
    """An invitation is open until one of three things happened to it; none of them is undone."""

    OPEN = "open", _("Menunggu jawaban")
    ACCEPTED = "accepted", _("Diterima")
    WITHDRAWN = "withdrawn", _("Ditarik kembali")
    EXPIRED = "expired", _("Lewat waktu")


INVITATION_FLOW: Flow = Flow(
    field="state",
    moves={
        InvitationState.OPEN: {
            InvitationState.ACCEPTED,
            InvitationState.WITHDRAWN,
            InvitationState.EXPIRED,
        },
    },
)
