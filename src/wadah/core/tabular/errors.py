"""Why a file cannot be read or written: a code, and a text with cause and cure in Indonesian and English."""

from typing import ClassVar


class TabularError(Exception):
    """A file was refused. Subclasses carry `code` and the two texts; `params` fill their placeholders.

    Params are numbers and names of parts of the file, never contents of a cell.
    """

    code: ClassVar[str] = "not_readable"
    text_id: ClassVar[str] = "Berkas ini tidak dapat dibaca. Simpan ulang sebagai .xlsx, lalu unggah lagi."
    text_en: ClassVar[str] = "This file cannot be read. Save it again as .xlsx and upload it once more."

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.message("id"))

    def message(self, language: str = "id") -> str:
        """The text in Indonesian (`id`) or English (anything else)."""
        return (self.text_id if language.startswith("id") else self.text_en).format(**self.params)


class NotATable(TabularError):
    code = "not_a_table"
    text_id = (
        "Ini bukan lembar kerja. Kirim berkas Excel (.xlsx, .xls), ODS, CSV, atau TSV. "
        "Tabel di dalam PDF, Word, atau foto perlu disalin dulu ke Excel."
    )
    text_en = (
        "This is not a spreadsheet. Send an Excel (.xlsx, .xls), ODS, CSV or TSV file. "
        "A table inside a PDF, a Word document or a photo must first be copied into Excel."
    )


class EmptyFile(TabularError):
    code = "empty_file"
    text_id = (
        "Berkas ini kosong, tidak ada satu sel pun yang berisi. Periksa apakah berkas yang "
        "dipilih sudah benar."
    )
    text_en = "This file is empty: no cell holds anything. Check that the right file was chosen."


class HeaderOnly(TabularError):
    code = "header_only"
    text_id = (
        "Berkas ini hanya berisi judul kolom, belum ada baris data. Isi datanya di bawah "
        "judul kolom, lalu unggah lagi."
    )
    text_en = (
        "This file holds column titles only, and no row of data. Fill in rows below the "
        "titles and upload it again."
    )


class EncryptedFile(TabularError):
    code = "encrypted_file"
    text_id = (
        "Berkas ini dikunci kata sandi. Buka di Excel, pilih File > Info > Proteksi > hapus kata sandi, "
        "simpan, lalu unggah lagi."
    )
    text_en = (
        "This file is locked with a password. Open it in Excel, choose File > Info > Protect and "
        "clear the password, "
        "save it and upload it again."
    )


class ZipBomb(TabularError):
    code = "zip_bomb"
    text_id = (
        "Isi berkas ini jauh lebih besar daripada ukurannya ({reason}), sehingga dapat mengganggu sistem. "
        "Salin datanya saja ke lembar kerja baru, lalu unggah lagi."
    )
    text_en = (
        "This file unpacks to far more than its size ({reason}) and could harm the system. "
        "Copy only the data into a new workbook and upload that."
    )


class DamagedFile(TabularError):
    code = "damaged_file"
    text_id = (
        "Berkas ini rusak atau terpotong saat dikirim ({part}). Buka di Excel, simpan ulang "
        "sebagai .xlsx, lalu unggah lagi."
    )
    text_en = (
        "This file is damaged or was cut short ({part}). Open it in Excel, save it again as "
        ".xlsx and upload it again."
    )


class TooLarge(TabularError):
    code = "too_large"
    text_id = (
        "Berkas ini melewati batas: {what} paling banyak {limit}. Bagi menjadi beberapa "
        "berkas, lalu unggah satu per satu."
    )
    text_en = (
        "This file is over the limit: at most {limit} {what}. Split it into several files and "
        "upload them one by one."
    )


class CellTooLong(TabularError):
    code = "cell_too_long"
    text_id = (
        "Satu sel di sekitar baris {row} lebih dari {limit} huruf. "
        'Biasanya ada tanda kutip (") yang tidak ditutup. '
        "Perbaiki baris itu, lalu unggah lagi."
    )
    text_en = (
        "One cell near row {row} is longer than {limit} characters. "
        'Most often a quote mark (") was not closed. '
        "Put that row right and upload the file again."
    )


class NoSuchSheet(TabularError):
    code = "no_such_sheet"
    text_id = "Berkas ini tidak punya lembar ke-{sheet}."
    text_en = "This file has no sheet number {sheet}."


class WriteFailed(TabularError):
    code = "write_failed"
    text_id = (
        "Berkas hasil tidak dapat ditulis ({reason}). Tidak ada berkas setengah jadi yang "
        "tertinggal. Coba lagi nanti."
    )
    text_en = (
        "The result file could not be written ({reason}). No half-made file was left behind. Try again later."
    )


class DiskFull(WriteFailed):
    code = "disk_full"
    text_id = (
        "Penyimpanan server penuh, jadi berkas hasil tidak dapat ditulis. Data Anda aman dan tidak "
        "ada berkas setengah jadi. "
        "Hubungi pengelola sistem, lalu unduh lagi."
    )
    text_en = (
        "The server's disk is full, so the result file could not be written. Your data are safe "
        "and no half-made file is left. "
        "Tell the system's keeper, then download again."
    )
