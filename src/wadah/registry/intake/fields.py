"""The catalogue of what a column may mean: code, label, how it is read, whether it is sealed. Synonyms:
synonyms.toml.

It covers the usual file of a dinas and the import template of the economic census SE2026.
"""

import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files


class Kind(Enum):
    """How the cells of a column are read."""

    TEXT = "text"
    NAME = "name"
    NIK = "nik"
    KK = "kk"
    NPWP = "npwp"
    NIB = "nib"
    PHONES = "phones"
    SEX = "sex"
    BIRTH = "birth"
    AGE = "age"
    DATE = "date"
    MONEY = "money"
    SALES = "sales"
    WORKERS = "workers"
    COUNT = "count"
    KBLI = "kbli"
    LICENCE = "licence"
    YES_NO = "yes_no"
    BUSINESS_KIND = "business_kind"
    DEGREES = "degrees"
    POINT = "point"
    POSTCODE = "postcode"
    PLACE = "place"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Field:
    """A target of a column. A sensitive one never stands in open values; `several` may have many columns."""

    code: str
    label_id: str
    label_en: str
    kind: Kind
    sensitive: bool = False
    several: bool = False

    def label(self, language: str = "id") -> str:
        return self.label_id if language.startswith("id") else self.label_en


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that stand together in a list to choose from."""

    label_id: str
    label_en: str
    fields: tuple[Field, ...]

    def label(self, language: str = "id") -> str:
        return self.label_id if language.startswith("id") else self.label_en


def _field(code: str, labels: str, kind: Kind, *, sensitive: bool = False, several: bool = False) -> Field:
    label_id, label_en = labels.split(" | ")
    return Field(code, label_id, label_en, kind, sensitive, several)


def _group(labels: str, *fields: Field) -> FieldGroup:
    label_id, label_en = labels.split(" | ")
    return FieldGroup(label_id, label_en, fields)


# In the order in which a person chooses from them.
GROUPS = (
    _group(
        "Usaha | Business",
        _field("business_name", "Nama usaha | Business name", Kind.NAME),
        _field("business_kind", "Badan usaha | Legal form", Kind.BUSINESS_KIND),
        _field("established", "Tahun mulai usaha | Year of start", Kind.DATE),
        _field("stated_scale", "Skala usaha menurut berkas | Scale as the file states it", Kind.TEXT),
        _field("website", "Media sosial atau situs | Social media or site", Kind.TEXT, several=True),
    ),
    _group(
        "Pemilik | Owner",
        _field("owner_name", "Nama pemilik | Owner's name", Kind.NAME),
        _field("household_head", "Kepala keluarga | Head of a household", Kind.NAME),
        _field("nik", "NIK | NIK", Kind.NIK, sensitive=True),
        _field("kk_number", "Nomor KK | Family card number", Kind.KK, sensitive=True),
        _field("npwp", "NPWP | NPWP", Kind.NPWP, sensitive=True),
        _field("phones", "Nomor HP | Phone", Kind.PHONES, sensitive=True, several=True),
        _field("email", "Surel | E-mail", Kind.TEXT, sensitive=True),
        _field("sex", "Jenis kelamin | Sex", Kind.SEX),
        _field(
            "birth_date", "Tempat dan tanggal lahir | Place and date of birth", Kind.BIRTH, sensitive=True
        ),
        _field("birth_place", "Tempat lahir | Place of birth", Kind.TEXT, sensitive=True),
        _field("age", "Umur | Age", Kind.AGE),
        _field("education", "Pendidikan | Education", Kind.TEXT),
    ),
    _group(
        "Alamat dan tempat | Address and place",
        _field("address", "Alamat | Address", Kind.TEXT),
        _field("neighbourhood", "RT/RW | RT/RW", Kind.TEXT, several=True),
        _field("village", "Desa atau kelurahan | Village", Kind.PLACE),
        _field("subdistrict", "Kecamatan | Subdistrict", Kind.PLACE),
        _field("regency", "Kabupaten atau kota | Regency", Kind.PLACE),
        _field("province", "Provinsi | Province", Kind.PLACE),
        _field("postcode", "Kode pos | Postal code", Kind.POSTCODE),
        _field("region_code", "Kode wilayah | Region code", Kind.PLACE),
        _field("latitude", "Lintang | Latitude", Kind.DEGREES),
        _field("longitude", "Bujur | Longitude", Kind.DEGREES),
        _field("point", "Titik koordinat | Coordinates", Kind.POINT),
    ),
    _group(
        "Kegiatan | Activity",
        _field("activity", "Kegiatan usaha | Activity", Kind.TEXT),
        _field("category", "Jenis atau bidang usaha | Line of business", Kind.TEXT),
        _field("product", "Produk | Product", Kind.TEXT, several=True),
        _field("kbli", "KBLI | KBLI", Kind.KBLI),
        _field("premises", "Tempat usaha | Premises", Kind.TEXT, several=True),
        _field("marketing", "Pemasaran | Marketing", Kind.TEXT, several=True),
        _field("uses_internet", "Memakai internet | Uses the internet", Kind.TEXT),
        _field("kdkmp_partner", "Mitra KDKMP | Partner of a KDKMP", Kind.YES_NO),
        _field("mbg_role", "Peran dalam MBG | Role in MBG", Kind.TEXT),
    ),
    _group(
        "Nomor dan izin usaha | Numbers and licences",
        _field("nib", "NIB | NIB", Kind.NIB),
        _field("has_nib", "Punya NIB | Has a NIB", Kind.YES_NO),
        _field("pirt", "P-IRT | P-IRT", Kind.LICENCE),
        _field("halal", "Sertifikat halal | Halal certificate", Kind.LICENCE),
        _field("bpom_md", "BPOM MD | BPOM MD", Kind.LICENCE),
        _field("trademark", "Merek | Trade mark", Kind.LICENCE),
        _field("business_letter", "Surat keterangan usaha | Business letter", Kind.LICENCE),
        _field("other_licence", "Izin lain | Other licence", Kind.LICENCE, several=True),
    ),
    _group(
        "Keuangan | Money",
        _field("annual_sales", "Omzet | Turnover", Kind.SALES),
        _field("income_other", "Pendapatan lain | Other income", Kind.MONEY),
        _field("online_share", "Persen penjualan online | Share sold online", Kind.TEXT),
        _field("expenses", "Pengeluaran | Expenses", Kind.MONEY, several=True),
        _field("capital_ex_land", "Modal tanpa tanah dan bangunan | Capital without land", Kind.MONEY),
        _field("assets", "Aset | Assets", Kind.MONEY),
        _field("assets_land", "Aset tanah dan bangunan | Land and buildings", Kind.MONEY),
        _field("keeps_books", "Catatan keuangan | Keeps books", Kind.YES_NO),
    ),
    _group(
        "Tenaga kerja | Workers",
        _field("workers", "Tenaga kerja | Workers", Kind.WORKERS),
        _field("workers_male", "Tenaga kerja laki-laki | Men at work", Kind.COUNT, several=True),
        _field("workers_female", "Tenaga kerja perempuan | Women at work", Kind.COUNT, several=True),
    ),
    _group(
        "Koperasi | Cooperative",
        _field("nik_koperasi", "Nomor induk koperasi | Cooperative number", Kind.TEXT),
        _field("chair_name", "Ketua koperasi | Chair of the cooperative", Kind.TEXT),
        _field("members", "Jumlah anggota | Members", Kind.COUNT),
        _field("last_annual_meeting", "RAT terakhir | Last annual meeting", Kind.DATE),
    ),
    _group(
        "Lain-lain | Other",
        _field("party_code", "Kode wadah | wadah code", Kind.TEXT),
        _field("aid_received", "Bantuan yang pernah diterima | Aid received", Kind.TEXT),
        _field("remarks", "Keterangan | Remarks", Kind.TEXT, several=True),
        _field("ignored", "Jangan diimpor | Do not import", Kind.IGNORED, several=True),
    ),
)

FIELDS: dict[str, Field] = {field.code: field for group in GROUPS for field in group.fields}
SENSITIVE = frozenset(code for code, field in FIELDS.items() if field.sensitive)


@cache
def synonyms() -> dict[str, str]:
    """Folded title to field code, from synonyms.toml."""
    text = files("wadah.registry").joinpath("intake/synonyms.toml").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for code, titles in tomllib.loads(text).items():
        for title in titles:
            found.setdefault(title, code)
    return found
