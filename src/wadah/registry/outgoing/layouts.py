"""The layouts in which parties are written: our own, with all that is known, and that of the 2026 economic census.

Numbers of persons are in none of them, but for the NIK where a purpose was named. The titles are known to the import
(intake/synonyms.toml), so that a file comes back without a question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from wadah.core.tabular.cells import Cell
from wadah.registry import fields
from wadah.registry.intake.fields import FIELDS, Kind
from wadah.registry.kinds import PartyKind
from wadah.registry.outgoing.cells import Plain, Values, Write, coded, licence, money, rupiah, writer_of

NIK = "nik"
NOT_WRITTEN = frozenset({Kind.IGNORED, Kind.POINT, Kind.AGE})
# What a row says of a person besides is of the businesses.
PERSON_FIELDS = (
    fields.OWNER, "sex", "education", "region_code", "village", "subdistrict", "regency", "province",
)  # fmt: skip
MONEY_KINDS = (Kind.MONEY, Kind.SALES)
TURNOVER_TITLE = "Omzet setahun (rupiah)"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, and how its cells are written. `field` is what the import reads it as."""

    title: str
    write: Write
    field: str = ""


@dataclass(frozen=True)
class Layout:
    """The columns of a table of parties."""

    columns: tuple[Column, ...]

    @cached_property
    def _fields(self) -> tuple[str, ...]:
        """What is looked up for each column; nothing where the value is not the cell."""
        return tuple(one.write.field if isinstance(one.write, Plain) else "" for one in self.columns)

    @cached_property
    def _made(self) -> tuple[tuple[int, Write], ...]:
        """The columns whose cells are made of values."""
        return tuple(
            (at, one.write) for at, one in enumerate(self.columns) if not isinstance(one.write, Plain)
        )

    @property
    def header(self) -> tuple[str, ...]:
        """The titles."""
        return tuple(column.title for column in self.columns)

    def cells(self, values: Values) -> Sequence[Cell]:
        """One row. Most cells are the value itself, and most of those empty: they are looked up at once."""
        cells: list[Cell] = list(map(values.get, self._fields))
        for at, write in self._made:
            cells[at] = write(values)
        return cells


def list_layout(kind: str, *, with_nik: bool = False) -> Layout:
    """Everything that the registry knows of parties of this kind, in the order of the catalogue."""
    written = PERSON_FIELDS if kind == PartyKind.PERSON else _OPEN_FIELDS
    found = [CODE, *(_column(code) for code in written)]
    return Layout(tuple([*found, NIK_COLUMN] if with_nik else found))


def census_layout(*, with_nik: bool = False) -> Layout:
    """The items of the SE2026 import template, by the numbers of its questionnaire.

    Items that wadah does not hold stay empty. Every cell is text, as the template wants it.
    """
    nik = Column("NIK (12d)", Plain(NIK) if with_nik else _nothing, NIK)
    columns = [nik if column.title == nik.title else column for column in _CENSUS]
    return Layout(tuple(Column(one.title, _as_text(one.write), one.field) for one in (*columns, CODE)))


def _column(code: str) -> Column:
    return Column(_title(code), writer_of(code), code)


def _title(code: str) -> str:
    field = FIELDS[code]
    if field.kind is Kind.SALES:
        return TURNOVER_TITLE
    return f"{field.label_id} (rupiah)" if field.kind in MONEY_KINDS else field.label_id


CODE = Column("Kode wadah", Plain(fields.PARTY_CODE), fields.PARTY_CODE)
NIK_COLUMN = Column(FIELDS[NIK].label_id, Plain(NIK), NIK)
_OPEN_FIELDS = tuple(
    code
    for code, field in FIELDS.items()
    if not field.sensitive and field.kind not in NOT_WRITTEN and code != fields.PARTY_CODE
)


def _nothing(_values: Values) -> Cell:
    return None


def _as_text(write: Write) -> Write:
    def written(values: Values) -> Cell:
        cell = write(values)
        return cell if cell is None or isinstance(cell, str) else str(cell)

    return written


