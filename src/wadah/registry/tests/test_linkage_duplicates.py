"""Finding duplicates in a spreadsheet of any kind: what is kept, what is added, what is refused."""

import csv
from pathlib import Path
from random import Random

import pytest

from wadah.cli.find_duplicates import main
from wadah.registry.linkage import duplicates
from wadah.registry.linkage.columns import guess_columns
from wadah.registry.linkage.duplicates import find_duplicates
from wadah.registry.linkage.levels import Level, phone_level
from wadah.registry.linkage.sheets import KeptRows
from wadah.registry.tests.files import as_xlsx

KIOSKS = "nama;alamat;lat;lng\n" + "Kios Sembako;Pasar Gede;-7,56;110,83\n" * 23


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding)
    return path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_row_and_column_is_kept_in_order_and_three_are_added(tmp_path: Path) -> None:
    source = written(
        tmp_path / "list.csv",
        "no|nama usaha|alamat|catatan\n"
        "1|Toko Bu Siti|Jl. Jend. Sudirman No.12|=1+1\n"
        "2|Bengkel Maju|Jl. Veteran 3|-\n"
        "3|Toko Ibu Siti|Jalan Jenderal Sudirman 12|\u200f😀\n",
    )

    found = find_duplicates([source], tmp_path / "out.csv")

    rows = read(tmp_path / "out.csv")
    assert (found.rows, found.clusters, found.duplicates) == (3, 1, 1)
    assert [(row["no"], row["catatan"], row["cluster_id"]) for row in rows] == [
        ("1", "=1+1", "1"),
        ("2", "-", "2"),
        ("3", "\u200f😀", "1"),
    ]
    assert rows[0]["reason"] == "row 4: same name; same street and house number"
    assert rows[1]["score"] == rows[1]["reason"] == ""


def test_twenty_three_stalls_of_one_name_stay_twenty_three(tmp_path: Path) -> None:
    source = written(tmp_path / "market.csv", KIOSKS)

    assert find_duplicates([source], tmp_path / "out.csv").clusters == 0


def stalls_of_two_markets() -> list[str]:
    """80 stalls, no two of one name at one place: learning has nothing to find in them."""
    chance = Random(5)
    goods = ["sayur", "buah", "sembako", "tempe", "gerabah", "daging", "pakaian", "sepatu"]
    names = ["Sri", "Tuti", "Narti", "Darmi", "Rohani", "Halimah", "Jumiati", "Slamet", "Wagiman", "Zubaidah"]
    return [
        f"Kios {good} {name};menjual {good};Surakarta;{-7.56 - number % 2 / 100 + chance.uniform(0, 3e-4)};"
        f"{110.83 + chance.uniform(0, 3e-4)}"
        for good in goods
        for number, name in enumerate(names)
    ]


def test_a_list_with_hardly_a_duplicate_does_not_make_the_likest_strangers_one(tmp_path: Path) -> None:
    twins = ["Songket Cempaka;songket;Surakarta;-7.6;110.9", "Sonket Cempaka;songket;Surakarta;-7.6;110.9"]
    lines = ["nama;kegiatan;kota;lat;lng", *stalls_of_two_markets(), *twins]
    source = written(tmp_path / "market.csv", "\n".join(lines))

    find_duplicates([source], tmp_path / "out.csv")

    rows = read(tmp_path / "out.csv")
    names = [row["nama"] for row in rows if row["score"]]
    assert names == ["Songket Cempaka", "Sonket Cempaka"]


def test_rows_of_two_files_with_other_titles_and_encodings_are_compared(tmp_path: Path) -> None:
    one = written(tmp_path / "a.csv", "company,street,city\nCafé Müller GmbH,Königstr. 5,Köln\n", "cp1252")
    other = written(tmp_path / "b.tsv", "Firma\tAnschrift\tOrt\nCafe Mueller\tKönigstr. 5\tKöln\n")

    find_duplicates([one, other], tmp_path / "out.csv")

    assert [(row["file"], row["cluster_id"]) for row in read(tmp_path / "out.csv")] == [
        ("a.csv", "1"),
        ("b.tsv", "1"),
    ]


