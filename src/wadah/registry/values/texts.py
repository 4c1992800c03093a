"""The words of every problem and every rule, Indonesian and English: the cause, then the cure. No logic.

Placeholders are the problem's params. A text never repeats what the cell holds.
"""

from typing import NamedTuple

from wadah.regions.resolving.answers import Disagreement, DisagreementCode
from wadah.regions.resolving.wording import say
from wadah.registry.values.parsed import Problem


class Words(NamedTuple):
    indonesian: str
    english: str


PROBLEMS: dict[str, Words] = {
    # NIK
    "nik_excel_zero": Words(
        "NIK ini disimpan Excel sebagai angka, jadi angka ke-16 hilang menjadi nol. Salin lagi dari KTP.",
        "Excel kept this NIK as a number and its 16th digit became zero. Copy it again from the "
        "identity card.",
    ),
    "nik_scientific": Words(
        "NIK ini berubah menjadi bentuk 1,67E+15, angkanya hilang. Salin lagi dari KTP ke sel "
        "berformat Teks.",
        "This NIK was turned into the form 1.67E+15 and its digits are lost. Copy it again from "
        "the identity card.",
    ),
    "nik_serial_lost": Words(
        "Empat angka terakhir NIK ini 0000, tanda angkanya hilang di Excel. Salin lagi dari KTP.",
        "The last four digits of this NIK are 0000: a spreadsheet has eaten them. Copy it from the "
        "identity card.",
    ),
    "nik_length": Words(
        "NIK berisi 16 angka. Baru ada {count}. Salin dari KTP, bukan dari Excel.",
        "A NIK has 16 digits. There are {count}. Copy it from the identity card, not from Excel.",
    ),
    "nik_letters": Words(
        "NIK hanya berisi angka. Ada huruf atau tanda lain di sel ini. Periksa huruf O dan l, lalu "
        "salin dari KTP.",
        "A NIK has digits only. This cell holds letters or other signs. Check for O and l, and "
        "copy it again.",
    ),
    "nik_date_impossible": Words(
        "Tanggal lahir di dalam NIK ini tidak mungkin (angka ke-7 sampai ke-10). Cocokkan dengan KTP.",
        "The birth date inside this NIK is impossible (7th to 10th digit). Compare it with the "
        "identity card.",
    ),
    "nik_typed_as_number": Words(
        "NIK ini tersimpan sebagai angka, bukan teks. Angkanya tampak utuh, tetapi pastikan sama dengan KTP.",
        "This NIK is kept as a number, not as text. It looks whole, but make sure that it equals "
        "the identity card.",
    ),
    "nik_column_suspect": Words(
        "Terlalu banyak NIK di kolom ini yang berakhir 0 ({percent}%). Angka terakhirnya mungkin "
        "hilang. Cocokkan dengan KTP.",
        "Too many NIK of this column end in 0 ({percent}%). The last digit may be lost. Compare "
        "with the identity card.",
    ),
    "nik_region_unknown": Words(
        "Dua angka pertama NIK ini ({province}) bukan kode provinsi. Cocokkan dengan KTP.",
        "The first two digits of this NIK ({province}) are no province code. Compare it with the "
        "identity card.",
    ),
    "nik_none": Words(
        "Kode {reason} berarti pemilik tidak punya NIK. Kami simpan sebagai kosong.",
        "Code {reason} means that the owner has no NIK. It is kept as empty.",
    ),
    "nik_sex_differs": Words(
        "Jenis kelamin di baris ini berbeda dari NIK. Periksa keduanya; NIK tidak kami ubah.",
        "The sex in this row differs from the NIK. Check both; the NIK is not changed.",
    ),
    "nik_birth_differs": Words(
        "Tanggal lahir di baris ini berbeda dari NIK. Boleh jadi data lahir pernah dibetulkan; "
        "periksa keduanya.",
        "The birth date in this row differs from the NIK. It may have been corrected; check both.",
    ),
    "nik_region_differs": Words(
        "NIK ini pertama kali terdaftar di wilayah lain. Itu wajar bila orangnya pindah; NIK tidak berubah.",
        "This NIK was first registered in another region. That is normal for people who moved; a "
        "NIK never changes.",
    ),
    "nik_century_open": Words(
        "Tahun lahir di NIK dapat berarti dua abad. Isi tanggal lahir lengkap.",
        "The birth year in the NIK fits two centuries. Fill in the full birth date.",
    ),
    # Family card
    "kk_excel_zero": Words(
        "Nomor KK ini disimpan Excel sebagai angka, jadi angka ke-16 hilang. Salin lagi dari kartu keluarga.",
        "Excel kept this family card number as a number and its 16th digit is lost. Copy it from the card.",
    ),
    "kk_scientific": Words(
        "Nomor KK ini berubah menjadi bentuk 1,67E+15, angkanya hilang. Salin lagi dari kartu keluarga.",
        "This family card number was turned into the form 1.67E+15 and is lost. Copy it from the card.",
    ),
    "kk_serial_lost": Words(
        "Empat angka terakhir nomor KK ini 0000, tanda angkanya hilang di Excel. Salin lagi dari "
        "kartu keluarga.",
        "The last four digits of this family card number are 0000: a spreadsheet has eaten them.",
    ),
    "kk_length": Words(
        "Nomor KK berisi 16 angka. Baru ada {count}. Salin dari kartu keluarga.",
        "A family card number has 16 digits. There are {count}. Copy it from the card.",
    ),
    "kk_letters": Words(
        "Nomor KK hanya berisi angka. Ada huruf atau tanda lain di sel ini.",
        "A family card number has digits only. This cell holds letters or other signs.",
    ),
    "kk_typed_as_number": Words(
        "Nomor KK ini tersimpan sebagai angka, bukan teks. Pastikan sama dengan kartu keluarga.",
        "This family card number is kept as a number. Make sure that it equals the card.",
    ),
    # NPWP
    "npwp_damaged": Words(
        "NPWP ini rusak karena disimpan sebagai angka. Salin lagi dari kartu NPWP.",
        "This NPWP was damaged by being kept as a number. Copy it again from the card.",
    ),
    "npwp_letters": Words(
        "NPWP hanya berisi angka, titik, dan garis. Periksa sel ini.",
        "An NPWP has digits, points and dashes only. Check this cell.",
    ),
    "npwp_length": Words(
        "NPWP berisi 15, 16, atau 22 angka. Di sini ada {count}. Salin lagi dari kartu NPWP.",
        "An NPWP has 15, 16 or 22 digits. There are {count}. Copy it again from the card.",
    ),
    "npwp_old": Words(
        "NPWP lama 15 angka. Untuk orang pribadi NPWP sekarang sama dengan NIK; isi NIK-nya.",
        "An old NPWP of 15 digits. A person's NPWP is now the NIK; fill in the NIK.",
    ),
    "npwp_typed_as_number": Words(
        "NPWP ini tersimpan sebagai angka, bukan teks. Pastikan sama dengan kartunya.",
        "This NPWP is kept as a number. Make sure that it equals the card.",
    ),
    # NIB
    "nib_length": Words(
        "NIB berisi 13 angka. Di sini ada {count}. Salin dari lembar NIB di OSS.",
        "A NIB has 13 digits. There are {count}. Copy it from the NIB sheet in OSS.",
    ),
    "nib_letters": Words(
        "NIB hanya berisi angka. Isi 13 angka dari OSS, atau kosongkan bila belum ada.",
        "A NIB has digits only. Fill in the 13 digits from OSS, or leave it empty.",
    ),
    "nib_damaged": Words(
        "NIB ini berubah menjadi bentuk 9,1E+12, angkanya hilang. Salin lagi dari OSS.",
        "This NIB was turned into the form 9.1E+12 and is lost. Copy it again from OSS.",
    ),
    "nib_filler": Words(
        "NIB ini hanya satu angka yang diulang. Isi NIB yang benar, atau kosongkan.",
        "This NIB is one digit repeated. Fill in the right one, or leave it empty.",
    ),
    "nib_lost_zero": Words(
        "Angka nol di depan NIB hilang; kami kembalikan. Cocokkan dengan OSS.",
        "The zero before this NIB was lost and has been put back. Compare it with OSS.",
    ),
    "nib_applied": Words("NIB sedang diurus.", "The NIB has been applied for."),
    "nib_held": Words(
        "Katanya NIB sudah ada, tetapi nomornya tidak ditulis. Isi 13 angkanya.",
        "A NIB is said to exist but its number is not written. Fill in the 13 digits.",
    ),
    # Phone
    "phone_damaged": Words(
        "Nomor HP ini berubah menjadi bentuk 8,12E+10, angkanya hilang. Tulis lagi dengan format Teks.",
        "This phone number was turned into the form 8.12E+10 and is lost. Write it again as text.",
    ),
    "phone_letters": Words(
        "Ada huruf di dalam nomor HP ini. Tulis angkanya saja.",
        "There are letters inside this phone number. Write the digits only.",
    ),
    "phone_length": Words(
        "Nomor HP berisi 10 sampai 13 angka. Di sini ada {count}. Periksa apakah ada angka yang tertinggal.",
        "A mobile number has 10 to 13 digits. There are {count}. Check for missing ones.",
    ),
    "phone_unreadable": Words(
        "{count} angka ini bukan nomor telepon yang kami kenal. Tulis seperti 0812… atau 0711….",
        "These {count} digits are no phone number that we know. Write it like 0812… or 0711….",
    ),
    "phone_several": Words(
        "Ada {count} nomor di satu sel. Yang pertama jadi nomor utama, yang lain cadangan.",
        "There are {count} numbers in one cell. The first is the main one, the others are spare.",
    ),
    "phone_foreign": Words("Nomor luar negeri.", "A number of another country."),
    # Money
    "money_ambiguous": Words(
        "Jumlah ini dapat dibaca dua cara (1.500 rupiah atau 1,5 juta?). Tulis lengkap, misalnya 1.500.000, atau "
        "pilih satuannya saat mencocokkan kolom.",
        "This amount can be read in two ways (1,500 rupiah or 1.5 million?). Write it out, such as 1.500.000, or "
        "choose the unit where the columns are matched.",
    ),
    "money_unit_unclear": Words(
        "Jumlah ini terlalu kecil untuk rupiah. Ribu atau juta? Pilih satuannya saat mencocokkan kolom.",
        "This amount is too small for rupiah. Thousands or millions? Choose the unit where the columns are matched.",
    ),
    "money_m_is_billion": Words(
        "Huruf M kami baca miliar. Pastikan bukan juta.",
        "The letter M was read as miliar (billion). Make sure that it is not million.",
    ),
    "money_period_missing": Words(
        "Tidak tertulis per bulan atau per tahun. Pilih di langkah mencocokkan kolom, atau tulis di selnya.",
        "It does not say per month or per year. Choose it where columns are matched, or write it "
        "in the cell.",
    ),
    "money_per_day": Words(
        "Omzet per hari tidak kami kalikan setahun, karena hari kerjanya berbeda. Tulis per bulan bila bisa.",
        "A day's turnover is not multiplied to a year, for days at work differ. Write it per month "
        "if possible.",
    ),
    "money_range": Words(
        "Jumlah ini ditulis sebagai rentang. Tulis satu angka yang paling mendekati.",
        "This amount is written as a range. Write the one figure that comes closest.",
    ),
    "money_bound": Words(
        "Jumlah ini ditulis sebagai batas (di bawah, di atas). Tulis satu angka yang paling mendekati.",
        "This amount is written as a bound (below, above). Write the one figure that comes closest.",
    ),
    "money_about": Words("Ditulis sebagai perkiraan.", "Written as an estimate."),
    "money_negative": Words("Jumlah di bawah nol. Periksa selnya.", "An amount below zero. Check the cell."),
    "money_too_large": Words(
        "Jumlah ini lebih dari seribu triliun. Periksa nol dan titiknya.",
        "This amount is above a thousand trillion. Check its zeros and points.",
    ),
    "money_unreadable": Words(
        "Jumlah ini tidak terbaca. Tulis angka saja, misalnya 1.500.000 atau 1,5 juta.",
        "This amount cannot be read. Write figures only, such as 1.500.000 or 1,5 juta.",
    ),
    # Dates
    "date_unreadable": Words(
        "Tanggal ini tidak terbaca. Tulis seperti 05-07-1990, Juli 1990, atau 1990.",
        "This date cannot be read. Write it like 05-07-1990, Juli 1990 or 1990.",
    ),
    "date_impossible": Words("Tanggal ini tidak ada di kalender.", "This date is not in the calendar."),
    "date_in_future": Words(
        "Tanggal ini belum terjadi. Periksa tahunnya.", "This date is in the future. Check the year."
    ),
    "duration_to_year": Words(
        "Yang ditulis lamanya, bukan tahunnya; kami hitung menjadi tahun mulai.",
        "A duration was written instead of a year; the year was counted back.",
    ),
    "year_shown_as_date": Words(
        "Tahun ini berubah menjadi tanggal tahun 1905 oleh Excel; kami kembalikan menjadi tahun.",
        "Excel showed this year as a day of 1905; it was turned back into a year.",
    ),
    "age_to_year": Words(
        "Yang ditulis umur; tahun lahirnya kami hitung, jadi hanya kira-kira.",
        "An age was written; the year of birth was counted from it and is not exact.",
    ),
    "age_impossible": Words("Umur ini tidak masuk akal.", "This age is not possible."),
    # Coordinates
    "coordinate_unreadable": Words(
        "Koordinat ini tidak terbaca. Salin dari Google Maps, misalnya -2.9761 dan 104.7754.",
        "This coordinate cannot be read. Copy it from a map, such as -2.9761 and 104.7754.",
    ),
    "coordinate_lost_point": Words(
        "Titik desimal koordinat ini hilang. Salin lagi dari peta sebagai teks.",
        "The decimal point of this coordinate is lost. Copy it again from the map as text.",
    ),
    "coordinate_alone": Words(
        "Lintang dan bujur harus berdua. Salah satunya kosong.",
        "Latitude and longitude belong together. One of them is empty.",
    ),
    "coordinates_swapped": Words(
        "Lintang dan bujur tertukar; kami tukar kembali.", "Latitude and longitude were swapped; put right."
    ),
    "coordinate_outside_indonesia": Words(
        "Titik ini di luar Indonesia. Salin lagi dari peta.",
        "This point lies outside Indonesia. Copy it again from the map.",
    ),
    "coordinate_far_from_place": Words(
        "Titik ini jauh dari tempat yang tercatat untuk baris ini. Mungkin diambil di kantor, atau usahanya di luar "
        "wilayah Anda.",
        "This point is far from the place recorded for this row. It may have been taken at the office, or the business "
        "lies outside your region.",
    ),
    # KBLI
    "kbli_unknown": Words(
        "Kode {code} tidak ada di KBLI 2020 maupun 2025. Cari kodenya di OSS.",
        "Code {code} is in neither KBLI 2020 nor 2025. Look it up in OSS.",
    ),
    "kbli_edition_unclear": Words(
        "Kode {code} ada di KBLI 2020 dan 2025 dengan judul berbeda. Tulis edisinya di judul kolom.",
        "Code {code} stands in KBLI 2020 and 2025 with different titles. Name the edition in the "
        "column's title.",
    ),
    "kbli_other_edition": Words(
        "Kode {code} tidak ada di KBLI {edition}, adanya di KBLI {other}. Kami simpan dengan edisi {other}.",
        "Code {code} is not in KBLI {edition} but in KBLI {other}. It is kept with edition {other}.",
    ),
    "kbli_several": Words(
        "Ada {count} kode KBLI. Yang pertama kami anggap kegiatan utama.",
        "There are {count} KBLI codes. The first is taken as the main activity.",
    ),
    "kbli_lost_zero": Words(
        "Nol di depan kode KBLI hilang; kami kembalikan menjadi {code}.",
        "The zero before this KBLI code was lost; put back as {code}.",
    ),
    "kbli_group_or_lost_zero": Words(
        "{code} dapat berarti golongan {code} atau kode {padded}. Tulis lima angka.",
        "{code} can be the group {code} or the code {padded}. Write five digits.",
    ),
    "kbli_not_five_digits": Words(
        "Kode KBLI berisi lima angka. Di sini ada {count}.", "A KBLI code has five digits. There are {count}."
    ),
    "kbli_unreadable": Words(
        "Tidak ada kode KBLI lima angka di sel ini.", "There is no KBLI code of five digits here."
    ),
    # Others
    "sex_unreadable": Words(
        "Jenis kelamin tidak terbaca. Tulis L atau P.", "The sex cannot be read. Write L or P."
    ),
    "workers_range": Words(
        "Jumlah pekerja ditulis sebagai rentang. Tulis satu angka.",
        "Workers are written as a range. Write one figure.",
    ),
    "workers_unreadable": Words(
        "Jumlah pekerja tidak terbaca. Tulis angka, misalnya 3, atau 2 L 1 P.",
        "The number of workers cannot be read. Write a figure, such as 3, or 2 L 1 P.",
    ),
    "workers_too_many": Words(
        "Jumlah pekerja terlalu besar. Periksa selnya.", "Too many workers. Check the cell."
    ),
    "business_kind_unreadable": Words("Bentuk badan usaha tidak dikenal.", "The legal form is not known."),
    "yes_no_unreadable": Words("Jawaban bukan ya atau tidak.", "The answer is neither yes nor no."),
    "postcode_unreadable": Words("Kode pos berisi lima angka.", "A postal code has five digits."),
    "number_unreadable": Words("Angka ini tidak terbaca.", "This number cannot be read."),
    "hidden_marks_removed": Words(
        "Ada tanda tak terlihat di dalam teks ini; kami buang.",
        "Invisible marks in this text were taken out.",
    ),
    "formula_error": Words(
        "Rumus di sel ini gagal. Isi dengan nilainya.", "The formula of this cell failed. Fill in the value."
    ),
    # Rows
    "name_missing": Words(
        "Nama usaha dan nama pemilik kosong. Isi salah satu.",
        "Neither a business nor an owner is named. Fill in one of them.",
    ),
    "fields_realigned": Words(
        "Koma di baris ini tidak berkutip atau hilang; kami susun kembali menurut isinya. Periksa hasilnya.",
        "A comma of this row was not quoted or was lost; it was put right by content. Check the result.",
    ),
    "fields_extra": Words(
        "Baris ini punya lebih banyak kolom daripada judulnya, mungkin karena koma di dalam isi. "
        "Perbaiki di berkas.",
        "This row has more columns than the title, perhaps from a comma inside a text. Put it "
        "right in the file.",
    ),
    "fields_missing": Words(
        "Baris ini punya lebih sedikit kolom daripada judulnya. Mungkin ada koma yang hilang. "
        "Perbaiki di berkas.",
        "This row has fewer columns than the title. A comma may be lost. Put it right in the file.",
    ),
    "row_total": Words(
        "Baris jumlah, bukan usaha. Kami lewati.", "A row of totals, not a business. Left out."
    ),
    "row_note": Words("Catatan, bukan usaha. Kami lewati.", "A note, not a business. Left out."),
    "row_repeated_header": Words(
        "Judul kolom yang berulang. Kami lewati.", "The column titles once more. Left out."
    ),
    "row_column_numbers": Words("Nomor kolom, bukan usaha. Kami lewati.", "Numbers of columns. Left out."),
    "row_section": Words("Judul bagian, bukan usaha. Kami lewati.", "The title of a section. Left out."),
    "outside_held": Words(
        "{place} di luar kewenangan kantor ini ({within}). Betulkan bila salah tulis; bila benar di sana, serahkan "
        "kepada kantor di sana.",
        "{place} is outside this office's area ({within}). Put it right if it is a slip; if it lies there, hand it to "
        "the office of that place.",
    ),
    "outside_let_in": Words(
        "{place} di luar wilayah kantor ini ({within}); dimasukkan atas keputusan Anda untuk berkas ini.",
        "{place} is outside this office's area ({within}); let in by your decision for this file.",
    ),
    "point_outside_held": Words(
        "Baris ini tidak menyebut wilayah, dan titik koordinatnya di luar wilayah kantor ini.",
        "This row names no place, and its point lies outside this office's area.",
    ),
    "point_outside_let_in": Words(
        "Titik koordinatnya di luar wilayah kantor ini; dimasukkan atas keputusan Anda untuk berkas ini.",
        "Its point lies outside this office's area; let in by your decision for this file.",
    ),
    "region_unknown": Words(
        "Tempat ini tidak dikenali. Pilih desa atau kelurahannya, atau tulis nama kecamatannya.",
        "This place was not recognised. Choose the village, or write the name of the kecamatan.",
    ),
    "region_ambiguous": Words(
        "Nama tempat ini ada {count}. Tulis juga kecamatan atau kabupatennya.",
        "There are {count} places of this name. Write the kecamatan or kabupaten as well.",
    ),
    "region_missing": Words(
        "Tidak ada nama tempat di baris ini, jadi dipakai wilayah dinas Anda.",
        "The row names no place; the area of your office was taken.",
    ),
    "region_unsure": Words(
        "Tempat ini hanya mungkin; periksa pilihannya.", "This place is only likely; check what was taken."
    ),
    "region_from_sheet": Words(
        "Kecamatan diambil dari nama lembar.", "The kecamatan was taken from the name of the sheet."
    ),
}

