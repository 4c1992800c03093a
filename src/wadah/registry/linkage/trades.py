"""Lines of business by the words that name them: one owner's stall and laundry are two businesses.

Words that only say that something is sold or made name no line.
"""

from collections import Counter
from functools import lru_cache

# One line of business a line; a set of lines is a number with one bit for each.
_LINES = """
warung sembako manisan kelontong groceries grocery minimarket kebutuhan pokok bumbu
warung sayur sayuran mayur vegetable vegetables
ikan giling segar fish seafood sungai
buah buahan fruit fruits jeruk
pakaian baju busana fashion butik hijab muslim muslimah daster kaos jilbab clothing boutique garment
warung nasi makan makanan masakan lauk pauk uduk pecel lontong kuliner lesehan padang rm kantin
warung mie mi bakmi bakso baso pentol pangsit
warung sate soto sop gulai bubur
warung kopi minuman kafe cafe warkop wedangan angkringan jus juice coffee kedai
warung gorengan jajanan jajan cilok keliling teh
kue roti bakery cake bolu donat brownies kukus basah
katering boga prasmanan kotak
kerupuk kemplang getas
keripik snack singkong camilan cemilan rempeyek peyek ringan pisang
tempe kedelai
tahu
bengkel motor mobil sparepart tambal ban oli sepeda garage
las teralis pagar kanopi
jahit penjahit menjahit permak vermak modiste tailor konveksi jeans bordir obras
salon kecantikan rias pengantin spa beauty makeup
pangkas rambut barber barbershop potong cukur
laundry cuci setrika kiloan
pulsa konter seluler hp handphone kuota
galon air isi ulang minum
mebel meubel kusen pintu furniture furnitur lemari kursi
batu bata batubata genteng batako
penggilingan padi huller beras gabah rmu
pupuk saprotan tani pertanian pestisida bibit
ayam ternak peternakan pedaging petelur bebek unggas potong
sapi kambing daging
kolam patin lele pokdakan keramba budidaya pembesaran perikanan tambak
kebun karet perkebunan petani
kebun sawit perkebunan petani
kebun duku durian petani buah
kebun tani petani robusta kopi
kopi bubuk robusta arabika pengolahan
elektronik tv kulkas service komputer laptop perbaikan servis
gas lpg elpiji pangkalan
warung pempek model tekwan
songket tenun
jumputan batik pelangi
purun tikar anyaman
rotan bambu anyaman
gula aren merah batok
salai asap pengasapan asin
bekasam rusip pekasam fermentasi
dodol lempok
gerabah tembikar liat keramik
perak emas aluminium pandai perhiasan
koperasi simpan pinjam kud
fotokopi percetakan printing sablon spanduk atk
apotek obat jamu herbal klinik
bangunan semen material
travel rental ojek angkutan ekspedisi kurir
kost kos penginapan hotel homestay
bunga florist tanaman dekorasi
sepatu tas kulit sandal
mainan boneka
bensin pertamini bbm
madu
telur
""".strip().splitlines()

# Words that say that something is sold, made or done, and where, but not what.
NEUTRAL = frozenset(
    [
        "toko",
        "warung",
        "kios",
        "kedai",
        "lapak",
        "depot",
        "los",
        "stand",
        "gerobak",
        "kantin",
        "rumah",
        "pangkalan",
        "agen",
        "dapur",
        "pondok",
        "galeri",
        "gallery",
        "usaha",
        "jasa",
        "dagang",
        "pedagang",
        "penjual",
        "jual",
        "jualan",
        "menjual",
        "industri",
        "kerajinan",
        "pengrajin",
        "perajin",
        "pabrik",
        "produksi",
        "pembuatan",
        "membuat",
        "olahan",
        "produsen",
        "aneka",
        "serba",
        "sentra",
        "pusat",
        "grosir",
        "eceran",
        "perdagangan",
        "store",
        "shop",
        "market",
        "mart",
        "center",
        "super",
        "home",
        "mini",
        "tradisional",
        "khas",
        "asli",
        "baru",
        "cabang",
        "cab",
        "peternakan",
    ]
)

_LINES_OF: dict[str, list[int]] = {}  # bits
for _number, _line in enumerate(_LINES):
    for _word in _line.split():
        _LINES_OF.setdefault(_word, []).append(1 << _number)


# Lines of business by the first digits of a KBLI code, by a word of the line; either edition.
_BY_CODE = """
471: sembako | 472: sembako sayur ikan buah | 4781: sayur ikan buah | 4771: pakaian | 4774: pulsa | 4741: pulsa
4740: pulsa | 4776: pupuk | 4777: lpg | 561: nasi mie sate gorengan | 562: katering | 563: minuman kopi
1079: keripik kerupuk kue dodol | 1071: roti | 1039: tempe tahu | 1021: pempek salai bekasam | 1063: beras
1076: robusta bubuk | 1072: aren | 1105: galon | 1312: songket tenun | 1313: batik | 141: jahit | 1629: purun rotan
310: mebel | 2392: bata | 2393: gerabah | 251: las | 3211: perak | 952: elektronik | 953: bengkel | 454: bengkel
452: bengkel | 9620: laundry | 9610: laundry | 9611: salon pangkas | 9621: pangkas | 9622: salon | 0146: ayam
014: ayam sapi | 032: kolam | 012: karet sawit duku petani | 641: koperasi simpan | 551: hotel | 477: pakaian sembako
"""
_CODES = {
    code.strip(): words.split()
    for entry in _BY_CODE.replace("\n", "|").split("|")
    if entry.strip()
    for code, _, words in [entry.partition(":")]
}


@lru_cache(maxsize=1 << 16)
def trades_of(words: tuple[str, ...]) -> int:
    """The lines of business that most of these words name: "kolam ikan patin" is a pond, not a stall."""
    hits = Counter(line for word in words for line in _LINES_OF.get(word, ()))
    most = max(hits.values(), default=0)
    return sum(line for line, count in hits.items() if count == most)


@lru_cache(maxsize=1 << 12)
def trades_of_code(kbli: str) -> int:
    """The lines of business of a KBLI code, which may follow its edition ("2020:47112"); 0 when not listed."""
    code = kbli.rpartition(":")[2]
    for length in (4, 3):
        if words := _CODES.get(code[:length]):
            return sum({line for word in words for line in _LINES_OF[word]})
    return 0


# More lines than this say nothing: a "Warung" may sell anything.
MOST_LINES = 5


def trades_told(words: tuple[str, ...], kbli: str) -> int:
    """The lines of business by name and activity, narrowed by the KBLI code; 0 when they are not told."""
    by_words, by_code = trades_of(words), trades_of_code(kbli)
    told = by_words & by_code or by_words or by_code
    return told if told.bit_count() <= MOST_LINES else 0


def is_trade_word(word: str) -> bool:
    return word in _LINES_OF


@lru_cache(maxsize=1 << 16)
def one_trade(word: str, other: str) -> bool:
    """Two words for one line of business: furniture and mebel."""
    return not set(_LINES_OF.get(word, ())).isdisjoint(_LINES_OF.get(other, ()))
