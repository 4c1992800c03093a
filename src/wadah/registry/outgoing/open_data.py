"""The open figures as Satu Data wants them (Perpres 39/2019): a csv, and its metadata beside it, in one zip.

The metadata follow the data standard of that regulation: concept, definition, classification, measure and unit of each
variable. The list of further fields of the national portal is not known here, and none is invented.
"""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from wadah.core.tabular.delimited_writer import guarded

DATA, METADATA = "usaha-per-kabupaten-kota.csv", "metadata.json"
HEADER = (
    "kode_provinsi", "kode_kabupaten_kota", "nama_kabupaten_kota", "jenis_pihak", "jumlah", "satuan",
    "keterangan", "dihitung_pada",
)  # fmt: skip
UNIT = "pihak"
HIDDEN = "disembunyikan: terlalu sedikit"
Row = tuple[str, str, str, int | None, str]


def write_open_data(target: BinaryIO, province: str, name: str, rows: Sequence[Row], at: datetime) -> None:
    """Writes the zip. A row holds code and name of the place, kind, count (None when hidden), and when counted."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DATA, _data(province, rows))
        metadata = json.dumps(_metadata(province, name, at), ensure_ascii=False, indent=2)
        archive.writestr(METADATA, metadata + "\n")


def _data(province: str, rows: Sequence[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for code, place, kind, count, counted in rows:
        shown, why = ("", HIDDEN) if count is None else (str(count), "")
        writer.writerow([province, code, guarded(place), kind, shown, UNIT, why, counted])
    return text.getvalue()


def _metadata(province: str, name: str, at: datetime) -> dict[str, object]:
    return {
        "judul": f"Jumlah usaha dan koperasi terdaftar menurut kabupaten/kota di {name}",
        "dasar": "Perpres 39/2019 tentang Satu Data Indonesia",
        "produsen_data": f"Provinsi {name}",
        "cakupan_wilayah": province,
        "kode_referensi_wilayah": "Kode wilayah administrasi pemerintahan (Kemendagri)",
        "diterbitkan_pada": at.isoformat(timespec="seconds"),
        "berkas": DATA,
        "perlindungan": "Angka di bawah 5 tidak ditampilkan dan tidak ikut dalam jumlah mana pun.",
        "variabel": [
            {
                "nama": "jumlah",
                "konsep": "Usaha atau koperasi yang tercatat",
                "definisi": "Banyaknya usaha atau koperasi yang tercatat satu kali setelah data ganda disatukan, "
                "menurut berkas yang diserahkan kantor dan lembaga. Bukan hasil sensus.",
                "klasifikasi": "jenis_pihak (Usaha, Koperasi); kabupaten/kota",
                "ukuran": "cacah",
                "satuan": UNIT,
            }
        ],
    }
