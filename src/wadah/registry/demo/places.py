"""The villages of South Sumatra for the demo: how many people, where, and what is written for them. No resolving here."""

import csv
import gzip
import math
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from wadah.registry.demo.draw import Chance, chance_of, lots, pick

PROVINCE = "16"


class Village(NamedTuple):
    """A desa or kelurahan with the names its offices really write."""

    code: str
    name: str
    spoken: str
    subdistrict_code: str
    subdistrict: str
    former_subdistrict: str
    regency: str
    postcode: str
    latitude: float
    longitude: float
    radius_km: float


class Market(NamedTuple):
    """A market place: many stalls on one point."""

    name: str
    village: Village


# Population by kab/kota, Kepmendagri 300.2.2-2430/2025.
POPULATION = {
    "16.01": 390048, "16.02": 801059, "16.03": 653731, "16.04": 448141, "16.05": 427723, "16.06": 736897,
    "16.07": 888324, "16.08": 694832, "16.09": 406938, "16.10": 446020, "16.11": 336783, "16.12": 214795,
    "16.13": 203688, "16.71": 1801367, "16.72": 153271, "16.73": 247550, "16.74": 213523,
}  # fmt: skip

# The first way is the official one; the others stand in real files.
REGENCY_WAYS: dict[str, tuple[str, ...]] = {
    "16.01": ("Kabupaten Ogan Komering Ulu", "OKU", "Kab. OKU", "Ogan Komering Ulu"),
    "16.02": ("Kabupaten Ogan Komering Ilir", "OKI", "Kab. OKI", "Kab OKI", "Ogan Komering Ilir"),
    "16.03": ("Kabupaten Muara Enim", "Muara Enim", "Kab. Muara Enim", "Muaraenim"),
    "16.04": ("Kabupaten Lahat", "Lahat", "Kab. Lahat"),
    "16.05": ("Kabupaten Musi Rawas", "Musi Rawas", "Mura", "Kab. Mura", "Musirawas"),
    "16.06": ("Kabupaten Musi Banyuasin", "Musi Banyuasin", "Muba", "Kab. Muba", "MUBA"),
    "16.07": ("Kabupaten Banyuasin", "Banyuasin", "Banyu Asin", "Kab. Banyuasin"),
    "16.08": ("Kabupaten Ogan Komering Ulu Timur", "OKU Timur", "OKUT", "Kab. OKU Timur", "Oku Timur"),
    "16.09": ("Kabupaten Ogan Komering Ulu Selatan", "OKU Selatan", "OKUS", "Kab. OKU Selatan"),
    "16.10": ("Kabupaten Ogan Ilir", "Ogan Ilir", "OI", "Kab. OI", "Kab. Ogan Ilir"),
    "16.11": ("Kabupaten Empat Lawang", "Empat Lawang", "4 Lawang", "Kab. Empat Lawang"),
    "16.12": ("Kabupaten Penukal Abab Lematang Ilir", "PALI", "Kab. PALI", "Pali", "Pematang Abab Lematang Ilir"),
    "16.13": ("Kabupaten Musi Rawas Utara", "Muratara", "Musi Rawas Utara", "MURATARA", "Kab. Muratara"),
    "16.71": ("Kota Palembang", "Palembang", "PALEMBANG", "Plg", "Kota Palembang"),
    "16.72": ("Kota Pagar Alam", "Pagar Alam", "Pagaralam", "Kota Pagaralam"),
    "16.73": ("Kota Lubuk Linggau", "Lubuklinggau", "Lubuk Linggau", "Kota Lubuklinggau", "Llg"),
    "16.74": ("Kota Prabumulih", "Prabumulih", "Kota Prabumulih"),
}

