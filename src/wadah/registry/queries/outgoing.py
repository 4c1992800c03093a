"""The rows of the registry's lists as they are downloaded, a chunk at a time along the primary key."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wadah.accounts.policies import scope_of, within
from wadah.accounts.roles import Capability
from wadah.core.actors import Actor
from wadah.core.tabular import Cell
from wadah.core.time import local
from wadah.registry import fields
from wadah.registry.kinds import PartyKind, Verdict
from wadah.registry.models import Intake, Link, Pair, Party
from wadah.registry.outgoing.layouts import NIK, Layout, census_layout, list_layout
from wadah.registry.place_names import PlaceNames
from wadah.registry.queries.intakes import listed_intakes
from wadah.registry.queries.list_places import list_places
from wadah.registry.queries.pairs import pairs_in
from wadah.registry.queries.parties import PartyFilter, asked_parties
from wadah.registry.sealed import open_cells
from wadah.registry.sources import CHUNK_ROWS, Details, Filter, Held, NikWish, Source, Table
from wadah.registry.states import PairState
from wadah.registry.told import told_of

# Keys of one query at most, where few rows are asked for of many.
WIDEST_SPAN = 200_000
SHOWN_PAIRS = (PairState.OPEN, PairState.UNSURE, PairState.SAME, PairState.DIFFERENT)
PAIR_TITLES = (
    "Kemiripan (persen)", "Tingkat", "Nama usaha 1", "Nama pemilik 1", "Wilayah 1", "Berkas 1", "Baris 1",
    "Nama usaha 2", "Nama pemilik 2", "Wilayah 2", "Berkas 2", "Baris 2", "Keadaan", "Diputuskan oleh",
    "Diputuskan pada", "Alasan",
)  # fmt: skip
INTAKE_TITLES = (
    "Berkas", "Lembaga", "Diunggah oleh", "Diunggah pada", "Keadaan", "Selesai diperiksa", "Masuk daftar",
    "Baru", "Sama", "Memperbarui", "Mungkin ganda", "Perlu diperbaiki", "Bukan usaha",
)  # fmt: skip


def held_with(actor: Actor, capability: Capability) -> Held:
    """Where, and for which institutions, the actor may do this."""
    scope = scope_of(actor)
    return Held(scope.regions_with(capability), tuple(sorted(scope.institutions_with(capability))))


def chunks_of(rows: QuerySet[Any], size: int = CHUNK_ROWS) -> Iterator[list[Any]]:
    """The rows by primary key; the last chunk costs what the first one does, and nothing is held open between.

    A short list is one query. A long one goes through the table by spans of the primary key, wider where few rows are
    asked for: `ORDER BY id LIMIT` had PostgreSQL sort all that is left of a kind for every chunk.
    """
    short = list(rows.order_by()[: size + 1])
    if len(short) <= size:
        if short:
            yield sorted(short, key=lambda row: int(row.pk))
        return
    ends = rows.model._default_manager.aggregate(first=Min("pk"), last=Max("pk"))
    at, width = ends["first"], size
    while at <= ends["last"]:
        chunk = list(rows.filter(pk__gte=at, pk__lt=at + width).order_by("pk"))
        if chunk:
            yield chunk
        at += width
        if len(chunk) * 2 < size:
            width = min(width * 2, WIDEST_SPAN)
        elif len(chunk) > size:
            width //= 2


def counted(rows: QuerySet[Any], most: int | None) -> int:
    """How many there are, counted no further than `most`."""
    plain = rows.order_by()
    return (plain if most is None else plain[:most]).count()


def party_filter(actor: Actor, asked: Filter) -> PartyFilter:
    """What the list of parties was asked for, as its own page understands it."""
    places = list_places(actor, asked.get("region", ""), asked.get("kec", ""))
    kind = asked.get("kind", "")
    known = PartyKind(kind) if kind in PartyKind.values else PartyKind.BUSINESS
    unplaced = places.unplaced
    return PartyFilter(known, unplaced or places.chosen, asked.get("q", ""), is_unplaced=bool(unplaced))


def _count_parties(actor: Actor, asked: Filter, most: int | None) -> int:
    return counted(asked_parties(actor, party_filter(actor, asked)), most)


def _party_table(actor: Actor, asked: Filter, nik: NikWish) -> Table:
    wanted = party_filter(actor, asked)
    layout = list_layout(wanted.kind, with_nik=bool(nik))
    return Table(layout.header, party_rows(actor, wanted, layout, nik))


def _census_table(actor: Actor, asked: Filter, nik: NikWish) -> Table:
    wanted = party_filter(actor, asked)
    layout = census_layout(with_nik=bool(nik))
    return Table(layout.header, party_rows(actor, wanted, layout, nik))


def party_rows(
    actor: Actor, asked: PartyFilter, layout: Layout, nik: NikWish
) -> Iterator[Sequence[Sequence[Cell]]]:
    """The parties in this layout. Two queries for each chunk, one more where it meets a new place or writes NIKs."""
    columns = ("public_id", "kind", "name", "regency", "region_id")
    places = PlaceNames()
    for chunk in chunks_of(asked_parties(actor, asked).only(*columns)):
        told = told_of(chunk)
        places.learn(party.region_id for party in chunk)
        niks = niks_for(actor, chunk) if nik else {}
        yield [
            layout.cells(_values(party, told[party.pk].values if party.pk in told else {}, places, niks))
            for party in chunk
        ]


def _values(
    party: Party, known: Mapping[str, Any], places: PlaceNames, niks: Mapping[int, str]
) -> Mapping[str, Any]:
    """What is known, under the recognised place: its names take the place of what was written."""
    found = {**known, fields.PARTY_CODE: str(party.public_id), **places.of(party.region_id)}
    if party.pk in niks:
        found[NIK] = niks[party.pk]
    return found


def niks_for(actor: Actor, parties: Sequence[Party]) -> dict[int, str]:
    """The NIK of each party as far as the actor may see it: by the rules of services/reveal.py, in one query."""
    scope = scope_of(actor)
    may = [party.pk for party in parties if scope.may(Capability.REVEAL, party.regency)]
    own = Q(record__intake__institution__in=scope.institutions_with(Capability.REVEAL))
    links = Link.objects.filter(
        own | within(scope, "regency", Capability.REVEAL),
        party__in=may,
        undone_at__isnull=True,
        record__nik_hash__isnull=False,
    )
    found: dict[int, str] = {}
    for party_id, sealed in links.order_by("record_id").values_list("party_id", "record__sealed"):
        if sealed is not None and (number := open_cells(sealed).nik):
            found[party_id] = number
    return found


def _party_details(actor: Actor, asked: Filter) -> Details:
    """No text that was searched for: it may be a name."""
    wanted = party_filter(actor, asked)
    return {"kind": wanted.kind.value, "place": wanted.region, "search": wanted.is_search}


def _pairs_asked(actor: Actor, asked: Filter) -> QuerySet[Pair]:
    state = asked.get("state", "")
    return pairs_in(actor, [state if state in SHOWN_PAIRS else PairState.OPEN], _file(asked))


def _file(asked: Filter) -> UUID | None:
    """The file whose pairs alone are asked for; as on the page, a name that is none asks for all."""
    try:
        return UUID(asked.get("berkas", ""))
    except ValueError:
        return None


def _pair_table(actor: Actor, asked: Filter, _nik: NikWish) -> Table:
    pairs = _pairs_asked(actor, asked).select_related(
        "left__intake", "right__intake", "left__region", "right__region", "decided_by"
    )
    unread = [
        f"{side}__{column}"
        for side in ("left", "right")
        for column in ("raw", "sealed", "problems", "matches")
    ]
    rows = chunks_of(pairs.defer(*unread))
    return Table(PAIR_TITLES, ([_pair_cells(pair) for pair in chunk] for chunk in rows))


def _pair_cells(pair: Pair) -> list[Cell]:
    sides: list[Cell] = []
    for record in (pair.left, pair.right):
        place = record.region.name if record.region else None
        named = (record.values.get(fields.NAME), record.values.get(fields.OWNER), place)
        sides += [*named, record.intake.file_name, record.row_number]
    decided = pair.decided_by.name if pair.decided_by else None
    return [
        min(99, round(pair.score * 100)), pair.get_level_display(), *sides, pair.get_state_display(), decided,
        moment(pair.decided_at), pair.reason or None,
    ]  # fmt: skip


def moment(at: datetime | None) -> str | None:
    """A moment on the clock of the province, sortable: `2026-11-24 16:00`."""
    return local(at).strftime("%Y-%m-%d %H:%M") if at is not None else None


def _intake_table(actor: Actor, _asked: Filter, _nik: NikWish) -> Table:
    rows = chunks_of(listed_intakes(actor).defer("sheets", "mapping"))
    return Table(INTAKE_TITLES, ([_intake_cells(intake) for intake in chunk] for chunk in rows))


def _intake_cells(intake: Intake) -> list[Cell]:
    counted = intake.counts.get("verdicts", {})
    verdicts = (
        Verdict.NEW, Verdict.SAME, Verdict.CHANGES, Verdict.POSSIBLE_DUPLICATE, Verdict.NEEDS_REPAIR,
        Verdict.NOT_A_BUSINESS,
    )  # fmt: skip
    who = intake.uploaded_by.name if intake.uploaded_by else None
    return [
        intake.file_name, intake.institution.name, who, moment(intake.created_at), intake.get_state_display(),
        moment(intake.checked_at), moment(intake.applied_at), *(counted.get(one, 0) for one in verdicts),
    ]  # fmt: skip


PARTIES = Source(
    code="parties",
    label=_("Daftar usaha, semua kolom"),
    held=lambda actor: held_with(actor, Capability.READ_PARTIES),
    filters=("q", "kind", "region", "kec"),
    count=_count_parties,
    table=_party_table,
    details=_party_details,
    has_nik=True,
)
CENSUS = Source(
    code="census",
    label=_("Susunan templat Sensus Ekonomi 2026"),
    held=PARTIES.held,
    filters=PARTIES.filters,
    count=_count_parties,
    table=_census_table,
    details=_party_details,
    has_nik=True,
)
PAIRS = Source(
    code="pairs",
    label=_("Pasangan data ganda"),
    held=lambda actor: held_with(actor, Capability.REVIEW),
    filters=("state", "berkas"),
    count=lambda actor, asked, most: counted(_pairs_asked(actor, asked), most),
    table=_pair_table,
    details=lambda _actor, asked: {"state": asked.get("state", ""), "search": _file(asked) is not None},
)
INTAKES = Source(
    code="intakes",
    label=_("Daftar berkas impor"),
    held=lambda actor: held_with(actor, Capability.IMPORT),
    filters=(),
    count=lambda actor, _asked, most: counted(listed_intakes(actor), most),
    table=_intake_table,
    details=lambda _actor, _asked: {},
)
