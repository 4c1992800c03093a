"""The measured process of bench/intake.py: one database, one file, figures as a line of JSON."""

import argparse
import json
import os
import resource
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
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


@dataclass
class Figures:
    """Seconds of the whole and of comparing, processor seconds of storing, bytes by phase (storing, comparing)."""

    seconds: float = 0.0
    comparing: float = 0.0
    processor: float = 0.0
    compares: bool = False
    peaks: list[int] = field(default_factory=lambda: [0, 0])

    @property
    def stored(self) -> float:
        return self.seconds - self.comparing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--apply", action="store_true")
    parser.add_argument("--defer", action="store_true")
    arguments = parser.parse_args()
    call_command("migrate", verbosity=0)
    load_regions()
    resolver()
    found = Figures()
    intake = whole(arguments.file, found, defer=arguments.defer)
    raw, raw_processor = min(raw_load() for _ in range(2))
    in_chunks, _ = raw_load(CHUNK)
    count, peaks = Record.objects.filter(intake=intake).count(), [peak // 2**20 for peak in found.peaks]
    told: dict[str, Any] = {
        "whole": f"{count / found.seconds:,.0f}/s",
        "stored": f"{count / found.stored:,.0f}/s",
        "raw": f"{count / raw:,.0f}/s (in chunks {count / in_chunks:,.0f}/s)",
        "RATIO stored": f"{raw / found.stored:.2f} (of chunks {in_chunks / found.stored:.2f})",
        "RATIO with comparing": round(raw / found.seconds, 2),
        "processor us/row": f"{found.processor / count * 1e6:.0f} (raw {raw_processor / count * 1e6:.0f})",
        "peak MB": f"{peaks[0]} (comparing {peaks[1]})",
        "verdicts": intake.counts["verdicts"],
    }
    if arguments.apply:
        told["apply"] = f"{count / applied(intake):,.0f}/s"
    print(json.dumps(told))


def whole(path: Path, found: Figures, *, defer: bool) -> Any:
    """From the sealed original to stored verdicts."""
    office = accounts_demo._institution(DEMO_INSTITUTIONS[0])
    with path.open("rb") as file, at_once():
        got = intakes.receive_file(actor=OPERATOR, institution=office, file=file, file_name=path.name)
    intake = Intake.objects.get(pk=got.intake.pk)
    # The job would write the returned file as well; that is no part of the load.
    mapping = proposed_mapping(intake, {})
    intakes.confirm_mapping(actor=OPERATOR, public_id=intake.public_id, mapping=mapping, defer=defer)
    started, before = time.perf_counter(), processor_seconds()
    with comparing_timed(found, before), memory_watched(found):
        check_rows_of(intake.pk)
    found.seconds = time.perf_counter() - started
    found.processor = found.processor or processor_seconds() - before
    intake.refresh_from_db()
    return intake


@contextmanager
def comparing_timed(found: Figures, before: float) -> Iterator[None]:
    """Tells apart the second half, in which rows are compared with the registry and one another."""
    compare_rows = check.compare_rows

    def timed(*arguments: Any) -> None:
        found.processor, found.compares = processor_seconds() - before, True
        started = time.perf_counter()
        compare_rows(*arguments)
        found.comparing = time.perf_counter() - started

    check.compare_rows = timed
    yield
    check.compare_rows = compare_rows


def processor_seconds() -> float:
    """Of this process and its ended children; the server of PostgreSQL is not in it."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(kind)[:2]) for kind in kinds)


@contextmanager
def memory_watched(found: Figures) -> Iterator[None]:
    """The most resident bytes of this process and its children; what they share counts for each of them."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.2):
            found.peaks[found.compares] = max(found.peaks[found.compares], memory_of_family())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def memory_of_family() -> int:
    """Resident bytes of this process and its children, from /proc."""
    total, pages, own = 0, os.sysconf("SC_PAGE_SIZE"), os.getpid()
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            stat = (process / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if own in (int(process.name), int(stat[1])):
            total += int(stat[21]) * pages
    return total


def raw_load(chunk: int = sys.maxsize) -> tuple[float, float]:
    """The rows as they are stored now, into the same emptied tables, by the quickest plain statements.

    All in one transaction, both tables in the order of their index; or in chunks, each with its keys in a transaction.
    Seconds by the clock and of the processor.
    """
    names = ", ".join(f'"{column}"' for column in RECORD_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM registry_record ORDER BY id")
        records = cursor.fetchall()
        cursor.execute("SELECT key, record_id FROM registry_recordkey ORDER BY key, record_id")
        keys = cursor.fetchall()
        cursor.execute("DELETE FROM registry_recordkey")
        cursor.execute("DELETE FROM registry_record")
        cursor.execute(
            "VACUUM" if connection.vendor == "sqlite" else "VACUUM FULL registry_record, registry_recordkey"
        )
    chunks = [(records[at : at + chunk], list[Any]()) for at in range(0, len(records), chunk)]
    places = {row[0]: at // chunk for at, row in enumerate(records)}
    for key in keys:
        chunks[places[key[1]]][1].append(key)
    started, before = time.perf_counter(), processor_seconds()
    for some, of_them in chunks:
        with transaction.atomic():
            insert_rows(Record, RECORD_COLUMNS, some)
            insert_numbers(RecordKey, KEY_COLUMNS, of_them)
    return time.perf_counter() - started, processor_seconds() - before


def applied(intake: Any) -> float:
    """Seconds to make the checked rows part of the registry."""
    intakes.apply_intake(actor=OPERATOR, public_id=intake.public_id)
    started = time.perf_counter()
    apply_rows(intake.pk)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
