"""The offices' spreadsheets: every file reads, every row is where the truth says, every damage is there."""

import hashlib
from collections import Counter, defaultdict
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from wadah.core.tabular import Row, read_workbook
from wadah.registry.demo.cells import DAMAGES
from wadah.registry.demo.offices import OFFICE_LISTS
from wadah.registry.demo.people import DEMO_INSTITUTIONS
from wadah.registry.demo.spreadsheets import SpreadsheetTruth, read_truth, write_spreadsheets


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("offices")


@pytest.fixture(scope="module")
def truth(folder: Path) -> SpreadsheetTruth:
    return write_spreadsheets(folder, seed=1, size=1_500)


def _rows_of(path: Path) -> dict[tuple[int, int], Row]:
    with read_workbook(path) as book:
        return {(sheet.index, row.number): row for sheet in book.sheets for row in book.rows(sheet.index)}


def test_every_row_stands_where_the_truth_says(folder: Path, truth: SpreadsheetTruth) -> None:
    for file in truth.files:
        found = _rows_of(folder / file.file)
        places: dict[str, int] = {}
        for row in truth.rows:
            if row.file == file.file:
                index = places.setdefault(row.sheet, len(places))
                cells = found[index, row.row].cells
                assert sum(cell is not None for cell in cells) >= 4, row


def test_the_truth_beside_the_files_is_the_truth(folder: Path, truth: SpreadsheetTruth) -> None:
    assert read_truth(folder) == truth
    assert sum(file.rows for file in truth.files) == len(truth.rows) == 1_620


def test_every_damage_that_is_described_befalls_some_row(truth: SpreadsheetTruth) -> None:
    done = {damage.split(":")[1] for row in truth.rows for damage in row.damages}

    assert done == set(DAMAGES)


def test_a_nik_in_a_numeric_cell_lost_its_last_digit(folder: Path, truth: SpreadsheetTruth) -> None:
    office = OFFICE_LISTS[0]
    found = _rows_of(folder / office.file)
    sheets = list(dict.fromkeys(row.sheet for row in truth.rows if row.file == office.file))
    damaged = [row for row in truth.rows if row.file == office.file and "nik:number" in row.damages]

    niks = [found[sheets.index(row.sheet), row.row].cells[2] for row in damaged]

    assert len(niks) > 30
    assert all(isinstance(nik, int) and nik % 10 == 0 for nik in niks)


def test_a_list_has_23_stalls_and_owners_of_three_and_rows_twice(truth: SpreadsheetTruth) -> None:
    owned, times = defaultdict(set), Counter[int]()
    for row in truth.rows:
        if row.file == OFFICE_LISTS[0].file:
            owned[row.person_id].add(row.business_id)
            times[row.business_id] += 1

    assert 3 in {len(businesses) for businesses in owned.values()}
    assert 2 in times.values()
    assert sum(5_500_000 <= business < 5_500_023 for business in times) == 23


def test_lists_of_one_place_tell_of_the_same_businesses(truth: SpreadsheetTruth) -> None:
    stand_in = defaultdict(set)
    for row in truth.rows:
        stand_in[row.business_id].add(row.file)

    assert sum(len(files) > 1 for files in stand_in.values()) > 150


def test_sheets_have_two_header_rows_titles_and_totals(folder: Path) -> None:
    rows = [row.cells for row in _rows_of(folder / OFFICE_LISTS[0].file).values()]

    assert rows[0][0] == "DATA PELAKU USAHA MIKRO, KECIL DAN MENENGAH"
    assert rows[3][11:17] == ("Permodalan", None, "Tenaga Kerja", None, "Perizinan", None)
    assert rows[4][11:17] == ("Aset (Rp)", "Omzet per Tahun (Rp)", "L", "P", "NIB", "PIRT")
    assert sum(cells[0] == "JUMLAH" for cells in rows) >= 5


def test_files_of_one_seed_are_equal_to_the_byte(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_spreadsheets(tmp_path / name, seed=5, size=300)

    assert _hashes(tmp_path / "one") == _hashes(tmp_path / "two")


def _hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_no_part_of_an_archive_tells_when_it_was_written(folder: Path, truth: SpreadsheetTruth) -> None:
    archives = [path for path in folder.iterdir() if is_zipfile(path)]
    dates = {(path.suffix, part.date_time[0]) for path in archives for part in ZipFile(path).infolist()}

    assert dates == {(".xlsx", 1980), (".ods", 2025)}


def test_each_list_belongs_to_an_institution_of_the_demo(truth: SpreadsheetTruth) -> None:
    assert {file.institution for file in truth.files} <= {
        institution.code for institution in DEMO_INSTITUTIONS
    }
