"""Linkage keys of stored records: which they are, and taking them out when the records no longer count."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from django.db import connection, transaction

from wadah.core.jobs import fence
from wadah.registry.entries import clues_of
from wadah.registry.fingerprints import content_keys_of
from wadah.registry.linkage.keys import keys_of_clues
from wadah.registry.models import Intake, Record, RecordKey

CHUNK_ROWS = 2_000


class Keyed(Protocol):
    """What the keys of a record are made of."""

    @property
    def values(self) -> Mapping[str, Any]: ...
    @property
    def region_id(self) -> str | None: ...
    @property
    def nik_hash(self) -> bytes | memoryview | None: ...
    @property
    def phone_hashes(self) -> bytes | memoryview | None: ...
    @property
    def fingerprint(self) -> bytes | memoryview: ...


def keys_of(record: Keyed) -> list[int]:
    """The keys under which the record is found: those of linkage, and last the one of its whole content."""
    nik = bytes(record.nik_hash) if record.nik_hash else None
    phones = bytes(record.phone_hashes) if record.phone_hashes else None
    clues = clues_of(record.values, record.region_id, nik, phones)
    return [*keys_of_clues(clues), *content_keys_of([bytes(record.fingerprint)])]


def remove_keys(records: Iterable[Record]) -> None:
    """Takes the records out of the index of keys: they are kept, but nothing is compared with them."""
    gone = [(key, record.pk) for record in records for key in keys_of(record)]
    table = RecordKey._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {table} WHERE key = %s AND record_id = %s", gone)  # noqa: S608


def forget_intake(intake_id: int) -> None:
    """Takes every row of a discarded file out of the index. May be run again at any time."""
    for chunk in _chunks(Intake.objects.get(pk=intake_id)):
        with transaction.atomic():
            fence()
            remove_keys(chunk)


def _chunks(intake: Intake) -> Iterator[Sequence[Record]]:
    rows = Record.objects.filter(intake=intake, party__isnull=True).order_by("sheet", "row_number")
    chunk: list[Record] = []
    for record in rows.iterator(CHUNK_ROWS):
        chunk.append(record)
        if len(chunk) == CHUNK_ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
