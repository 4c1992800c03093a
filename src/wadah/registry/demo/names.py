"""Names of invented people of the region, by the culture they come from, and how neighbours call them."""

from typing import NamedTuple

from wadah.registry.demo.draw import Chance, lots, pick


class Culture(NamedTuple):
    """The words of which names are made, and the words before a name in daily speech."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    men_second: tuple[str, ...]
    women_second: tuple[str, ...]
    calls_men: tuple[str, ...]
    calls_women: tuple[str, ...]
    titles_men: tuple[str, ...]
    titles_women: tuple[str, ...]


class PersonName(NamedTuple):
    """A full name, the honorific written before it, the short name, and the call ("Cek Ida")."""

    full: str
    title: str
    short: str
    call: str


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_MUSLIM_MEN = _words(
    "Muhammad Muhammad Muhammad Ahmad Ahmad Abdul Abdullah Ali Hasan Husin Umar Usman Ridwan Zainal Zulkifli Iskandar "
    "Syarif Yusuf Ibrahim Ismail Idris Ilyas Hamzah Anwar Fauzi Fadli Firdaus Hidayat Rahmat Taufik Syamsul Nurdin "
    "Rusdi Rustam Rosidi Sofyan Saiful Mulyadi Herman Hendra Hendri Edi Eko Dedi Deni Andi Aprizal Ardi Arman Asep "
    "Bahrun Bakri Darwin Efendi Erwin Feri Haris Heri Indra Irwan Jamaludin Juanda Junaidi Karim Kamaludin Lukman "
    "Mahmud Marwan Mirza Nasrul Oktavianus Rizal Romi Rudi Samsul Suherman Syahril Tamrin Wahyu Yudi Yulius Zaini"
)
_MUSLIM_MEN_SECOND = _words(
    "Ridwan Fauzi Hidayat Saputra Rahman Kurniawan Efendi Iskandar Hamid Rozak Karim Halim Somad Aziz Roni Nasution "
    "Arifin Anwar Syahputra Pratama Ramadhan Syarifudin Gunawan Irawan Setiawan Firmansyah Hakim Zulkarnain Maulana "
    "Amri Yani Yamin Salim Burhan Jaya Apriadi Oktaviandi Febriansyah Mustofa Akbar Fikri Hafiz Ilham Alamsyah Basri"
)
_MUSLIM_WOMEN = _words(
    "Siti Siti Siti Nur Nur Nurhayati Sri Maimunah Fatimah Aminah Aisyah Halimah Khadijah Zubaidah Rohani Rohana "
    "Rosmala Rosita Rosmini Nuraini Nurjanah Nurlela Nurbaiti Nurmala Herawati Hartati Yuliana Yulianti Yunita Wahyuni "
    "Suryani Susanti Marlina Mardiana Maryam Marhamah Masnun Ida Ita Eka Erni Erna Elya Elvira Emilia Desi Dewi Dian "
    "Diana Fitri Fitria Fitriani Hamidah Hasanah Hikmah Husna Indah Irma Jamilah Juairiah Juwita Kartini Komariah "
    "Lela Leni Lilis Linda Lusi Megawati Meri Misnawati Nilawati Novita Oktarina Paridah Puspita Rahma Ratna Reni "
    "Rina Rini Riska Robiah Rukiah Salamah Salbiah Sarinah Septi Sumiati Tina Umi Vera Wati Winda Yanti Yeni Zahara"
)
_MUSLIM_WOMEN_SECOND = _words(
    "Aminah Aisyah Hasanah Hayati Janah Lela Baiti Mala Wahyuni Rahayu Lestari Puspita Sari Permata Oktavia Anggraini "
    "Handayani Fitriani Rahmawati Susilawati Kurniati Maharani Damayanti Safitri Amelia Apriani Marlina Yulianti "
    "Khotimah Zahara Munawaroh Maryani Rohaya Rosida Mariana Novitasari Astuti Agustina Herlina Indriani Utami Fadilah"
)
_JAVA_MEN = _words(
    "Suparman Sutrisno Sugeng Slamet Sukirman Sumarno Suyanto Supriyadi Sugianto Sunaryo Suroso Sukardi Tukiman "
    "Tugimin Paijo Paimin Parno Ngatimin Ngadiman Wagiman Wagimin Wakidi Warsito Wahyudi Widodo Joko Agus Bambang "
    "Budi Eko Dwi Tri Hadi Hari Imam Kasno Kusnadi Margono Misran Mulyono Purwanto Priyono Riyanto Sarjono Sarno "
    "Sartono Sigit Sodikin Suhartono Suharto Sukamto Sularno Supardi Suprapto Susilo Teguh Wiyono Yatno Yanto"
)
_JAVA_MEN_SECOND = _words(
    "Santoso Prasetyo Wibowo Setiawan Nugroho Susanto Widodo Purnomo Raharjo Utomo Hartono Mulyono Cahyono Waluyo "
    "Suryanto Hermawan Riyadi Wijaya Saputro Hidayat Handoko Subekti Sutanto Prayitno Kuncoro Siswanto Basuki"
)
_JAVA_WOMEN = _words(
    "Sri Sri Siti Suparmi Sutini Sumini Suyatmi Sukinem Tukinem Tumini Tuminah Ngatinem Painem Parti Partini Poniyem "
    "Wagiyem Warsini Wartini Wiji Endang Dwi Tri Eka Retno Ratna Yuni Yuli Wahyu Murni Muji Mujiyati Misinem Kasmi "
    "Karmini Jumini Juminten Istiqomah Ismiyati Hartini Giyarti Darmi Daryati Rusmini Samini Saminah Sarmi Sarinem "
    "Semi Sulastri Sumarni Sumiyati Supini Suratmi Suswati Titik Tutik Umi Winarsih Yatmi Yatini Ningsih Nanik Narti"
)
_JAVA_WOMEN_SECOND = _words(
    "Wahyuni Rahayu Lestari Handayani Astuti Utami Wulandari Ningsih Hastuti Setyowati Purwanti Susanti Hidayati "
    "Rahmawati Kusumawati Haryani Suryani Mulyani Indrawati Lestariningsih Fatimah Aminah Maryati Sulistyowati Puji"
)
_CHINESE_MEN = _words("Hendra Budi Andi Johan Herman Eddy Tony Wijaya Susanto Robert Alex Willy Frans Halim Kurnia Acong Aliong Akiong")
_CHINESE_WOMEN = _words("Lina Meilani Susi Yulia Herlina Fenny Linda Merry Mei Lily Elly Yenni Vivi Cindy Aling Ayen Amoi Afung")
_CHINESE_SECOND = _words("Wijaya Halim Gunawan Salim Tanuwijaya Kurniawan Susanto Lim Tan Chandra Setiadi Hartono Santoso Liem Angkasa")
_MINANG_MEN = _words("Syafrizal Zulfahmi Zulhendri Afrizal Yusrizal Nofrizal Hendrizal Rinaldi Masri Sawir Buyung Syahrul Jasril Desrizal Anasrul Irwandi")
_MINANG_WOMEN = _words("Yusnidar Nurbaini Zulbaidah Gusniwati Elfi Yanti Rosnida Asniwati Ermawati Syamsidar Yulinar Desmawati Nelwati Upik Erlinda Yusmaniar")
_MINANG_SECOND = _words("Chaniago Koto Tanjung Piliang Sikumbang Putra Putri Jambak Guci Malayu Caniago")

_HAJ_MEN = ("", "", "", "", "", "", "", "", "H.", "H.", "M.", "Ir.", "Drs.")
_HAJ_WOMEN = ("", "", "", "", "", "", "", "", "", "Hj.", "Hj.", "Dra.")

CULTURES: dict[str, Culture] = {
    "palembang": Culture(
        _MUSLIM_MEN, _MUSLIM_WOMEN, _MUSLIM_MEN_SECOND, _MUSLIM_WOMEN_SECOND,
        ("Mang", "Mang", "Kak", "Pak", "Wak", "H.", "Cek", "Bang"),
        ("Cek", "Cek", "Bu", "Bu", "Yuk", "Ayuk", "Bicik", "Wak", "Hj.", "Mak"),
        # Kiagus, Kemas, Masagus: hereditary titles of old Palembang families, nearly always written short.
        (*_HAJ_MEN, "Kgs.", "Kms.", "Mgs."), (*_HAJ_WOMEN, "Nyimas", "Masayu"),
    ),
    "uluan": Culture(
        _MUSLIM_MEN, _MUSLIM_WOMEN, _MUSLIM_MEN_SECOND, _MUSLIM_WOMEN_SECOND,
        ("Pak", "Pak", "Mang", "Wak", "Kak", "H.", "Bapak", "Datuk"), ("Bu", "Bu", "Bik", "Wak", "Ibu", "Hj.", "Ayuk", "Nek"),
        _HAJ_MEN, _HAJ_WOMEN,
    ),
    "jawa": Culture(
        _JAVA_MEN, _JAVA_WOMEN, _JAVA_MEN_SECOND, _JAVA_WOMEN_SECOND,
        ("Pak", "Pak", "Mas", "Pakde", "Pak De", "Lek", "Mbah", "Kang"),
        ("Bu", "Bu", "Mbak", "Bude", "Bu De", "Mbok", "Mbah", "Yu"), _HAJ_MEN, _HAJ_WOMEN,
    ),
    "minang": Culture(
        _MINANG_MEN, _MINANG_WOMEN, _MINANG_SECOND, _MINANG_SECOND,
        ("Uda", "Da", "Pak", "Ajo"), ("Uni", "Ni", "Bu", "Etek"), _HAJ_MEN, _HAJ_WOMEN,
    ),
    "tionghoa": Culture(
        _CHINESE_MEN, _CHINESE_WOMEN, _CHINESE_SECOND, _CHINESE_SECOND, ("Koh", "Ko", "Pak"), ("Cik", "Ci", "Bu"), ("",), ("",),
    ),
}

# Shares of cultures by kab/kota: our estimate from the settlement history (transmigration areas of Belitang,
# Tugumulyo, Telang, Lempuing and Sungai Lilin are mostly Javanese), not a census figure.
_UPSTREAM = {"uluan": 0.75, "jawa": 0.2, "minang": 0.04, "tionghoa": 0.01}
_MIXED = {"uluan": 0.5, "jawa": 0.44, "minang": 0.04, "tionghoa": 0.02}
_SETTLED = {"uluan": 0.3, "jawa": 0.65, "minang": 0.03, "tionghoa": 0.02}
_SHARES: dict[str, dict[str, float]] = {
    "16.01": _UPSTREAM, "16.02": _MIXED, "16.03": _UPSTREAM, "16.04": _UPSTREAM, "16.05": _SETTLED, "16.06": _MIXED,
    "16.07": {"palembang": 0.25, "uluan": 0.25, "jawa": 0.46, "minang": 0.02, "tionghoa": 0.02},
    "16.08": _SETTLED, "16.09": _UPSTREAM, "16.10": {"uluan": 0.72, "palembang": 0.15, "jawa": 0.11, "minang": 0.02},
    "16.11": _UPSTREAM, "16.12": _UPSTREAM, "16.13": _UPSTREAM,
    "16.71": {"palembang": 0.55, "uluan": 0.16, "jawa": 0.17, "minang": 0.06, "tionghoa": 0.06},
    "16.72": _UPSTREAM, "16.73": {"uluan": 0.5, "jawa": 0.38, "minang": 0.08, "tionghoa": 0.04}, "16.74": _UPSTREAM,
}  # fmt: skip
_LOTS = {regency: lots(((CULTURES[key], share) for key, share in shares.items()), 100) for regency, shares in _SHARES.items()}


def draw_person_name(chance: Chance, regency: str, woman: bool) -> PersonName:
    """An invented name as people of that kab/kota bear them: one to three words, and how neighbours call its bearer."""
    culture = pick(chance, _LOTS[regency])
    firsts, seconds = (culture.women, culture.women_second) if woman else (culture.men, culture.men_second)
    first, second = pick(chance, firsts), pick(chance, seconds)
    title = pick(chance, culture.titles_women if woman else culture.titles_men)
    call = pick(chance, culture.calls_women if woman else culture.calls_men)
    words = 1.0 if second == first else chance()
    if words < 0.72 or first in _NEVER_ALONE:
        full = f"{first} {second}" if words < 0.64 else f"{first} {second} {pick(chance, seconds)}"
        short = second if first in _NEVER_ALONE or words < 0.3 else first
    else:
        full = short = first
    return PersonName(full=full, title=title, short=short, call=f"{call} {short}")


# First words that are hardly ever the whole name, nor the name used in the street.
_NEVER_ALONE = frozenset({"Siti", "Nur", "Sri", "Muhammad", "Ahmad", "Abdul", "Dwi", "Tri"})
