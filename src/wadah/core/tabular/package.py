"""The fixed parts of the xlsx that we write: what is in it, its styles, the frame of a sheet."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from xml.sax.saxutils import escape, quoteattr

from wadah.core.tabular.columns import column_letters

TEXT_STYLE, HEADER_STYLE, NUMBER_STYLE = 1, 2, 3
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class Tone(IntEnum):
    """The ground of a marked cell."""

    GREEN = 0
    BLUE = 1
    YELLOW = 2
    RED = 3
    GREY = 4


# Light enough that black text on them keeps a contrast above 14:1, and told apart in grey print by their words.
GROUNDS = ("E2EFDA", "DDEBF7", "FFF2CC", "F8D7DA", "EDEDED")
HEADER_GROUND = "E8DCC4"
_FIRST_TONE = 4
_TOP = '<alignment vertical="top"/>'
_WRAPPED = '<alignment vertical="top" wrapText="1"/>'


def marked_style(tone: Tone, *, number: bool) -> int:
    """The style of a text or number cell on this ground."""
    return _FIRST_TONE + 2 * tone + number


def _fill(colour: str) -> str:
    ground = f'<fgColor rgb="FF{colour}"/><bgColor indexed="64"/>'
    return f'<fill><patternFill patternType="solid">{ground}</patternFill></fill>'


def _format(number_format: int, font: int, fill: int, alignment: str) -> str:
    return (
        f'<xf numFmtId="{number_format}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1"'
        f' applyFont="1" applyFill="1" applyAlignment="1">{alignment}</xf>'
    )


def _styles() -> str:
    """General, Text (format 49), a title (bold, Text, wrapped), a number; then text and number of each tone."""
    fills = "".join(map(_fill, (HEADER_GROUND, *GROUNDS)))
    tones = "".join(
        _format(49, 0, fill, _WRAPPED) + _format(0, 0, fill, _TOP) for fill in range(3, 3 + len(GROUNDS))
    )
    return (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        f'<fills count="{3 + len(GROUNDS)}"><fill><patternFill patternType="none"/></fill>'
        f'<fill><patternFill patternType="gray125"/></fill>{fills}</fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{_FIRST_TONE + 2 * len(GROUNDS)}">{_format(0, 0, 0, _TOP)}{_format(49, 0, 0, _TOP)}'
        f"{_format(49, 1, 2, _WRAPPED)}{_format(0, 0, 0, _TOP)}{tones}</cellXfs>"
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


STYLES = _styles()


def package_parts(names: Sequence[str], filters: Mapping[int, str] | None = None) -> dict[str, str]:
    """The parts beside the sheets, by their place in the package. `filters` are areas such as A3:V10 by sheet."""
    defined = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">{_absolute(names[at], area)}'
        "</definedName>"
        for at, area in (filters or {}).items()
    )
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{SPREADSHEET}.worksheet+xml"/>'
        for number in numbers
    )
    return {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{SPREADSHEET}.styles+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheets>{sheets}</sheets>{f'<definedNames>{defined}</definedNames>' if defined else ''}</workbook>",
        "xl/_rels/workbook.xml.rels": f'{DECLARATION}<Relationships xmlns="{RELATIONS}">{relations}'
        f'<Relationship Id="rId{len(names) + 1}" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f"</Relationships>",
        "xl/styles.xml": STYLES,
    }


def sheet_start(widths: Sequence[int], frozen_rows: int) -> str:
    """Everything before the first row; the rows above and with the titles stay in view."""
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    corner = f"{column_letters(0)}{frozen_rows + 1}"
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{frozen_rows}" topLeftCell="{corner}" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews>{f'<cols>{columns}</cols>' if columns else ''}<sheetData>"
    )


def sheet_end(area: str = "") -> str:
    """Everything behind the last row; `area` is what the buttons in the header filter."""
    chooser = f"<autoFilter ref={quoteattr(area)}/>" if area else ""
    # On paper all columns stand on one page, whatever its length.
    paper = '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
    return f"</sheetData>{chooser}{paper}</worksheet>"


def _absolute(name: str, area: str) -> str:
    quoted = escape(name.replace("'", "''"))
    first, _, last = area.partition(":")
    return f"'{quoted}'!{_fixed(first)}:{_fixed(last)}"


def _fixed(place: str) -> str:
    letters = place.rstrip("0123456789")
    return f"${letters}${place[len(letters) :]}"
