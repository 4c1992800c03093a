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

PREPARE = """
import io, django
django.setup()
from wadah.accounts.policies import OPERATOR
from wadah.accounts.tests.factories import make_institution, make_regions
from wadah.registry.services.intakes import confirm_mapping, receive_file
from wadah.registry.tests.files import as_csv, many_rows
from wadah.registry.work.mapping import proposed_mapping
from wadah.registry.work.read import read_columns
make_regions()
office = make_institution("DISKOP-OKI", "16.02")
rows = many_rows(100)
file = io.BytesIO(as_csv([*rows, rows[3], rows[50]]))
intake = receive_file(actor=OPERATOR, institution=office, file=file, file_name="a.csv").intake
read_columns(intake.pk)
intake.refresh_from_db()
confirm_mapping(actor=OPERATOR, public_id=intake.public_id, mapping=proposed_mapping(intake, {}))
print(intake.pk)
"""
LOOK = """
import json, sys, django
django.setup()
from collections import Counter
from wadah.core.models import AuditEntry
from wadah.registry.models import Intake, Link, Party, Record, RecordKey
from wadah.registry.work.keys import keys_of
intake = Intake.objects.get(pk=int(sys.argv[1]))
chunks = AuditEntry.objects.filter(action="registry.rows_applied").values_list("details", flat=True)
print(json.dumps({
    "state": intake.state,
    "counted": sum(intake.counts["verdicts"].values()),
    "rows": sorted(Record.objects.values_list("row_number", flat=True)),
    "parties": dict(Counter(Party.objects.values_list("kind", flat=True))),
    "keyed": set(RecordKey.objects.values_list("key", "record_id")) == {
        (key, record.pk) for record in Record.objects.all() for key in keys_of(record)
    },
    "links": Link.objects.count(),
    "placed": Record.objects.filter(party__isnull=False).count(),
    "audited": sum(details["rows"] for details in chunks),
}, sort_keys=True))
"""
KILLS = 3


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
    }
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
    environment: dict[str, str], intake: str, state: str, chance: random.Random
) -> None:
    """Starts workers and kills each a moment after some chunk began; the last one comes to the end."""
    command = [sys.executable, "-m", "wadah.registry.tests.killed_worker", intake, state]
    for _ in range(KILLS):
        worker = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert worker.stdout is not None
        for _ in range(chance.randint(1, 9)):
            assert worker.stdout.readline() == "chunk\n"
        time.sleep(chance.uniform(0.0, 0.02))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert done.stdout.endswith("done\n")


@pytest.mark.django_db
def test_a_worker_killed_at_any_point_loses_and_doubles_no_row(environment: dict[str, str]) -> None:
    intake, chance = run(environment, PREPARE), random.Random(16)

    killed_again_and_again(environment, intake, "checked", chance)
    killed_again_and_again(environment, intake, "applied", chance)

    assert run(environment, LOOK, intake) == json.dumps(
        {
            "state": "applied",
            "counted": 102,
            "rows": list(range(2, 104)),
            "parties": {"business": 100, "person": 100},
            "keyed": True,
            "links": 204,
            "placed": 102,
            "audited": 102,
        },
        sort_keys=True,
    )
