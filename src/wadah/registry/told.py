"""What is known of many parties at once: the best of all their records, in one query however many there are.

The page of one party, with where each field comes from, is read in queries/party.py. As there, what belongs together
comes from one record: an amount and its period, a code and its edition, a licence and its number.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from django.db import connection

from wadah.registry.bestof import Source, best_of
from wadah.registry.bulk import as_array, is_sqlite
from wadah.registry.fields import OWNER
from wadah.registry.intake.fields import FIELDS, Kind
from wadah.registry.kinds import DecidedBy, PartyKind
from wadah.registry.models import Party
from wadah.registry.offices import covers

# Under the first field of each, by which repairs are noted as well.
TOGETHER = (
    ("annual_sales", "sales_idr", "sales_period"),
    ("kbli", "kbli_edition"),
    ("workers", "workers_male", "workers_female"),
    ("latitude", "longitude"),
    *((code, f"{code}_number") for code, field in FIELDS.items() if field.kind is Kind.LICENCE),
)
# Plain rows: model instances of a million records would take longer than writing them.
_LINKS = """
    SELECT l.party_id, r.id, i.created_at, n.region_id, l.decided, r."values", r.repairs
    FROM registry_link l
    JOIN registry_record r ON r.id = l.record_id
    JOIN registry_intake i ON i.id = r.intake_id
    JOIN accounts_institution n ON n.id = i.institution_id
    WHERE l.undone_at IS NULL AND l.party_id {among}
    ORDER BY l.party_id, r.id
"""


class _Row(NamedTuple):
    party_id: int
    record_id: int
    at: datetime
    office_region: str
    decided: str
    values: Any
    repairs: Any


@dataclass(frozen=True, slots=True)
class Told:
    """The best value of each field, and the records that speak of the party, the oldest first."""

    values: Mapping[str, Any]
    record_ids: tuple[int, ...]


def told_of(parties: Iterable[Party]) -> dict[int, Told]:
    """By primary key; a party without a record is left out. Kind, name and regency must be loaded."""
    by_id = {party.pk: party for party in parties}
    rows: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in _links_of(by_id):
        rows[row.party_id].append(row)
    return {
        party_id: Told(_values(by_id[party_id], found), tuple(row.record_id for row in found))
        for party_id, found in rows.items()
    }


def _values(party: Party, rows: list[_Row]) -> Mapping[str, Any]:
    """A person is called as the list calls them: rows of several businesses may spell the owner otherwise."""
    best = _best(rows, party.regency)
    return {**best, OWNER: party.name} if party.kind == PartyKind.PERSON else best


def _links_of(party_ids: Collection[int]) -> list[_Row]:
    among = "IN (SELECT value FROM json_each(%s))" if is_sqlite() else "= ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(_LINKS.format(among=among), [as_array(sorted(party_ids))])
        return [_Row(*row) for row in cursor.fetchall()]


def _best(rows: list[_Row], regency: str) -> dict[str, Any]:
    if len(rows) == 1:
        values: dict[str, Any] = orjson.loads(rows[0].values)
        return values
    found: dict[str, Any] = {}
    for name, chosen in best_of([_source(row, regency) for row in rows]).items():
        if isinstance(chosen.value, dict):
            found |= chosen.value
        else:
            found[name] = chosen.value
    return found


def _source(row: _Row, regency: str) -> Source:
    is_of_place = covers(row.office_region, regency) or row.decided == DecidedBy.PERSON
    repaired = frozenset(repair["field"] for repair in orjson.loads(row.repairs) if "field" in repair)
    return Source(row.record_id, row.at, _grouped(orjson.loads(row.values)), repaired, is_of_place)


def _grouped(values: dict[str, Any]) -> dict[str, Any]:
    """The values with those that belong together as one."""
    for names in TOGETHER:
        together = {name: values.pop(name) for name in names if name in values}
        if together:
            values[names[0]] = together
    return values