def test_columns_are_joined_by_repeated_maps_and_only_mapped_ones_are_compared(tmp_path: Path) -> None:
    source = written(
        tmp_path / "people.csv",
        "given_name,surname,street,phone\nAnneliese,Clarke,16 Langdon Avenue,1234567\n"
        "anneliesse,clarke,16 langdon ave,7654321\nTom,Green,3 Fir Lane,1234567\n",
    )

    arguments = ["--map", "name=given_name", "--map", "name=surname", "--map", "address=street"]
    code = main([str(source), "--out", str(tmp_path / "out.csv"), *arguments])

    assert code == 0
    assert [row["cluster_id"] for row in read(tmp_path / "out.csv")] == ["1", "1", "2"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.csv"], "no such file"),
        (["empty.csv"], "empty"),
        (["header.csv"], "no row of data"),
        (["numbers.csv"], "no column of names recognised"),
        (["people.csv", "--map", "nome=x"], "unknown field 'nome'"),
        (["people.csv", "--map", "name=x"], "no column 'x'"),
        (["people.csv", "--map", "name"], "is not FIELD=COLUMN"),
    ],
)
def test_wrong_use_and_unreadable_files_end_with_2_and_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    written(tmp_path / "empty.csv", "")
    written(tmp_path / "header.csv", "name,city\n")
    written(tmp_path / "numbers.csv", "a,b\n1,2\n")
    written(tmp_path / "people.csv", "name,city\nAnn,Bath\n")

    code = main([str(tmp_path / arguments[0]), "--out", str(tmp_path / "out.csv"), *arguments[1:]])

    assert code == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_a_list_is_not_overwritten_by_its_result(tmp_path: Path) -> None:
    source = written(tmp_path / "people.csv", "name,city\nAnn,Bath\n")

    assert main([str(source), "--out", str(source)]) == 2
    assert source.read_text() == "name,city\nAnn,Bath\n"


@pytest.mark.parametrize(
    ("titles", "guessed"),
    [
        (["id", "name", "addr", "tel", "city", "type"], "name=name address=addr city=city phone=tel activity=type"),
        (
            ["rec_id", "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode"],
            "name=given_name+surname address=street_number+address_1+address_2 city=suburb postcode=postcode",
        ),
        (["Nama Usaha", "Nama Pemilik", "NO HP", "Kecamatan", "NIB"],
         "name=Nama Usaha owner=Nama Pemilik city=Kecamatan phone=NO HP nib=NIB"),
        (["unique_id", "title", "description", "price"], "name=title activity=description"),
        (["Razón social", "Dirección", "Ciudad", "Teléfono"],
         "name=Razón social address=Dirección city=Ciudad phone=Teléfono"),
    ],
)  # fmt: skip
def test_titles_tell_the_columns(titles: list[str], guessed: str) -> None:
    assert (
        " ".join(f"{field}={'+'.join(columns)}" for field, columns in guess_columns(titles).items())
        == guessed
    )


def workbook(path: Path) -> Path:
    """Two offices with two header rows each, a sheet of totals and an empty one."""
    above = (("DAFTAR UMKM",), (), ("No", "Identitas Usaha", None, "Alamat", "Kontak"))
    titles = (*above, (None, "Nama Usaha", "Nama Pemilik", None, "No HP"))
    siti = (1, "Toko Bu Siti", "Siti Aminah", "Jl. Jend. Sudirman No.12", "081273000417")
    again = (1, "Tk. Ibu Siti", "Siti Aminah", "Jalan Jenderal Sudirman 12", "")
    path.write_bytes(
        as_xlsx(
            {
                "OKI": [*titles, siti],
                "Muba": [*titles, again, (2, "Bengkel Maju", "Amir", "Jl. Veteran 3", "")],
                "Rekap": [("Kecamatan", "Jumlah"), ("Lais", 3)],
                "Kosong": [],
            }
        )
    )
    return path