def _yearly(values: Values) -> Cell:
    """The template asks for a year; what cannot be told for a year stays empty."""
    return rupiah(values.get("annual_sales"))


def _kbli_2025(values: Values) -> Cell:
    """A code of another edition is never turned into one of 2025."""
    return values.get("kbli") if values.get("kbli_edition") == "2025" else None


def _year(values: Values) -> Cell:
    return (values.get("established") or "")[:4] or None


def _degrees(field: str) -> Write:
    """With a decimal comma, as the template has it."""

    def write(values: Values) -> Cell:
        value = values.get(field)
        return None if value is None else str(value).replace(".", ",")

    return write


_ONE_TWO = {True: "1", False: "2"}
_CENSUS = (
    Column("Kecamatan (3)", Plain("subdistrict"), "subdistrict"),
    Column("Desa (4)", Plain("village"), "village"),
    Column("Idsubsls (5-7)", _nothing),
    Column("Nama usaha (8b)", Plain("business_name"), "business_name"),
    Column("Alamat (8c)", Plain("address"), "address"),
    Column("Kawasan (8d)", _nothing),
    Column("Punya NIB (10a)", coded("has_nib", _ONE_TWO), "has_nib"),
    Column("Nomor NIB (10b)", Plain("nib"), "nib"),
    Column("Alasan tidak punya NIB (10c)", _nothing),
    Column("Badan usaha (11a)", writer_of("business_kind"), "business_kind"),
    Column("Catatan keuangan (11d)", coded("keeps_books", _ONE_TWO), "keeps_books"),
    Column("Nama pengusaha (12a)", Plain("owner_name"), "owner_name"),
    Column("Jenis kelamin (12b)", coded("sex", {"L": "1", "P": "2"}), "sex"),
    Column("Umur (12c)", _nothing),
    Column("NIK (12d)", _nothing, NIK),
    Column("Nomor HP (12e)", _nothing),
    Column("Kegiatan utama (13a)", Plain("activity"), "activity"),
    Column("Tempat usaha (13c)", Plain("premises"), "premises"),
    Column("Produk utama (13f)", Plain("product"), "product"),
    Column("KBLI 2025 (13g)", _kbli_2025, "kbli"),
    Column("Jaringan usaha (14a)", _nothing),
    Column("Internet (16a)", Plain("uses_internet"), "uses_internet"),
    Column("Ramah lingkungan (17)", _nothing),
    Column("Sertifikat halal (19)", licence("halal"), "halal"),
    Column("Izin edar BPOM (20)", licence("bpom_md"), "bpom_md"),
    Column("Mitra KDKMP (21)", coded("kdkmp_partner", _ONE_TWO), "kdkmp_partner"),
    Column("Peran MBG (22)", Plain("mbg_role"), "mbg_role"),
    Column("Pekerja laki-laki (24)", Plain("workers_male"), "workers_male"),
    Column("Pekerja perempuan (24)", Plain("workers_female"), "workers_female"),
    Column("Tahun mulai (25)", _year, "established"),
    Column("Pengeluaran upah (26a)", _nothing),
    Column("Pengeluaran bahan baku (26b)", _nothing),
    Column("Pengeluaran barang (26c)", _nothing),
    Column("Pengeluaran operasional (26d)", _nothing),
    Column("Pengeluaran lainnya (26e)", _nothing),
    Column("Pendapatan usaha setahun (27a)", _yearly, "annual_sales"),
    Column("Pendapatan lainnya (27b)", money("income_other"), "income_other"),
    Column("Persentase online (27d)", Plain("online_share"), "online_share"),
    Column("Aset tanah dan bangunan (28a)", money("assets_land"), "assets_land"),
    Column("Aset lainnya (28b)", money("assets"), "assets"),
    Column("Luas (28)", _nothing),
    Column("Kepemilikan modal (29)", _nothing),
    Column("Latitude", _degrees("latitude"), "latitude"),
    Column("Longitude", _degrees("longitude"), "longitude"),
)
