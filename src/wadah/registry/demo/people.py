"""Who may sign in to the demo, and the institutions they work for. All invented; accounts seeds from here.

Addresses end in the reserved domain `contoh.example`, which no mail can reach; phone numbers have prefixes
that no operator holds. Roles and kinds are written as the accounts app stores them.
"""

from dataclasses import dataclass

SUMSEL, OKI, LAHAT, BANYUASIN, OGAN_ILIR, PALEMBANG = "16", "16.02", "16.04", "16.07", "16.10", "16.71"


@dataclass(frozen=True)
class DemoInstitution:
    """An institution of the demo; `region` is the code of where it works."""

    code: str
    name: str
    kind: str
    region: str


@dataclass(frozen=True)
class DemoPerson:
    """Somebody with a sign-in; `institution` is "" for who needs none. `region` is the scope of the role."""

    name: str
    email: str
    phone: str
    role: str
    institution: str
    region: str


DEMO_INSTITUTIONS: tuple[DemoInstitution, ...] = (
    DemoInstitution(
        "DISKOP-SUMSEL", "Dinas Koperasi dan UKM Provinsi Sumatera Selatan", "province_office", SUMSEL
    ),
    DemoInstitution(
        "DISPERIN-SUMSEL", "Dinas Perindustrian Provinsi Sumatera Selatan", "province_office", SUMSEL
    ),
    DemoInstitution("DISKOP-OKI", "Dinas Koperasi, UKM Kabupaten Ogan Komering Ilir", "regency_office", OKI),
    DemoInstitution("DISKOP-PLG", "Dinas Koperasi dan UKM Kota Palembang", "regency_office", PALEMBANG),
    DemoInstitution("DISKOP-OI", "Dinas Koperasi dan UMKM Kabupaten Ogan Ilir", "regency_office", OGAN_ILIR),
    DemoInstitution("DISKOP-BA", "Dinas Koperasi, UKM Kabupaten Banyuasin", "regency_office", BANYUASIN),
    DemoInstitution("DISKOP-LHT", "Dinas Koperasi dan UKM Kabupaten Lahat", "regency_office", LAHAT),
    DemoInstitution("BANK-CONTOH", "Bank Contoh Sumsel", "bank", SUMSEL),
    DemoInstitution("HOTEL-CONTOH", "Hotel Contoh Musi", "buyer", PALEMBANG),
    DemoInstitution("DAGANG-CONTOH", "Rumah Dagang Contoh Sriwijaya", "trading_house", SUMSEL),
    DemoInstitution("INSPEKTORAT-SUMSEL", "Inspektorat Provinsi Sumatera Selatan", "audit_office", SUMSEL),
    DemoInstitution("KDMP-CONTOH", "Koperasi Desa Merah Putih Contoh Kayuagung", "cooperative", OKI),
    DemoInstitution("KAMPUS-CONTOH", "Universitas Contoh Palembang", "education", SUMSEL),
)


def _person(name: str, account: str, last: int, role: str, institution: str, region: str) -> DemoPerson:
    return DemoPerson(name, f"{account}@contoh.example", f"+6286012340{last:03d}", role, institution, region)


DEMO_PEOPLE: tuple[DemoPerson, ...] = (
    _person("Rosmala Dewi", "petugas.oki", 1, "regency_officer", "DISKOP-OKI", OKI),
    _person("Kgs. Ahmad Fauzi", "petugas.palembang", 2, "regency_officer", "DISKOP-PLG", PALEMBANG),
    _person("Yulianti Komering", "petugas2.oki", 3, "regency_officer", "DISKOP-OKI", OKI),
    _person("Herman Saputra", "petugas.provinsi", 4, "province_officer", "DISKOP-SUMSEL", SUMSEL),
    _person("Cek Ida Rosmini", "pemilik", 5, "owner", "", PALEMBANG),
    _person("Slamet Riyadi", "pendamping", 6, "coach", "DISKOP-OKI", OKI),
    _person("Masayu Nurbaiti", "kurator", 7, "curator", "KAMPUS-CONTOH", SUMSEL),
    _person("Hendra Gunawan", "bank", 8, "bank_officer", "BANK-CONTOH", SUMSEL),
    _person("Lina Wijaya", "pembeli", 9, "buyer_org", "HOTEL-CONTOH", PALEMBANG),
    _person("Syafrizal Koto", "rumahdagang", 10, "trading_house", "DAGANG-CONTOH", SUMSEL),
    _person("Nurhayati Besemah", "pimpinan", 11, "executive", "DISKOP-SUMSEL", SUMSEL),
    _person("Bambang Prasetyo", "pemeriksa", 12, "auditor", "INSPEKTORAT-SUMSEL", SUMSEL),
    _person("Tukiman", "koperasi", 13, "coop_manager", "KDMP-CONTOH", OKI),
    _person("Sumarni Kayuagung", "pemilik2", 14, "owner", "", OKI),
)
