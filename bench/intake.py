"""An import end to end beside the raw load of the same rows into the same tables with the same indexes.

    python bench/intake.py [--rows 50000] [--duplicates 0.25] [--xlsx] [--defer] [--peer] [--postgresql URL]

Read, map, check, resolve, seal, link keys, verdict, store: against inserting the finished rows alone (executemany
on SQLite, COPY on PostgreSQL; one transaction, both tables in the order of their index, the better of two runs).
"stored" leaves comparing out, "whole" has it in. An import uses two cores and a raw load one: on a busy machine look
at the seconds of the processor as well. `--peer` adds django-import-export in bulk mode with validation on a tenth of
the rows. Every figure comes from one run of this machine; the ratio is the result.
Needs the settings of wadah in the environment (./run --setup writes them).
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from wadah.core.tabular import SheetOut, write_xlsx
from wadah.registry.demo.rows import batch, batch_count

TITLES = (
    "No", "Nama Usaha", "Nama Pemilik", "NIK", "Alamat", "Desa/Kelurahan", "Kecamatan", "Kode Pos", "No HP",
    "Jenis Usaha", "KBLI 2020", "NIB", "Tahun Berdiri", "Omzet per Tahun", "Tenaga Kerja", "Lintang", "Bujur",
)  # fmt: skip


def cells(row: Any) -> tuple[Any, ...]:
    """A generated row as an office's list holds it."""
    return (
        row.id + 1, row.name, row.owner, row.nik, row.address, row.village_name, row.subdistrict, row.postcode,
        row.phone, row.activity, row.kbli, row.nib, row.established, row.annual_sales, row.workers, row.latitude,
        row.longitude,
    )  # fmt: skip


def generated(count: int, duplicates: float) -> Iterator[tuple[Any, ...]]:
    """Rows of the demo's province."""
    for number in range(batch_count(count)):
        for row in batch(number, size=count, seed=16, duplicate_share=duplicates):
            yield cells(row)


def write_file(path: Path, count: int, duplicates: float) -> None:
    rows = generated(count, duplicates)
    if path.suffix == ".xlsx":
        write_xlsx(
            path, [SheetOut("Data", TITLES, ([None if c is None else str(c) for c in r] for r in rows))]
        )
        return
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(TITLES)
        writer.writerows(rows)


def main() -> None:
    arguments = parsed()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"data.{'xlsx' if arguments.xlsx else 'csv'}"
        write_file(path, arguments.rows, arguments.duplicates)
        databases = {"SQLite": f"sqlite:///{folder}/bench.sqlite3"}
        if arguments.postgresql:
            databases["PostgreSQL"] = fresh_postgresql(arguments.postgresql)
        print(f"{arguments.rows:,} rows, {path.stat().st_size / 1e6:.1f} MB {path.suffix[1:]}")
        for name, url in databases.items():
            figures = run(path, url, folder, arguments)
            print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in figures.items()))


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--duplicates", type=float, default=0.25)
    parser.add_argument("--xlsx", action="store_true")
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--apply", action="store_true", help="time applying as well")
    parser.add_argument("--defer", action="store_true", help="store only; comparing is left to `wadah link`")
    parser.add_argument("--postgresql", metavar="URL", default="")
    return parser.parse_args()


def fresh_postgresql(url: str) -> str:
    parts = urlsplit(url)
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as admin:
        admin.execute('DROP DATABASE IF EXISTS "wadah_bench_intake" WITH (FORCE)')
        admin.execute('CREATE DATABASE "wadah_bench_intake"')
    return urlunsplit(parts._replace(path="/wadah_bench_intake"))


def run(path: Path, url: str, folder: str, arguments: argparse.Namespace) -> dict[str, Any]:
    """In a process of its own: settings are read once, and peak memory is of this run alone."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "WADAH_FILES": f"{folder}/files",
        "WADAH_LOG_LEVEL": "WARNING",
    }
    environment |= {
        "DJANGO_SETTINGS_MODULE": "wadah.config.settings",
        "WADAH_MODE": "production",
        "WADAH_HOSTS": "x",
    }
    here, figures = Path(__file__).parent, {}
    asked = [f"--{name}" for name in ("apply", "defer") if getattr(arguments, name)]
    measured = [[here / "intake_inside.py", path, *asked]]
    if arguments.peer and path.suffix == ".csv":
        measured.append([here / "intake_peer.py", path, str(max(500, arguments.rows // 10))])
    for command in measured:
        full = [sys.executable, *map(str, command)]
        done = subprocess.run(full, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        figures |= json.loads(done.stdout.splitlines()[-1])
    return figures


if __name__ == "__main__":
    main()
