"""`wadah import` and `wadah check`: what a script can rely on."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from wadah.accounts.tests.factories import make_institution, make_regions
from wadah.cli import check, import_file
from wadah.cli.import_file import DONE, OUTSIDE, USAGE
from wadah.registry.models import ColumnMemory, Intake, Party, Record
from wadah.registry.tests.files import ROWS, as_csv

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _office(db: None, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    make_regions()
    make_institution("DISKOP-OKI", "16.02")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "umkm.csv"
    path.write_bytes(as_csv())
    return path


def bring(path: Path, *others: str) -> int:
    return import_file.main([str(path), "--institution", "diskop-oki", *others])


def test_a_file_is_imported_with_its_report_and_comes_back(sheet: Path, tmp_path: Path) -> None:
    report, returned = tmp_path / "report.json", tmp_path / "returned.xlsx"

    code = bring(sheet, "--report", str(report), "--returned", str(returned))

    told = json.loads(report.read_text(encoding="utf-8"))
    assert (code, told["state"], told["rows"], told["repeated"]) == (DONE, "applied", 4, False)
    assert told["verdicts"]["new"] == 4
    lines = list(load_workbook(returned).worksheets[0].iter_rows(values_only=True))
    assert lines[0][-4:] == ("Hasil periksa", "Masalah", "Diperbaiki", "Serupa dengan")
    assert [line[1] for line in lines[1:]] == [row[1] for row in ROWS]
    assert check.main([]) == 0


def test_the_same_file_again_changes_nothing_and_says_so(
    sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(sheet)
    before = (Party.objects.count(), Record.objects.count())
    capsys.readouterr()

    code = bring(sheet)

    assert (code, (Party.objects.count(), Record.objects.count())) == (DONE, before)
    assert "this file had been imported before: nothing changed" in capsys.readouterr().out


def test_a_dry_run_leaves_the_registry_empty(sheet: Path) -> None:
    assert bring(sheet, "--dry-run") == DONE
    assert (Party.objects.count(), Intake.objects.get().state) == (0, "discarded")


def test_only_a_stated_mapping_is_remembered_for_the_next_file(sheet: Path, tmp_path: Path) -> None:
    stated = tmp_path / "mapping.json"
    stated.write_text('{"Nama Usaha": "business_name"}', encoding="utf-8")

    bring(sheet, "--dry-run", "--mapping", str(stated))
    assert not ColumnMemory.objects.exists()

    sheet.write_bytes(as_csv(mark=";"))
    bring(sheet, "--mapping", str(stated))
    assert ColumnMemory.objects.exists()


def test_wrong_use_ends_with_2_and_a_reason(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, mapping, broken = (tmp_path / name for name in ("empty.csv", "mapping.json", "broken.json"))
    empty.write_bytes(as_csv(()))
    mapping.write_text('{"Nama Toko": "business_name"}', encoding="utf-8")
    broken.write_text("{Nama", encoding="utf-8")

    codes = [
        import_file.main([str(sheet), "--institution", "NOBODY"]),
        bring(tmp_path / "missing.csv"),
        bring(sheet, "--mapping", str(mapping)),
        bring(sheet, "--mapping", str(broken)),
        bring(sheet, "--report", str(tmp_path / "nowhere" / "report.json")),
        bring(sheet, "--returned", str(sheet)),
        bring(empty),
    ]

    assert (codes, Party.objects.count()) == ([USAGE] * 7, 0)
    errors = capsys.readouterr().err.splitlines()
    assert errors[:2] == [
        "wadah import: no institution NOBODY; known: DISKOP-OKI",
        f"wadah import: {tmp_path / 'missing.csv'}: no such file",
    ]
    assert errors[3].startswith(f"wadah import: {broken} is not JSON: ")
    assert errors[4:] == [
        f"wadah import: {tmp_path / 'nowhere'}: no such folder",
        f"wadah import: {sheet} is the file to read; name another one",
        "wadah import: header_only: Berkas ini hanya berisi judul kolom, belum ada baris data. "
        "Isi datanya di bawah judul kolom, lalu unggah lagi.",
    ]


def test_check_names_the_promise_that_is_broken(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring(sheet)
    record = Record.objects.earliest("pk")
    Record.objects.filter(pk=record.pk).update(sealed=bytes(40))
    capsys.readouterr()

    code = check.main([])

    assert code == 1
    assert f"sealed_shut: 1 sealed values that do not open: {record.pk}" in capsys.readouterr().out


THEIRS = [
    ("Pempek Candy", "Kota Palembang"),
    ("Model Ida", "Kota Palembang"),
    ("Songket Cik", "Tanjung Lubuk"),
]


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    path = tmp_path / "palembang.csv"
    path.write_bytes(as_csv(THEIRS, ("Nama Usaha", "Kecamatan")))
    return path


def test_a_file_of_another_place_is_checked_and_told_not_imported(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"

    code = bring(foreign, "--report", str(report))

    told = json.loads(report.read_text(encoding="utf-8"))
    assert (code, told["verdicts"]["needs_repair"], Party.objects.count()) == (OUTSIDE, 2, 0)
    assert capsys.readouterr().err == (
        "wadah import: 2 of 3 rows lie outside Kab. Ogan Komering Ilir, apparently of Kota Palembang; nothing was "
        "imported. --outside REASON lets them in, --inside imports the others only.\n"
    )
    assert Intake.objects.get().state == "discarded"


def test_a_file_with_no_row_inside_imports_nothing_and_says_so(
    foreign: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign.write_bytes(as_csv(THEIRS[:2], ("Nama Usaha", "Kecamatan")))

    codes = [bring(foreign, "--inside"), bring(foreign, "--inside", "--dry-run"), bring(foreign)]

    words = (
        "wadah import: no row lies inside Kab. Ogan Komering Ilir, all 2 lie outside, apparently of Kota Palembang; "
        "nothing was imported. --outside REASON lets them in.\n"
    )
    assert (codes, Party.objects.count()) == ([OUTSIDE] * 3, 0)
    assert capsys.readouterr().err == words * 3
    assert bring(foreign, "--outside", "Pendataan bersama") == DONE


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        (("--inside",), ["Songket Cik"]),
        (("--outside", "Pendataan bersama"), ["Model Ida", "Pempek Candy", "Songket Cik"]),
    ],
)
def test_a_file_of_another_place_is_imported_when_a_script_says_how(
    foreign: Path, answer: tuple[str, ...], names: list[str]
) -> None:
    code = bring(foreign, *answer)

    assert (code, sorted(Party.objects.filter(kind="business").values_list("name", flat=True))) == (
        DONE,
        names,
    )
    assert bring(foreign) == DONE
