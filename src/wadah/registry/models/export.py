"""Files that people asked for: which list, how far, where it lies and until when."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wadah.accounts.models import User
from wadah.registry.purposes import ExportFormat, NikPurpose
from wadah.registry.states import WORKING_EXPORTS, ExportState


class Export(models.Model):
    """One file of a list for one person. The row stays when the file is deleted; what was searched for does not.

    `asked` is the filter of the list, `held` the access that it rests on (sources.Held): whoever has lost a part of
    it since may not have the file either. `request_hash` tells the same request again while it is worked at.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=24)
    format = models.CharField(max_length=4, choices=ExportFormat)
    asked = models.JSONField(default=dict)
    held = models.JSONField()
    request_hash = models.CharField(max_length=64)
    nik_purpose = models.CharField(max_length=24, blank=True, choices=NikPurpose)
    reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=ExportState, default=ExportState.ASKED)
    error_code = models.CharField(max_length=40, blank=True)
    total_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    stored_path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("unduhan")
        verbose_name_plural = _("unduhan")
        indexes: ClassVar = [
            models.Index(fields=["asked_by", "created_at", "id"], name="export_of_person"),
            models.Index(fields=["expires_at"], name="export_expiring", condition=Q(state="ready")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="export_once_while_working",
                fields=["asked_by", "request_hash"],
                condition=Q(state__in=WORKING_EXPORTS),
            ),
            models.CheckConstraint(
                name="export_done_within_total", condition=Q(done_count__lte=F("total_count"))
            ),
            models.CheckConstraint(
                name="export_ready_has_file",
                condition=~Q(state="ready")
                | (~Q(stored_path="") & Q(ready_at__isnull=False, expires_at__isnull=False)),
            ),
            models.CheckConstraint(name="export_nik_says_why", condition=Q(nik_purpose="") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.source}.{self.format} ({self.state})"

    @property
    def region(self) -> str:
        """Where an entry of the trail about it belongs."""
        return str(next(iter(self.held["regions"]), ""))
