"""The words that businesses, people and addresses share: their short forms, and how little they tell apart.

Indonesian first, then the languages a list from elsewhere is likely to be in. Only words live here, no rules.
Each table of spellings is written "word: the ways it is written short or otherwise".
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _spellings(text: str) -> dict[str, str]:
    """ "bapak: pak bpk" -> {"pak": "bapak", "bpk": "bapak"}."""
    spelt = (line.partition(":") for line in text.strip().splitlines())
    return {short: word.strip() for word, _, shorts in spelt for short in shorts.split()}


# Titles, given names and kinds of business, as they stand in the name of a business or a person.
NAME_SPELLINGS = _spellings("""
ibu: bu bund bunda buk
bapak: pak bpk pk bp
mbak: mb mba mbk
haji: h hj hajah hajjah
muhammad: moh mohd muh muhd md mhd mohamad mohammad muhamad mohammed mohamed
abdul: abd abdl
syarifah: sy
st: saint
nur: nurul
ahmad: achmad akhmad akhmat ahmat
toko: tk
warung: wr wrg wrung warong waroeng
kios: kiosk kiosq kyos
depot: depo
katering: catering cathering catring ketring cattering
tailor: taylor
kelontong: klontong kelontongan klontongan
laundry: loundry londry laundri londri
bengkel: bkl
koperasi: kop ksp
kue: kueh
pempek: empek mpek empek2
kerupuk: krupuk
keripik: kripik
songket: songkets
fotokopi: photocopy fotocopy fotocopi
seluler: cell cellular selular ponsel phonsel
konter: counter
center: centre
restoran: resto restaurant restaurante ristorante rest
co: company cie
corp: corporation
inc: incorporated
ltd: limited
manufacturing: mfg
international: intl
brothers: bros
market: mkt
service: svc
services: svcs
associates: assoc
association: assn
department: dept
university: univ
national: natl
group: grp
""")

# Articles, conjunctions and legal forms: they do not tell one business from another.
NAME_SILENT = _words("""
dan and und et y e da di dr the a an of de la le el der die das van von du des del della atau or pt
cv ud pd tbk inc ltd llc llp plc gmbh ag sa srl sarl bv nv oy ab corp co pte sdn bhd fa firma persero n
milik punya by s
""")

# How people are addressed.
HONORIFICS = _words("""
etek datuk lek bude pakde bibik bicik uwak ajo yu nyai oma opa eyang bulek paklek pakcik makcik bli amak

