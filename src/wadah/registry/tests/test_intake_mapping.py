"""What columns mean: by title, by content, by memory; and what is asked."""

import pytest

from wadah.registry.intake.fields import FIELDS, synonyms
from wadah.registry.intake.header import HeaderBlock
from wadah.registry.intake.mapping import (
    Certainty,
    MappedColumn,
    Why,
    confirmed,
    signature_of,
    suggest_mapping,
)
from wadah.registry.intake.titles import fields_like, fold_title, match_title

DINAS = {
    "No": "ignored",
    "NAMA PEMILIK": "owner_name",
    "NO. KTP": "nik",
    "No KK": "kk_number",
    "JK": "sex",
    "Tempat/Tgl Lahir": "birth_date",
    "Alamat": "address",
    "RT/RW": "neighbourhood",
    "Desa/Kel.": "village",
    "Kec.": "subdistrict",
    "TELP/WA": "phones",
    "Nama Usaha": "business_name",
    "Jenis Usaha": "category",
    "Th. Berdiri": "established",
    "Modal": "capital_ex_land",
    "Omset/bulan": "annual_sales",
    "Tenaga Kerja L/P": "workers",
    "NIB": "nib",
    "P-IRT": "pirt",
    "Halal": "halal",
    "Merek": "trademark",
    "Pemasaran": "marketing",
    "Bantuan yang pernah diterima": "aid_received",
    "Foto/Ket": "remarks",
}
SE2026 = {
    "Kecamatan (3)": "subdistrict",
    "Desa (4)": "village",
    "idsubsls": "region_code",
    "8b. Nama Usaha": "business_name",
    "8c. Alamat": "address",
    "8d. Kawasan": "neighbourhood",
    "10a. Punya NIB": "has_nib",
    "10b. Nomor NIB": "nib",
    "11a. Badan Usaha": "business_kind",
    "11d. Catatan Keuangan": "keeps_books",
    "12a. Nama Pengusaha": "owner_name",
    "12b. Jenis Kelamin": "sex",
    "12c. Umur": "age",
    "12d. NIK": "nik",
    "12e. Nomor HP": "phones",
    "13a. Kegiatan Utama": "activity",
    "13c. Tempat Usaha": "premises",
    "13f. Produk Utama": "product",
    "13g. KBLI 2025": "kbli",
    "25. Tahun Mulai": "established",
    "Latitude": "latitude",
    "Longitude": "longitude",
}
REAL = {
    "nama_perusahaan": "business_name",
    "produk_utama": "product",
    "total_aset": "assets",
    "penjualan_rata_pertahun": "annual_sales",
    "jumlash_tenaga_kerja": "workers",
    "tahun_survey": "ignored",
    "lng": "longitude",
    "Wilayah": "regency",
    "Nama Usaha (wajib diisi)": "business_name",
    "NamaPemilik": "owner_name",
    "Nomor Induk Kependudukan (16 digit)": "nik",
}


@pytest.mark.parametrize(("title", "field"), [*DINAS.items(), *SE2026.items(), *REAL.items()])
def test_titles_of_real_files_are_known(title, field):
    found = match_title(title)

    assert found is not None
    assert found.field == field


@pytest.mark.parametrize("title", ["Mikro", "Kolom 3", "zzz", "", "satuan"])
def test_titles_that_say_nothing_stay_unknown(title):
    assert match_title(title) is None


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("hp istri", ("phones",)),
        ("tgl lahir", ("birth_date",)),
        ("no wa aktif", ("phones", "ignored")),
        ("sumber dana", ()),
        ("", ()),
    ],
)
def test_fields_that_a_title_is_like_are_offered_first(title: str, fields: tuple[str, ...]) -> None:
    assert fields_like(title) == fields


def test_a_bare_name_may_be_that_of_a_business_or_of_its_owner() -> None:
    assert {"business_name", "owner_name"} <= set(fields_like("Nama"))


def test_every_synonym_is_folded_and_names_a_field():
    for title, field in synonyms().items():
        assert title == fold_title(title)
        assert field in FIELDS


def guesses(titles, *rows, remembered=None):
    return suggest_mapping(HeaderBlock(tuple(titles), 1, 1), rows, remembered)


def told(found):
    return [(guess.field, guess.certainty, guess.why) for guess in found]


NIKS = ("1671014507900003", "1671010507900004", "1671010607900015")


def test_title_and_content_together_are_sure():
    found = guesses(["NO. KTP", "Nama Usaha"], *[(nik, f"Toko {n}") for n, nik in enumerate(NIKS)])

    assert told(found) == [
        ("nik", Certainty.SURE, Why.TITLE_AND_CONTENT),
        ("business_name", Certainty.SURE, Why.TITLE_AND_CONTENT),
    ]
    assert found[0].examples == ("1671••••••••03", "1671••••••••04", "1671••••••••15")


