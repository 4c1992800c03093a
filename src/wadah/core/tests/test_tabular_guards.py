"""Files that are not what they seem: bombs, locked files, other kinds under a spreadsheet's name."""

import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from wadah.core.tabular import Limits, Row, SheetOut, TabularError, read_workbook, write_xlsx
from wadah.core.tabular import errors as named
from wadah.core.tabular.package import package_parts

SECTOR = 512


def all_rows(path: Path, limits: Limits | None = None) -> list[Row]:
    with read_workbook(path, limits=limits) as workbook:
        return [row for sheet in workbook.sheets for row in workbook.rows(sheet.index)]


def bomb(folder: Path, size: int) -> Path:
    """An xlsx whose sheet is `size` bytes of blanks."""
    path = folder / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in package_parts(["Data"]).items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as stream:
            for _ in range(size // (1 << 20)):
                stream.write(b" " * (1 << 20))
    return path


def test_xlsx_that_is_a_zip_bomb_is_refused_by_its_ratio(tmp_path):
    with pytest.raises(named.ZipBomb) as caught:
        read_workbook(bomb(tmp_path, 64 << 20))

    assert caught.value.code == "zip_bomb"
    assert "jauh lebih besar" in caught.value.message("id")
    assert "unpacks to far more" in caught.value.message("en")


def test_xlsx_that_is_a_zip_bomb_is_refused_by_its_size(tmp_path):
    with pytest.raises(named.ZipBomb):
        read_workbook(bomb(tmp_path, 12 << 20), limits=Limits(inflated_bytes=8 << 20))


def test_bomb_that_lies_about_its_size_does_not_unfold(tmp_path):
    path = bomb(tmp_path, 64 << 20)
    content = bytearray(path.read_bytes())
    true, false = struct.pack("<L", 64 << 20), struct.pack("<L", 1000)
    path.write_bytes(content.replace(true, false))

    with pytest.raises((named.DamagedFile, named.ZipBomb)):
        all_rows(path)


def test_ods_that_lies_about_its_size_does_not_unfold(tmp_path):
    path = tmp_path / "bom.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b" " * (40 << 20))
    true, false = struct.pack("<L", 40 << 20), struct.pack("<L", 1000)
    path.write_bytes(path.read_bytes().replace(true, false))

    with pytest.raises(named.ZipBomb):
        read_workbook(path, limits=Limits(whole_inflated_bytes=8 << 20))


def test_archive_of_too_many_entries_is_refused(tmp_path):
    path = tmp_path / "banyak.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(2100):
            archive.writestr(f"f{number}", b"")

    with pytest.raises(named.ZipBomb):
        read_workbook(path)


def test_entities_that_grow_are_refused(tmp_path):
    path = tmp_path / "entitas.xlsx"
    parts = package_parts(["Data"])
    parts["xl/workbook.xml"] = '<!DOCTYPE a [<!ENTITY b "bbbb">]>' + parts["xl/workbook.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")

    with pytest.raises(named.ZipBomb):
        read_workbook(path)


def test_shared_texts_that_fill_the_memory_are_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    parts = package_parts(["Data"])
    shared = '<Relationship Id="rId9" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = parts[relations].replace("</Relationships>", shared)
    parts["xl/sharedStrings.xml"] = f"<sst><si><t>{'x' * 30_000}</t></si></sst>"
    parts["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData/></worksheet>"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    with pytest.raises(named.TooLarge):
        all_rows(path, Limits(shared_text_bytes=10_000))


def test_password_protected_xlsx_is_named(tmp_path):
    path = tmp_path / "terkunci.xlsx"
    directory = "EncryptedPackage".encode("utf-16-le").ljust(SECTOR, b"\0")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * (SECTOR - 8) + directory)

    with pytest.raises(named.EncryptedFile) as caught:
        read_workbook(path)

    assert "kata sandi" in caught.value.message("id")
    assert "password" in caught.value.message("en")


def test_password_protected_ods_is_named(tmp_path):
    path = tmp_path / "terkunci.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", b"\x01\x02")
        archive.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")

    with pytest.raises(named.EncryptedFile):
        read_workbook(path)


def test_html_table_named_xls_is_read_as_a_table(tmp_path):
    path = tmp_path / "laporan.xls"
    path.write_text(
        "<html><head><style>td{}</style></head><body><table><tr><th colspan=2>DATA UMKM</th></tr>"
        "<tr><td>Nama</td><td>NIK</td><td x:num='2.5'>2,5</td></tr>"
        "<tr><td rowspan=2>Toko &amp; Anak<br>Jaya</td><td>1671014507900003</td></tr><tr><td>x</td></tr>"
        "</table></body></html>",
        encoding="utf-8",
    )

    assert all_rows(path) == [
        Row(1, ("DATA UMKM", None)),
        Row(2, ("Nama", "NIK", 2.5)),
        Row(3, ("Toko & Anak\nJaya", "1671014507900003")),
        Row(4, (None, "x")),
    ]


def test_workbook_in_the_xml_of_excel_2003_is_read(tmp_path):
    path = tmp_path / "lama.xls"
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    path.write_text(
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="Data"><Table>'
        '<Row><Cell><Data ss:Type="String">Nama</Data></Cell><Cell ss:Index="3">'
        '<Data ss:Type="Number">5</Data>'
        "</Cell></Row></Table></Worksheet></Workbook>",
        encoding="utf-8",
    )

    assert all_rows(path) == [Row(1, ("Nama", None, 5))]


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n", b"<?xml version='1.0'?><rss/>", bytes(range(1, 32)) * 40],
)
def test_other_kinds_of_file_are_named(tmp_path, content):
    path = tmp_path / "data.xlsx"
    path.write_bytes(content)

    with pytest.raises(named.NotATable):
        read_workbook(path)


def test_word_document_is_named(tmp_path):
    path = tmp_path / "surat.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")

    with pytest.raises(named.NotATable):
        read_workbook(path)


def test_xlsx_cut_short_is_damaged(tmp_path):
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [SheetOut("Data", ("a",), [("b",)] * 50)])
    path.write_bytes(path.read_bytes()[:-40])

    with pytest.raises(named.DamagedFile):
        read_workbook(path)


def test_xlsx_of_empty_sheets_is_empty(tmp_path):
    path = tmp_path / "a.xlsx"
    openpyxl.Workbook().save(path)

    with pytest.raises(named.EmptyFile):
        read_workbook(path)


def test_file_over_the_size_limit_is_refused_unread(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" * 1000)

    with pytest.raises(named.TooLarge):
        read_workbook(path, limits=Limits(file_bytes=100))


@pytest.mark.parametrize("error", sorted(TabularError.__subclasses__(), key=lambda cls: cls.__name__))
def test_every_refusal_says_cause_and_cure_in_two_languages(error):
    params = {"reason": "x", "part": "x", "what": "baris", "limit": 3, "row": 7, "sheet": 2}

    told = error(**params)

    assert len(told.message("id")) > 20
    assert len(told.message("en")) > 20
    assert "{" not in told.message("id") + told.message("en")


@pytest.mark.parametrize("second", ["1", "0", "1048577", "9" * 5000])
def test_row_that_is_told_twice_or_far_outside_is_damage(tmp_path, second):
    path = tmp_path / "mundur.xlsx"
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>Toko</t></is></c></row>'
        for number in ("1", second)
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in package_parts(["Data"]).items():
            archive.writestr(name, content)
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")

    with pytest.raises(named.DamagedFile):
        all_rows(path)
