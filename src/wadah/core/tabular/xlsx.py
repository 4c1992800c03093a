"""The xlsx reader: sheets of a package, each as a stream of rows."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from wadah.core.tabular.archive import open_archive
from wadah.core.tabular.cells import Merge, Row, SheetInfo
from wadah.core.tabular.limits import MEBIBYTE, Limits
from wadah.core.tabular.xlsx_parts import XlsxMap, read_map
from wadah.core.tabular.xlsx_rows import merged_areas, sheet_rows
from wadah.core.tabular.xlsx_text import SharedStrings, decoded, read_shared_strings

# Merged areas stand at the end of a sheet: for them alone a sheet above this is not read through.
MERGES_UP_TO_BYTES = 24 * MEBIBYTE


class XlsxSource:
    """An open xlsx. Shared texts are read when the first row is asked for."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        self._archive: zipfile.ZipFile = open_archive(path, limits)
        self._map: XlsxMap = read_map(self._archive)
        self._strings: SharedStrings | None = None

    @property
    def sheets(self) -> list[SheetInfo]:
        return [SheetInfo(sheet.name, index) for index, sheet in enumerate(self._map.sheets)]

    def rows(self, index: int) -> Iterator[Row]:
        if self._strings is None:
            self._strings = read_shared_strings(self._archive, self._map.shared_strings, self._limits)
        return sheet_rows(
            decoded(self._archive, self._map.sheets[index].part),
            self._strings,
            self._map.date_styles,
            self._map.dates_from_1904,
            self._limits,
        )

    def merges(self, index: int) -> tuple[Merge, ...]:
        part = self._map.sheets[index].part
        if self._archive.getinfo(part).file_size > MERGES_UP_TO_BYTES:
            return ()
        return merged_areas(decoded(self._archive, part))

    def close(self) -> None:
        self._archive.close()
