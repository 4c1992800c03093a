"""What a line of the history speaks of, by name: files, parties and questions, as far as the reader may know them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from wadah.core.actors import Actor
from wadah.core.logs import masked
from wadah.core.subjects import Subject
from wadah.registry.models import Intake, Pair, Party
from wadah.registry.policies import visible_intakes, visible_pairs, visible_parties


@dataclass(frozen=True)
class Named:
    """A thing; `name` is empty where it has none, or none that the reader may know."""

    name: str
    may_open: bool


def named_subjects(actor: Actor, subjects: Iterable[Subject]) -> Mapping[Subject, Named]:
    """The subjects that are known here; at most four queries, however many there are.

    A file is named to everybody who may read of it: its name is the office's own. A party only to those who
    may open it, because its name may be that of a person.
    """
    ids: dict[str, set[UUID]] = {}
    for subject in subjects:
        if subject.what in _KNOWN:
            ids.setdefault(subject.what, set()).add(UUID(subject.object_id))
    found: dict[Subject, Named] = {}
    for what, public_ids in ids.items():
        named = _KNOWN[what](actor, public_ids)
        found |= {Subject(what, str(public_id)): one for public_id, one in named.items()}
    return found


def _intakes(actor: Actor, ids: set[UUID]) -> dict[UUID, Named]:
    asked = Intake.objects.filter(public_id__in=ids)
    mine = set(visible_intakes(actor, asked).values_list("public_id", flat=True))
    # Typed by hand: what looks like a number of a person is covered here as in the logs.
    return {
        public_id: Named(masked(name), public_id in mine)
        for public_id, name in asked.values_list("public_id", "file_name")
    }


def _parties(actor: Actor, ids: set[UUID]) -> dict[UUID, Named]:
    mine = visible_parties(actor, Party.objects.filter(public_id__in=ids))
    return {public_id: Named(name, True) for public_id, name in mine.values_list("public_id", "name")}


def _pairs(actor: Actor, ids: set[UUID]) -> dict[UUID, Named]:
    mine = visible_pairs(actor, Pair.objects.filter(public_id__in=ids))
    return {public_id: Named("", True) for public_id in mine.values_list("public_id", flat=True)}


_KNOWN = {"registry.intake": _intakes, "registry.party": _parties, "registry.pair": _pairs}
