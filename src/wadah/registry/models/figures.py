"""Counts by place that pages read instead of counting millions of rows. Derived; can be rebuilt."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wadah.registry.kinds import PartyKind


class RegencyFigures(models.Model):
    """How many parties of one kind a kabupaten or kota has, and how well they are known.

    `regency` is empty for parties whose place is not known. An identity number is that of the owner for a
    business; a phone number counts when the latest record brought it.
    """

    regency = models.CharField(max_length=5, blank=True)
    kind = models.CharField(max_length=12, choices=PartyKind)
    parties_count = models.PositiveIntegerField()
    with_nik_count = models.PositiveIntegerField()
    with_village_count = models.PositiveIntegerField()
    with_phone_count = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("angka kabupaten/kota")
        verbose_name_plural = _("angka kabupaten/kota")
        constraints: ClassVar = [
            models.UniqueConstraint(name="figures_once_per_kind", fields=["regency", "kind"]),
            models.CheckConstraint(
                name="figures_within_parties",
                condition=Q(with_nik_count__lte=F("parties_count"))
                & Q(with_village_count__lte=F("parties_count"))
                & Q(with_phone_count__lte=F("parties_count")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regency} {self.kind}: {self.parties_count}"
