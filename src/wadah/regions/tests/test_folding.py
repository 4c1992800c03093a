"""Folding: one spelling for numerals, abbreviations and spaces, without changing a name's meaning."""

import pytest

from wadah.regions.resolving.folding import fold, plain
from wadah.regions.resolving.labels import Role
from wadah.regions.resolving.reading import Part, Written, read


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Tiga-puluh-lima Ilir", "35ilir"),
        ("XXXV Ilir", "35ilir"),
        ("35 ILIR", "35ilir"),
        ("Tigapuluhlima Ilir", "35ilir"),
        ("Dua belas Ulu", "12ulu"),
        ("Sepuluh Ilir", "10ilir"),
        ("Tiga Empat Ulu", "3_4ulu"),
        ("3/4 Ulu", "3_4ulu"),
        ("Lima Puluh Kota", "50kota"),
        ("IV Koto", "4koto"),
        ("2x11 Kayu Tanam", "2_x_11kayutanam".replace("_x_", "_10_")),
        ("Sei. Lilin", "sungaililin"),
        ("Tj. Enim", "tanjungenim"),
        ("Ilir Tim. II", "ilirtimur2"),
        ("Banyu Asin", "banyuasin"),
        ("Regapu’u", "regapuu"),
        ("Bo'a", "boa"),
        ("", ""),
    ],
)
def test_written_names_fold_to_one_key(written, key):
    assert fold(written) == key


def test_invisible_marks_and_accents_vanish():
    assert plain("\u200fPale\u0301mbang\u200b") == "palembang"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            "Jl. Merdeka No 5 RT 02/03 Kel. 22 Ilir Kec. Bukit Kecil Palembang 30131",
            Written(
                (
                    Part(Role.STREET, ("merdeka",)),
                    Part(Role.VILLAGE, ("22", "ilir"), 0, "kelurahan"),
                    Part(Role.SUBDISTRICT, ("bukit", "kecil", "palembang")),
                ),
                "30131",
            ),
        ),
        (
            "Jl. Palembang - Betung KM 18, OKI",
            Written((Part(Role.STREET, ("palembang", "betung"), joined=True), Part(Role.PLAIN, ("oki",)))),
        ),
        (
            "Dusun III Desa Suka Maju - Kab. OI",
            Written(
                (
                    Part(Role.HAMLET, ("dusun", "3"), 1),
                    Part(Role.VILLAGE, ("desa", "suka", "maju"), 1, "desa"),
                    Part(Role.REGENCY, ("oi",), 0, "kabupaten"),
                )
            ),
        ),
        ("1608 - OKU Timur", Written((Part(Role.PLAIN, ("oku", "timur")),), "", "1608")),
        ("16.71.01", Written((), "", "16.71.01")),
        ("Gg. Mawar blok C2 no.12A RT.01 RW.02", Written((Part(Role.STREET, ("mawar",)),))),
        ("9 - 10 Ulu", Written((Part(Role.PLAIN, ("9", "10", "ulu")),))),
    ],
)
def test_addresses_are_cut_at_labels_numbers_and_commas(text, written):
    assert read(text) == written
