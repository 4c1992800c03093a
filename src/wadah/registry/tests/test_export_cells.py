"""Values as cells: what is written is read back to the same value, and nothing comes alive."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wadah.core.tabular import read_workbook, write_csv, write_xlsx
from wadah.core.tabular.cells import Cell
from wadah.core.tabular.delimited_writer import guarded, without_guard
from wadah.core.tabular.writer import SheetOut
from wadah.registry.intake.fields import FIELDS
from wadah.registry.intake.mapping import MappedColumn, _mapped
from wadah.registry.intake.readers import reader_for
from wadah.registry.intake.titles import match_title
from wadah.registry.kinds import PartyKind
from wadah.registry.outgoing.cells import LEGAL_FORMS
from wadah.registry.outgoing.layouts import Column, census_layout, list_layout

TODAY = date(2026, 11, 24)
LIVING = [
    '=HYPERLINK("http://jahat.example";"klik")',
    "+1+2",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "'=1",
    "''=1",
    "'Aisyiyah",
]
LAYOUTS = {
    "business": list_layout(PartyKind.BUSINESS, with_nik=True),
    "person": list_layout(PartyKind.PERSON, with_nik=True),
    "census": census_layout(with_nik=True),
}


def read_as(column: Column, cell: Cell) -> dict[str, Any]:
    """The cell as the import reads it under its title."""
    mapped: MappedColumn = _mapped(0, column.title, column.field)
    read = reader_for(mapped, TODAY)([cell])
    return {name: values[0] for name, values in read.values.items() if values[0] is not None}


def column_of(field: str, layout: str = "business") -> Column:
    return next(column for column in LAYOUTS[layout].columns if column.field == field)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_title_is_read_as_its_own_field(layout: str) -> None:
    columns = [column for column in LAYOUTS[layout].columns if column.field]

    read = {column.title: match_title(column.title) for column in columns}

    assert {title: match.field if match else None for title, match in read.items()} == {
        column.title: column.field for column in columns
    }


def test_no_title_stands_twice() -> None:
    assert [len(set(layout.header)) == len(layout.header) for layout in LAYOUTS.values()] == [True] * 3


def test_no_layout_holds_a_number_of_a_person_but_the_nik_that_was_asked_for() -> None:
    plain = [list_layout(kind) for kind in PartyKind] + [census_layout()]
    sensitive = {code for code, field in FIELDS.items() if field.sensitive}
    secrets = dict.fromkeys([*sensitive, "email", "birth_place"], "rahasia")

    assert [cell for layout in plain for cell in layout.cells(secrets) if cell == "rahasia"] == []


CASES: list[tuple[str, dict[str, Any]]] = [
    ("annual_sales", {"annual_sales": 120_000_000, "sales_idr": 120_000_000, "sales_period": "year"}),
    ("annual_sales", {"annual_sales": 24_000_000, "sales_idr": 2_000_000, "sales_period": "month"}),
    ("annual_sales", {"annual_sales": 104_000, "sales_idr": 2_000, "sales_period": "week"}),
    ("annual_sales", {"sales_idr": 150_000, "sales_period": "day"}),
    ("annual_sales", {"annual_sales": 5_000, "sales_idr": 5_000, "sales_period": "year"}),
    ("annual_sales", {"annual_sales": 0, "sales_idr": 0, "sales_period": "year"}),
    ("capital_ex_land", {"capital_ex_land": 10_000}),
    ("assets", {"assets": 1_500}),
    ("kbli", {"kbli": "10710", "kbli_edition": "2020"}),
    ("kbli", {"kbli": "01134", "kbli_edition": "2025"}),
    ("pirt", {"pirt": "held", "pirt_number": "2061671010001-28"}),
    ("halal", {"halal": "applied"}),
    ("halal", {"halal": "none"}),
    ("halal", {"halal": "held"}),
    ("has_nib", {"has_nib": True}),
    ("keeps_books", {"keeps_books": False}),
    ("sex", {"sex": "P"}),
    ("established", {"established": "2018"}),
    ("established", {"established": "2018-07"}),
    ("established", {"established": "2018-07-05"}),
    ("workers", {"workers": 12}),
    ("members", {"members": 0}),
    ("latitude", {"latitude": -2.97608}),
    ("longitude", {"longitude": 104.7754}),
    ("nib", {"nib": "0123456789012"}),
    ("business_name", {"business_name": "=1+1"}),
    ("address", {"address": "-Lorong 3"}),
    ("party_code", {"party_code": "7d4e7a3e-9f5a-4a3b-9a75-0d1c4ad9d5a1"}),
    *(("business_kind", {"business_kind": form}) for form in LEGAL_FORMS),
]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize(("field", "values"), CASES)
def test_a_written_value_is_read_back(field: str, values: dict[str, Any], form: str, tmp_path: Path) -> None:
    column = column_of(field)

    cell = through_file(column.write(values), form, tmp_path)

    assert read_as(column, cell) == values


def through_file(cell: Cell, form: str, folder: Path) -> Cell:
    """The cell as it comes out of a file."""
    path = folder / f"t.{form}"
    rows = [("baris", cell), ("baris", "lain"), ("baris", "lain")]
    if form == "csv":
        write_csv(path, ("a", "b"), rows)
    else:
        write_xlsx(path, [SheetOut("t", ("a", "b"), rows)])
    with read_workbook(path) as book:
        return list(book.rows(0))[1].cells[1]


@pytest.mark.parametrize(
    ("field", "values", "read"),
    [
        (
            "annual_sales",
            {"annual_sales": 24_000_000, "sales_idr": 2_000_000, "sales_period": "month"},
            24_000_000,
        ),
        ("annual_sales", {"sales_idr": 150_000, "sales_period": "day"}, None),
        ("established", {"established": "2018-07-05"}, "2018"),
        ("kbli", {"kbli": "10710", "kbli_edition": "2020"}, None),
        ("kbli", {"kbli": "01134", "kbli_edition": "2025"}, "01134"),
        ("sex", {"sex": "P"}, "P"),
        ("keeps_books", {"keeps_books": False}, False),
        ("latitude", {"latitude": -2.97608}, -2.97608),
        ("halal", {"halal": "applied"}, "applied"),
    ],
)
def test_the_census_layout_says_what_its_template_asks(
    field: str, values: dict[str, Any], read: object
) -> None:
    column = column_of(field, "census")

    assert read_as(column, column.write(values)).get(field) == read


def test_every_cell_of_the_census_layout_is_text() -> None:
    values = {"workers_male": 2, "annual_sales": 120_000_000, "latitude": -2.5, "has_nib": True}

    cells = [cell for cell in LAYOUTS["census"].cells(values) if cell is not None]

    assert cells == ["1", "2", "120000000", "-2,5"]


def test_no_cell_of_a_csv_begins_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"

    write_csv(path, ("a",), [(text,) for text in LIVING])

    with path.open(encoding="utf-8-sig", newline="") as file:
        written = [row[0] for row in list(csv.reader(file))[1:]]
    assert [text[0] for text in written] == ["'"] * len(LIVING)


@given(st.text())
def test_a_guard_is_taken_off_as_it_was_put_on(text: str) -> None:
    assert without_guard(guarded(text)) == text
