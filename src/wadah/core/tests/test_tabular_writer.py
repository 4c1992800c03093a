"""The file that goes back: inert, whole or not there at all."""

import errno
import zipfile

import openpyxl
import pytest

from wadah.core.tabular import Row, SheetOut, read_workbook, write_xlsx
from wadah.core.tabular.errors import DiskFull, WriteFailed

DANGEROUS = (
    "=1+1",
    "+62812",
    "-5",
    "@SUM(A1)",
    "\tx",
    "=HYPERLINK(1)",
    "http://x.id",
    "'quoted",
    "=cmd|' /C calc'!A0",
)


def test_cells_that_begin_like_formulas_do_not_come_alive(tmp_path):
    path = tmp_path / "kembali.xlsx"

    write_xlsx(path, [SheetOut("Data", DANGEROUS, [DANGEROUS])])

    sheet = openpyxl.load_workbook(path).active
    assert [(cell.value, cell.data_type, cell.number_format) for cell in sheet[2]] == [
        (text, "s", "@") for text in DANGEROUS
    ]
    with zipfile.ZipFile(path) as archive:
        content = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in content
    assert "hyperlink" not in content.lower().replace("=hyperlink", "")


def test_blank_rows_keep_their_numbers_and_take_no_room(tmp_path):
    path = tmp_path / "out.xlsx"

    write_xlsx(path, [SheetOut("A", ("x",), [(1,), *[()] * 100_000, (2,)])])

    sheet = openpyxl.load_workbook(path).active
    assert (sheet["A2"].value, sheet["A100003"].value) == (1, 2)
    assert path.stat().st_size < 10_000


def test_numbers_stay_numbers_until_they_would_lose_digits(tmp_path):
    path = tmp_path / "a.xlsx"

    write_xlsx(path, [SheetOut("Data", ("a", "b", "c"), [(5, 2.5, 1671014507900003)])])

    with read_workbook(path) as workbook:
        assert list(workbook.rows())[1] == Row(2, (5, 2.5, "1671014507900003"))


def test_control_characters_and_halves_of_characters_make_no_broken_file(tmp_path):
    path = tmp_path / "a.xlsx"

    write_xlsx(path, [SheetOut("Data", ("a",), [("\x01 \ud83d _x0041_ \u202eBu 🔥",)])])

    with read_workbook(path) as workbook:
        assert list(workbook.rows())[1] == Row(2, ("\x01 \ufffd _x0041_ \u202eBu 🔥",))


def test_names_of_sheets_are_made_fit_and_different(tmp_path):
    path = tmp_path / "a.xlsx"

    write_xlsx(
        path,
        [
            SheetOut("Kec/Sako [1]", ("a",), []),
            SheetOut("kec sako  1", ("a",), []),
            SheetOut("x" * 40, ("a",), []),
        ],
    )

    with read_workbook(path) as workbook:
        assert [sheet.name for sheet in workbook.sheets] == ["Kec Sako  1", "kec sako  1 2", "x" * 31]


def _rows_until_the_disk_is_full():
    yield ("a",)
    raise OSError(errno.ENOSPC, "No space left on device")


def test_full_disk_is_named_and_leaves_no_half_file(tmp_path):
    path = tmp_path / "kembali.xlsx"
    path.write_text("yang lama")

    with pytest.raises(DiskFull) as caught:
        write_xlsx(path, [SheetOut("Data", ("a",), _rows_until_the_disk_is_full())])

    assert caught.value.code == "disk_full"
    assert "penuh" in caught.value.message("id")
    assert [file.name for file in tmp_path.iterdir()] == ["kembali.xlsx"]
    assert path.read_text() == "yang lama"


def test_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(WriteFailed):
        write_xlsx(tmp_path / "tidak-ada" / "a.xlsx", [SheetOut("Data", ("a",), [])])


def test_error_of_the_rows_passes_through_and_leaves_nothing(tmp_path):
    def rows():
        yield ("a",)
        raise KeyError("x")

    with pytest.raises(KeyError):
        write_xlsx(tmp_path / "a.xlsx", [SheetOut("Data", ("a",), rows())])

    assert list(tmp_path.iterdir()) == []
