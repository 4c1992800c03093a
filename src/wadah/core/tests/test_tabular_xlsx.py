"""The xlsx reader: types, dates, merged cells, unusual writers; and its agreement with another reader."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.core.tabular import Merge, Row, SheetInfo, SheetOut, read_workbook, write_xlsx
from wadah.core.tabular.errors import NoSuchSheet
from wadah.core.tabular.package import package_parts

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def raw_xlsx(folder: Path, sheet: str, strings: str = "") -> Path:
    """A workbook of one sheet, its XML as given."""
    path = folder / "raw.xlsx"
    parts = package_parts(["Data"])
    if strings:
        relation = (
            '<Relationship Id="rId9" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        )
        parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
            "</Relationships>", relation
        )
        parts["xl/sharedStrings.xml"] = strings
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return path


def cells_of(path: Path) -> list[tuple[object, ...]]:
    with read_workbook(path) as workbook:
        return [row.cells for row in workbook.rows(0)]


def test_types_dates_and_merged_cells_are_kept(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Kec. Sako"
    sheet["A1"] = "DATA UMKM 2026"
    sheet.merge_cells("A1:C1")
    sheet.append(["NIK", "Angka", "Tanggal"])
    sheet.append(["1671014507900003", 1671014507900003, date(1990, 7, 5)])
    sheet["A5"], sheet["B5"], sheet["C5"] = True, 2.5, datetime(2026, 1, 2, 3, 4)  # noqa: DTZ001
    book.create_sheet("Kec. Plaju")["B2"] = "x & <y>"
    book.save(path)

    with read_workbook(path) as workbook:
        assert workbook.kind == "xlsx"
        assert workbook.sheets == [SheetInfo("Kec. Sako", 0), SheetInfo("Kec. Plaju", 1)]
        assert [row for row in workbook.rows(0) if any(row.cells)] == [
            Row(1, ("DATA UMKM 2026",)),
            Row(2, ("NIK", "Angka", "Tanggal")),
            Row(3, ("1671014507900003", 1671014507900003, date(1990, 7, 5))),
            Row(5, (True, 2.5, datetime(2026, 1, 2, 3, 4))),  # noqa: DTZ001
        ]
        assert workbook.merges(0) == (Merge(1, 0, 1, 2),)
        assert [row for row in workbook.rows(1) if any(row.cells)] == [Row(2, (None, "x & <y>"))]
        with pytest.raises(NoSuchSheet):
            next(workbook.rows(2))


def test_number_kept_in_scientific_form_is_a_number(tmp_path):
    row = '<row r="1"><c r="A1"><v>1.67101450790000E+15</v></c></row>'
    sheet = f"<worksheet {MAIN}><sheetData>{row}</sheetData></worksheet>"

    assert cells_of(raw_xlsx(tmp_path, sheet)) == [(1671014507900000,)]


def test_shared_texts_with_runs_escapes_and_reading_aids(tmp_path):
    strings = (
        f"<sst {MAIN}><si><t>biasa</t></si><si/><si><r><t>te</t></r><r><rPr/>"
        f"<t xml:space='preserve'>bal </t></r>"
        "<rPh><t>x</t></rPh></si><si><t>a &amp; b_x000D_</t></si><si><t/></si></sst>"
    )
    cells = "".join(f'<c r="{letter}1" t="s"><v>{n}</v></c>' for n, letter in enumerate("ABCDE"))
    sheet = f'<worksheet {MAIN}><sheetData><row r="1">{cells}</row></sheetData></worksheet>'

    assert cells_of(raw_xlsx(tmp_path, sheet, strings)) == [("biasa", None, "tebal ", "a & b\r", None)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # A prefix of its own, as some writers put before every tag, is taken away.
        ('<x:row r="1"><x:c r="A1" t="str"><x:v>a</x:v></x:c></x:row>', [("a",)]),
        # Formula with its result, formula without one, an error, a truth value, a date as text.
        (
            '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>NOW()</f></c><c r="C1" t="e">'
            "<v>#REF!</v></c>"
            '<c r="D1" t="b"><v>0</v></c><c r="E1" t="d"><v>2026-01-02</v></c></row>',
            [(2, None, "#REF!", False, date(2026, 1, 2))],
        ),
        # Rows and cells that do not say where they stand.
        ('<row><c t="str"><v>a</v></c><c><v>1</v></c></row><row><c><v>2</v></c></row>', [("a", 1), (2,)]),
        # Attributes in another order, formatted runs in the cell, empty rows and cells.
        (
            '<row r="1"/><row r="2"><c s="1" r="A2" t="inlineStr"><is><r><t>te</t></r><r><t>bal</t></r>'
            "</is></c>"
            '<c r="B2" s="1"/><c r="C2"><v>3</v></c></row>',
            [("tebal", None, 3)],
        ),
        # A format drawn to the last column: its cells hold nothing.
        (
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"/><c r="XFD1" s="1"/></row>'
            '<row r="2"><c r="A2"><v>2</v></c><c r="XFC2" s="1"/><c r="XFD2" s="1"/></row>',
            [(1,), (2,)],
        ),
        # A row wider than those before it, and one with a gap.
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="C2"><v>3</v></c></row><row r="3">'
            '<c r="B3"><v>2</v></c></row>',
            [(1,), (None, None, 3), (None, 2, None)],
        ),
    ],
)
def test_unusual_writers_are_read(tmp_path, rows, expected):
    name = "x:worksheet" if "<x:" in rows else "worksheet"
    spaced = MAIN.replace("xmlns", "xmlns:x") if "<x:" in rows else MAIN
    data = "x:sheetData" if "<x:" in rows else "sheetData"

    path = raw_xlsx(tmp_path, f"<{name} {spaced}><{data}>{rows}</{data}></{name}>")

    assert cells_of(path) == expected


def test_dates_counted_from_1904_are_read(tmp_path):
    path = tmp_path / "mac.xlsx"
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = date(2018, 3, 1)
    book.save(path)

    assert cells_of(path) == [(date(2018, 3, 1),)]


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).filter(lambda text: "\r" not in text)
scalars = st.one_of(texts, st.integers(-(10**14), 10**14), st.booleans(), st.none())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(scalars, min_size=1, max_size=5), min_size=1, max_size=6))
def test_what_is_written_is_read_again(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("rt") / "a.xlsx"
    write_xlsx(path, [SheetOut("Data", ("judul",), rows)])

    with read_workbook(path) as workbook:
        found = {row.number: row.cells for row in workbook.rows(0)}

    for number, row in enumerate(rows, 2):
        written = [
            ("TRUE" if cell else "FALSE") if isinstance(cell, bool) else cell or None if cell != 0 else 0
            for cell in row
        ]
        read = list(found.get(number, ()))
        assert read + [None] * (len(written) - len(read)) == written + [None] * (len(read) - len(written))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.text('ab<&" _x04', max_size=9), st.integers(0, 99)), max_size=6),
        min_size=1,
        max_size=5,
    )
)
def test_reader_agrees_with_openpyxl(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("op") / "a.xlsx"
    book = openpyxl.Workbook()
    for row in [["judul"], *rows]:
        book.active.append(row)
    book.save(path)
    expected = [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active.iter_rows()]

    with read_workbook(path) as workbook:
        found = {row.number: row.cells for row in workbook.rows(0)}

    for number, row in enumerate(expected, 1):
        read = [*found.get(number, ()), *[None] * len(row)][: len(row)]
        assert [cell or None if cell != 0 else 0 for cell in read] == [
            c or None if c != 0 else 0 for c in row
        ]
