"""The describing parts of an xlsx: which sheets there are, where they lie, which cell styles show a date."""

import posixpath
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

from wadah.core.tabular.archive import read_description
from wadah.core.tabular.errors import DamagedFile

DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
# What is not part of a date pattern: quoted text, escaped characters, colours and locales in brackets,
# padding.
NOT_PATTERN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@dataclass(frozen=True, slots=True)
class XlsxSheet:
    name: str
    part: str


@dataclass(frozen=True, slots=True)
class XlsxMap:
    """Where the parts lie. `date_styles` are indexes of cell styles, as the attribute s of a cell names
    them.
    """

    sheets: tuple[XlsxSheet, ...]
    shared_strings: str | None
    date_styles: frozenset[int]
    dates_from_1904: bool


def read_map(archive: zipfile.ZipFile) -> XlsxMap:
    """Reads the workbook part, its relations and its styles. Raises DamagedFile when there is no workbook."""
    names = {name.lstrip("/").lower(): name for name in archive.namelist()}
    workbook_part = _workbook_part(archive, names)
    root = _xml(archive, workbook_part)
    relations = _relations(archive, names, workbook_part)
    sheets = []
    shared = styles = None
    for kind, target in relations.values():
        if kind == "sharedStrings":
            shared = names.get(target.lower())
        elif kind == "styles":
            styles = names.get(target.lower())
    for sheet in root.iter():
        if _tag(sheet) == "sheet":
            key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
            kind, target = relations.get(key, ("", ""))
            if kind == "worksheet" and target.lower() in names:
                sheets.append(XlsxSheet(sheet.attrib.get("name", ""), names[target.lower()]))
    if not sheets:
        raise DamagedFile(part="xl/workbook.xml")
    from_1904 = any(
        _tag(e) == "workbookPr" and e.attrib.get("date1904") in ("1", "true") for e in root.iter()
    )
    return XlsxMap(tuple(sheets), shared, _date_styles(archive, styles), from_1904)


def _workbook_part(archive: zipfile.ZipFile, names: dict[str, str]) -> str:
    if "xl/workbook.xml" in names:
        return names["xl/workbook.xml"]
    for kind, target in _relations(archive, names, "").values():
        if kind == "officeDocument" and target.lower() in names:
            return names[target.lower()]
    raise DamagedFile(part="xl/workbook.xml")


def _relations(archive: zipfile.ZipFile, names: dict[str, str], part: str) -> dict[str, tuple[str, str]]:
    """Relation id to (kind, part name), for the relations of one part."""
    folder, leaf = posixpath.split(part)
    relations_part = names.get(posixpath.join(folder, "_rels", f"{leaf}.rels").lower())
    if relations_part is None:
        return {}
    found = {}
    for element in _xml(archive, relations_part):
        target = element.attrib.get("Target", "")
        path = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        found[element.attrib.get("Id", "")] = (element.attrib.get("Type", "").rsplit("/", 1)[-1], path)
    return found


def _date_styles(archive: zipfile.ZipFile, part: str | None) -> frozenset[int]:
    if part is None:
        return frozenset()
    root = _xml(archive, part)
    date_formats = set(DATE_FORMATS)
    for element in root.iter():
        if _tag(element) == "numFmt" and shows_date(element.attrib.get("formatCode", "")):
            date_formats.add(int(element.attrib.get("numFmtId", "0")))
    styles = []
    for element in root.iter():
        if _tag(element) == "cellXfs":
            styles = [int(xf.attrib.get("numFmtId", "0")) for xf in element]
    return frozenset(index for index, number in enumerate(styles) if number in date_formats)


def shows_date(code: str) -> bool:
    """True when a number format shows a day or a year. A pure time of day stays a number."""
    pattern = NOT_PATTERN.sub("", code.split(";")[0]).lower()
    return "d" in pattern or "yy" in pattern or "mmm" in pattern


def _xml(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    try:
        # read_description has refused document types, so no entity can grow here.
        return ElementTree.fromstring(read_description(archive, part))  # noqa: S314
    except ElementTree.ParseError as error:
        raise DamagedFile(part=part) from error


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]
