"""Titles of columns: folded to plain words, and matched with the catalogue exactly or by likeness."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from wadah.registry.intake.fields import synonyms

# "12a. NIK", "(10b) Nomor", "13. Kegiatan": numbers of a questionnaire stand before or behind the words.
QUESTION_NUMBER = re.compile(
    r"^\s*\(?\d{1,2}\s*[a-z]?\d?\s*[.)]\s*|\(\s*\d{1,2}\s*[a-z]?\d?\s*\)\s*$", re.IGNORECASE
)
BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
NOT_WORDS = re.compile(r"[^a-z0-9]+")
MARKS = str.maketrans({"*": " ", "’": "", "'": "", "`": ""})
# Words that say how a value is given, not what it is.
FILLERS = frozenset(
    [
        "rp",
        "rupiah",
        "dalam",
        "per",
        "bulan",
        "tahun",
        "bln",
        "thn",
        "pertahun",
        "perbulan",
        "sebulan",
        "setahun",
        "juta",
        "jt",
        "ribu",
        "rb",
        "orang",
        "org",
        "jika",
        "ada",
        "yang",
        "yg",
        "wajib",
        "diisi",
        "contoh",
        "sesuai",
        "pertanyaan",
        "kolom",
        "terakhir",
        "saat",
        "ini",
        "usd",
        "idr",
        "milyar",
        "miliar",
        "hari",
        "perhari",
        "minggu",
    ]
)
# Words that stand over a group of columns and are joined before each of its titles.
GROUPS = frozenset(
    ["permodalan", "perizinan", "legalitas", "izin", "identitas", "data", "profil", "keuangan", "informasi"]
)
LEAST_LIKENESS = 86
WORDS_LIKENESS = 93
# Too little to guess by, enough to stand above the others in a list.
LEAST_OFFERED = 80
MOST_OFFERED = 3


class How(StrEnum):
    """How a title was recognised, the surest first."""

    EXACT = "exact"
    BARE = "bare"
    LIKE = "like"
    PART = "part"


class TitleMatch(NamedTuple):
    field: str
    how: How
    likeness: float


@lru_cache(maxsize=4096)
def fold_title(title: str) -> str:
    """Lower case words with one space between; question numbers and signs are left out."""
    text = unicodedata.normalize("NFKC", title).translate(MARKS)
    text = QUESTION_NUMBER.sub(" ", text)
    text = CAMEL.sub(" ", text).lower()
    return NOT_WORDS.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def match_title(title: str) -> TitleMatch | None:
    """The field that a title means, by its words alone; None when they say too little."""
    known = synonyms()
    folded = fold_title(title)
    if not folded:
        return None
    if folded in known:
        return TitleMatch(known[folded], How.EXACT, 100)
    for bare in _bare_forms(title, folded):
        if bare in known:
            return TitleMatch(known[bare], How.BARE, 98)
    return _like(folded) or _part(folded)


@lru_cache(maxsize=4096)
def fields_like(title: str) -> tuple[str, ...]:
    """The fields that a person may mean by the title, the likeliest first; at most three."""
    folded = fold_title(title)
    if not folded:
        return ()
    match = match_title(title)
    near = process.extract(
        _without_fillers(folded) or folded,
        tuple(synonyms()),
        scorer=fuzz.token_set_ratio,
        score_cutoff=LEAST_OFFERED,
        limit=None,
    )
    fields = ([match.field] if match else []) + [synonyms()[title] for title, _score, _at in near]
    return tuple(dict.fromkeys(fields))[:MOST_OFFERED]


def _bare_forms(title: str, folded: str) -> tuple[str, ...]:
    """The title without what stands in brackets, without units and periods, without both."""
    outside = fold_title(BRACKETS.sub(" ", title))
    forms = [outside, _without_fillers(folded), _without_fillers(outside)]
    forms += [_without_group(form) for form in forms]
    return tuple(form for form in dict.fromkeys(forms) if form and form != folded)


def _without_group(folded: str) -> str:
    first, _, rest = folded.partition(" ")
    return rest if first in GROUPS else ""


def _without_fillers(folded: str) -> str:
    return " ".join(word for word in folded.split() if word not in FILLERS)


def _like(folded: str) -> TitleMatch | None:
    """A misspelt title: "jumlash tenaga kerja", "Nama Usha". Short ones are not guessed."""
    bare = _without_fillers(folded)
    if len(bare) < 5:
        return None
    found = process.extractOne(bare, _long_synonyms(), scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS)
    if found is None:
        found = process.extractOne(
            bare, _long_synonyms(), scorer=fuzz.token_sort_ratio, score_cutoff=WORDS_LIKENESS
        )
    return TitleMatch(synonyms()[found[0]], How.LIKE, found[1]) if found else None


def _part(folded: str) -> TitleMatch | None:
    """A longer title that contains a known one of two words or more; the longest wins."""
    padded = f" {folded} "
    best = max(
        (known for known in _long_synonyms() if " " in known and f" {known} " in padded), key=len, default=""
    )
    if not best:
        words = [word for word in folded.split() if word in _TELLING]
        best = words[0] if len(set(words)) == 1 else ""
    return TitleMatch(synonyms()[best], How.PART, 100 * len(best) / len(folded)) if best else None


# Single words that tell the field even among others: "NIK Pemilik Usaha (16 digit)".
_TELLING = frozenset(
    {"nik", "nib", "npwp", "kbli", "kecamatan", "kelurahan", "omzet", "omset", "pirt", "halal"}
)


@lru_cache(maxsize=1)
def _long_synonyms() -> tuple[str, ...]:
    return tuple(title for title in synonyms() if len(title) >= 5)
