"""The rows that speak of a party, numbered: pages name a row in full once and then by its number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from wadah.registry.bestof import Chosen, Source, best_of
from wadah.registry.models import Link, Party, Record
from wadah.registry.offices import speaks_for
from wadah.registry.pieces import Place, pieces_of
from wadah.registry.queries.evidence import Reason, reasons_between
from wadah.registry.sealed import SealedCells, open_cells
from wadah.registry.values.nik import mask_nik
from wadah.registry.values.phone import mask_phone
from wadah.registry.values.tax_number import mask_npwp
from wadah.registry.words import field_words, written_words

# Pages show these; a party with more records than this is itself a fault that somebody should look at.
MOST_RECORDS = 200
REGION = "region"
# Of the row that another one was found alike to, the cleaned values are enough.
UNREAD = ("matched__raw", "matched__sealed", "matched__problems", "matched__repairs", "matched__matches")


@dataclass(frozen=True)
class Origin:
    """Where a field comes from: the row, the file and the office, and how sure the row is of this party."""

    number: int
    record: Record
    link: Link

    @property
    def at(self) -> datetime:
        """When the row came in."""
        return self.record.intake.created_at

    @property
    def reasons(self) -> list[Reason]:
        """Why the row is of this party: by what it is like the row that it was found alike to."""
        matched = self.link.matched
        return reasons_between(self.link.evidence, self.record.values, matched.values if matched else {})


@dataclass(frozen=True)
class Differing:
    """What other rows say instead."""

    words: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True)
class Told:
    """One field in words: how it was written, the row it comes from, and what other rows say."""

    field: str
    words: str
    written: str
    origin: Origin
    others: tuple[Differing, ...] = ()


def origins_of(parties: Iterable[Party]) -> tuple[Origin, ...]:
    """The rows linked to the parties, the newest first, with their files and offices. Two queries."""
    records = Record.objects.select_related("intake__institution", "region__parent__parent")
    links = (
        Link.objects.filter(party__in=list(parties), undone_at__isnull=True)
        .select_related("decided_by", "party", "matched")
        .defer(*UNREAD)
        .prefetch_related(Prefetch("record", queryset=records))
        .order_by("-record_id")[:MOST_RECORDS]
    )
    newest = sorted(links, key=lambda link: (link.record.intake.created_at, link.record_id), reverse=True)
    return tuple(Origin(number, link.record, link) for number, link in enumerate(newest, 1))


def told_by(origins: Sequence[Origin]) -> dict[str, Told]:
    """Every field that one of the rows fills: the best value, and those that differ from it."""
    by_record = {origin.record.pk: origin for origin in origins}
    found = best_of([_source(origin) for origin in origins])
    return {field: _told(chosen, by_record) for field, chosen in found.items()}


def _source(origin: Origin) -> Source:
    record, is_of_place = origin.record, speaks_for(origin.link, origin.link.party.regency)
    return Source(record.pk, origin.at, pieces_of(record), frozenset(_repairs(record)), is_of_place)


def _repairs(record: Record) -> dict[str, str]:
    """How repaired fields were written, as far as it may be shown."""
    return {
        str(repair["field"]): str(repair.get("before", "")) for repair in record.repairs if "field" in repair
    }


def _told(chosen: Chosen, by_record: dict[int, Origin]) -> Told:
    field = chosen.field
    said = [(chosen.value, chosen.record_id), *((other.value, other.record_id) for other in chosen.others)]
    value, record_id = _finest(said) if field == REGION else said[0]
    words = field_words(value, field)
    grouped: dict[str, list[Origin]] = {}
    spelt: dict[str, str] = {}
    for other, other_id in said:
        if not _says_the_same(value, other):
            text = field_words(other, field)
            spelt.setdefault(text.casefold(), text)
            grouped.setdefault(text.casefold(), []).append(by_record[other_id])
    grouped.pop(words.casefold(), None)
    origin = by_record[record_id]
    written = written_words(value, _repairs(origin.record).get(field, ""))
    others = tuple(Differing(spelt[key], tuple(found)) for key, found in grouped.items())
    return Told(field, words, "" if written.endswith(f"“{words}”") else written, origin, others)


def _finest(said: Sequence[tuple[object, int]]) -> tuple[object, int]:
    """The newest place, or a smaller one inside it that another row names."""
    best = said[0]
    for value, record_id in said[1:]:
        if (
            isinstance(value, Place)
            and isinstance(best[0], Place)
            and value.code.startswith(best[0].code + ".")
        ):
            best = (value, record_id)
    return best


def _says_the_same(value: object, other: object) -> bool:
    """Equal, or a wider place around the one that is shown."""
    if isinstance(value, Place) and isinstance(other, Place):
        return value.code == other.code or value.code.startswith(other.code + ".")
    return value == other


def masked_numbers(cells: SealedCells) -> dict[str, str]:
    """What may be seen of a row's numbers."""
    shown = {
        "nik": mask_nik(cells.nik) if cells.nik else "",
        "npwp": mask_npwp(cells.npwp) if cells.npwp else "",
        "phones": ", ".join(mask_phone(phone) for phone in cells.phones),
    }
    return {field: text for field, text in shown.items() if text}


def numbers_told_by(origins: Sequence[Origin]) -> dict[str, Told]:
    """Per kind of number the newest row that holds one, masked."""
    found: dict[str, Told] = {}
    for origin in origins:
        if origin.record.sealed is not None:
            for field, shown in masked_numbers(open_cells(origin.record.sealed)).items():
                found.setdefault(field, Told(field, shown, "", origin))
    return found
