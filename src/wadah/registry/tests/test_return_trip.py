"""The file goes back to the officer, she repairs it and brings it again: nothing is doubled, nothing slips through."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from wadah.core.tabular.cells import Row
from wadah.registry.intake.returned_titles import told_columns, without_told
from wadah.registry.kinds import PartyKind, Verdict
from wadah.registry.models import Intake, Party, Record
from wadah.registry.states import IntakeState
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.files import AMIN, SITI, as_xlsx
from wadah.registry.work.returned import write_plain
from wadah.registry.work.returned_look import as_identifier

HEADER = ("No", "Nama Usaha", "Nama Pemilik", "NIK", "Kecamatan", "No HP", "Omzet per tahun", "NIB")
DAMAGED = 1602011001800010
ROWS = [
    (1, "Songket Mak Cik", "Siti Rusmini", SITI, "Tanjung Lubuk", 81273000417, "120.000.000", 1234567890123),
    (2, "Pempek Candy Amin", "Amin Zakaria", AMIN, "Tanjung Lubuk", 628127300042, "1.500", None),
    (3, "Bengkel Las Barokah", "Herman", DAMAGED, "Tanjung Lubuk", None, "90.000.000", None),
    (4, "Salon Dewi", "Dewi Lestari", "1602014107850006", "Tanjung Lubuk", "", "75.000.000", None),
    ("", "JUMLAH", None, None, None, None, "285.000.000", None),
]
TITLE = ("DATA UMKM KECAMATAN TANJUNG LUBUK",)


@pytest.fixture
def first(bring_in: BringIn) -> Intake:
    """An applied file with a title row, a held row, an open amount and a total."""
    return bring_in(as_xlsx({"Data": [TITLE, HEADER, *ROWS]}), name="umkm.xlsx")


def returned(intake: Intake, folder: Path) -> Worksheet:
    path = folder / f"{intake.pk}.xlsx"
    write_plain(intake, path)
    return load_workbook(path).worksheets[0]


def saved(sheet: Worksheet) -> bytes:
    content = io.BytesIO()
    sheet.parent.save(content)
    return content.getvalue()


def verdicts(intake: Intake) -> dict[int, str]:
    return dict(
        Record.objects.filter(intake=intake).order_by("row_number").values_list("row_number", "verdict")
    )


def businesses() -> list[str]:
    return sorted(
        Party.objects.filter(kind=PartyKind.BUSINESS, closed_at=None).values_list("name", flat=True)
    )


def test_the_repaired_file_changes_only_what_was_repaired(
    first: Intake, bring_in: BringIn, tmp_path: Path
) -> None:
    sheet = returned(first, tmp_path)
    sheet["D5"], sheet["G4"] = "1602011001800015", "150.000.000"

    again = bring_in(saved(sheet), name="umkm - diperiksa.xlsx")

    assert verdicts(first) == {
        3: Verdict.NEW, 4: Verdict.NEW, 5: Verdict.NEEDS_REPAIR, 6: Verdict.NEW, 7: Verdict.NOT_A_BUSINESS,
    }  # fmt: skip
    assert verdicts(again) == {
        3: Verdict.SAME, 4: Verdict.CHANGES, 5: Verdict.NEW, 6: Verdict.SAME, 7: Verdict.NOT_A_BUSINESS,
    }  # fmt: skip
    assert businesses() == ["Bengkel Las Barokah", "Pempek Candy Amin", "Salon Dewi", "Songket Mak Cik"]
    assert Record.objects.get(intake=again, row_number=4).values["sales_idr"] == 150_000_000


def test_the_file_brought_back_untouched_changes_nothing_and_holds_what_was_held(
    first: Intake, bring_in: BringIn, tmp_path: Path
) -> None:
    again = bring_in(saved(returned(first, tmp_path)), name="umkm - diperiksa.xlsx")

    assert verdicts(again) == {
        3: Verdict.SAME, 4: Verdict.SAME, 5: Verdict.NEEDS_REPAIR, 6: Verdict.SAME, 7: Verdict.NOT_A_BUSINESS,
    }  # fmt: skip
    assert businesses() == ["Pempek Candy Amin", "Salon Dewi", "Songket Mak Cik"]


def test_columns_in_another_order_are_still_understood(
    first: Intake, bring_in: BringIn, tmp_path: Path
) -> None:
    old = returned(first, tmp_path)
    book = Workbook()
    sheet = book.worksheets[0]
    for line in list(old.iter_rows(min_row=2, values_only=True)):
        sheet.append([line[at] for at in (7, 4, 3, 2, 1, 6, 5, 0, 8, 9, 10, 11)])

    again = bring_in(saved(sheet), name="urutan lain.xlsx")

    guesses = {
        one["mapped"]["title"]: (one["mapped"]["field"], one["why"]) for one in again.sheets[0]["guesses"]
    }
    assert guesses["NIK"] == ("nik", "remembered")
    assert guesses["Masalah"] == ("ignored", "ours")
    assert list(verdicts(again).values()) == [
        Verdict.SAME, Verdict.SAME, Verdict.NEEDS_REPAIR, Verdict.SAME, Verdict.NOT_A_BUSINESS,
    ]  # fmt: skip


def test_results_are_written_anew_and_never_twice(first: Intake, bring_in: BringIn, tmp_path: Path) -> None:
    sheet = returned(first, tmp_path)
    sheet["D5"] = "1602011001800015"
    again = bring_in(saved(sheet), upto=IntakeState.CHECKED, name="umkm - diperiksa.xlsx")

    header, *rows = list(returned(again, tmp_path).iter_rows(min_row=2, values_only=True))

    assert header == (*HEADER, "Hasil periksa", "Masalah", "Diperbaiki", "Serupa dengan")
    assert [row[8] for row in rows] == ["Sama", "Sama", "Baru", "Sama", "Bukan usaha"]


def test_identifiers_are_text_and_never_in_powers_of_ten(first: Intake, tmp_path: Path) -> None:
    sheet = returned(first, tmp_path)

    cells = [sheet[place] for place in ("F3", "F4", "H3", "D3", "D5")]

    assert [(cell.value, cell.data_type, cell.number_format) for cell in cells] == [
        ("81273000417", "s", "@"),
        ("628127300042", "s", "@"),
        ("1234567890123", "s", "@"),
        (SITI, "s", "@"),
        # A damaged number keeps the mark of its damage, or it would pass for sound when the file comes back.
        ("1.60201100180001E+15", "s", "@"),
    ]
    assert (sheet["A3"].value, as_identifier(1671014507900003), as_identifier(2.5)) == (
        1,
        "1671014507900003",
        2.5,
    )


def test_the_returned_sheet_is_easy_to_work_in(first: Intake, tmp_path: Path) -> None:
    sheet = returned(first, tmp_path)
    grounds = {place: sheet[place].fill.fgColor.rgb for place in ("I3", "I4", "I5", "I7", "D5", "D3", "G4")}

    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A3", "A2:L7")
    assert grounds == {
        "I3": "FFE2EFDA", "I4": "FFE2EFDA", "I5": "FFF8D7DA", "I7": "FFEDEDED",
        "D5": "FFF8D7DA", "D3": "00000000", "G4": "FFFFF2CC",
    }  # fmt: skip
    assert sheet["J5"].alignment.wrap_text
    # Two lines of words beside the damaged NIK, one beside the total.
    assert (sheet.row_dimensions[5].height, sheet.row_dimensions[7].height) == (30, None)
    widths = {letter: sheet.column_dimensions[letter].width for letter in "ADIJ"}
    assert widths["A"] < widths["D"] < widths["J"]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (("Nama", "Hasil periksa", "Masalah", "Diperbaiki", "Serupa dengan"), range(1, 5)),
        (("Masalah", "Hasil periksa", "Masalah (2)", "Diperbaiki", "Serupa dengan", "Ket"), range(1, 5)),
        (("Nama", "L Verdict", "L Problems", "L Repaired", "L Like"), range(1, 5)),
        (("Nama", "Masalah", "Hasil periksa", "Diperbaiki", "Serupa dengan"), range(0)),
        (("Nama", "Masalah"), range(0)),
    ],
)
def test_our_own_columns_are_known_by_all_four_titles(columns: tuple[str, ...], told: range) -> None:
    assert told_columns(columns) == told


def test_our_words_beside_a_row_do_not_count() -> None:
    rows: list[Any] = [Row(2, ("JUMLAH", "Bukan usaha", "x", None, None, "lain")), Row(3, ("a",))]

    assert without_told(rows, range(1, 5)) == [
        Row(2, ("JUMLAH", None, None, None, None, "lain")),
        Row(3, ("a",)),
    ]
    assert without_told(rows, range(0)) == rows
