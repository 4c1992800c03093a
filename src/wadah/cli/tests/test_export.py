"""`wadah export`: what it writes, what it refuses, and what stays in the audit."""

from pathlib import Path

import pytest

from wadah.accounts.tests.factories import make_institution, make_regions
from wadah.cli.export import main
from wadah.core.models import AuditEntry
from wadah.core.tabular import read_workbook
from wadah.registry.tests.factories import make_business, make_intake
from wadah.registry.tests.files import SITI

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shops() -> None:
    make_regions()
    intake = make_intake(make_institution(region="16"))
    make_business(intake, "Songket Mak Cik", "Siti Rusmini", nik=SITI)
    make_business(intake, "Pempek Amin", region="16.71.01")


def rows_of(path: Path) -> list[dict[str, object]]:
    with read_workbook(path) as book:
        header, *rows = (row.cells for row in book.rows(0))
    return [dict(zip(header, row, strict=False)) for row in rows]


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ([], ["Songket Mak Cik", "Pempek Amin"]),
        (["--region", "16.71"], ["Pempek Amin"]),
        (["--region", "16.02.01"], ["Songket Mak Cik"]),
        (["--search", "pem"], ["Pempek Amin"]),
    ],
)
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_parties_are_written_as_asked(
    arguments: list[str], names: list[str], suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"a.{suffix}"

    code = main(["parties", "--out", str(out), *arguments])

    assert (code, capsys.readouterr().out) == (0, f"{len(names)} rows in {out}\n")
    assert [row["Nama usaha"] for row in rows_of(out)] == names


def test_the_census_layout_and_a_nik_with_its_purpose(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"

    code = main(
        [
            "census",
            "--out",
            str(out),
            "--nik",
            "census",
            "--reason",
            "Serah terima ke BPS",
            "--region",
            "16.02",
        ]
    )

    entries = AuditEntry.objects.order_by("pk").values_list("actor", "action", "reason", "details")
    assert (code, [row["NIK (12d)"] for row in rows_of(out)]) == (0, [SITI])
    asked = {
        "kind": "business", "place": "16.02", "search": False, "list": "census", "format": "csv", "purpose": "census",
    }  # fmt: skip
    assert list(entries) == [
        ("operator", "registry.export_asked", "Serah terima ke BPS", asked),
        ("operator", "registry.export_written", "", {"list": "census", "rows": 1}),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["parties", "--out", "a.pdf"], 2, "--out must end in .xlsx or .csv"),
        (["parties", "--out", "nowhere/a.csv"], 2, "nowhere: no such folder"),
        (["parties", "--out", "a.csv", "--region", "18"], 2, "there is no regency or subdistrict 18"),
        (["parties", "--out", "a.csv", "--region", "99.99"], 2, "there is no regency or subdistrict 99.99"),
        (["parties", "--out", "a.csv", "--search", "="], 2, "--search needs two letters"),
        (["parties", "--out", "a.csv", "--nik", "census"], 1, "paling sedikit 10 huruf"),
    ],
)
def test_what_cannot_be_is_said_and_writes_nothing(
    arguments: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(arguments) == code
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
