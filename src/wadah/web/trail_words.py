"""The audit trail in words: what was done, to what, and the counts beside it. Reads no database."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wadah.accounts.roles import Role
from wadah.registry.purposes import NikPurpose
from wadah.registry.sources import SOURCES
from wadah.registry.states import IntakeState
from wadah.registry.words import field_label

Words = str | Promise
SHORT_ID = 8

# Every action that a service records; a test finds one without words.
ACTIONS: Mapping[str, Words] = {
    "account_opened": _("Akun dibuka"),
    "profile_changed": _("Nama akun diubah"),
    "institution_registered": _("Lembaga didaftarkan"),
    "member_invited": _("Orang diundang"),
    "invitation_withdrawn": _("Undangan ditarik kembali"),
    "invitation_accepted": _("Undangan diterima"),
    "membership_given": _("Peran diberikan"),
    "membership_ended": _("Peran diakhiri"),
    "password_link_issued": _("Tautan kata sandi dibuatkan"),
    "password_changed": _("Kata sandi diganti"),
    "regions.loaded": _("Daftar wilayah dimuat"),
    "rule.confirmed": _("Aturan dipastikan"),
    "registry.file_received": _("Berkas diunggah"),
    "registry.mapping_confirmed": _("Kolom berkas ditetapkan"),
    "registry.outside_let_in": _("Baris di luar wilayah diizinkan"),
    "registry.intake_confirmed": _("Berkas disetujui masuk"),
    "registry.intake_linked": _("Berkas dibandingkan bersama"),
    "registry.rows_applied": _("Baris dimasukkan"),
    "registry.intake_discarded": _("Berkas tidak dipakai"),
    "registry.intake_undo_started": _("Pembatalan berkas diminta"),
    "registry.rows_undone": _("Baris dikeluarkan lagi"),
    "registry.intake_failed": _("Pekerjaan berkas gagal"),
    "registry.intake_retried": _("Pekerjaan berkas diulang"),
    "registry.returned_requested": _("Berkas hasil diminta"),
    "registry.returned_downloaded": _("Berkas hasil diunduh"),
    "registry.identifier_revealed": _("Nomor dilihat penuh"),
    "registry.pair_same": _("Data ganda digabung"),
    "registry.pair_different": _("Data ganda dinyatakan berbeda"),
    "registry.pair_unsure": _("Data ganda belum diputuskan"),
    "registry.pair_reopened": _("Keputusan data ganda dibatalkan"),
    "registry.party_split": _("Data dipisah"),
    "registry.export_asked": _("Unduhan diminta"),
    "registry.export_ready": _("Unduhan selesai disusun"),
    "registry.export_fetched": _("Unduhan diambil"),
    "registry.export_written": _("Daftar ditulis ke berkas"),
    "registry.fact_recorded": _("Keterangan dicatat"),
    "registry.business_searched": _("Usaha dicari"),
    "registry.claim_asked": _("Usaha diklaim"),
    "registry.claim_granted": _("Klaim diterima"),
    "registry.claim_refused": _("Klaim ditolak"),
    "registry.claim_withdrawn": _("Klaim ditarik kembali"),
    "registry.claim_ended": _("Klaim berakhir"),
    "registry.claim_code_issued": _("Kode klaim dibuat"),
    "registry.claim_code_wrong": _("Kode klaim salah diketik"),
    "registry.claim_code_burnt": _("Kode klaim hangus"),
    "registry.business_registered": _("Usaha didaftarkan pemilik"),
    "registry.business_corrected": _("Usaha diperbaiki pemilik"),
    "registry.owner_word_taken_back": _("Keterangan pemilik ditarik"),
}
THINGS: Mapping[str, Words] = {
    "accounts.user": _("akun"),
    "accounts.institution": _("lembaga"),
    "accounts.invitation": _("undangan"),
    "accounts.membership": _("peran"),
    "core.ruleconfirmation": _("aturan"),
    "registry.export": _("unduhan"),
    "registry.intake": _("berkas"),
    "registry.pair": _("pasangan data ganda"),
    "registry.party": _("pihak"),
}
PROCESSES: Mapping[str, Words] = {
    "user": _("Akun"),
    "system": _("Sistem"),
    "operator": _("Operator server"),
    "machine": _("Pekerjaan otomatis"),
}
# What is told of `details`; other parts serve programs.
DETAILS: Mapping[str, Words] = {
    "list": _("daftar"),
    "purpose": _("tujuan NIK"),
    "place": _("wilayah"),
    "search": _("dengan pencarian"),
    "field": _("nomor"),
    "rows": _("baris"),
    "new": _("pihak baru"),
    "records": _("baris"),
    "role": _("peran"),
    "institution": _("lembaga"),
    "step": _("langkah"),
    "code": _("kode"),
    "kind": _("jenis"),
    "version": _("versi"),
    "added": _("ditambah"),
    "changed": _("berubah"),
    "gone": _("hilang dari daftar"),
}
VALUES: Mapping[str, Callable[[str], Words]] = {
    "field": field_label,
    "role": lambda value: dict(Role.choices).get(value, value),
    "step": lambda value: dict(IntakeState.choices).get(value, value),
    "list": lambda value: SOURCES[value].label if value in SOURCES else value,
    "purpose": lambda value: dict(NikPurpose.choices).get(value, value),
    "search": lambda value: _("ya") if value == "True" else _("tidak"),
}


def action_words(action: str) -> Words:
    """What was done."""
    return ACTIONS.get(action, action)


def thing_words(what: str) -> Words:
    """To what kind of thing."""
    return THINGS.get(what, what)


def actor_words(actor: str) -> str:
    """Who acted, where it is nobody with a role: an account without its name, a process, an operator by name."""
    process, _colon, name = actor.partition(":")
    words = str(PROCESSES.get(process, process))
    told = {"user": name[:SHORT_ID], "operator": name}.get(process, "")
    return f"{words} ({told})" if told else words


def detail_words(details: Mapping[str, Any]) -> tuple[str, ...]:
    """The counts and codes that a reader understands, such as `baris: 120`."""
    return tuple(
        f"{label}: {VALUES.get(name, str)(str(details[name]))}"
        for name, label in DETAILS.items()
        if details.get(name) not in (None, "")
    )
