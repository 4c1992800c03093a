"""Spreadsheets for tests, written as offices would."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

HEADER = ("No", "Nama Usaha", "Nama Pemilik", "NIK", "Alamat", "Kecamatan", "No HP", "Omzet per tahun", "NIB")
SITI = "1602014507900003"
AMIN = "1602010507900004"
HOME, PHONE = "Jl. Merdeka No. 12", "081273000417"
FIRST = [
    "Mawar",
    "Melati",
    "Kenanga",
    "Cempaka",
    "Anggrek",
    "Teratai",
    "Dahlia",
    "Flamboyan",
    "Seroja",
    "Tulip",
]
SECOND = ["Sari", "Jaya", "Makmur", "Abadi", "Sejahtera", "Mandiri", "Lestari", "Bersama", "Indah", "Utama"]
TRADES = [
    "Warung",
    "Bengkel",
    "Konveksi",
    "Salon",
    "Toko",
    "Kedai",
    "Percetakan",
    "Katering",
    "Mebel",
    "Kios",
]


def row(number: int, name: str, owner: str, nik: str = "", **others: str) -> tuple[Any, ...]:
    """One row under HEADER."""
    return (
        number,
        name,
        owner,
        nik,
        others.get("address", ""),
        others.get("place", "Tanjung Lubuk"),
        others.get("phone", ""),
        others.get("sales", ""),
        others.get("nib", ""),
    )


ROWS = (
    row(1, "Songket Mak Cik", "Siti Rusmini", SITI, address=HOME, phone=PHONE, sales="120.000.000"),
    row(2, "Kemplang Bu Siti", "Siti Rusmini", SITI, address=HOME, phone=PHONE),
    row(3, "Pempek Candy Amin", "Amin Zakaria", AMIN, address="Lorong Pancasila No. 3", nib="1234567890123"),
    row(4, "Bengkel Las Barokah", "Herman", "1602011001800005", address="Jl. Lintas Timur KM 4"),
)


def as_csv(rows: Sequence[Sequence[Any]] = ROWS, header: Sequence[str] = HEADER, mark: str = ",") -> bytes:
    """A csv as a spreadsheet program saves it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=mark)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def as_xlsx(sheets: dict[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook; texts stay texts, numbers numbers."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell not in ("", None):
                    sheet.write(at, column, cell)
    book.close()
    return content.getvalue()


def many_rows(count: int) -> list[tuple[Any, ...]]:
    """Businesses that are all different, each of another owner."""
    rows = []
    for number in range(count):
        words = (TRADES[number % 10], FIRST[number // 10 % 10], SECOND[number // 100 % 10])
        name = " ".join((*words, str(number // 1000 or ""))).strip()
        initials = f"{chr(65 + number % 26)}{chr(65 + number // 26 % 26)}"
        owner = f"{SECOND[number % 10]}wati {FIRST[number // 7 % 10]} {initials}"
        nik = f"160201{1 + number % 28:02d}{1 + number // 28 % 12:02d}{60 + number // 336 % 40:02d}{1 + number:04d}"
        rows.append(row(number + 1, name, owner, nik, address=f"Jl. Kebun {number} No. {number + 1}"))
    return rows
