"""What was published, and when. Derived from what the apps below know, but kept: a figure is never overwritten."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wadah.impact.measures import Measure, Scope, Showing
from wadah.impact.suppression import SMALLEST_SHOWN


class Figure(models.Model):
    """One published figure of a place or an office: shown, hidden, or not known, since `published_at`.

    The row that holds today is the one that nothing has superseded. `of_count` is the whole of a part. The
    constraints are the last guard of suppression.py: no small count, and no count that leaves a small one, is stored.
    """

    scope = models.CharField(max_length=8, choices=Scope)
    # Code of the kabupaten/kota, or of the institution.
    subject = models.CharField(max_length=40)
    measure = models.CharField(max_length=16, choices=Measure)
    showing = models.CharField(max_length=8, choices=Showing)
    count = models.PositiveIntegerField(null=True)
    of_count = models.PositiveIntegerField(null=True)
    # Version ids of the dated rules that it was counted by.
    rules = models.JSONField(default=list)
    published_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("angka terbit")
        verbose_name_plural = _("angka terbit")
        indexes: ClassVar = [
            models.Index(fields=["scope", "subject", "published_at", "id"], name="figure_history"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="figure_one_holds",
                fields=["scope", "subject", "measure"],
                condition=Q(superseded_at__isnull=True),
            ),
            models.CheckConstraint(
                name="figure_count_when_shown",
                condition=Q(showing=Showing.SHOWN, count__isnull=False)
                | (~Q(showing=Showing.SHOWN) & Q(count__isnull=True, of_count__isnull=True)),
            ),
            models.CheckConstraint(
                name="figure_not_small",
                condition=Q(count__isnull=True) | Q(count=0) | Q(count__gte=SMALLEST_SHOWN),
            ),
            models.CheckConstraint(
                name="figure_leaves_nothing_small",
                condition=Q(of_count__isnull=True)
                | Q(of_count=F("count"))
                | Q(of_count__gte=F("count") + SMALLEST_SHOWN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.subject} {self.measure}: {self.showing} {self.count}"
