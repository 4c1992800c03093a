"""KBLI codes with their edition. Equal codes of 2020 and 2025 are not equal meanings; none is ever replaced.

The lists: `data/kbli2020.csv` (Peraturan BPS 2/2020) and `data/kbli_2025_original.json` (unaltered, see
its licence).
"""

import csv
import json
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from wadah.core.tabular.cells import Cell
from wadah.registry.values.cleaning import BLANK_WORDS, as_text, clean_text
from wadah.registry.values.parsed import NOTHING, Parsed, note, warning

EDITIONS = (2020, 2025)
FIRST_CODE = re.compile(r"(?<!\d)(\d{5})(?!\d)")
DIGITS = re.compile(r"\d{1,5}\Z")
# "13122 (KBLI 2020)": a cell may say its edition itself, as our own exports do.
OWN_EDITION = re.compile(r"\bKBLI (2020|2025)\b", re.IGNORECASE)
CODE_LENGTH = 5


class Kbli(NamedTuple):
    """One entry of one edition; the letter of its category is derived, for letters moved between editions."""

    code: str
    edition: int
    title: str
    category: str


@cache
def entries(edition: int) -> dict[str, Kbli]:
    """All entries of an edition by code, groups of two to four digits and letters included."""
    return _read_2020() if edition == 2020 else _read_2025()


def _read_2020() -> dict[str, Kbli]:
    text = files("wadah.registry").joinpath("data/kbli2020.csv").read_text(encoding="utf-8-sig")
    rows = csv.DictReader(text.splitlines(keepends=True))
    return {row["kode"]: Kbli(row["kode"], 2020, row["judul"], row["kategori"]) for row in rows}


def _read_2025() -> dict[str, Kbli]:
    text = files("wadah.registry").joinpath("data/kbli_2025_original.json").read_text(encoding="utf-8")
    found, category = {}, ""
    for entry in json.loads(text):
        code = entry["code"]
        category = code if code.isalpha() else category
        found[code] = Kbli(code, 2025, entry["title"], category)
    return found


@cache
def find(code: str) -> tuple[Kbli, ...]:
    """The entries of this code, one for each edition that has it."""
    return tuple(found[code] for found in map(entries, EDITIONS) if code in found)


@cache
def means_one_thing(code: str) -> bool:
    """True when the code stands in one edition only, or with the same title in both."""
    return len({_bare_title(entry.title) for entry in find(code)}) == 1


def _bare_title(title: str) -> str:
    return re.sub(r"\W+", " ", title.lower()).strip()


def parse_kbli(cell: Cell, *, edition: int | None = None) -> Parsed:
    """`{"code", "edition"}`; the edition is None when neither the title nor the code tells it.

    `edition` is what the column's title says ("KBLI 2025"); what the cell says itself comes first.
    """
    if cell is None or isinstance(cell, bool):
        return NOTHING
    text = clean_text(as_text(cell))[0]
    if text.lower() in BLANK_WORDS:
        return NOTHING
    if own := OWN_EDITION.search(text):
        edition = int(own[1])
    codes = FIRST_CODE.findall(text)
    if not codes:
        return _short(text, edition)
    problems = (note("kbli_several", count=len(set(codes))),) if len(set(codes)) > 1 else ()
    read = _known(codes[0], edition)
    return Parsed(read.value, (*read.problems, *problems))


def _known(code: str, edition: int | None) -> Parsed:
    editions = {entry.edition for entry in find(code)}
    if not editions:
        return Parsed(problems=(warning("kbli_unknown", code=code),))
    if edition is not None and edition not in editions:
        other = min(editions)
        problem = warning("kbli_other_edition", code=code, edition=edition, other=other)
        return Parsed({"code": code, "edition": other}, (problem,))
    if edition is None and len(editions) == 1:
        return Parsed({"code": code, "edition": min(editions)})
    if edition is None and not means_one_thing(code):
        return Parsed({"code": code, "edition": None}, (warning("kbli_edition_unclear", code=code),))
    return Parsed({"code": code, "edition": edition})


def _short(text: str, edition: int | None) -> Parsed:
    """Fewer than five digits: a group, or a class whose leading zero was eaten."""
    if not DIGITS.match(text):
        return Parsed(problems=(warning("kbli_unreadable"),))
    padded = text.zfill(CODE_LENGTH)
    if len(text) == CODE_LENGTH - 1 and find(padded) and not find(text):
        read = _known(padded, edition)
        return Parsed(read.value, (*read.problems, note("kbli_lost_zero", code=padded)), "kbli_lost_zero")
    if len(text) == CODE_LENGTH - 1 and find(padded):
        return Parsed(problems=(warning("kbli_group_or_lost_zero", code=text, padded=padded),))
    return Parsed(problems=(warning("kbli_not_five_digits", count=len(text)),))