ibu bapak mbak mas haji mbah mbok nek nenek kek kakek bang abang kak kakak cik cek yuk ayuk mang mamang wak
uwak om tante teh kang uni uda ni da tuan nyonya ny tn sdr sdri saudara mr mrs miss dr drs dra ir prof hc sh
se sp spd sag mm msi kh ustad ustadz ustadzah gus ning daeng koh ko cici ci aa neng bik bibi encik raden rd
kms kemas masagus mgs msagus nyimas nys sir lady don dona herr frau monsieur madame mme senor sra
""")

# Kinds of business, goods and places to sell: what is sold, not who sells it.
GENERIC = _words("""
toko warung kios kedai lapak depot los stand gerobak kantin rumah makan rm restoran kafe cafe kopi coffee
katering bengkel motor mobil las salon laundry tailor jahit penjahit permak konveksi butik fashion busana
koperasi kud bumdes kelompok tani usaha jasa dagang pedagang penjual jual jualan industri kerajinan pabrik
produksi home sembako kelontong sayur sayuran buah ikan ayam sapi kambing daging telur bebek lele beras gas
galon air minum minuman makanan jajan jajanan snack cemilan camilan gorengan kue roti cake bakery donat es
teh jus juice bakso mie soto sate nasi uduk goreng pecel lontong bubur gado ketoprak martabak pempek tekwan
model kerupuk keripik kemplang pindang tempe tahu sambal bumbu jamu herbal obat apotek seluler pulsa konter
fotokopi atk percetakan printing sablon studio foto komputer elektronik service servis material bangunan
kayu mebel meubel furniture aluminium kaca cat besi plastik perabot perabotan pakaian baju batik songket
jumputan tenun kain hijab aksesoris sepatu tas mainan boneka bunga florist tanaman pupuk ternak pakan kolam
budidaya kebun sawit karet travel rental sewa ojek angkutan ekspedisi agen loket pangkalan cabang pasar
grosir eceran mart minimarket swalayan store shop olshop online market mini super center pusat sentra aneka
serba cuci pencucian pangkas rambut barber barbershop kost kos penginapan hotel homestay wedangan angkringan
warkop lesehan dapur bar grill restaurant pizza pizzeria diner deli delicatessen steakhouse steak house
kitchen bistro tavern inn club room dining lounge brewery group international services solutions systems
technologies technology consulting associates association partners holdings trading manufacturing industries
enterprises company global hospital clinic school college university bank pharmacy garage auto repair supply
supplies products foods food fresh new old baru lama asli khas spesial special original
""")

# Words many owners give their business for luck, and the commonest given names.
COMMON = _words("""
berkah barokah jaya sari sinar makmur mulya mulia abadi maju sejahtera lestari rahayu sederhana mandiri
bersama rezeki rejeki rizki rizky indah cahaya harapan putra putri karya sumber utama bintang setia murah
bahagia sentosa rasa mekar subur lancar anugerah amanah hidayah al nur tri dwi eka sri dewi siti agus budi
bunga mitra family keluarga anak cinta ananda adi agung alam baru bina buana citra damai dunia guna harum
idola jati kurnia lima melati mawar minang pelangi permata pondok prima raja restu sahabat sehat surya tiga
tunas usaha muhammad ahmad abdul wati yanti golden star sun city king royal american national united best
first little great green blue red white grand general pacific china garden palace
""")

# The words of an address.
ADDRESS_SPELLINGS = _spellings("""
jalan: jl jln jlan jalam
gang: gg gng
lorong: lr lrg lor
kampung: kp kmp kpg
desa: ds
dusun: dsn dus
kelurahan: kel
kecamatan: kec
kabupaten: kab
komplek: komp kompl kompleks
perumahan: perum prum
blok: blk
no: nomor nmr nomer num number
jenderal: jend jendral jendr jen
kolonel: kol
kapten: kapt
letnan: let
mayor: may
pasar: psr
profesor: prof
lantai: lt
simpang: simp spg
timur: tmr tim
barat: brt bar
selatan: sel slt
utara: utr
semarang: smg
street: str strt strasse straße
avenue: ave av aven
boulevard: blvd blv boul bd
road: rd
drive: dr drv
lane: ln
court: ct crt
place: pl plc
crescent: cres crs
circuit: cct
circle: cir
highway: hwy
square: sq
terrace: ter terr tce
parkway: pkwy pky
plaza: plz pza
center: ctr centre
floor: fl
suite: ste
unit: apt apartment
building: bldg
mount: mt
north: n
south: s
east: e
west: w
northwest: nw
northeast: ne
southwest: sw
southeast: se
1: first i
2: second ii
3: third iii
4: fourth iv
5: fifth v
6: sixth vi
7: seventh vii
8: eighth viii
9: ninth ix
10: tenth x
avenida: avda
fort: ft
village: vlge
""")

# Words of an address that do not tell one street from another.
ADDRESS_SILENT = _words("""
jalan no kelurahan desa dusun kecamatan kabupaten kota the at in of on off near between bet and dekat depan
samping belakang sebelah seberang di nr po box calle rue via
""")

# Words that stand in the addresses of many streets.
ADDRESS_GENERIC = _words("""
gang lorong dusun kampung komplek perumahan blok pasar lantai rt rw raya simpang timur barat selatan utara
tengah kios los toko ruko lapak street avenue boulevard road drive lane court place crescent circuit circle
highway square terrace parkway plaza center floor suite unit building hotel mall north south east west
northwest northeast southwest southeast village jenderal kolonel kapten letnan mayor profesor avenida ulu
ilir
""")

# The words of a place name: its rank (spelt as nothing) and its short forms.
PLACE_SPELLINGS = _spellings("""
: kab kabupaten kota kotamadya kodya kec kecamatan kel kelurahan desa ds city town of the
saint: st ste
mount: mt
fort: ft
north: n
south: s
east: e
west: w
""")
