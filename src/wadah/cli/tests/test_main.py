"""What a script reads from `wadah`: the exit code, and one line that says why."""

import subprocess
import sys
from typing import Any

import pytest
from django.db import OperationalError

from wadah.cli import check
from wadah.cli.main import main


def said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[Any, str]:
    """The exit code, and the last line of what a person reads."""
    monkeypatch.setattr(sys, "argv", ["wadah", *arguments])
    try:
        code: Any = main()
    except SystemExit as stop:
        code = stop.code
    lines = capsys.readouterr().err.strip().splitlines()
    return code, lines[-1] if lines else ""


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nonsense"], "wadah: there is no subcommand nonsense; wadah --help lists them."),
        (["demo", "--rows", "-5"], "argument --rows: '-5' is no whole number from 1 to 100000000"),
        (["serve", "--port", "99999"], "argument --port: '99999' is no whole number from 1 to 65535"),
        (["work", "--speed"], "wadah work: error: unrecognized arguments: --speed"),
        (
            ["find-duplicates", "/tidak/ada.csv", "--out", "x.csv"],
            "wadah find-duplicates: /tidak/ada.csv: no such file",
        ),
        (["serve"], "wadah: WADAH_JOBS=immediate is for tests; to serve pages it must be database."),
        (
            ["confirm_rule", "nope", "--by", "Umar", "--source", "PP 1"],
            "CommandError: There is no version nope.",
        ),
    ],
)
def test_wrong_usage_is_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], line: str
) -> None:
    code, last = said(monkeypatch, capsys, *arguments)

    assert (code, last.removeprefix(f"wadah {arguments[0]}: error: ")) == (
        2,
        line.removeprefix(f"wadah {arguments[0]}: error: "),
    )


def test_a_database_that_is_not_ready_is_1_and_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise OperationalError("no such table: registry_record\nLINE 1: 081273000417")

    monkeypatch.setattr(check, "integrity_findings", fail)

    assert said(monkeypatch, capsys, "check") == (
        1,
        "wadah check: the database says: no such table: registry_record. Is it migrated (wadah migrate)?",
    )


def test_help_is_0_and_nothing_at_all_is_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [said(monkeypatch, capsys, *arguments)[0] for arguments in (["--help"], [])] == [0, 2]


@pytest.mark.parametrize(
    ("name", "code"), [("load_regions", 0), ("clearsessions", 0), ("migrate", 0), ("migrat", 2)]
)
def test_commands_of_django_and_of_apps_are_found_by_a_fresh_process(name: str, code: int) -> None:
    command = [sys.executable, "-m", "wadah.cli.main", name, "--help"]

    assert subprocess.run(command, capture_output=True, check=False).returncode == code
