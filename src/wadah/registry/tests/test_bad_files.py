"""Files that offices really send, and worse: each ends in a state that says what to do, and nothing is half done."""

import errno
import io
import zipfile
from pathlib import Path
from typing import Any, NoReturn

import pytest
from openpyxl import load_workbook

from wadah.accounts.models import User
from wadah.core.tabular.errors import DiskFull
from wadah.registry import storage
from wadah.registry.errors import FileTooLarge
from wadah.registry.models import Intake, Record
from wadah.registry.services.intakes import receive_file, request_returned_file, retry_intake
from wadah.registry.states import IntakeState
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.files import HEADER, ROWS, as_csv, as_xlsx, row
from wadah.registry.work import returned


def zip_bomb() -> bytes:
    """An xlsx whose sheet is 300 MB of zeros."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(300):
                sheet.write(bytes(1024 * 1024))
    return content.getvalue()


def locked() -> bytes:
    """The container in which Excel puts a workbook with a password."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(504)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(1024)
    )


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("bomb.xlsx", zip_bomb(), "zip_bomb"),
        ("locked.xlsx", locked(), "encrypted_file"),
        ("empty.csv", b"", "empty_file"),
        ("header.csv", as_csv(()), "header_only"),
        ("photo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(500), "not_a_table"),
    ],
)
def test_what_cannot_be_read_fails_in_words_and_stores_no_row(
    bring_in: BringIn, name: str, content: bytes, code: str
) -> None:
    intake = bring_in(content, name=name)

    assert (intake.state, intake.failed_in, intake.error_code) == ("failed", "reading", code)
    assert Record.objects.count() == 0


def test_a_failed_file_can_be_brought_again(bring_in: BringIn) -> None:
    first = bring_in(as_csv(()))

    assert bring_in(as_csv(())).pk != first.pk


def test_an_html_table_named_xls_is_read(bring_in: BringIn) -> None:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in (HEADER, *ROWS))

    intake = bring_in(f"<html><body><table>{cells}</table></body></html>".encode(), name="data.xls")

    assert (intake.state, intake.counts["verdicts"]) == ("applied", {"new": 4})


def test_a_file_over_the_limit_is_refused_before_it_is_stored(
    officer: User, office: Any, files: Path
) -> None:
    with pytest.raises(FileTooLarge):
        receive_file(
            actor=officer, institution=office, file=io.BytesIO(as_csv()), file_name="a.csv", largest_bytes=10
        )

    assert (Intake.objects.count(), files.exists()) == (0, False)


def returned_cells(intake: Intake) -> list[list[Any]]:
    content = b"".join(storage.read_stored(intake.returned_path, storage.RETURNED))
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


def test_the_returned_file_has_every_row_in_its_place_with_its_verdict(bring_in: BringIn) -> None:
    rows = [("DATA UMKM 2025",), (), HEADER, *ROWS[:2], (), row(3, "", "", "123"), ("JUMLAH", "3")]

    intake = bring_in(as_xlsx({"Sheet1": rows}), IntakeState.CHECKED, name="data.xlsx")

    cells = returned_cells(intake)
    assert cells[0][0] == "DATA UMKM 2025"
    assert cells[2] == [*HEADER, "Hasil periksa", "Masalah", "Diperbaiki", "Serupa dengan"]
    assert [line[9] for line in cells[3:]] == ["Baru", "Baru", None, "Perlu diperbaiki", "Bukan usaha"]
    assert cells[3][1:4] == list(ROWS[0][1:4])
    assert "NIK berisi 16 angka" in cells[6][10]


def test_more_rows_than_excel_has_go_on_in_a_further_sheet(
    bring_in: BringIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returned, "EXCEL_ROWS", 4)
    rows = [row(n, f"Warung Nomor {n}", f"Pemilik {n}") for n in range(1, 8)]

    intake = bring_in(as_csv(rows), IntakeState.CHECKED)

    content = b"".join(storage.read_stored(intake.returned_path, storage.RETURNED))
    sheets = load_workbook(io.BytesIO(content)).worksheets
    assert [[cell.value for cell in sheet["A"]] for sheet in sheets] == [
        ["No", "1", "2", "3"],
        ["No", "4", "5", "6"],
        ["No", "7"],
    ]
    assert [sheet["J2"].value for sheet in sheets] == ["Baru"] * 3


def test_formulas_right_to_left_marks_and_emoji_stay_what_they_are(bring_in: BringIn) -> None:
    formulas = ["=HYPERLINK(1)", "+62 Cafe", "-Minus Laundry", "@Dapur Ibu"]
    names = [*formulas, "Warung \u202eSatay\u202c", "Kedai Kopi \U0001f600"]
    rows = [row(n, name, f"Pemilik {n}") for n, name in enumerate(names, 1)]

    intake = bring_in(as_csv(rows), IntakeState.CHECKED)

    path = b"".join(storage.read_stored(intake.returned_path, storage.RETURNED))
    sheet = load_workbook(io.BytesIO(path)).worksheets[0]
    assert [sheet.cell(line, 2).value for line in range(2, 8)] == names
    assert {sheet.cell(line, 2).data_type for line in range(2, 8)} == {"s"}
    stored = list(Record.objects.order_by("row_number").values_list("values__business_name", flat=True))
    assert stored[4:] == ["Warung Satay", "Kedai Kopi \U0001f600"]


@pytest.mark.parametrize("fault", [DiskFull(), OSError(errno.ENOSPC, "No space left on device")])
def test_a_full_disk_leaves_the_check_done_and_the_file_to_be_asked_for_again(
    bring_in: BringIn,
    officer: User,
    run_jobs: Any,
    monkeypatch: pytest.MonkeyPatch,
    files: Path,
    fault: Exception,
) -> None:
    def full(*_: object) -> NoReturn:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(returned, "write_xlsx", full)
        intake = bring_in(as_csv(), IntakeState.CHECKED)
    assert (intake.state, intake.returned_path, intake.returned_error) == ("checked", "", "disk_full")
    assert len(list(files.rglob("*.sealed"))) == 1

    with run_jobs():
        request_returned_file(actor=officer, public_id=intake.public_id)

    intake.refresh_from_db()
    assert (intake.returned_error, len(returned_cells(intake))) == ("", 5)


def test_a_step_that_broke_is_tried_again_from_where_it_was(
    bring_in: BringIn, officer: User, run_jobs: Any
) -> None:
    intake = bring_in(as_csv(), IntakeState.CHECKED)
    broken = {"state": "failed", "failed_in": "applying", "error_code": "unexpected"}
    half = Record.objects.order_by("row_number")[1].pk
    Intake.objects.filter(pk=intake.pk).update(**broken, done_through=half, done_count=2)

    with run_jobs():
        retry_intake(actor=officer, public_id=intake.public_id)

    intake.refresh_from_db()
    placed = Record.objects.filter(party__isnull=False).values_list("row_number", flat=True)
    assert (intake.state, intake.failed_in, sorted(placed)) == ("applied", "", [4, 5])