# Where a kecamatan was split off, old addresses keep the old name (general knowledge of the splits of 2001-2020).
_FORMER = {
    "16.71.18": "Ilir Timur II", "16.71.17": "Seberang Ulu I", "16.71.09": "Ilir Timur I", "16.71.11": "Ilir Barat I",
    "16.71.15": "Sukarami", "16.71.16": "Sako", "16.71.14": "Seberang Ulu II", "16.71.13": "Seberang Ulu I",
    "16.03.27": "Tanjung Agung", "16.03.25": "Lubai", "16.03.26": "Rambang Dangku", "16.03.03": "Rambang Dangku",
    "16.03.23": "Gunung Megang", "16.03.22": "Gelumbang", "16.03.24": "Gelumbang", "16.04.31": "Lahat",
    "16.04.30": "Mulak Ulu", "16.04.26": "Merapi Barat", "16.06.15": "Sungai Keruh", "16.06.13": "Babat Toman",
    "16.07.21": "Pulau Rimau", "16.07.20": "Muara Telang", "16.07.19": "Banyuasin I", "16.02.22": "Lempuing",
    "16.02.24": "Pedamaran", "16.02.20": "Mesuji", "16.08.20": "Buay Pemuka Peliung", "16.08.17": "Belitang III",
}  # fmt: skip

