"""What disagreements say to a person, Indonesian and English, in one place."""

from __future__ import annotations

from typing import Final, NamedTuple

from wadah.regions.resolving.answers import Disagreement
from wadah.regions.resolving.answers import DisagreementCode as Code


class _Sentence(NamedTuple):
    indonesian: str
    english: str


_SENTENCES: Final[dict[Code, _Sentence]] = {
    Code.SUBDISTRICT_OLD: _Sentence(
        "{place} dahulu di kecamatan {written}, sekarang di kecamatan {actual}",
        "{place} used to lie in {written}, it is now in {actual}",
    ),
    Code.SUBDISTRICT_DIFFERS: _Sentence(
        "{place} tidak terletak di kecamatan {written}, tetapi di {actual}",
        "{place} does not lie in {written}, but in {actual}",
    ),
    Code.REGENCY_DIFFERS: _Sentence(
        "{place} tidak terletak di {written}, tetapi di {actual}",
        "{place} does not lie in {written}, but in {actual}",
    ),
    Code.PROVINCE_DIFFERS: _Sentence(
        "{place} tidak terletak di provinsi {written}, tetapi di {actual}",
        "{place} does not lie in {written}, but in {actual}",
    ),
    Code.POSTCODE_DIFFERS: _Sentence(
        "Kode pos {written} bukan kode pos {place} ({actual})",
        "Postal code {written} is not that of {place} ({actual})",
    ),
    Code.CODE_DIFFERS: _Sentence(
        "Kode {written} bukan kode {place} ({actual}); nama yang dipakai",
        "Code {written} is not that of {place} ({actual}); the name was used",
    ),
    Code.CODE_SYSTEM: _Sentence(
        "Kode {written} dibaca sebagai kode Kemendagri; kode BPS dapat berarti tempat lain",
        "Code {written} was read as a Kemendagri code; as a BPS code it may be another place",
    ),
    Code.KIND_DIFFERS: _Sentence(
        "Ditulis {written}, nama resminya {actual}",
        "Written {written}, officially {actual}",
    ),
    Code.LEVEL_DIFFERS: _Sentence(
        "{written} ditulis pada tingkat yang lain dari {actual}",
        "{written} is written at another level than {actual}",
    ),
    Code.SPELLING: _Sentence("{written} dibaca sebagai {actual}", "{written} was read as {actual}"),
    Code.LOOSE: _Sentence(
        "{written} ditemukan di antara kata lain dan dibaca sebagai {actual}",
        "{written} was found between other words and read as {actual}",
    ),
    Code.SHARED_ALIAS: _Sentence(
        "{written} juga singkatan tempat lain; dibaca sebagai {actual}",
        "{written} is short for other places too; read as {actual}",
    ),
    Code.VILLAGE_UNKNOWN: _Sentence(
        "Desa/kelurahan {written} tidak ditemukan di {place}",
        "No village {written} was found in {place}",
    ),
    Code.SUBDISTRICT_UNKNOWN: _Sentence(
        "Kecamatan {written} tidak ditemukan di {place}",
        "No subdistrict {written} was found in {place}",
    ),
    Code.REGENCY_UNKNOWN: _Sentence(
        "Kabupaten/kota {written} tidak ditemukan",
        "No regency or city {written} was found",
    ),
    Code.PROVINCE_UNKNOWN: _Sentence("Provinsi {written} tidak ditemukan", "No province {written} was found"),
    Code.OUTSIDE: _Sentence("{place} terletak di luar {within}", "{place} lies outside {within}"),
}


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def say(disagreement: Disagreement, language: str = "id") -> str:
    """The sentence for a disagreement, in Indonesian or (`en`) English."""
    sentence = _SENTENCES[disagreement.code]
    text = sentence.english if language == "en" else sentence.indonesian
    return text.format_map(_Blank(disagreement.params))