def test_all_sheets_of_names_are_read_under_two_header_rows_and_the_others_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = workbook(tmp_path / "list.xlsx")

    code = main([str(source), "--out", str(tmp_path / "out.csv")])

    told = capsys.readouterr().err
    rows = read(tmp_path / "out.csv")
    assert (code, [(row["sheet"], row["cluster_id"]) for row in rows]) == (
        0, [("OKI", "1"), ("Muba", "1"), ("Muba", "2")],
    )  # fmt: skip
    assert rows[0]["reason"].startswith("row 3: ")
    assert "sheet OKI: compared name=Nama Usaha, owner=Nama Pemilik, address=Alamat, phone=No HP" in told
    assert "sheet Rekap: left out, no column of names" in told
    assert "sheet Kosong: left out, " in told


def test_a_sheet_that_is_asked_for_is_the_only_one_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = workbook(tmp_path / "list.xlsx"), tmp_path / "out.csv"

    assert main([str(source), "--out", str(out), "--sheet", "Muba"]) == 0
    assert [row["Nama Usaha"] for row in read(out)] == ["Tk. Ibu Siti", "Bengkel Maju"]
    assert main([str(source), "--out", str(out), "--sheet", "Musi"]) == 2
    assert "sheets are Kosong, Muba, OKI, Rekap" in capsys.readouterr().err


def test_a_header_that_is_repeated_among_the_rows_is_no_duplicate(tmp_path: Path) -> None:
    header = "nama usaha,alamat,telepon\n"
    source = written(tmp_path / "list.csv", header + "Toko Siti,Jl. A 1,0812345678\n" + header * 3)

    assert find_duplicates([source], tmp_path / "out.csv").clusters == 0


def test_an_address_of_mail_may_be_mistyped_and_is_never_compared_with_a_telephone() -> None:
    mail, typed = ("evied56@harris-bailey.net",), ("evihd56@earris-bailey.net",)

    assert phone_level(mail, typed, 1) == Level.PHONE_NEAR
    assert phone_level(mail, ("tom@clark.org",), 1) == Level.PHONE_OTHER
    assert phone_level(mail, ("81273000417",), 1) is None


def test_rows_kept_on_disk_are_read_by_several_at_once_and_are_of_one_width() -> None:
    kept = KeptRows(([str(number)] * (1 + number % 2) for number in range(2_500)), 1)

    read_twice = [(one, other) for one, other in zip(kept, kept, strict=True)]

    wanted = [[str(number), str(number) if number % 2 else ""] for number in range(2_500)]
    assert read_twice == [(row, row) for row in wanted]
    assert (len(kept), kept.width) == (2_500, 2)


def test_a_list_longer_than_is_read_at_once_comes_back_in_its_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"Bengkel {number},0812730{number % 2_500:05}\n" for number in range(2_501)]
    source = written(tmp_path / "list.csv", "nama usaha,telepon\n" + "".join(lines))
    monkeypatch.setattr(duplicates, "WORTH_TABLES", 2_000)

    found = find_duplicates([source], tmp_path / "out.csv")

    rows = read(tmp_path / "out.csv")
    assert found.rows == 2_501
    assert [row["nama usaha"] for row in rows] == [f"Bengkel {number}" for number in range(2_501)]
    assert len({row["cluster_id"] for row in rows}) == 2_501 - found.duplicates


def test_a_long_list_is_compared_as_tables_with_the_same_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = written(
        tmp_path / "list.csv",
        "nama usaha,pemilik,alamat,telepon\n"
        "Toko Bu Siti,Siti Aminah,Jl. Jend. Sudirman No.12,081273000417\n"
        "Bengkel Maju,Amir,Jl. Veteran 3,081273000418\n"
        "Tk. Ibu Siti,SITI AMINAH,Jalan Jenderal Sudirman 12,081273000417\n",
    )
    find_duplicates([source], tmp_path / "pairs.csv")

    monkeypatch.setattr(duplicates, "WORTH_TABLES", 3)
    found = find_duplicates([source], tmp_path / "tables.csv")

    pairs, tables = read(tmp_path / "pairs.csv"), read(tmp_path / "tables.csv")
    assert (found.rows, found.clusters, found.duplicates) == (3, 1, 1)
    assert [row["cluster_id"] for row in tables] == [row["cluster_id"] for row in pairs] == ["1", "2", "1"]
    assert tables[0]["reason"].startswith("row 4: ")
    assert "same telephone" in tables[0]["reason"]
    assert float(tables[0]["score"]) > 0.9
