"""Figures that others have claimed, each in its source's words: read from `data/claimed/<province>.toml`.

    [groups.umkm]                       # figures that a reader would compare: shown side by side
    title = "Jumlah UMKM"               # and title_en
    why = "Pengertian dan tahunnya berbeda."     # and why_en: why they differ

    [[groups.umkm.claims]]
    indicator = "umkm"                  # equal codes count the same thing; `umkm` is compared with the registry
    region = "16"                       # Kemendagri code; empty: the whole country
    period = "2022"                     # of what is counted, as exact as known; empty: not known
    value = 2_200_000                   # or low and high, or none of them when the source gives words only
    unit = "business"
    qualifier = "stated"                # stated, about, more_than, target, announced, estimate, words
    words = ""                          # exactly as the source has it; empty: not recorded
    definition = "Laporan kab/kota"     # and definition_en
    source = "Kompas"
    reference = ""                      # article number, page, address
    published_on = "2022-03-07"         # or "2022-03", "2022"; empty: not known
    evidence = "S"                      # S stated by the source, K general knowledge, D design, ? in doubt
    note = ""                           # and note_en

A figure without a source is refused, and so is an unknown key: the program does not start with such a file.
Another province brings its own file; one without a file has a board without claims.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).with_name("data") / "claimed"
DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
REGION = re.compile(r"\d\d(\.\d\d)?")
CODE = re.compile(r"[a-z0-9_]+")
# What the registry counts too, and under which of its measures.
COMPARED = "umkm"


class Qualifier(TextChoices):
    """How the source itself limits its figure."""

    STATED = "stated", _("disebut")
    ABOUT = "about", _("sekitar")
    MORE_THAN = "more_than", _("lebih dari")
    ESTIMATE = "estimate", _("taksiran")
    TARGET = "target", _("sasaran")
    ANNOUNCED = "announced", _("diumumkan")
    WORDS = "words", _("hanya dengan kata")


class Evidence(TextChoices):
    """How far a figure is known."""

    SOURCED = "S", _("dinyatakan sumber")
    KNOWN = "K", _("pengetahuan umum, belum dicocokkan")
    DESIGN = "D", _("usulan rancangan")
    DOUBTFUL = "?", _("sumber berbeda atau tidak diketahui")


class Unit(TextChoices):
    """What is counted."""

    BUSINESS = "business", _("usaha")
    COOPERATIVE = "cooperative", _("koperasi")
    VILLAGE = "village", _("desa/kelurahan")
    REGENCY = "regency", _("kabupaten/kota")
    DEBTOR = "debtor", _("debitur")
    APPLICANT = "applicant", _("pemohon")
    HOUSEHOLD = "household", _("rumah tangga")
    PARTICIPANT = "participant", _("peserta")
    STAND = "stand", _("stan")
    RUPIAH = "idr", _("rupiah")
    PERCENT = "percent", _("persen")
    UNCLEAR = "unclear", _("satuan tidak jelas")


@dataclass(frozen=True)
class ClaimedFigure:
    """One figure of one source. Texts are Indonesian; `_en` their English."""

    group: str
    number: int
    indicator: str
    region: str
    unit: Unit
    qualifier: Qualifier
    definition: str
    definition_en: str
    source: str
    evidence: Evidence
    period: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    words: str = ""
    reference: str = ""
    published_on: str = ""
    note: str = ""
    note_en: str = ""

    @property
    def code(self) -> str:
        """Names the claim in an address and in a file: group and place in it."""
        return f"{self.group}-{self.number}"

    @property
    def meaning(self) -> str:
        """The definition in the active language."""
        return self.definition_en if english() else self.definition

    @property
    def remark(self) -> str:
        """The note in the active language."""
        return self.note_en if english() else self.note

    @property
    def is_target(self) -> bool:
        """Whether it says what shall be, not what is."""
        return self.qualifier in (Qualifier.TARGET, Qualifier.ANNOUNCED)


@dataclass(frozen=True)
class Group:
    """Figures that a reader would compare, and why they differ."""

    code: str
    title: str
    title_en: str
    why: str
    why_en: str
    claims: tuple[ClaimedFigure, ...]

    @property
    def name(self) -> str:
        """The title in the active language."""
        return self.title_en if english() else self.title

    @property
    def reason(self) -> str:
        """Why the figures differ, in the active language."""
        return self.why_en if english() else self.why


@dataclass(frozen=True)
class ClaimedFigures:
    """The claimed figures of one province, and what is wrong with its file."""

    groups: tuple[Group, ...]
    faults: tuple[str, ...]

    @property
    def every(self) -> tuple[ClaimedFigure, ...]:
        """All claims in the order of the file."""
        return tuple(claim for group in self.groups for claim in group.claims)


OF_GROUP = frozenset({"title", "title_en", "why", "why_en", "claims"})
OF_CLAIM = frozenset(field.name for field in fields(ClaimedFigure)) - {"group", "number"}
NEEDED = ("indicator", "unit", "qualifier", "definition", "definition_en", "source", "evidence")
CHOICES: Mapping[str, type[TextChoices]] = {"unit": Unit, "qualifier": Qualifier, "evidence": Evidence}
NUMBERS = ("value", "low", "high")


def english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "id").startswith("en")


@lru_cache(maxsize=4)
def claimed_figures_of(province: str) -> ClaimedFigures:
    """The claims of the province, read once in a process; none when there is no file."""
    path = FOLDER / f"{province}.toml"
    return read_claimed(path.read_bytes()) if path.is_file() else ClaimedFigures((), ())


def read_claimed(content: bytes) -> ClaimedFigures:
    """The groups that could be read, and the faults of the rest."""
    try:
        whole = tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return ClaimedFigures((), (f"is no TOML: {error}",))
    faults = [f"has unknown tables: {name}" for name in whole if name != "groups"]
    groups = []
    for code, table in whole.get("groups", {}).items():
        found = list(_faults_of_group(code, table))
        faults += [f"{code}: {fault}" for fault in found]
        if not found:
            groups.append(_group(code, table))
    return ClaimedFigures(tuple(groups), tuple(faults))


def _faults_of_group(code: str, table: Mapping[str, Any]) -> Iterator[str]:
    if not CODE.fullmatch(code):
        yield "is no code"
    yield from (f"has no {name}" for name in OF_GROUP if not table.get(name))
    yield from (f"has an unknown key: {name}" for name in table if name not in OF_GROUP)
    for number, claim in enumerate(table.get("claims", ()), start=1):
        yield from (f"figure {number} {fault}" for fault in _faults_of_claim(claim))


def _faults_of_claim(raw: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"has no {name}" for name in NEEDED if not raw.get(name))
    if "region" not in raw:
        yield "has no region"
    yield from (f"has an unknown key: {name}" for name in raw if name not in OF_CLAIM)
    for name, choices in CHOICES.items():
        if raw.get(name) and raw[name] not in choices.values:
            yield f"{name} {raw[name]!r} is none of {', '.join(choices.values)}"
    if raw.get("region") and not REGION.fullmatch(raw["region"]):
        yield f"region {raw['region']!r} is no province and no kabupaten/kota"
    if raw.get("published_on") and not DAY.fullmatch(raw["published_on"]):
        yield f"published_on {raw['published_on']!r} is no day, month or year"
    yield from _faults_of_numbers(raw)


def _faults_of_numbers(raw: Mapping[str, Any]) -> Iterator[str]:
    given = [name for name in NUMBERS if name in raw]
    for name in given:
        if isinstance(raw[name], bool) or not isinstance(raw[name], int | Decimal) or raw[name] < 0:
            yield f"{name} is no count"
            return
    if given == ["low", "high"] and raw["low"] > raw["high"]:
        yield "low is above high"
    if raw.get("qualifier") == Qualifier.WORDS:
        if given or not raw.get("words"):
            yield "is given in words: it has the words and no number"
    elif given not in (["value"], ["low", "high"]):
        yield "has neither a value nor low and high"
    if (raw.get("evidence") == Evidence.DOUBTFUL or raw.get("unit") == Unit.UNCLEAR) and not raw.get("note"):
        yield "is in doubt and does not say why (note)"


def _group(code: str, table: Mapping[str, Any]) -> Group:
    claims = tuple(_claim(code, number, raw) for number, raw in enumerate(table["claims"], start=1))
    texts = {name: table[name] for name in ("title", "title_en", "why", "why_en")}
    return Group(code=code, claims=claims, **texts)


def _claim(group: str, number: int, raw: Mapping[str, Any]) -> ClaimedFigure:
    chosen = {name: choices(raw[name]) for name, choices in CHOICES.items()}
    numbers = {name: Decimal(raw[name]) for name in NUMBERS if name in raw}
    return ClaimedFigure(**{**raw, **chosen, **numbers, "group": group, "number": number})
