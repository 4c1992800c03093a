"""Files that offices hand in, and what each office's columns meant before."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wadah.accounts.models import Institution, User
from wadah.registry.kinds import Channel
from wadah.registry.states import LIVE_INTAKES, IntakeState

SHA256_LENGTH = 64


class Intake(models.Model):
    """One uploaded file: its sealed original, how its columns are read, how far it is, what came out.

    Or, by the channel, one form: a single row that an owner filled in, received for the office of the place. It
    has no file and is applied from its first moment; lists of files leave it out.

    `sheets` describes what the reader found, `mapping` what the officer confirmed, `counts` the rows by
    verdict and by problem; all three hold no cell of a person. Their shapes are in shapes.py.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.FILE)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=SHA256_LENGTH)
    size_bytes = models.PositiveBigIntegerField()
    stored_path = models.CharField(max_length=200)
    returned_path = models.CharField(max_length=200, blank=True)
    returned_error = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, choices=IntakeState, default=IntakeState.RECEIVED)
    failed_in = models.CharField(max_length=12, blank=True, choices=IntakeState)
    error_code = models.CharField(max_length=40, blank=True)
    error_params = models.JSONField(default=dict)
    sheets = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    # Why rows of places outside the office's region are let in; they are held while it is empty.
    outside_reason = models.CharField(max_length=500, blank=True)
    counts = models.JSONField(default=dict)
    total_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    # The last record that the job at hand has finished: where it goes on after it was killed.
    done_through = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    undo_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("berkas impor")
        verbose_name_plural = _("berkas impor")
        indexes: ClassVar = [
            models.Index(fields=["institution", "created_at", "id"], name="intake_of_institution"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="intake_file_once_while_live",
                fields=["institution", "sha256"],
                condition=Q(state__in=LIVE_INTAKES),
            ),
            models.CheckConstraint(
                name="intake_done_within_total", condition=Q(done_count__lte=F("total_count"))
            ),
            models.CheckConstraint(
                name="intake_form_says_who", condition=~Q(channel="form") | Q(uploaded_by__isnull=False)
            ),
            models.CheckConstraint(
                name="intake_failed_says_where",
                condition=~Q(state="failed") | (~Q(failed_in="") & ~Q(error_code="")),
            ),
            models.CheckConstraint(
                name="intake_applied_can_be_undone",
                condition=~Q(state="applied") | Q(applied_at__isnull=False, undo_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"


class ColumnMemory(models.Model):
    """What the columns under one set of headers meant to one office, as last confirmed."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+", db_index=False)
    signature = models.CharField(max_length=SHA256_LENGTH)
    mapping = models.JSONField()
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="columnmemory_once", fields=["institution", "signature"]),
        ]

    def __str__(self) -> str:
        return self.signature[:12]
