"""The ledger: what became known of a party, on which day, by which evidence. Kinds are declared in facts.py."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wadah.accounts.models import User
from wadah.registry.models.party import Party
from wadah.registry.models.record import Record


class Fact(models.Model):
    """One thing that became known. Append-only: a correction is a later fact.

    A fact out of a record counts as long as that record belongs to the party, so that a merge or an import
    that is undone takes its facts with it. Exactly one of `number` and `text` is used, as the kind says.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="facts", db_index=False)
    regency = models.CharField(max_length=5, blank=True)
    kind = models.CharField(max_length=40)
    number = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    text = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=24, blank=True)
    on = models.DateField()
    evidence = models.CharField(max_length=24)
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, related_name="facts", db_index=False
    )
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("fakta")
        verbose_name_plural = _("fakta")
        indexes: ClassVar = [models.Index(fields=["party", "kind", "on", "id"], name="fact_ledger")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="fact_once_per_record", fields=["record", "kind"], condition=Q(record__isnull=False)
            ),
            models.CheckConstraint(
                name="fact_number_or_text",
                condition=Q(number__isnull=False, text="") | (Q(number__isnull=True) & ~Q(text="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
