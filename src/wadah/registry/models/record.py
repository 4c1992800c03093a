"""Rows as they came, and the keys under which alike rows are found. Both are large: indexes are few on purpose."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from wadah.regions.models import Region
from wadah.registry.kinds import Verdict
from wadah.registry.models.intake import Intake
from wadah.registry.models.party import Party

HASH_BYTES = 16


class Record(models.Model):
    """One row of a file, kept for ever as it came, with what was understood of it.

    `raw` is the list of the row's cells with null where a cell is sensitive or was not understood; those
    cells are in `sealed`, together with the cleaned NIK, KK, NPWP and phones. `values` holds the cleaned
    fields without them, `matches` the records that this one may repeat. Shapes: shapes.py.
    """

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="+", db_index=False)
    sheet = models.PositiveSmallIntegerField()
    row_number = models.PositiveIntegerField()
    raw = models.JSONField()
    sealed = models.BinaryField(null=True)
    values = models.JSONField()
    nik_hash = models.BinaryField(max_length=HASH_BYTES, null=True)
    phone_hashes = models.BinaryField(null=True)
    fingerprint = models.BinaryField(max_length=HASH_BYTES)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    verdict = models.CharField(max_length=18, choices=Verdict)
    problems = models.JSONField(default=list)
    repairs = models.JSONField(default=list)
    matches = models.JSONField(default=list)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, related_name="records", db_index=False
    )
    applied_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["party"], name="record_of_party", condition=Q(party__isnull=False)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(name="record_row_once", fields=["intake", "sheet", "row_number"]),
            models.CheckConstraint(name="record_has_verdict", condition=Q(verdict__in=Verdict.values)),
            models.CheckConstraint(
                name="record_party_when_applied",
                condition=Q(party__isnull=True) | Q(applied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intake_id}/{self.sheet}/{self.row_number}"


class RecordKey(models.Model):
    """One linkage key of one record: records that share a key are worth comparing.

    The primary key is the look-up itself, so that all records of a key are one range. No foreign key is
    held by the database: eight of these are written for every row, and `wadah check` compares them. To be
    distributed by `key`, unlike the other tables, which are distributed by place.
    """

    pk = models.CompositePrimaryKey("key", "record_id")
    key = models.BigIntegerField()
    record_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.key}:{self.record_id}"
