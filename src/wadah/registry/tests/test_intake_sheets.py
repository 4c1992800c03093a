"""Whole files as offices send them: what a first look says, and what the rows become."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from wadah.core.tabular import read_workbook
from wadah.regions.resolving.answers import Resolution
from wadah.registry.intake import CheckContext, RowChecker, RowVerdict, TableKind, confirmed, look_at
from wadah.registry.intake.sheets import place_of_sheet


class Nowhere:
    def resolve_parts(self, **places):
        return Resolution()


def looked(path, index=0):
    with read_workbook(path) as workbook:
        return look_at(workbook, index)


def saved(path, *rows, sheets=("Data",)):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


DINAS = (
    ["DATA UMKM KABUPATEN OGAN ILIR"],
    ["Tahun 2026"],
    [],
    ["No", "Nama", "NIK", "Nama Usaha", "Tenaga Kerja", None, "Omzet/bln", "Ket"],
    [None, None, None, None, "L", "P", None, None],
    [1, 2, 3, 4, 5, 6, 7, 8],
    [1, "Siti Aminah", "1610014507900003", "Toko Siti", 1, 2, "1,5 jt", "-"],
    [2, "Budi Santoso", 1610010507900000, "Kios Budi", 1, 0, "Rp 2.000.000,-", None],
    ["No", "Nama", "NIK", "Nama Usaha", "Tenaga Kerja", None, "Omzet/bln", "Ket"],
    [3, "Dewi Lestari", "1610014607900004", "Warung Dewi", 2, 1, 3_000_000, None],
    ["JUMLAH", None, None, None, 4, 3, 6_500_000, None],
    [None, None, None, None, None, None, "Indralaya, 5 Januari 2026", None],
)


def told(row):
    return [problem.code for problem in row.problems if problem.code != "region_missing"]


def test_dinas_file_with_everything_in_it(tmp_path):
    path = saved(tmp_path / "dinas.xlsx", *DINAS)

    look = looked(path)
    checker = RowChecker(
        confirmed(look.guesses),
        CheckContext(date(2026, 11, 21), Nowhere(), Decimal("0.25"), typical=look.typical),
    )
    with read_workbook(path) as workbook:
        rows = [row for row in workbook.rows() if row.number > look.header.last_row]
    checked = checker.check(rows)

    assert look.kind is TableKind.BUSINESSES
    assert look.header.titles == ("DATA UMKM KABUPATEN OGAN ILIR", "Tahun 2026")
    assert (look.header.first_row, look.header.last_row) == (4, 6)
    assert " ".join(guess.field for guess in look.guesses) == (
        "ignored owner_name nik business_name workers_male workers_female annual_sales remarks"
    )
    assert [(row.number, row.verdict, told(row)) for row in checked] == [
        (7, RowVerdict.OK, []),
        (8, RowVerdict.NEEDS_REPAIR, ["nik_excel_zero"]),
        (9, RowVerdict.NOT_A_BUSINESS, ["row_repeated_header"]),
        (10, RowVerdict.OK, []),
        (11, RowVerdict.NOT_A_BUSINESS, ["row_total"]),
        (12, RowVerdict.NOT_A_BUSINESS, ["row_note"]),
    ]
    assert checked[0].values["annual_sales"] == 18_000_000
    assert checked[0].values["workers"] == 3


def test_counts_per_kecamatan_are_refused_in_plain_words(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "Jumlah UMKM Menurut Kecamatan;;\n;;\nKecamatan;Mikro;Kecil\nSako;11;6\nPlaju;3;2\nSukarami;5;4\n"
    )

    look = looked(path)

    assert look.kind is TableKind.STATISTICS
    assert look.refusal("id").startswith("Lembar ini tabel jumlah per wilayah, bukan daftar usaha")
    assert look.refusal("en").startswith("This sheet counts businesses by area")


def test_header_without_rows_is_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Nama Usaha;NIK;Alamat\n")

    assert looked(path).kind is TableKind.HEADER_ONLY
    assert "judul kolom" in looked(path).refusal()


def test_sheets_per_kecamatan_give_their_place(tmp_path):
    rows = (["Nama Usaha", "Alamat"], ["Toko Siti", "Jl. A"], ["Kios Budi", "Jl. B"])
    path = saved(tmp_path / "a.xlsx", *rows, sheets=("Kec. Sako", "02 TANJUNG BATU", "Sheet3", "REKAP"))

    assert [looked(path, index).sheet_place for index in range(4)] == ["Sako", "TANJUNG BATU", "", ""]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Sheet1", ""),
        ("Data UMKM", ""),
        ("Kec Ilir Timur II", "Ilir Timur II"),
        ("Seri Tanjung", "Seri Tanjung"),
        ("2026", ""),
    ],
)
def test_names_of_sheets(name, place):
    assert place_of_sheet(name) == place


def test_table_without_any_name_column_is_not_taken_for_businesses(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("warna,rasa\nmerah,manis\nbiru,asin\nhijau,pahit\n")

    assert looked(path).kind is TableKind.UNKNOWN
