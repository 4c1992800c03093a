"""Spreadsheets in and out: any office file becomes rows, and rows an inert xlsx. No Django."""

from wadah.core.tabular.cells import Cell, Merge, Row, SheetInfo
from wadah.core.tabular.delimited_writer import write_csv
from wadah.core.tabular.errors import TabularError
from wadah.core.tabular.limits import Limits
from wadah.core.tabular.package import Tone
from wadah.core.tabular.workbook import Workbook, read_workbook
from wadah.core.tabular.writer import EXCEL_ROWS, MarkedRow, SheetOut, write_xlsx

__all__ = [
    "EXCEL_ROWS",
    "Cell",
    "Limits",
    "MarkedRow",
    "Merge",
    "Row",
    "SheetInfo",
    "SheetOut",
    "TabularError",
    "Tone",
    "Workbook",
    "read_workbook",
    "write_csv",
    "write_xlsx",
]
