"""Who says that a business is theirs, and the one-time codes by which an officer or an owner says so too."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wadah.accounts.models import User
from wadah.registry.kinds import ClaimRole, ClaimWay
from wadah.registry.models.party import Party
from wadah.registry.states import LIVE_CLAIMS, ClaimState

HASH_BYTES = 16
FRONT_LENGTH = 4


class Claim(models.Model):
    """Somebody says that a business is theirs, and what was answered. Granted, it opens the business to them.

    `is_dispute`: when it was asked, the business was somebody else's. `decided_by` is empty where a code or the
    registration itself was the answer.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="claims")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=8, choices=ClaimRole, default=ClaimRole.OWNER)
    way = models.CharField(max_length=12, choices=ClaimWay)
    state = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.ASKED)
    is_dispute = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("klaim")
        verbose_name_plural = _("klaim")
        indexes: ClassVar = [
            models.Index(fields=["asked_at", "id"], name="claim_queue", condition=Q(state="asked")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="claim_one_live_per_person",
                fields=["user", "party"],
                condition=Q(state__in=LIVE_CLAIMS),
            ),
            models.UniqueConstraint(
                name="claim_one_owner",
                fields=["party"],
                condition=Q(state="granted", role="owner"),
            ),
            models.CheckConstraint(
                name="claim_decided_says_when", condition=Q(state="asked") | Q(decided_at__isnull=False)
            ),
            models.CheckConstraint(
                name="claim_refused_says_why", condition=~Q(state="refused") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}, {self.user_id}: {self.state}"


class ClaimCode(models.Model):
    """A code that is handed over on paper and opens once: of it only the keyed hash is kept.

    `front` are its first letters, by which the code is found whose wrong tries are counted. An officer gives one
    for a business without owner; its owner gives one to a manager, or to the next owner.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="claim_codes")
    role = models.CharField(max_length=8, choices=ClaimRole)
    front = models.CharField(max_length=FRONT_LENGTH)
    code_hash = models.BinaryField(max_length=HASH_BYTES)
    wrong_count = models.PositiveSmallIntegerField(default=0)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # Used, replaced by a newer one, or tried too often: it opens nothing any more.
    closed_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("kode klaim")
        verbose_name_plural = _("kode klaim")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="claimcode_one_live", fields=["party", "role"], condition=Q(closed_at__isnull=True)
            ),
            models.UniqueConstraint(
                name="claimcode_front_once", fields=["front"], condition=Q(closed_at__isnull=True)
            ),
            models.CheckConstraint(
                name="claimcode_used_is_closed",
                condition=Q(used_by__isnull=True) | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.role}"
