"""Compares rows once more when the registry has grown since they were checked."""

from collections.abc import Sequence

from django.db.models import Q

from wadah.registry.entries import entry_of
from wadah.registry.fingerprints import content_key_of
from wadah.registry.linkage import link_keys
from wadah.registry.models import Intake, Record
from wadah.registry.states import IntakeState
from wadah.registry.verdicts import Row, judge_rows


def registry_moved_on(intake: Intake) -> bool:
    """Whether another file was applied, or is being applied, since this one was checked."""
    since = Q(applied_at__gte=intake.checked_at) | Q(state=IntakeState.APPLYING)
    return Intake.objects.exclude(pk=intake.pk).filter(since).exists()


def rejudge(intake: Intake, records: Sequence[Record]) -> None:
    """Gives the rows their verdicts and matches anew, stored and in hand."""
    rows = [row_of(record) for record in records]
    judge_rows(rows, intake.pk)
    for record, row in zip(records, rows, strict=True):
        record.verdict, record.matches = row.verdict, [match.as_json() for match in row.matches]
    Record.objects.bulk_update(records, ["verdict", "matches"], batch_size=500)


def row_of(record: Record) -> Row:
    """A stored record as it was compared when it was checked."""
    nik = bytes(record.nik_hash) if record.nik_hash else None
    phones = bytes(record.phone_hashes) if record.phone_hashes else None
    entry = entry_of(record.pk, record.values, record.region_id, nik, phones)
    fingerprint = bytes(record.fingerprint)
    return Row(record.pk, entry, link_keys(entry), content_key_of(fingerprint), fingerprint, record.values)
