"""Stores the generated rows of a whole province as one file of the province's office, ready to be linked."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from wadah.accounts.models import Institution
from wadah.core.secrets import hash_present
from wadah.registry import fields, storage
from wadah.registry.demo.rows import Row, batch, batch_count
from wadah.registry.intake.mapping import MappedColumn
from wadah.registry.kinds import Verdict
from wadah.registry.models import Intake
from wadah.registry.sealed import SealedCells, as_text, seal_texts
from wadah.registry.shapes import SheetFound, SheetMapping
from wadah.registry.states import IntakeState
from wadah.registry.work.check import DEFERRED, STORED
from wadah.registry.work.prepared import PreparedChunk, Understood, prepare
from wadah.registry.work.storing import store_keys, store_rows

PROVINCE_FILE = "Data provinsi (contoh).csv"
CHUNK_ROWS = 5_000
OPEN = (
    (fields.NAME, "name"),
    (fields.OWNER, "owner"),
    (fields.ADDRESS, "address"),
    (fields.POSTCODE, "postcode"),
    (fields.LATITUDE, "latitude"),
    (fields.LONGITUDE, "longitude"),
    (fields.ACTIVITY, "activity"),
    (fields.KBLI, "kbli"),
    (fields.NIB, "nib"),
    (fields.ESTABLISHED, "established"),
    ("annual_sales", "annual_sales"),
    ("workers", "workers"),
)
TITLES = tuple(code for code, _ in OPEN)


def store_province(institution: Institution, *, seed: int, rows: int) -> Intake:
    """One intake with all rows stored; a run that was stopped has to begin with an empty database."""
    intake = _intake(institution, timezone.now())
    for number in range(batch_count(rows)):
        made = batch(number, size=rows, seed=seed)
        for start in range(0, len(made), CHUNK_ROWS):
            with transaction.atomic():
                store_keys(store_rows(intake, _prepared(made[start : start + CHUNK_ROWS])))
                intake.save(update_fields=["done_through"])
    intake.counts[STORED] = intake.total_count = intake.done_count
    intake.done_count = intake.done_through = 0
    intake.save(update_fields=["counts", "total_count", "done_count", "done_through"])
    return intake


def _intake(institution: Institution, at: datetime) -> Intake:
    content = io.BytesIO(b"Baris contoh dari pembangkit data wadah; tidak ada berkas asli.\n")
    sheet = SheetFound(0, "Data", "businesses", True, TITLES, 1, 1, (), True, "", len(TITLES), "", ())
    columns = tuple(MappedColumn(at, title, title) for at, title in enumerate(TITLES))
    return Intake.objects.create(
        institution=institution,
        file_name=PROVINCE_FILE,
        sha256=storage.sha256_of(content),
        size_bytes=content.getbuffer().nbytes,
        stored_path=storage.store_sealed(content, storage.ORIGINAL),
        state=IntakeState.CHECKING,
        sheets=[sheet.as_json()],
        mapping=[SheetMapping(0, True, columns).as_json()],
        counts={DEFERRED: True},
        created_at=at,
    )


def _prepared(rows: Sequence[Row]) -> PreparedChunk:
    sealed = seal_texts(as_text(_sealed(row)) for row in rows)
    nothing: list[tuple[()]] = [()] * len(rows)
    understood = Understood(
        0,
        [row.id + 2 for row in rows],
        [[getattr(row, name) for _, name in OPEN] for row in rows],
        [f"{row.nik or ''} {row.phone or ''}" for row in rows],
        [_values(row) for row in rows],
        hash_present("nik", [row.nik for row in rows]),
        hash_present("phone", [row.phone for row in rows]),
        [row.village or row.regency for row in rows],
        [Verdict.NEW] * len(rows),
        nothing,
        nothing,
    )
    return prepare(understood, sealed)


def _sealed(row: Row) -> SealedCells:
    return SealedCells(nik=row.nik or "", phones=(row.phone,) if row.phone else ())


def _values(row: Row) -> dict[str, Any]:
    values: dict[str, Any] = {
        code: value for code, name in OPEN if (value := getattr(row, name)) is not None and value != ""
    }
    if row.kbli_edition:
        values[fields.KBLI_EDITION] = str(row.kbli_edition)
    return values
