"""Why records belong together: links to a party, pairs to review, merges that can be taken apart."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wadah.accounts.models import User
from wadah.registry.kinds import DecidedBy, LinkLevel
from wadah.registry.models.intake import Intake
from wadah.registry.models.party import Party
from wadah.registry.models.record import Record
from wadah.registry.states import PairState


class Link(models.Model):
    """One record speaks of one party: how sure, by which evidence, who said so. Undone, never deleted."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="links", db_index=False)
    level = models.CharField(max_length=8, choices=LinkLevel)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="links", db_index=False)
    regency = models.CharField(max_length=5, blank=True)
    # The record that this one was found alike to; null for the first record of a party.
    matched = models.ForeignKey(Record, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    score = models.FloatField()
    evidence = models.JSONField(default=list)
    decided = models.CharField(max_length=8, choices=DecidedBy)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField()
    # Set when a merge moved the record here: the merge, and the link that it took the place of.
    merge = models.ForeignKey("Merge", on_delete=models.PROTECT, null=True, related_name="links")
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["party"], name="link_of_party", condition=Q(undone_at__isnull=True)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="link_one_party_per_level",
                fields=["record", "level"],
                condition=Q(undone_at__isnull=True),
            ),
            models.CheckConstraint(name="link_score_is_share", condition=Q(score__gte=0, score__lte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} -> {self.party_id} ({self.level})"


class Pair(models.Model):
    """Two records that may speak of one party: a question to a person, and the answer."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    left = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_index=False)
    right = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=8, choices=LinkLevel)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, null=True, related_name="+")
    left_regency = models.CharField(max_length=5, blank=True)
    right_regency = models.CharField(max_length=5, blank=True)
    score = models.FloatField()
    evidence = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=PairState, default=PairState.OPEN)
    version = models.PositiveIntegerField(default=1)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kemungkinan ganda")
        verbose_name_plural = _("kemungkinan ganda")
        indexes: ClassVar = [
            models.Index(
                fields=["state", "left_regency", "score", "id"],
                name="pair_queue",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(name="pair_asked_once", fields=["left", "right", "level"]),
            models.CheckConstraint(name="pair_left_before_right", condition=Q(left__lt=F("right"))),
            models.CheckConstraint(name="pair_score_is_share", condition=Q(score__gte=0, score__lte=1)),
            models.CheckConstraint(
                name="pair_decided_says_when",
                condition=Q(state__in=[PairState.OPEN, PairState.WITHDRAWN]) | Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left_id}, {self.right_id}: {self.state}"


class Merge(models.Model):
    """One party was absorbed by another; its links name this merge, so that it can be taken apart."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survivor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    absorbed = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, null=True, related_name="merges")
    # Primary keys of what was moved besides links: businesses of an absorbed person, facts without a record.
    moved = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    merged_at = models.DateTimeField()
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="merge_absorbed_once", fields=["absorbed"], condition=Q(undone_at__isnull=True)
            ),
            models.CheckConstraint(name="merge_of_two", condition=~Q(survivor=F("absorbed"))),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} -> {self.survivor_id}"
