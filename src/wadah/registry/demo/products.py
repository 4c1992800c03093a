"""What businesses of South Sumatra make and sell, where each is common, how it is called and coded. No businesses here."""

from functools import cache
from typing import NamedTuple

from wadah.registry.demo.draw import lots


class Product(NamedTuple):
    """One line of business.

    `kinds` are words put before a name ("Toko", "Warung"), the first is the usual one and the others stand for the
    same shop; `generic` are names that hundreds bear; KBLI is kept for both editions, since equal codes are not
    equal meanings. `sales` is the usual annual turnover in Rp million, `everywhere` the weight in any kab/kota.
    """

    key: str
    kinds: tuple[str, ...]
    generic: tuple[str, ...]
    activities: tuple[str, ...]
    kbli_2020: str
    kbli_2025: str
    sales: int
    everywhere: float
    in_market: float = 0.0


def _line(text: str, sales: int, everywhere: float, in_market: float = 0.0) -> Product:
    key, kinds, generic, activities, codes = (part.strip() for part in text.split("|"))
    old, new = codes.split("/")

    def items(part: str) -> tuple[str, ...]:
        return tuple(item.strip() for item in part.split(",") if item.strip())

    return Product(key, items(kinds), items(generic), items(activities), old, new, sales, everywhere, in_market)