RULES: dict[str, Words] = {
    "money_words": Words("jumlah ditulis bebas, dibaca sebagai rupiah", "an amount in words, read as rupiah"),
    "money_unit_of_title": Words("satuan dari judul kolom", "the unit of the column's title"),
    "money_rounded": Words("dibulatkan ke rupiah", "rounded to whole rupiah"),
    "date_serial": Words("angka Excel menjadi tanggal", "an Excel number turned into a date"),
    "date_month_first": Words("bulan ditulis di depan", "the month was written first"),
    "duration_to_year": Words("lama usaha menjadi tahun", "a duration turned into a year"),
    "year_shown_as_date": Words("tanggal 1905 menjadi tahun", "a day of 1905 turned into a year"),
    "age_to_year": Words("umur menjadi tahun lahir", "an age turned into a year of birth"),
    "phone_several": Words("beberapa nomor dipisah", "several numbers taken apart"),
    "phone_lost_zero": Words("nol di depan nomor dikembalikan", "the zero before a number put back"),
    "phone_zero_after_62": Words("nol setelah 62 dibuang", "a zero after 62 taken out"),
    "nib_lost_zero": Words("nol di depan NIB dikembalikan", "the zero before a NIB put back"),
    "kbli_lost_zero": Words("nol di depan KBLI dikembalikan", "the zero before a KBLI code put back"),
    "separators_removed": Words("titik dan spasi dibuang", "points and spaces taken out"),
    "hidden_marks_removed": Words("tanda tak terlihat dibuang", "invisible marks taken out"),
    "workers_split": Words("laki-laki dan perempuan dijumlahkan", "men and women added up"),
    "decimal_comma": Words("koma desimal menjadi titik", "a decimal comma turned into a point"),
    "apostrophe_removed": Words("tanda petik di depan dibuang", "an apostrophe in front taken out"),
    "degrees_and_minutes": Words(
        "derajat dan menit menjadi desimal", "degrees and minutes turned into decimals"
    ),
    "money_unit_stated": Words(
        "satuan dari pilihan Anda untuk kolom ini", "the unit that you chose for this column"
    ),
    "coordinates_swapped": Words("lintang dan bujur ditukar", "latitude and longitude swapped"),
    "region_from_sheet": Words("kecamatan dari nama lembar", "the kecamatan from the sheet's name"),
    "birth_from_nik": Words("tanggal lahir dari NIK", "the birth date from the NIK"),
    "sex_from_nik": Words("jenis kelamin dari NIK", "the sex from the NIK"),
}


def problem_text(problem: Problem, language: str = "id") -> str:
    """The words of a problem; the code itself when it has none, so that nothing is ever silent."""
    words = PROBLEMS.get(problem.code)
    if words is None:
        return _region_text(problem, language)
    template = words.indonesian if language.startswith("id") else words.english
    try:
        return template.format(**dict(problem.params))
    except KeyError:
        return template


def _region_text(problem: Problem, language: str) -> str:
    """What resolving has to say has its words beside the resolver."""
    code = problem.code.removeprefix("region_")
    if code not in {str(known) for known in DisagreementCode}:
        return problem.code
    params = {key: str(value) for key, value in problem.params}
    return say(Disagreement(DisagreementCode(code), params), "id" if language.startswith("id") else "en")


def rule_text(rule: str, language: str = "id") -> str:
    """The words of a repair rule; several joined by "+" are all told."""
    found = [RULES.get(part, Words(part, part)) for part in rule.split("+")]
    return "; ".join(words.indonesian if language.startswith("id") else words.english for words in found)
