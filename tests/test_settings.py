"""Settings: every variable is listed, and a production that is not safe does not start."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VARIABLE = re.compile(r"\b(?:WADAH_[A-Z_]+|DATABASE_URL)\b")
IN_QUOTES = re.compile(r"[\"'](WADAH_[A-Z_]+|DATABASE_URL)[\"']")
PRODUCTION = {
    "WADAH_MODE": "production",
    "WADAH_HOSTS": "wadah.example.go.id",
    "DATABASE_URL": "sqlite:///:memory:",
}


def test_the_example_lists_exactly_the_variables_that_are_read() -> None:
    config = ROOT / "src" / "wadah" / "config"
    read = {name for path in config.glob("*.py") for name in IN_QUOTES.findall(path.read_text("utf-8"))}
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    listed = [line.partition("=")[0] for line in lines if line and not line.startswith("#")]

    assert sorted(listed) == sorted(read)


def test_every_variable_of_the_example_is_explained_just_above() -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    blocks = re.split(r"\n(?=#)", text)

    assert [block for block in blocks if VARIABLE.match(block)] == []


def _start(code: str, **changes: str) -> "subprocess.CompletedProcess[str]":
    """A fresh process in production; a variable set to nothing counts as missing, whatever .env says."""
    environment = {**os.environ, **PRODUCTION, **changes}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, text=True, cwd=ROOT, check=False)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"WADAH_MODE": "prod"}, "WADAH_MODE is 'prod'"),
        ({"WADAH_SECRET_KEY": ""}, "WADAH_SECRET_KEY is missing"),
        ({"WADAH_SECRET_KEY": "django-insecure-" + "abcdefghijklmnop" * 4}, "a placeholder"),
        ({"WADAH_SECRET_KEY": "x" * 80}, "a placeholder"),
        ({"WADAH_HOSTS": ""}, "WADAH_HOSTS must name the hosts"),
        ({"WADAH_HOSTS": "*"}, "* is refused"),
        ({"WADAH_DATA_KEYS": ""}, "WADAH_DATA_KEYS is missing"),
        ({"WADAH_DATA_KEYS": "k1:c2hvcnQ="}, "holds 5 bytes"),
        ({"WADAH_INDEX_KEY": "no base64!"}, "is not base64"),
        ({"WADAH_UPLOAD_MB": "0"}, "must be a whole number above zero"),
        ({"WADAH_UPLOAD_MB": "banyak"}, "must be a whole number above zero"),
        ({"WADAH_SITE": "wadah.example.go.id"}, "WADAH_SITE is 'wadah.example.go.id'; it must be an address"),
        ({"WADAH_BEHIND_PROXY": "ya"}, "must be True or False"),
        ({"WADAH_JOBS": "redis"}, "must be database or immediate"),
        ({"DATABASE_URL": "wadah.sqlite3"}, "must be sqlite"),
        ({"DATABASE_URL": "mysql://u:p@h/d"}, "must be sqlite"),
    ],
)
def test_a_production_that_is_not_safe_does_not_start(changes: dict[str, str], words: str) -> None:
    started = _start("import wadah.config.settings", **changes)

    assert started.returncode != 0
    assert words in started.stderr.splitlines()[-1]


def test_a_shell_reads_the_example_as_the_settings_do() -> None:
    """`set -a; . /etc/wadah/env` in docs/operate.md: a value with a blank needs its quotes."""
    script = '. ./.env.example && printf %s "$WADAH_PROVINCE_NAME"'
    read = subprocess.run(["sh", "-ec", script], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (read.returncode, read.stdout, read.stderr) == (0, "Sumatera Selatan", "")


@pytest.mark.parametrize(
    ("changes", "site"),
    [
        ({"WADAH_SITE": "http://127.0.0.1:8123/"}, "http://127.0.0.1:8123"),
        ({"WADAH_SITE": "", "WADAH_ORIGINS": "https://satu.go.id,https://dua.go.id"}, "https://satu.go.id"),
        ({"WADAH_SITE": "", "WADAH_ORIGINS": ""}, "http://127.0.0.1:8000"),
    ],
)
def test_links_lead_to_the_site_or_else_to_the_first_origin(changes: dict[str, str], site: str) -> None:
    started = _start("from wadah.config import settings; print(settings.WADAH_SITE)", **changes)

    assert started.stdout.strip() == site


def test_the_address_of_run_is_remembered_and_one_that_a_person_chose_stays(tmp_path: Path) -> None:
    """In a copy: `./run --port 8123` after `./run`, then with an address of one's own in .env."""
    (tmp_path / "scripts").mkdir()
    for name in (".env.example", "scripts/write_env.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    command = [sys.executable, "scripts/write_env.py"]
    kept = []

    for port in ("8000", "8123"):
        subprocess.run([*command, f"http://127.0.0.1:{port}"], cwd=tmp_path, check=True)
        kept.append((tmp_path / ".env").read_text("utf-8"))
    chosen = kept[1].replace("WADAH_SITE=http://127.0.0.1:8123", "WADAH_SITE=https://wadah.example.go.id")
    (tmp_path / ".env").write_text(chosen, "utf-8")
    subprocess.run([*command, "http://127.0.0.1:8000"], cwd=tmp_path, check=True)

    assert "\nWADAH_SITE=http://127.0.0.1:8000\n" in kept[0]
    assert kept[1] == kept[0].replace("127.0.0.1:8000", "127.0.0.1:8123")
    assert (tmp_path / ".env").read_text("utf-8") == chosen
    assert sorted(path.name for path in tmp_path.iterdir()) == [".env", ".env.example", "scripts"]
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600


def test_pages_are_not_served_while_jobs_run_at_once() -> None:
    started = _start("import wadah.config.wsgi", WADAH_JOBS="immediate")

    assert (started.returncode, started.stderr.splitlines()[-1]) == (
        1,
        "django.core.exceptions.ImproperlyConfigured: "
        "WADAH_JOBS=immediate is for tests; to serve pages it must be database.",
    )


def test_production_passes_the_deployment_checks_without_a_warning() -> None:
    code = (
        "import django; django.setup()\n"
        "from django.core.management import call_command as do\n"
        "do('check', deploy=True, fail_level='WARNING')"
    )

    started = _start(code)

    assert (started.returncode, "no issues" in started.stdout) == (0, True), started.stderr
