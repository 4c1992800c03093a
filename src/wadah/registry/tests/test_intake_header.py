"""Finding the header: title rows, two rows, merged titles, numbered columns, none at all."""

import pytest

from wadah.core.tabular.cells import Merge, Row
from wadah.registry.intake.header import HeaderBlock, find_header, is_column_numbers, is_repeated_header


def sheet(*rows: tuple[object, ...]) -> list[Row]:
    return [Row(number, cells) for number, cells in enumerate(rows, 1)]


TITLES = ("No", "Nama Usaha", "Pemilik", "NIK", "No HP", "Omzet")
DATA = ((1, "Toko Siti", "Siti Aminah", "1671014507900003", "081278901234", "1,5 jt"),) * 3


def test_header_in_the_first_row():
    assert find_header(sheet(TITLES, *DATA)) == HeaderBlock(TITLES, 1, 1)


def test_merged_title_rows_and_a_blank_row_stand_above():
    rows = sheet(
        ("DATA UMKM KECAMATAN SAKO", None, None, None, None, None),
        ("TAHUN 2026",),
        (None, None),
        TITLES,
        *DATA,
    )

    assert find_header(rows, [Merge(1, 0, 1, 5)]) == HeaderBlock(
        TITLES, 4, 4, ("DATA UMKM KECAMATAN SAKO", "TAHUN 2026")
    )


TWO_ROWS = (
    ("No", "Nama Usaha", "Tenaga Kerja", None, "Legalitas", None, None),
    (None, None, "L", "P", "NIB", "PIRT", "Halal"),
)
JOINED = (
    "No",
    "Nama Usaha",
    "Tenaga Kerja L",
    "Tenaga Kerja P",
    "Legalitas NIB",
    "Legalitas PIRT",
    "Legalitas Halal",
)
BELOW = ((1, "Toko A", 2, 1, "0220001234567", "-", "proses"),) * 3


@pytest.mark.parametrize("merges", [(), (Merge(1, 2, 1, 3), Merge(1, 4, 1, 6))])
def test_two_header_rows_are_joined(merges):
    assert find_header(sheet(*TWO_ROWS, *BELOW), merges) == HeaderBlock(JOINED, 1, 2)


def test_group_row_above_is_part_of_the_header():
    rows = sheet(
        ("Identitas Pemilik", None, "Usaha", None),
        ("Nama Pemilik", "NIK", "Nama Usaha", "Jenis Usaha"),
        ("Siti", "1671014507900003", "Toko Siti", "Kuliner"),
        ("Budi", "1671010507900004", "Toko Budi", "Jasa"),
    )

    assert find_header(rows).first_row == 1
    assert find_header(rows).last_row == 2


def test_row_that_numbers_the_columns_belongs_to_the_header():
    rows = sheet(TITLES, (1, 2, 3, 4, 5, 6), *DATA)

    assert find_header(rows) == HeaderBlock(TITLES, 1, 2)
    assert is_column_numbers(("(1)", "(2)", "(3)"))
    assert not is_column_numbers((1, "Toko", 3))


def test_misspelt_titles_are_found():
    titles = ("nama_perusahaan", "produk_utama", "total_aset", "jumlash_tenaga_kerja", "Alamat")
    rows = sheet(titles, ("Warung Pertigaan", "Kopi", "205", "2", "Jawa Timur"))

    assert find_header(rows) == HeaderBlock(titles, 1, 1)


def test_sheet_that_begins_with_data_gets_numbered_columns():
    found = find_header(sheet(*[row[1:] for row in DATA]))

    assert found == HeaderBlock(("Kolom 1", "Kolom 2", "Kolom 3", "Kolom 4", "Kolom 5"), 1, 0, found=False)


def test_blank_and_repeated_titles_get_names_of_their_own():
    rows = sheet(
        ("Nama Usaha", None, "Alamat", "Alamat"),
        ("Toko", "x", "Jl. A", "Jl. B"),
        ("Kios", "y", "Jl. C", "Jl. D"),
    )

    assert find_header(rows).columns == ("Nama Usaha", "Kolom 2", "Alamat", "Alamat (2)")


def test_empty_sheet_has_no_header():
    assert find_header([]) == HeaderBlock((), 1, 0, found=False)


def test_header_that_comes_again_is_known():
    assert is_repeated_header(("NO", "nama usaha", "PEMILIK", None), TITLES)
    assert not is_repeated_header(("1", "Toko Siti", "Siti", None), TITLES)
