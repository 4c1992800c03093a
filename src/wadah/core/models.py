"""What core stores: histories and their seals, repeated requests, confirmed rules, living workers. No province words."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left

HASH_LENGTH = 64
# The first five signs of a region's code name the regency: 16.71 of 16.71.01.
REGENCY_LENGTH = 5


class StateChange(models.Model):
    """One move of one object through its flow. Append-only, held by a trigger."""

    what = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64)
    field = models.CharField(max_length=40)
    from_state = models.CharField(max_length=40)
    to_state = models.CharField(max_length=40)
    actor = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["what", "object_id", "id"], name="statechange_subject")]

    def __str__(self) -> str:
        return f"{self.what} {self.object_id}: {self.from_state} -> {self.to_state}"


class AuditEntry(models.Model):
    """Who did what to which thing, and why. Append-only, held by a trigger; no personal data in details."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    action = models.CharField(max_length=64)
    what = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    region = models.CharField(max_length=13, blank=True)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["what", "object_id", "id"], name="audit_subject"),
            models.Index(fields=["at", "id"], name="audit_at"),
            models.Index(fields=["actor", "at", "id"], name="audit_actor_at"),
            models.Index(fields=["action", "at", "id"], name="audit_action_at"),
            models.Index(Left("region", REGENCY_LENGTH), "at", "id", name="audit_regency_at"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(action=""), name="audit_has_action")]

    def __str__(self) -> str:
        return f"{self.action} {self.what} {self.object_id}".strip()


class AuditSeal(models.Model):
    """A stretch of a history closed by a hash that stands on the seal before it. Append-only, held by a trigger.

    It covers the rows of `trail` with `after_id` < id <= `last_id`. `content` is the hash of their lines and `hash`
    that of the seal itself; `marks` only help to name the row that was changed.
    """

    number = models.PositiveBigIntegerField(unique=True)
    trail = models.CharField(max_length=40)
    after_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    row_count = models.PositiveIntegerField()
    content = models.CharField(max_length=HASH_LENGTH)
    marks = models.BinaryField()
    # Unique: of two workers that seal at once only one goes on with the chain.
    previous = models.CharField(max_length=HASH_LENGTH, unique=True)
    hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["trail", "number"], name="seal_trail")]
        constraints = [
            models.CheckConstraint(condition=Q(last_id__gt=F("after_id")), name="seal_covers_ids"),
            models.CheckConstraint(condition=Q(row_count__gte=1), name="seal_covers_rows"),
        ]

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


class AuditCheck(models.Model):
    """What a check of the seals found. The newest one is shown beside the trail. Append-only, held by a trigger."""

    checked_at = models.DateTimeField()
    # Up to this seal everything is as it was sealed; 0 when not even the first one is.
    sound_number = models.PositiveBigIntegerField()
    sound_hash = models.CharField(max_length=HASH_LENGTH, blank=True)
    sealed_at = models.DateTimeField(null=True)
    is_whole = models.BooleanField()
    # What is wrong with the first seal after it, and its number; empty and 0 when nothing is.
    fault = models.CharField(max_length=24, blank=True)
    fault_number = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.checked_at:%Y-%m-%d}: {self.sound_number} {self.fault}".strip()


class IdempotencyKey(models.Model):
    """A request that may come twice, with the answer of its first run."""

    actor = models.CharField(max_length=64)
    action = models.CharField(max_length=64)
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64, blank=True)
    result = models.JSONField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "action", "key"], name="idempotency_once"),
            models.CheckConstraint(condition=~Q(key=""), name="idempotency_has_key"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.key}"


class RuleConfirmation(models.Model):
    """A person with a named source turned `verify` into `confirmed`, or corrected the value. Append-only."""

    version_id = models.CharField(max_length=140)
    value = models.JSONField(null=True, blank=True)
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    confirmed_by = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["version_id", "id"], name="confirmation_version")]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="confirmation_names_source")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.source}"


class Worker(models.Model):
    """A process that runs jobs. While it lives it counts its beats up; a still count is a dead worker."""

    worker_id = models.CharField(max_length=64, unique=True)
    beat_count = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.worker_id
