"""One party as its page shows it: each field with where it comes from, its numbers masked, its history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q

from wadah.core.actors import Actor
from wadah.core.errors import NotFound
from wadah.regions.models import Level, Region
from wadah.registry.bestof import Chosen, Source, best_of
from wadah.registry.kinds import PartyKind
from wadah.registry.models import Fact, Link, Merge, Pair, Party, Record
from wadah.registry.policies import can_merge, can_reveal, visible_parties
from wadah.registry.queries.classes import ScaleClass, scale_classes
from wadah.registry.sealed import SealedCells, open_cells
from wadah.registry.services.reveal import REVEALABLE
from wadah.registry.states import PairState
from wadah.registry.values.nik import mask_nik
from wadah.registry.values.phone import mask_phone
from wadah.registry.values.tax_number import mask_npwp

# Pages show these; a party with more records than this is itself a fault that somebody should look at.
MOST_RECORDS = 200
MOST_FACTS = 60
MOST_BUSINESSES = 50


@dataclass(frozen=True)
class Origin:
    """Where a field comes from: the row, the file and the office, and how sure the row is of this party."""

    record: Record
    link: Link

    @property
    def at(self) -> datetime:
        """When the row came in."""
        return self.record.intake.created_at


@dataclass(frozen=True)
class Told:
    """One field: its value, the row it comes from, and what other rows say instead."""

    field: str
    value: object
    origin: Origin
    repaired: bool
    agreeing_count: int
    others: tuple[tuple[object, Origin], ...]


@dataclass(frozen=True)
class Masked:
    """A number that is not shown: what may be seen of it, and where it comes from."""

    field: str
    shown: str
    origin: Origin


@dataclass(frozen=True)
class PartyPage:
    """Everything the page of a party needs."""

    party: Party
    fields: tuple[Told, ...]
    numbers: tuple[Masked, ...]
    origins: tuple[Origin, ...]
    facts: tuple[Fact, ...]
    classes: tuple[ScaleClass, ...]
    businesses: tuple[Party, ...]
    merges: tuple[Merge, ...]
    open_pairs: tuple[Pair, ...]
    may_reveal: bool
    may_merge: bool


def get_party_for(actor: Actor, public_id: UUID) -> Party:
    """The party. Raises NotFound when it is missing or not the actor's to see."""
    parties = visible_parties(
        actor, Party.objects.select_related("owner", "region", "region__parent", "merged_into")
    )
    party = parties.filter(public_id=public_id).first()
    if party is None:
        raise NotFound()
    return party


def party_page(actor: Actor, public_id: UUID, on: date) -> PartyPage:
    """The page of a party on a day (the day chooses the rules of the scale classes). Raises NotFound."""
    party = get_party_for(actor, public_id)
    origins = _origins(party)
    best = best_of([_source(origin) for origin in origins])
    by_record = {origin.record.pk: origin for origin in origins}
    facts = tuple(Fact.objects.filter(party=party).order_by("kind", "-on", "-pk")[:MOST_FACTS])
    is_person = party.kind == PartyKind.PERSON
    return PartyPage(
        party=party,
        fields=tuple(_told(chosen, by_record) for chosen in best.values()),
        numbers=_numbers(origins) if party.kind in (PartyKind.PERSON, PartyKind.BUSINESS) else (),
        origins=origins,
        facts=facts,
        classes=() if is_person else scale_classes(party, facts, on),
        businesses=_businesses(party if is_person else party.owner, party),
        merges=tuple(
            Merge.objects.filter(Q(survivor=party) | Q(absorbed=party))
            .select_related("survivor", "absorbed", "merged_by", "undone_by", "pair")
            .order_by("-merged_at", "-pk")
        ),
        open_pairs=_open_pairs(by_record),
        may_reveal=can_reveal(actor, party),
        may_merge=can_merge(actor, party),
    )


def _origins(party: Party) -> tuple[Origin, ...]:
    records = Record.objects.select_related("intake__institution", "region__parent__parent")
    links = (
        Link.objects.filter(party=party, undone_at__isnull=True)
        .prefetch_related(Prefetch("record", queryset=records))
        .order_by("-record_id")[:MOST_RECORDS]
    )
    return tuple(Origin(link.record, link) for link in links)


def place_words(region: Region) -> str:
    """A region with what it lies in, up to the regency, as far as the query brought it along."""
    names = [region.name]
    while region.level > Level.REGENCY and region.parent is not None:
        region = region.parent
        names.append(region.name)
    return ", ".join(names)


def _source(origin: Origin) -> Source:
    record = origin.record
    values = dict(record.values)
    if record.region is not None:
        values["region"] = place_words(record.region)
    repaired = frozenset(str(repair["field"]) for repair in record.repairs if "field" in repair)
    return Source(record.pk, origin.at, values, repaired)


def _told(chosen: Chosen, by_record: dict[int, Origin]) -> Told:
    return Told(
        chosen.field,
        chosen.value,
        by_record[chosen.record_id],
        chosen.repaired,
        chosen.agreeing_count,
        tuple((other.value, by_record[other.record_id]) for other in chosen.others),
    )


def _numbers(origins: Sequence[Origin]) -> tuple[Masked, ...]:
    """Per kind of number the newest row that holds one."""
    found: dict[str, Masked] = {}
    for origin in origins:
        if origin.record.sealed is None or len(found) == len(REVEALABLE):
            continue
        for field, shown in masked_numbers(open_cells(origin.record.sealed)).items():
            found.setdefault(field, Masked(field, shown, origin))
    return tuple(found.values())


def masked_numbers(cells: SealedCells) -> dict[str, str]:
    """What may be seen of a row's numbers."""
    shown = {
        "nik": mask_nik(cells.nik) if cells.nik else "",
        "npwp": mask_npwp(cells.npwp) if cells.npwp else "",
        "phones": ", ".join(mask_phone(phone) for phone in cells.phones),
    }
    return {field: text for field, text in shown.items() if text}


def _businesses(owner: Party | None, but: Party) -> tuple[Party, ...]:
    if owner is None:
        return ()
    owned = Party.objects.filter(owner=owner, closed_at__isnull=True).exclude(pk=but.pk)
    return tuple(owned.order_by("name_key", "pk")[:MOST_BUSINESSES])


def _open_pairs(record_ids: Iterable[int]) -> tuple[Pair, ...]:
    ids = list(record_ids)
    waiting = Pair.objects.filter(
        Q(left__in=ids) | Q(right__in=ids), state__in=[PairState.OPEN, PairState.UNSURE]
    )
    return tuple(waiting.order_by("-score", "pk")[:10])
