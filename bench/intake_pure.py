"""Rows a second of the pure part of an import: read, map, check with resolving; each stage with its peak.

    python bench/intake_pure.py [ROWS] [--xlsx]

Seconds are of the processor, so that a busy machine matters less. The file has the 18 columns of a usual
dinas list, with money in words, phones and damage as they come.
"""

import argparse
import csv
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from wadah.core.tabular import SheetOut, read_workbook, write_xlsx
from wadah.regions.resolving import packaged_resolver
from wadah.registry.intake import CheckContext, RowChecker, confirmed, look_at

_TITLES = (
    "No|Nama Pemilik|NIK|No KK|JK|Tempat/Tgl Lahir|Alamat|RT/RW|Desa/Kelurahan|Kecamatan|No HP|Nama Usaha|"
    "Jenis Usaha|Tahun Berdiri|Modal|Omzet per Bulan|Tenaga Kerja|NIB"
)
TITLES = _TITLES.split("|")
_FIRST = "Siti Ahmad Rusmini Ida Budi Dewi Joko Herman Yanti Sri Nur Muhammad Eka Dwi Tri Agus Rina Lina"
FIRST = _FIRST.split()
_LAST = "Aminah Saputra Wulandari Hidayat Lestari Pratama Rahayu Susanto Fitriani Kurniawan Handayani"
LAST = _LAST.split()
STREETS = (
    "Jl. Jend. Sudirman",
    "Jalan Merdeka",
    "Jl. A. Yani",
    "Lr. Mawar",
    "Dusun II",
    "Jl. KH. Wahid Hasyim",
)
LINES = (
    "Kuliner",
    "Perdagangan",
    "Jasa",
    "Kerajinan",
    "Pempek",
    "Kerupuk kemplang",
    "Warung sembako",
    "Songket",
)
SHOPS = ("Warung", "Toko", "Kios", "Pempek", "UD", "Rumah Makan")

# The rule identity.nik.suspect_zero_share; the rulebook needs Django, which is not asked for here.
SUSPECT_SHARE = Decimal("0.25")


def generated(count: int, places: list[tuple[str, str]]) -> Iterator[list[str]]:
    """`count` rows, one in fifty damaged."""
    chance = random.Random(7)
    for number in range(1, count + 1):
        woman, day = chance.randint(0, 1), chance.randint(1, 28)
        month, year = chance.randint(1, 12), chance.randint(50, 99)
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        village, subdistrict = chance.choice(places)
        born = f"{day + 40 * woman:02d}{month:02d}{year}"
        nik = f"1602{chance.randint(1, 18):02d}{born}{chance.randint(1, 9999):04d}"
        capital, sales = chance.randint(1, 90), chance.randint(1, 90)
        yield [
            str(number),
            name,
            nik if chance.random() > 0.02 else "1,60201E+15",
            f"1602{chance.randint(1, 18):02d}{day:02d}{month:02d}15{chance.randint(1, 9999):04d}",
            "P" if woman else "L",
            f"Kayuagung, {day:02d}-{month:02d}-19{year}",
            f"{chance.choice(STREETS)} No. {chance.randint(1, 300)}",
            f"{chance.randint(1, 12):03d}/{chance.randint(1, 9):03d}",
            village,
            subdistrict,
            f"08{chance.randint(11, 59)}{chance.randint(1000000, 99999999)}"[chance.random() < 0.1 :],
            f"{chance.choice(SHOPS)} {name.split()[0]} {chance.choice(LAST)}",
            chance.choice(LINES),
            str(chance.randint(1990, 2024)),
            chance.choice((f"Rp {capital}.000.000,-", f"{capital}000000", f"{capital} jt")),
            chance.choice((f"Rp {sales}.500.000,-", f"{sales}500000", f"{sales},5 jt")),
            str(chance.randint(1, 9)),
            f"{chance.randint(1, 9999999999999):013d}" if chance.random() < 0.5 else "-",
        ]


def places_of(prefix: str) -> list[tuple[str, str]]:
    """Villages with their kecamatan, as the official tree names them."""
    gazetteer = packaged_resolver().gazetteer
    inside = ((code, i) for code, i in gazetteer.ids.items() if code.startswith(prefix))
    names = {code: gazetteer.full_name(i).split(",")[0] for code, i in inside}
    return [(name, names[code[:8]]) for code, name in names.items() if len(code) == 13]


def timed(label: str, count: int, started: float) -> None:
    took = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{label:<34}{took:8.2f} s of CPU {count / took:10,.0f} rows/s   peak {peak} MB")


def measure(path: Path, count: int) -> None:
    started = time.process_time()
    with read_workbook(path) as workbook:
        seen = sum(len(chunk) for chunk in workbook.chunks())
    timed(f"read {path.suffix}", seen, started)
    started = time.process_time()
    with read_workbook(path) as workbook:
        look = look_at(workbook)
        context = CheckContext(
            date(2026, 11, 21), packaged_resolver(), SUSPECT_SHARE, within="16.02", typical=look.typical
        )
        checker = RowChecker(confirmed(look.guesses), context)
        spent, verdicts = 0.0, {}
        for chunk in workbook.chunks():
            rows = [row for row in chunk if row.number > look.header.last_row]
            before = time.process_time()
            for row in checker.check(rows):
                verdicts[row.verdict] = verdicts.get(row.verdict, 0) + 1
            spent += time.process_time() - before
    print(f"{'check and resolve alone':<34}{spent:8.2f} s of CPU {count / spent:10,.0f} rows/s")
    timed("read, map, check, resolve", count, started)
    print({str(verdict): number for verdict, number in verdicts.items()})


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("rows", nargs="?", type=int, default=100_000)
    arguments.add_argument("--xlsx", action="store_true", help="also write and read the same rows as xlsx")
    chosen = arguments.parse_args()
    started = time.process_time()
    places = places_of("16.02")
    timed("resolver", len(places), started)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dinas.csv"
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(TITLES)
            writer.writerows(generated(chosen.rows, places))
        measure(path, chosen.rows)
        if chosen.xlsx:
            sheet = Path(folder) / "dinas.xlsx"
            started = time.process_time()
            write_xlsx(sheet, [SheetOut("Data", tuple(TITLES), generated(chosen.rows, places))])
            timed("write .xlsx", chosen.rows, started)
            measure(sheet, chosen.rows)


if __name__ == "__main__":
    main()
