"""A download of parties beside a plain SELECT and csv.writer of the same rows: seconds of the processor, and memory.

    python bench/export.py [--rows 200000] [--postgresql URL]

The registry is filled with one business a record, as a first load leaves it. Each way of writing runs in a process of its
own: ours as csv, as xlsx and in the census layout, and the peer, which reads the same parties with the values of their
latest record in one statement and writes those values as they are stored. It reads no other records, names no places and
writes cells that would come alive. Every figure comes from one run of this machine; the ratio is the result.
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

WAYS = ("peer", "csv", "xlsx", "census")
CHUNK = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--postgresql", default="", metavar="URL", help="an empty database; else SQLite")
    parser.add_argument("--way", choices=("fill", *WAYS), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.way:
        _child(asked.way, asked.rows)
        return
    with tempfile.TemporaryDirectory(prefix="wadah-bench-") as folder:
        url = asked.postgresql or f"sqlite:///{folder}/bench.sqlite3"
        environment = {**os.environ, "DATABASE_URL": url, "WADAH_FILES": folder}
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "-v0"],
            check=True,
            env={**environment, "DJANGO_SETTINGS_MODULE": "wadah.config.settings"},
        )
        _run("fill", asked.rows, environment)
        told = {way: _run(way, asked.rows, environment) for way in WAYS}
    peer = told["peer"]["seconds"]
    for way, found in told.items():
        rows = found["rows"] / found["seconds"]
        print(
            f"{way:<8} {found['rows']} rows {rows:>9,.0f} rows/s of the processor, {found['wall']:.1f} s by the clock, "
            f"ratio {peer / found['seconds']:.2f} of the peer, peak {found['peak_mb']} MB (grew {found['grew_mb']} MB)"
        )


def _run(way: str, rows: int, environment: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, "--way", way, "--rows", str(rows)],
        check=True, env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _child(way: str, rows: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wadah.config.settings")
    import django  # noqa: PLC0415

    django.setup()
    if way == "fill":
        _fill(rows)
        print("{}")
        return
    out = Path(os.environ["WADAH_FILES"]) / f"out.{'xlsx' if way == 'xlsx' else 'csv'}"
    # What was loaded before the first row is no cost of the rows.
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, processor = time.perf_counter(), time.process_time()
    written = _peer(out) if way == "peer" else _ours(way, out)
    seconds, clock = time.process_time() - processor, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {"rows": written, "seconds": seconds, "wall": clock, "peak_mb": peak // 1024,
             "grew_mb": (peak - before) // 1024}
        )
    )  # fmt: skip


def _ours(way: str, out: Path) -> int:
    from wadah.accounts.policies import OPERATOR  # noqa: PLC0415
    from wadah.registry.services.exports import Wish, export_to  # noqa: PLC0415

    source = "census" if way == "census" else "parties"
    return export_to(actor=OPERATOR, wish=Wish(source, out.suffix.removeprefix(".")), path=out)


def _peer(out: Path) -> int:
    """One statement, a cursor that keeps no rows, and the writer of the standard library."""
    from django.db import connection, transaction  # noqa: PLC0415

    from wadah.registry.outgoing.layouts import list_layout  # noqa: PLC0415

    names = [column.field for column in list_layout("business").columns]
    statement = (
        'SELECT p.public_id, p.region_id, r."values" FROM registry_party p '
        "JOIN registry_record r ON r.id = p.latest_record_id "
        "WHERE p.kind = 'business' AND p.closed_at IS NULL ORDER BY p.id"
    )
    count = 0
    with out.open("w", encoding="utf-8-sig", newline="") as file, transaction.atomic():
        writer = csv.writer(file)
        writer.writerow(names)
        with connection.chunked_cursor() as cursor:
            cursor.execute(statement)
            while chunk := cursor.fetchmany(CHUNK):
                for public_id, region, values in chunk:
                    known = json.loads(values) if isinstance(values, str) else values
                    known |= {"party_code": str(public_id), "region_code": region}
                    writer.writerow([known.get(name) for name in names])
                count += len(chunk)
    return count


def _fill(rows: int) -> None:
    from django.db import connection  # noqa: PLC0415

    from wadah.accounts.models import Institution  # noqa: PLC0415
    from wadah.accounts.policies import OPERATOR  # noqa: PLC0415
    from wadah.core.jobs import at_once  # noqa: PLC0415
    from wadah.registry.demo_seed import seed_people  # noqa: PLC0415
    from wadah.registry.models import Intake  # noqa: PLC0415
    from wadah.registry.province_rows import store_province  # noqa: PLC0415
    from wadah.registry.services.linking import link_deferred  # noqa: PLC0415

    seed_people()
    if not Intake.objects.exists():
        with at_once():
            store_province(Institution.objects.get(code="DISKOP-SUMSEL"), seed=16, rows=rows)
            link_deferred(actor=OPERATOR, apply=True)
    with connection.cursor() as cursor:
        # As the database does by itself after a while; without it nothing is known of the rows.
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
