"""What core stores: histories, repeated requests, confirmed rules, living workers. No province words."""

from django.db import models
from django.db.models import Q


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
            models.Index(fields=["actor", "id"], name="audit_actor"),
            models.Index(fields=["action", "id"], name="audit_action"),
            models.Index(fields=["at", "id"], name="audit_at"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(action=""), name="audit_has_action")]

    def __str__(self) -> str:
        return f"{self.action} {self.what} {self.object_id}".strip()


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
