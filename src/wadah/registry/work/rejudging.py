"""Compares rows once more when the registry has grown since they were checked."""

from collections.abc import Sequence

from django.db.models import Q

from wadah.registry.crowds import Crowds
from wadah.registry.models import Intake, Record
from wadah.registry.states import IntakeState
from wadah.registry.verdicts import Row, judge_rows
from wadah.registry.work.keys import keys_of
from wadah.registry.work.storing import store_verdicts


def registry_moved_on(intake: Intake) -> bool:
    """Whether another file was applied, or is being applied, since this one was checked."""
    since = Q(applied_at__gte=intake.checked_at) | Q(state=IntakeState.APPLYING)
    return Intake.objects.exclude(pk=intake.pk).filter(since).exists()


def rejudge(records: Sequence[Record], crowds: Crowds) -> None:
    """Gives rows of the file of `crowds` their verdicts and matches anew, stored and in hand."""
    rows = [Row(record.pk, keys_of(record)) for record in records]
    judge_rows(rows, crowds)
    for record, row in zip(records, rows, strict=True):
        record.verdict, record.matches = row.verdict, [match.as_json() for match in row.matches]
    store_verdicts(rows)
