"""Counts of workers: one number, or men and women in one cell."""

import re

from wadah.core.tabular.cells import Cell
from wadah.registry.values.cleaning import BLANK_WORDS, as_text, clean_text
from wadah.registry.values.parsed import NOTHING, Parsed, warning

MOST = 100_000
WORDS = {
    "satu": 1, "seorang": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10, "sendiri": 1, "diri sendiri": 1,
}  # fmt: skip
UNIT = re.compile(
    r"\s*\b(?:orang|org|org\.|pekerja|karyawan|tenaga kerja|tk|pegawai|jiwa)\b\.?\s*|\s*\borg\b"
)
MEN = r"(?:l|lk|laki-laki|laki|pria)"
WOMEN = r"(?:p|pr|perempuan|wanita)"
LABEL_FIRST = re.compile(rf"\b(?:{MEN}|{WOMEN})\s*[:=]")
MEN_COUNT = re.compile(rf"(\d+)\s*{MEN}\b|\b{MEN}\s*[:=\-]?\s*(\d+)")
MEN_LABELLED = re.compile(rf"\b{MEN}\s*[:=]\s*(\d+)()")
WOMEN_COUNT = re.compile(rf"(\d+)\s*{WOMEN}\b|\b{WOMEN}\s*[:=\-]?\s*(\d+)")
WOMEN_LABELLED = re.compile(rf"\b{WOMEN}\s*[:=]\s*(\d+)()")
PAIR = re.compile(r"(\d{1,4})\s*[/|+]\s*(\d{1,4})\Z")
RANGE = re.compile(r"\d+\s*(?:-|–|s/d|sd|sampai|hingga)\s*\d+\Z")


def parse_workers(cell: Cell, *, pair_is_men_women: bool = False) -> Parsed:
    """`{"total", "men", "women"}`; men and women are None when only a total is written.

    `2/1` is read as men and women when the header says L/P, as the only sum it can be otherwise.
    """
    if cell is None or isinstance(cell, bool):
        return NOTHING
    text = clean_text(as_text(cell))[0].lower()
    if text in BLANK_WORDS:
        return NOTHING
    text = UNIT.sub(" ", text).strip(" .")
    if text in WORDS:
        return _counts(WORDS[text])
    if text.isdecimal():
        return _counts(int(text))
    if RANGE.match(text):
        return Parsed(problems=(warning("workers_range"),))
    if LABEL_FIRST.search(text):
        men, women = MEN_LABELLED.search(text), WOMEN_LABELLED.search(text)
    else:
        men, women = MEN_COUNT.search(text), WOMEN_COUNT.search(text)
    if men or women:
        return _split(_number(men), _number(women))
    pair = PAIR.match(text)
    if pair:
        first, second = int(pair[1]), int(pair[2])
        return _split(first, second) if pair_is_men_women else _counts(first + second)
    return Parsed(problems=(warning("workers_unreadable"),))


def _number(match: re.Match[str] | None) -> int:
    return int(match[1] or match[2]) if match else 0


def _counts(total: int) -> Parsed:
    if total > MOST:
        return Parsed(problems=(warning("workers_too_many"),))
    return Parsed({"total": total, "men": None, "women": None})


def _split(men: int, women: int) -> Parsed:
    return Parsed({"total": men + women, "men": men, "women": women}, repaired="workers_split")
