"""Two lists that are not of businesses: cooperatives of the province, households of the food programme."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wadah.registry.demo.cells import Value
from wadah.registry.demo.cooperatives import draw_cooperative
from wadah.registry.demo.draw import Chance, chance_of, pick
from wadah.registry.demo.formats import write_xlsx
from wadah.registry.demo.grids import Merge, Sheet
from wadah.registry.demo.households import draw_household
from wadah.registry.demo.places import REGENCY_WAYS, village_lots, villages
from wadah.registry.demo.truth import SheetRow

_COOPERATIVES, _HOUSEHOLDS = "Data Koperasi Sumsel.xlsx", "Penerima GSMP Ogan Ilir.xlsx"
_FIRST_COOPERATIVE, _FIRST_HOUSEHOLD = 14_000_000, 15_000_000


@dataclass(frozen=True)
class OtherList:
    """A file that was written, whose it is, and the truth of its rows."""

    file: str
    institution: str
    rows: tuple[SheetRow, ...]


class _Listing:
    """A sheet with a title, a header and rows, and the truth of the rows."""

    def __init__(self, file: str, kind: str, title: str, header: Sequence[str]) -> None:
        self.sheet = Sheet("Sheet1")
        self.truth: list[SheetRow] = []
        self._file, self._kind = file, kind
        self.sheet.merges.append(Merge(self.sheet.add([title]), 1, 1, len(header)))
        self.sheet.add([])
        self.sheet.add(list(header))

    def add(self, values: Sequence[Value], thing: int, person: int) -> None:
        row = self.sheet.add(values)
        self.truth.append(SheetRow(self._file, self.sheet.name, row, self._kind, thing, person, ()))

    def write(self, folder: Path, institution: str) -> OtherList:
        write_xlsx(folder / self._file, [self.sheet])
        return OtherList(self._file, institution, tuple(self.truth))


def write_other_lists(folder: Path, *, seed: int, size: int) -> tuple[OtherList, ...]:
    """Write both lists, each with a fiftieth of `size` rows."""
    count = max(20, size // 50)
    return (
        _cooperatives(chance_of("cooperatives", seed), count).write(folder, "DISKOP-SUMSEL"),
        _households(chance_of("households", seed), count).write(folder, "DISKOP-OI"),
    )


def _cooperatives(chance: Chance, count: int) -> _Listing:
    listing = _Listing(
        _COOPERATIVES,
        "cooperative",
        "DATA KOPERASI PROVINSI SUMATERA SELATAN",
        (
            "No",
            "Nama Koperasi",
            "NIK Koperasi",
            "Ketua",
            "Desa",
            "Kecamatan",
            "Kab/Kota",
            "Anggota",
            "RAT Terakhir",
        ),
    )
    used: set[str] = set()
    for number in range(count):
        village = pick(chance, village_lots())
        kdmp = village.code not in used and chance() < 0.6
        used.add(village.code)
        cooperative = draw_cooperative(chance, _FIRST_COOPERATIVE + number, village, kdmp=kdmp)
        listing.add(
            (
                number + 1,
                cooperative.name,
                cooperative.number or "-",
                cooperative.chair.name.full,
                village.spoken,
                village.subdistrict,
                pick(chance, REGENCY_WAYS[village.regency]),
                cooperative.members,
                cooperative.last_meeting,
            ),
            cooperative.id,
            cooperative.chair.id,
        )
    return listing


def _households(chance: Chance, count: int) -> _Listing:
    listing = _Listing(
        _HOUSEHOLDS,
        "household",
        "DAFTAR RUMAH TANGGA PENERIMA GSMP KABUPATEN OGAN ILIR TAHUN 2025",
        (
            "No",
            "Nama Kepala Keluarga",
            "NIK",
            "No KK",
            "Desa",
            "Kecamatan",
            "Paket",
            "Luas Pekarangan (m2)",
            "Panen",
        ),
    )
    homes = [village for village in villages() if village.regency == "16.10"]
    for number in range(count):
        village = pick(chance, homes)
        household = draw_household(chance, _FIRST_HOUSEHOLD + number, village)
        listing.add(
            (
                number + 1,
                household.head.name.full,
                household.head.nik,
                household.kk_number,
                village.spoken,
                village.subdistrict,
                household.package,
                household.yard_m2,
                "sudah" if household.harvested else "belum",
            ),
            household.id,
            household.head.id,
        )
    return listing
