"""The board as one table for machines: a row a figure, each with its source, date, definition and licence."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from functools import cache

from django.utils import translation

from wadah.core.time import local
from wadah.impact.claimed import ClaimedFigure
from wadah.impact.measures import FORMULAS, Measure
from wadah.impact.queries.board import Board, Office, Place, Published

OWN_SOURCE = "Daftar usaha wadah"
OWN_LICENCE = "belum ditetapkan penerbit / not yet set by the publisher"
CLAIM_LICENCE = (
    "fakta dari sumbernya; kata-katanya milik sumber / fact of its source; its words belong to the source"
)


@dataclass(frozen=True)
class Row:
    """One figure. `kind` is claimed, registered or quality; a hidden or unknown figure has no value."""

    kind: str
    id: str
    indicator: str
    region: str
    region_name: str
    office: str
    period: str
    value: str
    value_low: str
    value_high: str
    of_count: str
    unit: str
    qualifier: str
    showing: str
    words: str
    definition: str
    definition_en: str
    source: str
    reference: str
    published_on: str
    evidence: str
    rules: str
    licence: str
    note: str
    note_en: str


COLUMNS = tuple(field.name for field in fields(Row))


def rows_of(board: Board, province_name: str) -> Iterator[Row]:
    """Every figure of the board: claims, places, their totals, offices."""
    names = {place.code: place.name for place in board.places} | {board.province: province_name}
    for group in board.groups:
        for claim in group.claims:
            yield _claimed(claim, names.get(claim.region, ""))
    for place in board.places:
        for figure in (place.registered, place.active, place.cooperatives):
            yield _of_place(figure, place)
    for summed in (board.totals.registered, board.totals.active, board.totals.cooperatives):
        identity = f"{board.province}-{summed.figure.measure.value}"
        yield _own(summed.figure, "registered", identity, board.province, province_name, "")
    for office in board.offices:
        for figure in (office.rows, *office.quality):
            yield _of_office(figure, office)


def as_dict(row: Row) -> dict[str, str]:
    """The row by its columns."""
    return {name: getattr(row, name) for name in COLUMNS}


def _claimed(claim: ClaimedFigure, region_name: str) -> Row:
    return Row(
        kind="claimed", id=claim.code, indicator=claim.indicator, region=claim.region, region_name=region_name,
        office="", period=claim.period, value=_plain(claim.value), value_low=_plain(claim.low),
        value_high=_plain(claim.high), of_count="", unit=claim.unit.value, qualifier=claim.qualifier.value,
        showing="shown", words=claim.words, definition=claim.definition, definition_en=claim.definition_en,
        source=claim.source, reference=claim.reference, published_on=claim.published_on,
        evidence=claim.evidence.value, rules="", licence=CLAIM_LICENCE, note=claim.note, note_en=claim.note_en,
    )  # fmt: skip


def _own(figure: Published, kind: str, identity: str, region: str, region_name: str, office: str) -> Row:
    return Row(
        kind=kind, id=identity, indicator=figure.measure.value, region=region, region_name=region_name,
        office=office, period=_day(figure.published_at), value=_plain(figure.count), value_low="", value_high="",
        of_count=_plain(figure.of_count), unit=_unit(figure.measure), qualifier="counted",
        showing=figure.showing.value, words="", definition=_formula(figure.measure, "id"),
        definition_en=_formula(figure.measure, "en"),
        source=OWN_SOURCE, reference="", published_on=_day(figure.published_at), evidence="counted",
        rules=" ".join(figure.rules), licence=OWN_LICENCE, note="", note_en="",
    )  # fmt: skip


def _unit(measure: Measure) -> str:
    if measure == Measure.COOPERATIVES:
        return "cooperative"
    return "business" if measure in (Measure.REGISTERED, Measure.ACTIVE) else "row"


def _of_place(figure: Published, place: Place) -> Row:
    return _own(figure, "registered", f"{place.code}-{figure.measure.value}", place.code, place.name, "")


def _of_office(figure: Published, office: Office) -> Row:
    return _own(figure, "quality", f"{office.code}-{figure.measure.value}", "", "", office.name)


def _plain(value: int | Decimal | None) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _day(moment: datetime | None) -> str:
    return local(moment).date().isoformat() if moment else ""


@cache
def _formula(measure: Measure, language: str) -> str:
    with translation.override(language):
        return str(FORMULAS[measure])
