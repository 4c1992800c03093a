"""The commonest given names of Indonesia. A name of this kind tells little, and two of them are two people."""

_NAMES = """
abdi abidin adam ade adelia adi adit aditya afifah agung agus agustin agustina ahmad aini aisah aisyah ajeng
akbar aldi alfian alfiah ali alif alimin amalia amelia amin aminah amir amirudin ana anah andi andika andri
andriani ang anggi anggraini ani anik anis anisa anita annisa antoni anwar apriani ardi ardiansyah ari arief
arif arifin aris arman armansyah arsyad asep asih asiyah asmah asmara asnah astri astuti asyifa atik atun ayu
azhar azis aziz baharudin bahri bambang basri basuki bayu beni budi budiman budiono burhan burhanudin cahya
cahyadi cahyani cahyo candra catur cecep chairul cici citra cucu dadan dadang darma darmawan darmi darno
darsono darti darwis daryanti dede dedi deni denny desi desti devi dewi dian diana didi didik dina dini dodi
dodo dono dwi dyah edi efendi ega eka eko elis ella elly elsa elvi emi emilia endah endang eni erlina erma
erna ernawati erni erwin eti evi fadil fadli fahmi fahri faisal fajar farida faridah fatimah fatma fauzan
fauzi febri feri ferry fikri firman firmansyah fitri fitria fitriani galih gina gita gito gunadi gunawan
hadi hafiz hairul halimah hamid hamidah hamzah handayani hani hanifah harun harti hartini hartono haryanto
haryati hasan hasanah hasanudin hasbi hasnah hendra hendri heni herawati herlina herman hermansyah hermanto
herni heru hesti hidayat hidayati husin husna husni ibrahim ida idris ika ikhsan ilham imam imas imron ina
indah indra indri intan ipah irawan irfan irma irna isah ismail istiqomah ita iwan iyah izzah jaka jamal
jamilah jamiludin jarwo jaya joko jono jubaedah juhariah jumadi jumiati juminten junaidi juriah juwita
kartika kartini karno karsih karti kasmi kasno kiki komar komariah komarudin kurnia kurniasih kurniawan
kusnadi kusno kusuma laila lasmi lastri latifah leni lestari lia lilik lilis lina linda lisa lukman lusi
lutfi maesaroh mahmud maimunah makmun maman mansur mardi mardiah mardiana marni marlina marno marsih marsini
marsono martini marwan maryam maryana maryani maryati maryono maryono maskur masnah masud maulana maya mega
meilani meli melinda mimin minah mira mirna misnah mukhlis muhammad mujiati mujiono mujito muji mukti mulyadi
mulyana mulyani mulyati mulyono munir murni murniati mursid murti murtini musa mustafa mustofa nana nanang
nani narti nasir nasrudin nia nina nining ningsih nita novi novita nuraini nur nurdin nurhasanah nurhayati
nurjanah nurlaela nurlela nurmala nuryati nunung oktavia paijo painem paini pardi parni parno parman partini
pertiwi poniman ponijan ponirah priyanto purnama purnomo purwanti purwanto purwati puspita putra putri putu
rafi rahayu rahma rahmad rahman rahmat rahmawati rahmi raihan ramadhan ramlah rani ratih ratna ratnasari reni
reza rian rika rina rini rinto risa risma rismawati riska riski rita rizal rizki robi rohana rohani rohaya
rohmah roni ros rosa rosdiana rosidah rosita rosmawati rosmini rosnah rosyid rubinem rudi rukiah rukmini
rusdi rusli rusmini rustam rusnah sabar safitri sahrul saiful saimah sakinah salamah saleh salim salmah
samsul samsiah samiati samirah samsudin sandi santi santoso sapitri saputra saputri sari sariah sarinah
sarmini sarni sarno sarti sartini sarwono satria sekar selvi septi septian setiawan setiawati setyo sholeh
sholihah sifa sigit sinta siska siti slamet sobari soleh solihin sofia sofyan sopiah sri subagyo subandi
subhan sudarmi sudarno sudarsono sudarti sudirman sugeng sugiarti sugiarto sugiman sugiono sugiyanti sugiyem
suharni suharti suharto suhartini suhendra sukarni sukarti sukati sukiman sukini sukirman sukirno sularmi
sularno sulasmi sulastri suliani sulis sulistyo sulistyowati sumadi sumarmi sumarni sumarno sumarti sumi
sumiati sumini suminah suminem sumirah sumiyati sunardi sunarni sunarti sunarto suparman suparmi suparni
suparno suparti supardi supriadi supriyanti supriyanto supriyadi supri surip surati suratmi suratno surati
suryadi suryani suryati suryono susan susanti susanto susi susilawati susilo sutarmi sutarno sutarti sutinah
sutini sutomo sutrisno suwarni suwarno suwarti suyanti suyanto suyati syafii syahrul syaiful syamsiah
syamsudin syarif syarifah taufik tati tatik teguh tina tini titik titin tono toni tri trisno tugiman tukiman
tukinem tukiyem tumini tuti ujang umar umi umiyati uni untung upik usman utami wagimin wahid wahyu wahyuni
wahyudi wagiyem wagirah wakidi wanti warni warsini warsito warsono warti wartini wasis wati wawan widi
widodo widya wiji winarni winarti winarto windi wiwik wiwin wulan wulandari yadi yana yani yanti yanto
yasin yati yatmi yayah yayan yeni yogi yono yoyok yudi yuli yuliana yuliani yulianti yulianto yuliati yulis
yuni yunita yunus yusnita yusuf zaenab zaenal zahra zainab zainal zainudin zakaria zubaidah zuhriah zulaikha
zulfa zulkifli
james john robert michael david william richard joseph thomas charles maria mary patricia jennifer linda
elizabeth barbara susan jessica sarah karen anna jose juan antonio luis carlos ana peter paul george
"""
GIVEN_NAMES = frozenset(_NAMES.split())
