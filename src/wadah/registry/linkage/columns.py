"""Which column of an unknown list holds what: by its title, in the languages such lists are written in."""

from collections.abc import Sequence

from wadah.registry.linkage.words import split

FIELDS = (
    "name", "owner", "address", "city", "postcode", "phone",
    "latitude", "longitude", "activity", "nib", "nik",
)  # fmt: skip

# For each field the titles that mean it, the surest first. A "+" joins columns that only together say it.
_TITLES = """
name: nama usaha | nama toko | nama umkm | nama perusahaan | nama bisnis | nama ukm | nama ikm | nama koperasi
name: business name | company name | trading name | legal name | store name | shop name | restaurant name
name: organisation name | organization name | account name | product name | name of business | full name
name: nama
name: name | title | company | business | organisation | organization | merchant | vendor | supplier
name: customer
name: restaurant | product | nama lengkap | nombre | razon social | nom | raison sociale | denominazione
name: firma
name: firmenname | naam | nome | bedrijfsnaam | usaha | store | shop | hotel | venue | item | label | judul
name: given name + surname | first name + last name | first name + surname | given name + family name
name: fname + lname | firstname + lastname | givenname + surname | forename + surname | vorname + nachname
name: prenom + nom de famille | nama depan + nama belakang | surname | last name | lastname | merek
owner: nama pemilik | pemilik | nama pengusaha | pengusaha | nama pelaku usaha | owner | owner name
owner: proprietor
owner: contact person | contact name | penanggung jawab | nama penanggung jawab | manufacturer | brand | maker
owner: propietario | gerant | inhaber | artist | author | authors | director
address: street number + address 1 + address 2 | house number + street | street number + street name
address: address line 1 + address line 2 | address 1 + address 2 | address1 + address2 | addr1 + addr2
address: street number + street | housenumber + street | hausnummer + strasse
address: alamat usaha | alamat toko | alamat lengkap | alamat | street address | full address | address | addr
address: address line 1 | address 1 | address1 | street | jalan | direccion | adresse | indirizzo | endereco
address: domicilio | anschrift | strasse | adres | straat | location | lokasi
city: desa kelurahan | kelurahan desa | kelurahan | desa | village | kecamatan | district
city: city | town | suburb | locality | place | kota | kabupaten kota | kabupaten | kab kota | municipality
city: ciudad | municipio | localidad | ville | commune | stadt | ort | citta | comune | cidade | stad | plaats
city: city name | county | wilayah | region | state | province | provinsi
postcode: postcode | post code | postal code | postalcode | zip | zip code | zipcode | kode pos | kodepos | cp
postcode: codigo postal | code postal | plz | cap | cep | postleitzahl
phone: no hp | nomor hp | no telp | no telepon | nomor telepon | telepon | telp | hp | no wa | whatsapp | wa
phone: phone | phone number | telephone | telephone number | tel | mobile | mobile number | phone1
phone: contact number
phone: telefono | telefon | telefone | handy | movil | contact | email | e mail | website | url | web
latitude: latitude | lat | lintang | y coord | latitud | breite
longitude: longitude | lng | lon | long | bujur | x coord | longitud | laenge
activity: kegiatan usaha | kegiatan utama | kegiatan | jenis usaha | bidang usaha | kategori usaha | kategori
activity: sektor usaha | bidang | jenis | produk utama | produk | category | categories | type | industry
activity: activity | business type | cuisine | kind | sector | description | categoria | categorie | branche
activity: speciality | specialty | services | genre | deskripsi
nib: nib | nomor induk berusaha | no nib | nomor nib | business number | registration number | company number
nib: abn | siren | siret | vat | vat number | tax number | duns | lei | rut | cnpj | gstin
nik: nik | no nik | nomor induk kependudukan | no ktp | nik pemilik | nik pengusaha | ktp | national id
""".strip().splitlines()


def plain_title(title: str) -> str:
    """A title as its words: "Nama_Usaha *" and "nama usaha" are one."""
    return " ".join(split(title.replace("_", " ")))


def _known() -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = []
    for line in _TITLES:
        field, _, titles = line.partition(": ")
        found.extend(
            (field, tuple(part.strip() for part in title.split("+"))) for title in titles.split(" | ")
        )
    return found


_KNOWN = _known()
KNOWN_TITLES = frozenset(title for _, titles in _KNOWN for title in titles)


def guess_columns(titles: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Field to the titles (as written) whose cells together fill it. A column serves one field only."""
    written = {plain_title(title): title for title in reversed(titles) if title}
    guessed: dict[str, tuple[str, ...]] = {}
    used: set[str] = set()
    for field, wanted in _KNOWN:
        if field in guessed or any(title not in written or title in used for title in wanted):
            continue
        guessed[field] = tuple(written[title] for title in wanted)
        used.update(wanted)
    return guessed
