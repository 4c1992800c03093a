"""Rows that repeat a party of another place: a file alone joins them to nothing, a person is asked.

Whoever knows the number of a business could else bring it under the own office by a row of a file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from wadah.registry.kinds import LinkLevel, Verdict
from wadah.registry.linkage import Answer
from wadah.registry.models import Pair, Record
from wadah.registry.offices import covers
from wadah.registry.states import PairState
from wadah.registry.verdicts import Match, Row
from wadah.registry.work.parties import regency_of
from wadah.registry.work.storing import store_verdicts

# Evidence of a question that is only asked because of the place.
ELSEWHERE = ("region", "region:elsewhere", 0.0)


def hold_claims(rows: Iterable[Row], office_region: str) -> list[Row]:
    """Turns into a question each sure match with a party that lies elsewhere than the row and the office say.

    In hand only; returns the rows that were changed. A row that repeats what was asked about before belongs to
    what the earlier row made. One query where a match is sure, three more when there is such a row.
    """
    sure = {row.record_id: match for row in rows for match in row.matches if _is_sure(match)}
    elsewhere = _parties_elsewhere({match.record_id for match in sure.values()}, office_region)
    claims = [row for row in rows if row.record_id in sure and sure[row.record_id].record_id in elsewhere]
    if not claims:
        return []
    ids = [row.record_id for row in claims]
    regions = dict(Record.objects.filter(pk__in=ids).values_list("pk", "region_id"))
    firsts = _asked_before({party_id for party_id, _ in elsewhere.values()}, office_region)
    held = []
    for row in claims:
        match = sure[row.record_id]
        party_id, regency = elsewhere[match.record_id]
        if regency_of(regions[row.record_id], office_region) != regency:
            _hold(row, match, firsts.setdefault(party_id, row.record_id))
            held.append(row)
    return held


def hold_claims_of(records: Sequence[Record], office_region: str) -> None:
    """The same for rows that are about to be applied, stored and in hand."""
    rows = [
        Row(record.pk, (), Verdict(record.verdict), [Match.from_json(match) for match in record.matches])
        for record in records
        if record.matches
    ]
    held = hold_claims(rows, office_region)
    store_verdicts(held)
    by_id = {record.pk: record for record in records}
    for row in held:
        record = by_id[row.record_id]
        record.verdict, record.matches = row.verdict, [match.as_json() for match in row.matches]


def _is_sure(match: Match) -> bool:
    return match.level == LinkLevel.BUSINESS and match.answer == Answer.SAME


def _hold(row: Row, match: Match, first: int) -> None:
    """Asks about the row, or joins it to the first row that was asked about."""
    is_first = first == row.record_id
    if is_first:
        told = replace(match, answer=Answer.ASK, evidence=(*match.evidence, ELSEWHERE), changed=())
        row.verdict = Verdict.POSSIBLE_DUPLICATE
    else:
        told = replace(match, record_id=first)
    row.matches = [told if one is match else one for one in row.matches]


def _parties_elsewhere(record_ids: set[int], office_region: str) -> dict[int, tuple[int, str]]:
    """For each record of a party that the office does not look after: the party and its regency."""
    placed = Record.objects.filter(pk__in=record_ids, party__isnull=False)
    found = placed.values_list("pk", "party_id", "party__regency")
    return {pk: (party, regency) for pk, party, regency in found if not covers(office_region, regency)}


def _asked_before(party_ids: set[int], office_region: str) -> dict[int, int]:
    """For each party elsewhere the row of this place about which it was asked whether it is that party."""
    found: dict[int, int] = {}
    for theirs, ours in (("left", "right"), ("right", "left")):
        asked = Pair.objects.filter(
            **{
                f"{theirs}__party__in": party_ids,
                f"{ours}__party__regency__startswith": office_region,
                "level": LinkLevel.BUSINESS,
            }
        ).exclude(state=PairState.WITHDRAWN)
        for party, record, evidence in asked.values_list(f"{theirs}__party", f"{ours}_id", "evidence"):
            if list(ELSEWHERE) in evidence:
                found.setdefault(party, record)
    return found