# key | words before the name | names without an owner | activity as written | KBLI 2020/2025
PRODUCTS: tuple[Product, ...] = (
    _line("sembako | Toko, Warung, Kios, Warung Manisan, Toko Manisan, Toko Kelontong, Warung Sembako | Kios Sembako, Warung Sembako, Toko Sembako, Warung Manisan, Toko Manisan | Sembako, Dagang sembako, Menjual sembako, Manisan, Jual manisan dan sembako, Warung kelontong, Perdagangan eceran sembako | 47112/47112", 180, 15.0, 0.12),
    _line("sayur | Kios Sayur, Kios, Lapak Sayur, Los Sayur | Kios Sayur, Lapak Sayur, Penjual Sayur | Sayuran, Jual sayur, Dagang sayur mayur, Pedagang sayur | 47813/47213", 90, 2.5, 0.7),
    _line("ikan_segar | Los Ikan, Kios Ikan, Lapak Ikan | Los Ikan, Lapak Ikan Segar, Kios Ikan | Ikan segar, Jual ikan, Pedagang ikan sungai, Dagang ikan giling | 47815/47215", 140, 2.0, 0.75),
    _line("buah | Kios Buah, Toko Buah, Lapak Buah | Kios Buah, Toko Buah Segar | Buah-buahan, Jual buah, Dagang buah | 47812/47212", 120, 1.2, 0.5),
    _line("pakaian | Toko, Butik, Toko Pakaian, Fashion | Toko Pakaian, Kios Pakaian | Pakaian jadi, Jual pakaian, Dagang baju, Fashion muslim | 47711/47711", 220, 4.0, 0.35),
    _line("warung_makan | Warung, Rumah Makan, Warung Makan, Warung Nasi, Kantin | Warung Makan, Warung Nasi, Warung Nasi Uduk, Pecel Lele | Makanan, Rumah makan, Jual nasi, Warung makan, Kuliner, Nasi dan lauk pauk | 56102/56101", 150, 7.0, 0.1),
    _line("kopi_warung | Warung Kopi, Kedai, Kedai Kopi, Cafe | Warung Kopi, Warkop | Warung kopi, Minuman, Kopi dan gorengan, Kafe | 56303/56303", 110, 2.5, 0.08),
    _line("gorengan | Gorengan, Jajanan, Warung Gorengan | Gorengan, Jajanan Pasar, Pentol Bakso, Es Teh | Gorengan, Jual gorengan, Jajanan, Makanan ringan keliling | 56104/56102", 60, 3.2, 0.15),
    _line("kue | Kue, Aneka Kue, Roti, Dapur, Bakery | Aneka Kue, Kue Basah | Kue basah, Pembuatan kue, Kue dan roti, Produksi kue basah | 10792/10792", 95, 3.0, 0.05),
    _line("katering | Katering, Catering, Dapur | Katering | Katering, Jasa boga, Nasi kotak dan prasmanan | 56210/56210", 260, 1.0),
    _line("kerupuk | Kerupuk, Kemplang, Kerupuk Kemplang, Keripik | Kerupuk Kemplang, Kemplang Panggang | Kerupuk kemplang, Produksi kerupuk, Kemplang panggang, Olahan ikan, Pembuatan kerupuk ikan | 10794/10794", 130, 1.3),
    _line("keripik | Keripik, Kripik, Snack | Keripik Singkong, Keripik Pisang | Keripik singkong, Keripik pisang, Makanan ringan, Produksi keripik | 10794/10794", 80, 1.8),
    _line("tempe | Tempe, Pabrik Tempe | Pabrik Tempe, Tempe | Tempe, Produksi tempe, Pembuatan tempe kedelai | 10391/10307", 160, 1.0, 0.05),
    _line("tahu | Tahu, Pabrik Tahu | Pabrik Tahu | Tahu, Pembuatan tahu, Produksi tahu | 10392/10308", 210, 0.7),
    _line("bengkel | Bengkel, Bengkel Motor | Bengkel Motor, Tambal Ban | Bengkel motor, Servis motor, Bengkel sepeda motor dan sparepart | 45407/95320", 170, 3.0),
    _line("las | Bengkel Las, Las | Bengkel Las | Las, Bengkel las, Pagar dan teralis | 25111/25111", 190, 0.9),
    _line("jahit | Penjahit, Jahit, Taylor, Modiste | Penjahit, Permak Jeans, Permak | Jahit, Menjahit, Jasa jahit pakaian, Permak | 14120/14120", 55, 2.0, 0.1),
    _line("salon | Salon, Rias Pengantin | Salon, Salon Kecantikan | Salon, Rias pengantin, Salon kecantikan | 96112/96220", 75, 1.5, 0.03),
    _line("pangkas | Pangkas Rambut, Barbershop | Pangkas Rambut, Pangkas | Pangkas rambut, Potong rambut | 96111/96210", 60, 1.0, 0.03),
    _line("laundry | Laundry | Laundry | Laundry, Jasa cuci pakaian, Laundry kiloan | 96200/96100", 85, 1.3),
    _line("pulsa | Konter, Counter, Cell, Ponsel | Konter Pulsa, Konter HP | Pulsa, Konter HP, Jual pulsa dan aksesoris HP | 47414/47404", 140, 2.2, 0.06),
    _line("air_galon | Depot Air, Depot, Depot Air Minum | Depot Air Minum, Air Isi Ulang | Air isi ulang, Depot air minum isi ulang | 11052/11052", 100, 1.3),
    _line("mebel | Mebel, Meubel, Furniture | Mebel | Mebel, Pembuatan mebel kayu, Kusen dan pintu | 31001/31011", 240, 1.0),
    _line("batu_bata | Batu Bata, Batubata | Batu Bata | Batu bata, Cetak batu bata, Pembuatan batu bata | 23921/23921", 120, 1.2),
    _line("penggilingan | Penggilingan Padi, Huller, RMU | Penggilingan Padi | Penggilingan padi, Penggilingan beras, Huller | 10631/10631", 420, 0.5),
    _line("saprotan | Toko Tani, Kios Tani, Kios Pupuk | Kios Pupuk, Toko Tani | Pupuk dan obat pertanian, Saprotan, Jual pupuk | 47763/47763", 380, 0.6),
    _line("ayam | Ternak Ayam, Ayam Potong, Peternakan | Ayam Potong, Ternak Ayam | Ternak ayam, Ayam potong, Peternakan ayam pedaging | 01461/01461", 280, 0.9, 0.2),
    _line("patin | Kolam, Kolam Ikan, Pokdakan, Keramba | Kolam Ikan, Keramba Ikan | Ikan patin, Budidaya patin, Pembesaran ikan patin, Kolam ikan lele dan patin | 03221/03221", 190, 0.8),
    _line("karet | Kebun Karet, Kebun | Kebun Karet | Karet, Perkebunan karet, Petani karet | 01291/01291", 70, 1.2),
    _line("sawit | Kebun Sawit, Kebun | Kebun Sawit | Sawit, Perkebunan sawit, Petani sawit | 01262/01262", 110, 0.6),
    _line("elektronik | Servis, Service Elektronik | Service Elektronik, Servis HP | Servis elektronik, Perbaikan TV dan kulkas, Service HP | 95210/95210", 70, 0.8),
    _line("gas | Pangkalan, Pangkalan Gas, Agen Gas | Pangkalan LPG 3 Kg | Gas LPG, Pangkalan elpiji, Jual gas 3 kg | 47772/47772", 320, 0.6),
    # What the places are known for.
    _line("pempek | Pempek, Warung Pempek, Pempek dan Model, Rumah Pempek | Pempek, Pempek Palembang, Pempek Panggang | Pempek, Pembuatan pempek, Produksi pempek, Olahan ikan, Pempek dan model, Empek-empek | 10216/10218", 160, 0.5, 0.04),
    _line("songket | Songket, Tenun Songket, Kerajinan Songket, Rumah Songket | Songket Palembang, Tenun Songket | Songket, Tenun songket, Kerajinan songket, Kain songket, Pengrajin songket | 13121/13122", 240, 0.03),
    _line("jumputan | Jumputan, Batik Jumputan, Galeri | Batik Jumputan | Jumputan, Kain jumputan, Batik jumputan, Kerajinan kain pelangi | 13134/13133", 150, 0.03),
    _line("kopi | Kopi, Kopi Bubuk, Rumah Kopi | Kopi Bubuk | Kopi bubuk, Pengolahan kopi, Kopi robusta, Produksi kopi bubuk | 10761/10761", 170, 0.1),
    _line("kebun_kopi | Kebun Kopi, Tani Kopi | Kebun Kopi | Kopi, Petani kopi, Kebun kopi robusta | 01270/01271", 85, 0.05),
    _line("duku | Duku, Kebun Duku | Duku Komering, Kebun Duku | Duku, Duku Komering, Kebun duku, Jual buah duku | 01220/01220", 65, 0.02),
    _line("purun | Purun, Anyaman Purun, Kerajinan Purun | Anyaman Purun, Tikar Purun | Anyaman purun, Tikar purun, Kerajinan purun, Tas purun | 16292/16292", 48, 0.01),
    _line("rotan | Anyaman Rotan, Kerajinan Rotan, Kerajinan Bambu | Anyaman Bambu | Anyaman rotan, Anyaman bambu, Kerajinan bambu dan rotan | 16291/16291", 50, 0.12),
    _line("gula_aren | Gula Aren, Gula Merah, Gula Batok | Gula Aren | Gula aren, Gula merah, Pembuatan gula aren, Gula batok | 10722/10722", 62, 0.05),
    _line("ikan_salai | Ikan Salai, Salai, Ikan Asap | Ikan Salai, Ikan Asin | Ikan salai, Ikan salai patin, Pengasapan ikan, Ikan asap | 10212/10212", 130, 0.15),
    _line("bekasam | Bekasam, Rusip, Pekasam | Bekasam | Bekasam, Olahan ikan fermentasi, Pembuatan bekasam | 10215/10215", 45, 0.05),
    _line("dodol | Dodol, Lempok, Lempok Durian | Lempok Durian | Lempok durian, Dodol, Pembuatan dodol dan lempok | 10796/10796", 88, 0.15),
    _line("gerabah | Gerabah, Tembikar | Gerabah | Gerabah, Tembikar, Kerajinan tanah liat | 23932/23932", 52, 0.04),
    _line("perak | Pandai Besi, Pandai Emas, Kerajinan Aluminium | Pandai Besi | Pandai besi, Kerajinan perak dan emas, Alat rumah tangga aluminium | 32112/32112", 140, 0.03),
    _line("koperasi | Koperasi, KUD, Koperasi Wanita, KSP | Koperasi Desa Merah Putih | Koperasi, Simpan pinjam, Usaha simpan pinjam, Sembako dan simpan pinjam | 64141/64191", 300, 0.25),
)  # fmt: skip

