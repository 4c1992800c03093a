"""A worker killed with -9 at any point of checking or applying: no row is lost, none is doubled."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection

from wadah.core import scratch

PREPARE = """
import io, django
django.setup()
from wadah.accounts.policies import OPERATOR
from wadah.accounts.tests.factories import make_institution, make_regions
from wadah.registry.services.intakes import receive_file
from wadah.registry.tests.files import as_csv, many_rows
make_regions()
office = make_institution("DISKOP-OKI", "16.02")
rows = many_rows(100)
file = io.BytesIO(as_csv([*rows, rows[3], rows[50]]))
intake = receive_file(actor=OPERATOR, institution=office, file=file, file_name="a.csv").intake
print(intake.pk)
"""
CONFIRM = """
import sys, django
django.setup()
from wadah.accounts.policies import OPERATOR
from wadah.registry.models import Intake
from wadah.registry.services.intakes import confirm_mapping
from wadah.registry.work.mapping import proposed_mapping
intake = Intake.objects.get(pk=int(sys.argv[1]))
confirm_mapping(actor=OPERATOR, public_id=intake.public_id, mapping=proposed_mapping(intake, {}))
"""
LOOK = """
import json, sys, django
django.setup()
from collections import Counter
from wadah.core.models import AuditEntry
from wadah.registry.models import Intake, Link, Party, Record, RecordKey
from wadah.registry.queries.integrity import integrity_findings
from wadah.registry.work.keys import keys_of
intake = Intake.objects.get(pk=int(sys.argv[1]))
def audited(action):
    return sum(details["rows"] for details in AuditEntry.objects.filter(action=action).values_list("details", flat=True))
print(json.dumps({
    "state": intake.state,
    "counted": sum(intake.counts.get("verdicts", {}).values()),
    "rows": sorted(Record.objects.values_list("row_number", flat=True)),
    "parties": dict(Counter(Party.objects.filter(closed_at=None).values_list("kind", flat=True))),
    "keyed": set(RecordKey.objects.values_list("key", "record_id")) == {
        (key, record.pk) for record in Record.objects.all() for key in keys_of(record) if intake.state != "undone"
    },
    "links": Link.objects.filter(undone_at=None).count(),
    "placed": Record.objects.filter(party__isnull=False).count(),
    "applied": audited("registry.rows_applied"),
    "undone": audited("registry.rows_undone"),
    "broken": [finding.code for finding in integrity_findings()],
}, sort_keys=True))
"""
READ = """
import sys, django
django.setup()
from wadah.core.tabular import read_workbook
from wadah.registry import storage
from wadah.registry.models import Intake
intake = Intake.objects.get(pk=int(sys.argv[1]))
with storage.readable_copy(intake.returned_path, storage.RETURNED) as path, read_workbook(path) as workbook:
    rows = list(workbook.rows(0))
print(len(rows), rows[0].cells[-4])
"""
KILLS = 2


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A database of its own: the tests' one is inside a transaction that another process cannot see."""
    url, name = f"sqlite:///{tmp_path}/killed.sqlite3", ""
    if connection.vendor == "postgresql":
        parts = urlsplit(os.environ["DATABASE_URL"])
        name = f"killed_{os.getpid()}"
        admin = psycopg.connect(os.environ["DATABASE_URL"].rsplit("/", 1)[0] + "/postgres", autocommit=True)
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}"')
        url = urlunsplit(parts._replace(path=f"/{name}"))
    made = {
        **os.environ,
        "DATABASE_URL": url,
        "WADAH_FILES": str(tmp_path / "files"),
        "WADAH_JOBS": "database",
        "TMPDIR": str(tmp_path / "tmp"),
    }
    (tmp_path / "tmp").mkdir()
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=made, check=True)
    yield made
    if name:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.close()


def run(environment: dict[str, str], code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def killed_again_and_again(
    environment: dict[str, str], intake: str, state: str, chance: random.Random, most: int = 9
) -> None:
    """Starts workers and kills each a moment after some chunk began; the last one comes to the end."""
    command = [sys.executable, "-m", "wadah.registry.tests.killed_worker", intake, state]
    for _ in range(KILLS):
        worker = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert worker.stdout is not None
        for _ in range(chance.randint(1, most)):
            assert worker.stdout.readline() == "chunk\n"
        time.sleep(chance.uniform(0.0, 0.02))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    worked(environment, intake, state)


def worked(environment: dict[str, str], intake: str, state: str) -> None:
    """One worker that nobody kills."""
    command = [sys.executable, "-m", "wadah.registry.tests.killed_worker", intake, state]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert done.stdout.endswith("done\n")


def seen(environment: dict[str, str], intake: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(run(environment, LOOK, intake))
    return found


ROWS = {"counted": 102, "rows": list(range(2, 104)), "keyed": True, "broken": []}


@pytest.mark.django_db
def test_a_worker_killed_at_any_point_loses_and_doubles_no_row(environment: dict[str, str]) -> None:
    intake, chance = run(environment, PREPARE), random.Random(16)

    killed_again_and_again(environment, intake, "mapping", chance, most=3)
    assert seen(environment, intake)["state"] == "mapping"
    run(environment, CONFIRM, intake)

    killed_again_and_again(environment, intake, "checked", chance)
    killed_again_and_again(environment, intake, "applied", chance)
    assert seen(environment, intake) == ROWS | {
        "state": "applied",
        "parties": {"business": 100, "person": 100},
        "links": 204,
        "placed": 102,
        "applied": 102,
        "undone": 0,
    }

    killed_again_and_again(environment, intake, "undone", chance)
    assert seen(environment, intake) == ROWS | {
        "state": "undone",
        "parties": {},
        "links": 0,
        "placed": 0,
        "applied": 102,
        "undone": 102,
    }


@pytest.mark.django_db
def test_a_worker_killed_while_it_writes_the_returned_file_leaves_nothing_in_the_clear(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    intake, chance = run(environment, PREPARE), random.Random(61)
    worked(environment, intake, "mapping")
    run(environment, CONFIRM, intake)
    worked(environment, intake, "checked")

    killed_again_and_again(environment, intake, "returned", chance, most=150)

    monkeypatch.setattr(scratch, "YOUNG_SECONDS", 0.0)
    places = (Path(environment["WADAH_FILES"]), Path(environment["TMPDIR"]))
    left = [scratch.sweep(place) for place in places]
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    assert (sum(left) > 0, {path.suffix for path in files}) == (True, {".sealed"})
    assert run(environment, READ, intake) == "103 Hasil periksa"
