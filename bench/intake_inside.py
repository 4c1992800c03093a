"""The measured process of bench/intake.py: one database, one file, figures as a line of JSON."""

import argparse
import json
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from wadah.accounts import demo as accounts_demo  # noqa: E402
from wadah.accounts.policies import OPERATOR  # noqa: E402
from wadah.core.jobs import at_once  # noqa: E402
from wadah.regions.queries import resolver  # noqa: E402
from wadah.regions.services.loading import load_regions  # noqa: E402
from wadah.registry.bulk import insert_numbers, insert_rows  # noqa: E402
from wadah.registry.demo.people import DEMO_INSTITUTIONS  # noqa: E402
from wadah.registry.models import Intake, Record, RecordKey  # noqa: E402
from wadah.registry.services import intakes  # noqa: E402
from wadah.registry.work import check  # noqa: E402
from wadah.registry.work.apply import apply_rows  # noqa: E402
from wadah.registry.work.check import check_rows_of  # noqa: E402
from wadah.registry.work.mapping import proposed_mapping  # noqa: E402
from wadah.registry.work.storing import KEY_COLUMNS, RECORD_COLUMNS  # noqa: E402

CHUNK = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--apply", action="store_true")
    arguments = parser.parse_args()
    call_command("migrate", verbosity=0)
    load_regions()
    resolver()
    figures: dict[str, Any] = {}
    intake, seconds, comparing = whole(arguments.file)
    peak = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
    )
    raw = raw_load(intake)
    count = intake.done_count
    figures["whole"] = f"{count / seconds:,.0f}/s"
    figures["raw"] = f"{count / raw:,.0f}/s"
    figures["stored"] = f"{count / (seconds - comparing):,.0f}/s"
    figures["RATIO stored"] = round(raw / (seconds - comparing), 2)
    figures["RATIO with comparing"] = round(raw / seconds, 2)
    figures["peak MB"] = f"{peak[0] // 1024}+{peak[1] // 1024}"
    figures["verdicts"] = intake.counts["verdicts"]
    if arguments.apply:
        figures["apply"] = f"{count / applied(intake):,.0f}/s"
    print(json.dumps(figures))


def whole(path: Path) -> tuple[Any, float, float]:
    """From the sealed original to stored verdicts."""
    office = accounts_demo._institution(DEMO_INSTITUTIONS[0])
    with path.open("rb") as file, at_once():
        got = intakes.receive_file(actor=OPERATOR, institution=office, file=file, file_name=path.name)
    intake = Intake.objects.get(pk=got.intake.pk)
    # The job would write the returned file as well; that is no part of the load.
    intakes.confirm_mapping(actor=OPERATOR, public_id=intake.public_id, mapping=proposed_mapping(intake, {}))
    started = time.perf_counter()
    with comparing_timed() as compared:
        check_rows_of(intake.pk)
    seconds = time.perf_counter() - started
    intake.refresh_from_db()
    return intake, seconds, compared[0]


@contextmanager
def comparing_timed() -> Iterator[list[float]]:
    """The seconds of the second half, in which rows are compared with the registry and one another."""
    seconds, compare_rows = [0.0], check.compare_rows

    def timed(*arguments: Any) -> None:
        started = time.perf_counter()
        compare_rows(*arguments)
        seconds[0] += time.perf_counter() - started

    check.compare_rows = timed
    yield seconds
    check.compare_rows = compare_rows


def raw_load(intake: Any) -> float:
    """The rows as they are stored now, into the same emptied tables, by the quickest plain statements."""
    names = ", ".join(f'"{column}"' for column in RECORD_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM registry_record ORDER BY id")
        records = cursor.fetchall()
        cursor.execute("SELECT key, record_id FROM registry_recordkey ORDER BY record_id, key")
        keys = cursor.fetchall()
        cursor.execute("DELETE FROM registry_recordkey")
        cursor.execute("DELETE FROM registry_record")
        cursor.execute(
            "VACUUM" if connection.vendor == "sqlite" else "VACUUM FULL registry_record, registry_recordkey"
        )
    by_record: dict[int, list[Any]] = {}
    for key in keys:
        by_record.setdefault(key[1], []).append(key)
    started = time.perf_counter()
    for at in range(0, len(records), CHUNK):
        chunk = records[at : at + CHUNK]
        with transaction.atomic():
            insert_rows(Record, RECORD_COLUMNS, chunk)
            insert_numbers(
                RecordKey, KEY_COLUMNS, sorted(k for row in chunk for k in by_record.get(row[0], ()))
            )
    return time.perf_counter() - started


def applied(intake: Any) -> float:
    """Seconds to make the checked rows part of the registry."""
    intakes.apply_intake(actor=OPERATOR, public_id=intake.public_id)
    started = time.perf_counter()
    apply_rows(intake.pk)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