BY_KEY = {product.key: product for product in PRODUCTS}

# What each kab/kota is known for, as weight added to `everywhere` (all lines everywhere sum to about 75).
_KNOWN_FOR: dict[str, dict[str, float]] = {
    "16.01": {"duku": 1.5, "kopi": 0.8, "karet": 2.0, "batu_bata": 0.6, "gula_aren": 0.3},
    "16.02": {"purun": 2.5, "kerupuk": 2.0, "duku": 1.0, "ikan_salai": 1.2, "songket": 0.5, "bekasam": 0.5, "gerabah": 0.7, "pempek": 1.0},
    "16.03": {"kopi": 2.2, "kebun_kopi": 1.6, "karet": 3.0, "rotan": 0.4, "batu_bata": 0.8},
    "16.04": {"kopi": 2.2, "kebun_kopi": 2.2, "gula_aren": 0.5, "rotan": 0.5, "jumputan": 0.1},
    "16.05": {"karet": 2.4, "patin": 1.0, "penggilingan": 1.0, "tempe": 0.8, "gula_aren": 0.8},
    "16.06": {"karet": 2.5, "sawit": 2.5, "ikan_salai": 1.0, "jumputan": 0.5, "kerupuk": 0.8},
    "16.07": {"penggilingan": 1.5, "sawit": 1.4, "kerupuk": 1.5, "patin": 1.6, "pempek": 1.0, "songket": 0.4, "ikan_salai": 0.8},
    "16.08": {"duku": 2.4, "penggilingan": 1.6, "tempe": 0.8, "batu_bata": 1.0, "keripik": 0.8, "rotan": 0.3},
    "16.09": {"kopi": 2.4, "kebun_kopi": 3.0, "gula_aren": 1.0, "ikan_salai": 0.3},
    "16.10": {"songket": 5.5, "kerupuk": 3.2, "purun": 1.2, "pempek": 1.5, "perak": 1.5, "batu_bata": 1.2, "ikan_salai": 0.9, "jumputan": 0.6},
    "16.11": {"kopi": 2.2, "kebun_kopi": 3.2, "gula_aren": 0.5},
    "16.12": {"karet": 3.0, "sawit": 1.0, "rotan": 0.5, "dodol": 0.2},
    "16.13": {"karet": 3.0, "sawit": 1.5, "gula_aren": 0.6, "patin": 0.4},
    "16.71": {"pempek": 8.0, "songket": 3.4, "jumputan": 1.5, "kerupuk": 2.6, "katering": 1.0, "dodol": 0.6, "perak": 0.3},
    "16.72": {"kopi": 3.4, "kebun_kopi": 2.6, "sayur": 2.0, "gula_aren": 0.4},
    "16.73": {"kerupuk": 0.7, "gula_aren": 0.5, "pempek": 1.0, "jumputan": 0.3},
    "16.74": {"karet": 1.5, "pempek": 1.2, "keripik": 0.9, "dodol": 0.4},
}  # fmt: skip


