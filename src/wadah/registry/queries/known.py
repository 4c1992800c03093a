"""The question asked while somebody is filling in a form: is this business already known?"""

from dataclasses import dataclass
from uuid import UUID

from wadah.core.actors import Actor
from wadah.registry.candidates import NO_INTAKE, known_records, nearest, records_by_key
from wadah.registry.linkage import Answer, Entry, Judgement, judge, link_keys
from wadah.registry.models import Party
from wadah.registry.policies import visible_parties


@dataclass(frozen=True)
class KnownParty:
    """A party that may be the same one, with the reasons. Never a party that the actor may not open."""

    public_id: UUID
    name: str
    region_id: str | None
    judgement: Judgement


def already_known(actor: Actor, entry: Entry, most: int = 5) -> list[KnownParty]:
    """The parties that the entry may repeat, the likeliest first; `nik` and `phones` of it are keyed hashes."""
    keys = link_keys(entry)
    found = known_records(nearest(keys, records_by_key(keys)), NO_INTAKE)
    best: dict[int, Judgement] = {}
    for known in found.values():
        told = judge(entry, known.entry)
        if known.party_id is None or told.answer == Answer.NEW:
            continue
        if known.party_id not in best or best[known.party_id].score < told.score:
            best[known.party_id] = told
    parties = visible_parties(actor, Party.objects.filter(pk__in=best))
    answers = [KnownParty(p.public_id, p.name, p.region_id, best[p.pk]) for p in parties]
    return sorted(answers, key=lambda one: (-one.judgement.score, str(one.public_id)))[:most]
