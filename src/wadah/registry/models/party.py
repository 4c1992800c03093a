"""Persons, businesses, cooperatives and households: the best of their records, for lists and look-ups."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wadah.regions.models import Region
from wadah.registry.kinds import PartyKind

HASH_BYTES = 16


class Party(models.Model):
    """Somebody or something that is registered once.

    Its columns repeat what lists show; where each field comes from is computed from its records
    (queries/party.py), so a merge that is taken apart leaves nothing behind. Sensitive values stay in the
    records: here is only the keyed hash by which one person is found again.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=PartyKind)
    name = models.CharField(max_length=200)
    # Upper case letters and digits, one space between: what searching by the start of a name compares.
    name_key = models.CharField(max_length=200)
    owner = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="businesses", db_index=False
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    regency = models.CharField(max_length=5, blank=True)
    activity = models.CharField(max_length=200, blank=True)
    kbli = models.CharField(max_length=5, blank=True)
    kbli_edition = models.CharField(max_length=4, blank=True)
    nib = models.CharField(max_length=13, blank=True)
    nik_hash = models.BinaryField(max_length=HASH_BYTES, null=True)
    established_on = models.DateField(null=True)
    latest_record = models.ForeignKey(
        "Record", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="absorbed")
    # No longer listed: merged into another, or every import that spoke of it was undone.
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pihak")
        verbose_name_plural = _("pihak")
        indexes: ClassVar = [
            models.Index(
                fields=["kind", "regency", "updated_at", "id"],
                name="party_list_of_regency",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["kind", "updated_at", "id"],
                name="party_list",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["name_key", "id"], name="party_by_name", condition=Q(closed_at__isnull=True)
            ),
            models.Index(fields=["owner"], name="party_of_owner", condition=Q(owner__isnull=False)),
            models.Index(fields=["nib"], name="party_by_nib", condition=~Q(nib="")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="party_one_person_per_nik",
                fields=["nik_hash"],
                condition=Q(kind="person", closed_at__isnull=True, nik_hash__isnull=False),
            ),
            models.CheckConstraint(name="party_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="party_merged_is_closed",
                condition=Q(merged_into__isnull=True) | Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="party_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
            models.CheckConstraint(
                name="party_person_has_no_owner", condition=~Q(kind="person") | Q(owner__isnull=True)
            ),
            models.CheckConstraint(
                name="party_kbli_names_edition", condition=Q(kbli="") | ~Q(kbli_edition="")
            ),
        ]

    def __str__(self) -> str:
        return self.name