@cache
def product_lots(regency: str) -> tuple[Product, ...]:
    """Lines of business of a kab/kota, each as often as it is met there."""
    extra = _KNOWN_FOR[regency]
    return lots(((product, product.everywhere + extra.get(product.key, 0.0)) for product in PRODUCTS), 4000)


BRANDS: tuple[str, ...] = tuple(
    "Berkah|Barokah|Sinar Musi|Sinar Jaya|Cahaya|Cahaya Baru|Maju Jaya|Maju Bersama|Lestari|Sejahtera|Karya Bersama|Usaha Baru|"
    "Mandiri|Harapan Jaya|Sumber Rezeki|Rezeki Ibu|Dua Saudara|Tiga Putri|Putra Musi|Putri Komering|Sriwijaya|Ampera|Mitra Tani|"
    "Cinta Rasa|Cita Rasa|Selera Kito|Sedulur|Wong Kito|Beringin|Mawar|Melati|Anggrek|Kenanga|Cempaka|Delima|Bunga Tanjung|"
    "Amanah|Al Barokah|An Nur|Al Ikhlas|Annisa|Azzahra|Rizky|Aulia|Nabila|Zahra|Aisyah|Fadhil|Raihan|Kembar|Bersaudara|Family|"
    "Sumber Jaya|Sumber Makmur|Mekar Sari|Tunas Baru|Setia Kawan|Makmur|Subur|Sri Rejeki|Sido Mulyo|Sari Rasa|Rasa Sayang|"
    "Pelangi|Permata|Intan|Mutiara|Kurnia|Anugerah|Karunia|Abadi|Jaya Abadi|Sukses|Sukses Mandiri|Semoga Jaya|Bina Usaha|"
    "Limas|Musi Indah|Ogan Jaya|Lematang Jaya|Serelo|Dempo|Besemah|Serasan|Tunas Harapan|Bukit Siguntang|Kito Galo|Sekanak".split("|")
)
