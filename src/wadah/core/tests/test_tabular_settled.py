"""Long sheets: rows read by the quick expression are the same as rows read by any other."""

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from wadah.core.tabular import read_workbook
from wadah.core.tabular.xlsx_patterns import ROWS_LEARNED_FROM, ROWS_PASSED_OVER, Learner, settled

ENOUGH = ROWS_PASSED_OVER + ROWS_LEARNED_FROM + 40
TEXT = st.text("ab& _x0041<>\"'é", max_size=8)
CELL = st.one_of(TEXT, TEXT, st.integers(-99, 10**13), st.none(), st.booleans(), st.floats(-9, 9))


def rows_of(path):
    with read_workbook(path) as workbook:
        return {row.number: list(row.cells) for row in workbook.rows()}


def told(path):
    """The same sheet by another reader."""
    sheet = openpyxl.load_workbook(path, data_only=True).active
    return {number: [cell.value for cell in row] for number, row in enumerate(sheet.iter_rows(), 1)}


def same(left, right, width=9):
    def even(cells):
        return [None if cell == "" else cell for cell in [*cells, *[None] * width][:width]]

    return all(even(left.get(number, [])) == even(cells) for number, cells in right.items())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(TEXT, CELL, st.integers(), CELL), min_size=1, max_size=30), st.booleans())
def test_rows_after_the_columns_have_settled_read_as_openpyxl_reads_them(tmp_path_factory, odd, in_memory):
    path = tmp_path_factory.mktemp("settled") / "a.xlsx"
    # In memory the writer shares its texts; otherwise they stand in their cells.
    book = Workbook(
        path, {"constant_memory": not in_memory, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    plain = [("Toko & Anak", 5, 7, "x")] * ENOUGH
    for number, cells in enumerate([*plain, *odd, *plain, *odd]):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell)
            elif isinstance(cell, bool):
                sheet.write_boolean(number, column, cell)
            elif cell is not None:
                sheet.write_number(number, column, cell)
    book.close()

    assert same(rows_of(path), told(path))


def test_titles_are_passed_over_and_a_column_that_varies_stays_open():
    learner = Learner()
    found = []
    for number in range(ROWS_PASSED_OVER + 2 * ROWS_LEARNED_FROM):
        late = number >= ROWS_PASSED_OVER + ROWS_LEARNED_FROM
        found.append(learner.observe((' t="s"', "", ' s="2"' if late else "")))

    assert [constants for constants in found if constants] == [[' t="s"', "", ""], [' t="s"', "", None]]


def test_nothing_is_settled_when_most_columns_vary():
    assert settled([None, None, ' t="s"']) is None
    assert settled([' t="s"', "", None]) is not None
