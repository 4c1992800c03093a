"""The one door for reading: the file's kind by its bytes, its reader, and the bounds that hold for
every kind.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Protocol

from wadah.core.tabular.archive import open_archive
from wadah.core.tabular.cells import Merge, Row, SheetInfo
from wadah.core.tabular.delimited import DelimitedSource
from wadah.core.tabular.errors import EmptyFile, EncryptedFile, NoSuchSheet, NotATable, TooLarge
from wadah.core.tabular.limits import MEBIBYTE, Limits
from wadah.core.tabular.sniff import Kind, kind_of
from wadah.core.tabular.whole import read_calamine, read_html, read_xml_2003
from wadah.core.tabular.xlsx import XlsxSource

CHUNK_ROWS = 2_000


class Source(Protocol):
    """What each kind of file can do."""

    @property
    def sheets(self) -> list[SheetInfo]: ...

    def rows(self, index: int) -> Iterator[Row]: ...

    def merges(self, index: int) -> tuple[Merge, ...]: ...

    def close(self) -> None: ...


class Workbook(AbstractContextManager["Workbook"]):
    """An open file. Use it in a `with` block, or close it."""

    def __init__(self, source: Source, kind: str, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self.kind = kind

    @property
    def sheets(self) -> list[SheetInfo]:
        """The sheets in the order of their tabs."""
        return self._source.sheets

    def rows(self, index: int = 0) -> Iterator[Row]:
        """The rows of a sheet from the first, each time anew. Blank rows may be left out; numbers tell.

        Raises TooLarge, CellTooLong or DamagedFile while it runs, as a bound is passed.
        """
        if not 0 <= index < len(self.sheets):
            raise NoSuchSheet(sheet=index + 1)
        for count, row in enumerate(self._source.rows(index), 1):
            if count > self._limits.rows:
                raise TooLarge(what="baris / rows", limit=self._limits.rows)
            yield row

    def chunks(self, index: int = 0, size: int = CHUNK_ROWS) -> Iterator[list[Row]]:
        """The same rows in lists of `size`."""
        if not 0 <= index < len(self.sheets):
            raise NoSuchSheet(sheet=index + 1)
        rows, count = self._source.rows(index), 0
        while chunk := list(islice(rows, size)):
            count += len(chunk)
            if count > self._limits.rows:
                raise TooLarge(what="baris / rows", limit=self._limits.rows)
            yield chunk

    def merges(self, index: int = 0) -> tuple[Merge, ...]:
        """Merged areas of a sheet; none for text files, ods, and sheets too big to be laid out by hand."""
        return self._source.merges(index)

    def close(self) -> None:
        self._source.close()

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def read_workbook(path: str | Path, *, limits: Limits | None = None) -> Workbook:
    """Opens a spreadsheet of any kind. Raises a TabularError that says cause and cure.

    xlsx and text files are read as streams; xls, xlsb, ods and html tables whole, up to a size.
    """
    path, limits = Path(path), limits or Limits()
    if path.stat().st_size > limits.file_bytes:
        raise TooLarge(what="MB", limit=limits.file_bytes // MEBIBYTE)
    kind = kind_of(path)
    source, name = _open(path, kind, limits)
    workbook = Workbook(source, name, limits)
    if not any(_holds_something(workbook, sheet.index) for sheet in workbook.sheets):
        workbook.close()
        raise EmptyFile()
    return workbook


def _open(path: Path, kind: Kind, limits: Limits) -> tuple[Source, str]:
    if kind is Kind.EMPTY:
        raise EmptyFile()
    if kind is Kind.ENCRYPTED:
        raise EncryptedFile()
    if kind is Kind.XLS:
        return read_calamine(path, limits, zipped=False), "xls"
    if kind is Kind.HTML:
        return read_html(path, limits), "html"
    if kind is Kind.XML_2003:
        return read_xml_2003(path, limits), "xml"
    if kind is Kind.TEXT:
        return DelimitedSource(path, limits), "csv"
    if kind is Kind.ZIP:
        return _open_zip(path, limits)
    raise NotATable()


def _open_zip(path: Path, limits: Limits) -> tuple[Source, str]:
    with open_archive(path, limits) as archive:
        names = {name.lstrip("/").lower() for name in archive.namelist()}
    if "xl/workbook.bin" in names:
        return read_calamine(path, limits, zipped=True), "xlsb"
    if "content.xml" in names:
        return read_calamine(path, limits, zipped=True), "ods"
    if "[content_types].xml" in names and not any(name.startswith(("word/", "ppt/")) for name in names):
        return XlsxSource(path, limits), "xlsx"
    raise NotATable()


def _holds_something(workbook: Workbook, index: int) -> bool:
    return any(any(cell is not None for cell in row.cells) for row in workbook.rows(index))
