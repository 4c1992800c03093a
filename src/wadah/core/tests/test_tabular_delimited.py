"""Text tables: encodings, delimiters, quotes, rows of the wrong width, big files."""

import subprocess
import sys
from pathlib import Path

import pytest

from wadah.core.tabular import Limits, Row, read_workbook
from wadah.core.tabular.errors import CellTooLong, EmptyFile, TooLarge

TABLE = [("Nama", "Omzet", "Kota"), ("Café Ÿuli – “Enak”", "1,5 jt", "Muba"), ("Toko B", "2 jt", "OKI")]


def rows_of(path: Path) -> list[tuple[object, ...]]:
    with read_workbook(path) as workbook:
        return [row.cells for row in workbook.rows(0)]


def written(folder: Path, content: bytes, name: str = "data.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("delimiter", [";", "\t", "|", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_and_delimiter_gives_the_same_table(tmp_path, encoding, delimiter):
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in TABLE]

    path = written(tmp_path, "\r\n".join(lines).encode(encoding))

    assert rows_of(path) == TABLE


def test_line_of_windows_text_inside_utf_8_is_read_as_windows_text(tmp_path):
    path = written(tmp_path, "nama,kota\nCafé,Muba\n".encode() + "Café,OKI\n".encode("cp1252"))

    assert rows_of(path) == [("nama", "kota"), ("Café", "Muba"), ("Café", "OKI")]


def test_nul_bytes_are_left_out(tmp_path):
    assert rows_of(written(tmp_path, b"nama,kota\nTo\x00ko,OKI\nA,B\n")) == [
        ("nama", "kota"),
        ("Toko", "OKI"),
        ("A", "B"),
    ]


def test_line_break_inside_quotes_stays_in_its_cell(tmp_path):
    path = written(tmp_path, b'nama,produk\nPrasojo 2,"Ayam\ndan Ikan"\nBakso,Mie\n')

    with read_workbook(path) as workbook:
        assert list(workbook.rows()) == [
            Row(1, ("nama", "produk")),
            Row(2, ("Prasojo 2", "Ayam\ndan Ikan")),
            Row(3, ("Bakso", "Mie")),
        ]


def test_hint_line_of_excel_names_the_delimiter(tmp_path):
    assert rows_of(written(tmp_path, b"sep=;\r\nnama;omzet\r\nA;1,5\r\n")) == [
        ("nama", "omzet"),
        ("A", "1,5"),
    ]


def test_title_line_above_does_not_hide_the_delimiter(tmp_path):
    path = written(tmp_path, b"Jumlah UMKM, Kota X, 2023;;\n;;\nKecamatan;Mikro;Kecil\nSako;1;2\nPlaju;3;4\n")

    assert rows_of(path)[2:] == [("Kecamatan", "Mikro", "Kecil"), ("Sako", "1", "2"), ("Plaju", "3", "4")]


GOOD = "".join(
    f"Kios {n},{kind},Jl. Mawar {n},-0.95{n},131.30{n}\n" for n in range(9) for kind in ("Jasa", "Kuliner")
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Toko Rahmat (Sembako, Pulsa & ATK),Jasa,Jl. Wortel,-0.97,131.30",
            Row(
                20,
                ("Toko Rahmat (Sembako, Pulsa & ATK)", "Jasa", "Jl. Wortel", "-0.97", "131.30"),
                ("fields_realigned",),
            ),
        ),
        (
            "Sumber,Kuliner,Jl. Buncis-0.957128784,131.308890",
            Row(20, ("Sumber", "Kuliner", "Jl. Buncis", "-0.957128784", "131.308890"), ("fields_realigned",)),
        ),
        (
            "Syarif, Budi,Jasa,Jl. Rivai, No. 35, RT 2,-0.97,131.30",
            Row(
                20,
                ("Syarif, Budi", "Jasa", "Jl. Rivai, No. 35, RT 2", "-0.97", "131.30"),
                ("fields_realigned",),
            ),
        ),
        (
            "A,b,c,Jl. Wortel,-0.97,131.30",
            Row(20, ("A", "b", "c", "Jl. Wortel", "-0.97", "131.30"), ("fields_extra",)),
        ),
        ("A,131.2,Jl. X,-0.9", Row(20, ("A", "131.2", "Jl. X", "-0.9", None), ("fields_missing",))),
        ("A,Jasa,Jl. X", Row(20, ("A", "Jasa", "Jl. X", None, None))),
        ("A,Jasa,Jl. X,-0.9,131.1,,", Row(20, ("A", "Jasa", "Jl. X", "-0.9", "131.1"))),
    ],
)
def test_row_of_wrong_width_stays_one_row(tmp_path, line, expected):
    path = written(tmp_path, f"nama,kategori,alamat,lat,lon\n{GOOD}{line}\n".encode())

    with read_workbook(path) as workbook:
        assert list(workbook.rows())[-1] == expected


def test_quote_that_never_closes_is_named_with_its_row(tmp_path):
    path = written(tmp_path, b'nama,kota\nA,B\n"Warung,OKI\n' + b"Toko,Muba\n" * 5000)

    with pytest.raises(CellTooLong) as caught, read_workbook(path) as workbook:
        list(workbook.rows())

    assert caught.value.code == "cell_too_long"
    assert "tanda kutip" in caught.value.message("id")
    assert "quote mark" in caught.value.message("en")


def test_too_many_columns_are_refused(tmp_path):
    with pytest.raises(TooLarge):
        rows_of(written(tmp_path, b",".join([b"a"] * 2000)))


def test_too_many_rows_are_refused(tmp_path):
    path = written(tmp_path, b"a,b\n" * 20)

    with pytest.raises(TooLarge), read_workbook(path, limits=Limits(rows=10)) as workbook:
        list(workbook.rows())


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"\xef\xbb\xbf", b",,\n,,\n", b" \t \n"])
def test_file_without_a_filled_cell_is_empty(tmp_path, content):
    with pytest.raises(EmptyFile):
        read_workbook(written(tmp_path, content))


READING = """
import sys
from wadah.core.tabular import read_workbook
with read_workbook(sys.argv[1]) as workbook:
    rows = sum(len(chunk) for chunk in workbook.chunks())
with open("/proc/self/status") as status:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
print(rows, int(peak) // 1024)
"""


def test_csv_of_200_mb_is_read_in_constant_memory(tmp_path):
    path = tmp_path / "besar.csv"
    block = ("Toko Siti," + "Jl. Merdeka " * 160 + ",Muba\n").encode() * 500
    with path.open("wb") as stream:
        for _ in range(200 * 1024 * 1024 // len(block) + 1):
            stream.write(block)

    told = subprocess.run(
        [sys.executable, "-c", READING, str(path)], capture_output=True, text=True, check=True
    )

    rows, peak_mb = map(int, told.stdout.split())
    path.unlink()
    assert rows * len(block) // 500 >= 200 * 1024 * 1024
    assert peak_mb < 60