def test_column_without_a_title_is_told_by_its_content():
    found = suggest_mapping(
        HeaderBlock(("Kolom 1", "Kolom 2", "Kolom 3"), 1, 0, found=False),
        [(nik, f"0812789012{n}4", f"Warung {n}") for n, nik in enumerate(NIKS)],
    )

    assert told(found) == [
        ("nik", Certainty.PROBABLE, Why.CONTENT),
        ("phones", Certainty.PROBABLE, Why.CONTENT),
        ("business_name", Certainty.PROBABLE, Why.CONTENT),
    ]


def test_title_against_content_is_asked():
    found = guesses(["No HP", "Nama Usaha"], *[(nik, "Toko") for nik in NIKS])

    assert told(found)[0] == ("nik", Certainty.UNSURE, Why.TITLE_AGAINST_CONTENT)


def test_turnover_without_a_period_is_asked_once_for_the_column():
    found = guesses(["Nama Usaha", "Omzet"], *[("Toko", 5_000_000 + n) for n in range(4)])

    assert told(found)[1] == ("annual_sales", Certainty.UNSURE, Why.PERIOD_OPEN)
    assert found[1].words_of_why("id") == "bulan atau tahun?"


def test_amounts_too_small_for_rupiah_are_asked_once_for_the_column():
    found = guesses(["Nama Usaha", "Aset"], *[("Toko", str(200 + n)) for n in range(4)])

    assert told(found)[1] == ("assets", Certainty.UNSURE, Why.UNIT_OPEN)


def test_edition_of_kbli_is_asked_once_for_the_column():
    found = guesses(["Nama Usaha", "KBLI"], *[("Toko", "10216")] * 4)

    assert told(found)[1] == ("kbli", Certainty.PROBABLE, Why.EDITION_OPEN)


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Perizinan PIRT", "pirt"),
        ("Permodalan Aset (Rp)", "assets"),
        ("Identitas NIK", "nik"),
        ("Kode Wil.", "region_code"),
    ],
)
def test_word_over_a_group_of_columns_does_not_hide_the_title(title, field):
    assert match_title(title).field == field


def test_title_gives_period_unit_and_edition():
    found = guesses(["Omzet per bulan (juta)", "KBLI 2025", "Nama Usaha"], ("2", "10218", "Toko"))

    assert confirmed(found)[:2] == (
        MappedColumn(0, "Omzet per bulan (juta)", "annual_sales", unit=1_000_000, period="month"),
        MappedColumn(1, "KBLI 2025", "kbli", edition=2025),
    )


@pytest.mark.parametrize(
    ("titles", "names", "field"),
    [
        (["Nama", "Alamat"], ("Warung Bu Siti", "Toko Maju", "Kios Endy"), "business_name"),
        (["Nama", "Alamat"], ("Siti Aminah", "H. Budi Santoso", "Dewi Lestari"), "owner_name"),
        (["Nama", "Nama Usaha"], ("Toko A", "Toko B", "Toko C"), "owner_name"),
        (["Nama", "Nama Pemilik"], ("Siti", "Budi", "Dewi"), "business_name"),
    ],
)
def test_nama_alone_is_told_by_its_neighbours_and_words(titles, names, field):
    assert guesses(titles, *[(name, "x y z") for name in names])[0].field == field


def test_second_column_of_one_field_waits_for_a_person():
    found = guesses(["Alamat", "Alamat Rumah", "Nama Usaha"], *[("Jl. A", None, "Toko")] * 3)

    assert [guess.field for guess in found] == ["address", "ignored", "business_name"]
    assert found[1].certainty is Certainty.UNSURE


def test_remembered_mapping_is_taken_as_it_is():
    remembered = (MappedColumn(0, "KET", "aid_received"), MappedColumn(1, "Nama", "owner_name"))

    found = guesses(["KET", "Nama"], ("BPUM", "Toko Siti"), remembered=remembered)

    assert confirmed(found) == remembered
    assert {guess.why for guess in found} == {Why.REMEMBERED}


def test_signature_is_of_the_words_in_whichever_order():
    assert signature_of(("No. KTP", "Nama")) == signature_of(("no ktp", "NAMA"))
    assert signature_of(("Nama", "No KTP")) == signature_of(("No KTP", "Nama"))
    assert signature_of(("Nama", "No KTP")) != signature_of(("Nama", "No KK"))
    assert signature_of(("Nama", "Hasil periksa", "Masalah", "Diperbaiki", "Serupa dengan")) == signature_of(
        ("Nama",)
    )


def test_mapping_comes_back_from_json():
    mapped = MappedColumn(2, "Omzet", "annual_sales", unit=1000, period="year")

    assert MappedColumn.from_json(mapped.as_json()) == mapped
    assert MappedColumn.from_json({**mapped.as_json(), "field": "hilang"}).field == "ignored"