_UNITS = {"satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9}
_ROMAN = {"Satu": "I", "Dua": "II", "Tiga": "III", "Empat": "IV"}
# Kelurahan of Palembang that the official list writes as one word and nobody else does.
_JOINED = re.compile(
    r"^(Kemang|Bukit|Lorok|Siring|Sungai|Kepandean|Lawang|Talang|Kebun|Suka|Sekip|Pipa|Karang|Kemas|Karya|Ogan|Bagus"
    r"|Sri|Lebung|Tangga|Kuto|Tuan|Pulo)-?(?=[a-zA-Z]{4})(.+)$"
)


def _number(word: str) -> int | None:
    """The number that a spelt-out word of a kelurahan means: "tiga-puluh-lima" is 35."""
    parts = word.lower().split("-")
    if parts[-1] == "belas":
        return 10 + _UNITS.get(parts[0], -99)
    if len(parts) > 1 and parts[1] == "puluh":
        return _UNITS[parts[0]] * 10 + (_UNITS[parts[2]] if len(parts) > 2 else 0)
    return {"sepuluh": 10, "sebelas": 11}.get(parts[0]) or _UNITS.get(parts[0])


def spoken_village(name: str) -> str:
    """The name as people write it: "Tiga-puluh-lima Ilir" is "35 Ilir", "Tiga Empat Ulu" is "3-4 Ulu"."""
    words = name.split()
    if len(words) > 1 and ("Ilir" in words or "Ulu" in words):
        at = words.index("Ilir") if "Ilir" in words else words.index("Ulu")
        numbers = [_number(word) for word in words[:at]]
        if numbers and all(numbers):
            rest = " ".join(_ROMAN.get(word, word) for word in words[at + 1 :])
            return " ".join(filter(None, ["-".join(map(str, numbers)), words[at], rest]))
    return name


def _spoken_in_palembang(name: str) -> str:
    spoken = spoken_village(name)
    joined = _JOINED.match(spoken) if spoken == name else None
    return f"{joined[1]} {joined[2].capitalize()}" if joined else spoken


def spoken_subdistrict(name: str) -> str:
    """The name as people write it: "Ilir Timur Dua" is "Ilir Timur II"."""
    first, _, last = name.rpartition(" ")
    return f"{first} {_ROMAN[last]}" if first and last in _ROMAN else name


def _points() -> dict[str, tuple[float, float, float]]:
    with files("wadah.registry.demo").joinpath("data/subdistricts.csv").open(encoding="utf-8") as lines:
        return {
            row["code"]: (float(row["latitude"]), float(row["longitude"]), float(row["radius_km"]))
            for row in csv.DictReader(lines)
        }


def _tree() -> Iterator[tuple[str, str, str]]:
    """Code, name and postcode of every region of the province."""
    packed = files("wadah.registry.demo").joinpath("data/wilayah.csv.gz").read_bytes()
    for row in csv.DictReader(gzip.decompress(packed).decode("utf-8").splitlines()):
        if row["kode"].startswith(PROVINCE):
            yield row["kode"], row["nama"], row["kode_pos"]


@cache
def villages() -> tuple[Village, ...]:
    """All villages of the province, each on its own point near the middle of its kecamatan."""
    points, subdistricts, found = _points(), dict[str, str](), list[Village]()
    for code, name, postcode in _tree():
        level = code.count(".")
        if level == 2:
            subdistricts[code] = spoken_subdistrict(name)
        if level < 3:
            continue
        above, regency = code[:8], code[:5]
        latitude, longitude, radius_km = points[above]
        chance = chance_of("village", code)
        # Uniform on the disc that keeps nine in ten villages inside the outline.
        distance, angle = radius_km * 0.7 * math.sqrt(chance()), chance() * 2 * math.pi
        found.append(
            Village(
                code=code, name=name,
                spoken=_spoken_in_palembang(name) if regency == "16.71" else spoken_village(name),
                subdistrict_code=above, subdistrict=subdistricts[above],
                former_subdistrict=_FORMER.get(above, ""), regency=regency, postcode=postcode,
                latitude=latitude + distance * math.sin(angle) / 111.2,
                longitude=longitude + distance * math.cos(angle) / 111.2,
                radius_km=max(0.15, min(1.5, radius_km / 8)),
            )
        )  # fmt: skip
    return tuple(found)


@cache
def village_lots() -> tuple[Village, ...]:
    """Villages in proportion to people: kab/kota by census, kelurahan thrice a desa, villages of one kind alike."""
    weights = {village.code: 3.0 if village.code[9] == "1" else 1.0 for village in villages()}
    totals: dict[str, float] = {}
    for village in villages():
        totals[village.regency] = totals.get(village.regency, 0.0) + weights[village.code]
    return lots(
        ((village, POPULATION[village.regency] * weights[village.code] / totals[village.regency]) for village in villages()),
        100_000,
    )


_MARKETS = {
    "16.71.05": ("Pasar 16 Ilir", "Pasar Cinde"), "16.71.18": ("Pasar Kuto",), "16.71.06": ("Pasar Lemabang",),
    "16.71.08": ("Pasar Perumnas",), "16.71.07": ("Pasar KM 5", "Pasar Palimo"), "16.71.14": ("Pasar Plaju",),
    "16.71.13": ("Pasar Kertapati",), "16.71.11": ("Pasar 26 Ilir",), "16.71.17": ("Pasar Induk Jakabaring", "Pasar 10 Ulu"),
    "16.71.09": ("Pasar Sekip Ujung",), "16.71.04": ("Pasar Padang Selasa",), "16.71.01": ("Pasar Tangga Buntung",),
    "16.01.14": ("Pasar Atas Baturaja", "Pasar Baru Baturaja"), "16.02.05": ("Pasar Kayuagung", "Pasar Shopping Center Kayuagung"),
    "16.02.13": ("Pasar Tugu Mulyo",), "16.02.03": ("Pasar Pedamaran",), "16.02.11": ("Pasar Tulung Selapan",),
    "16.03.02": ("Pasar Muara Enim",), "16.03.07": ("Pasar Tanjung Enim",), "16.03.06": ("Pasar Gelumbang",),
    "16.04.10": ("Pasar Lematang", "PTM Serelo Lahat"), "16.04.06": ("Pasar Jarai",), "16.05.01": ("Pasar B Srikaton",),
    "16.05.12": ("Pasar Megang Sakti",), "16.06.01": ("Pasar Randik Sekayu",), "16.06.07": ("Pasar Sungai Lilin",),
    "16.06.09": ("Pasar Bayung Lencir",), "16.07.03": ("Pasar Pangkalan Balai",), "16.07.05": ("Pasar Betung",),
    "16.07.10": ("Pasar Sukajadi",), "16.08.01": ("Pasar Martapura",), "16.08.03": ("Pasar Gumawang",),
    "16.09.01": ("Pasar Muaradua",), "16.09.03": ("Pasar Banding Agung",), "16.10.04": ("Pasar Indralaya",),
    "16.10.03": ("Pasar Tanjung Raja",), "16.10.02": ("Pasar Tanjung Batu",), "16.11.04": ("Pasar Tebing Tinggi",),
    "16.11.02": ("Pasar Pendopo Lintang",), "16.12.01": ("Pasar Pendopo",), "16.13.01": ("Pasar Rupit",),
    "16.72.01": ("Pasar Dempo Permai",), "16.72.02": ("Pasar Nendagung",), "16.73.06": ("Pasar Inpres", "Pasar Bukit Sulap"),
    "16.73.01": ("Pasar Moneng Sepati",), "16.74.05": ("Pasar Inpres Prabumulih", "PTM Prabumulih"),
}  # fmt: skip


@cache
def markets() -> dict[str, tuple[Market, ...]]:
    """The market places of each kab/kota."""
    first: dict[str, Village] = {}
    for village in villages():
        first.setdefault(village.subdistrict_code, village)
    found: dict[str, tuple[Market, ...]] = {}
    for code, names in _MARKETS.items():
        village = first[code]
        found[village.regency] = found.get(village.regency, ()) + tuple(Market(name, village) for name in names)
    return found


_NATIONAL_ROADS = (
    "Jend. Sudirman", "Merdeka", "Jend. A. Yani", "Pahlawan", "Diponegoro", "Veteran", "Letnan Muda M. Sidi Juned",
    "Kapten A. Rivai", "Serma M. Hadi", "H. Agus Salim", "Mayor Ruslan", "Kol. H. Burlian", "Gajah Mada", "Cut Nyak Dien",
    "Raden Fatah", "Yos Sudarso", "Lintas Timur", "Lintas Sumatera", "Sukarno Hatta", "Pramuka", "Garuda", "Nusantara",
    "Kenanga", "Melati", "Mawar", "Anggrek", "Cempaka", "Flamboyan", "Puskesmas", "SMP Negeri 1", "Balai Desa", "Masjid Agung",
    "Pasar Lama", "Pelita", "Sejahtera", "Perintis Kemerdekaan", "Depati Said", "Mawar Merah", "Jambu", "Rambutan",
)  # fmt: skip
_PALEMBANG_ROADS = (
    "Jend. Sudirman", "Kapten A. Rivai", "Demang Lebar Daun", "Veteran", "Kol. H. Burlian", "Basuki Rahmat", "R. Sukamto",
    "Angkatan 45", "Radial", "Merdeka", "KH. Wahid Hasyim", "Faqih Usman", "Jend. A. Yani", "DI. Panjaitan", "Kapten Abdullah",
    "Mayor Zen", "Residen Abdul Rozak", "MP. Mangkunegara", "Sako Raya", "Gub. H.A. Bastari", "Ki Merogan", "Sriwijaya Raya",
    "Ki Gede Ing Suro", "Mujahidin", "Datuk M. Akib", "Letkol Iskandar", "TP. Rustam Effendi", "Tasik", "Sumpah Pemuda",
    "Inspektur Marzuki", "Sultan Mahmud Badaruddin II", "Kapten Cek Syeh", "Dr. M. Isa", "Bambang Utoyo", "Slamet Riyadi",
    "RE. Martadinata", "Kapten Anwar Sastro", "Srijaya Negara", "Talang Kerangga", "PSI. Lautan", "Lunjuk Jaya", "Sapta Marga",
    "Musi Raya Timur", "Betawi Raya", "Seduduk Putih", "Macan Kumbang", "Ogan", "Musi", "Komering", "Lematang", "Rawas",
)  # fmt: skip
_LANES = (
    "Harapan", "Sederhana", "Kedukan", "Makmur", "Keluarga", "Kolam", "Masjid", "Langgar", "Sepakat", "Cek Latah", "Damai",
    "Gotong Royong", "Tembok Baru", "Mufakat", "Sei Tawar", "Firma", "Buntu", "Aman", "Taman Bacaan", "Lebak", "Kemang", "Duren",
)  # fmt: skip
_HAMLETS = ("Dusun I", "Dusun II", "Dusun III", "Dusun IV", "Dusun V", "Kampung I", "Kampung II", "Blok A", "Blok B", "Blok C")


def draw_street(chance: Chance, village: Village) -> str:
    """A street, lane or hamlet as addresses there begin."""
    kind = chance()
    if village.regency == "16.71":
        return f"Jl. {pick(chance, _PALEMBANG_ROADS)}" if kind < 0.62 else f"Lrg. {pick(chance, _LANES)}"
    if village.code[9] == "1":
        return f"Jl. {pick(chance, _NATIONAL_ROADS)}" if kind < 0.7 else f"Lrg. {pick(chance, _LANES)}"
    if kind < 0.45:
        return pick(chance, _HAMLETS)
    return f"Jl. {pick(chance, _NATIONAL_ROADS)}" if kind < 0.85 else f"Jl. Desa {village.spoken}"
