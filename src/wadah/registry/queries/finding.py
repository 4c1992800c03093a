"""What somebody who looks for the own business is shown: nothing that a stranger has not typed.

Of a name that was typed the name as it is known, its kab/kota and activity; of a number only beginnings of words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.db.models import Q
from rapidfuzz import fuzz

from wadah.accounts.models import User
from wadah.core.errors import NotFound
from wadah.core.secrets import keyed_hash
from wadah.registry.candidates import NO_INTAKE, glances, known_records, nearest, records_by_key
from wadah.registry.entries import split_hashes
from wadah.registry.fields import name_key
from wadah.registry.kinds import ClaimRole, PartyKind
from wadah.registry.linkage import Answer, Entry, judge, link_keys
from wadah.registry.models import Claim, Party, Record
from wadah.registry.policies import CLAIMABLE
from wadah.registry.states import ClaimState

SALT = "registry.found"
FOUND_FOR_SECONDS = 60 * 60
MOST_FOUND = 5
# Of one name, number or key there may be many; more than these are not looked at.
MOST_READ = 200
# Of the whole name, not of a word in it: a common word must not list a whole regency.
NAME_LIKE = 78
REGENCY_LENGTH = 5
COVERED = "***"


@dataclass(frozen=True)
class Found:
    """A business as it may be shown before it is claimed; `is_claimed` by somebody else.

    `token` leads the finder to it, and nobody else.
    """

    token: str
    name: str
    place: str
    activity: str
    owner: str
    is_claimed: bool


def by_nib(nib: str) -> list[Party]:
    """Businesses with this number. By the key of their rows: SQLite uses no index on a part of a table for it."""
    blocks = records_by_key(link_keys(Entry(id=0, nib=nib)))
    return _open(Q(pk__in=_parties_of(blocks), nib=nib))[:MOST_FOUND]


def by_nik(nik: str) -> list[Party]:
    """Businesses of the person with this number."""
    hashed = keyed_hash("nik", nik)
    persons = Party.objects.filter(kind=PartyKind.PERSON, nik_hash=hashed, closed_at__isnull=True)
    return _open(Q(owner__in=list(persons.values_list("pk", flat=True))))[:MOST_FOUND]


def by_phone(phone: str) -> list[Party]:
    """Businesses of which a row has this number (E.164)."""
    hashed = keyed_hash("phone", phone)
    keys = link_keys(Entry(id=0, phones=(hashed.hex(),)))
    rows = glances((one for block in records_by_key(keys).values() for one in block), NO_INTAKE)
    ids = {row.party_id for row in rows.values() if hashed.hex() in split_hashes(row.phone_hashes)}
    return _open(Q(pk__in=[one for one in ids if one is not None]))[:MOST_FOUND]


def by_name(name: str, regency: str) -> list[Party]:
    """Businesses of the kab/kota whose whole name is like the one typed, the likeliest first."""
    wanted = name_key(name)
    blocks = records_by_key(link_keys(Entry(id=0, name=name, regency=regency)))
    ids = _parties_of(blocks)
    same = Party.objects.filter(name_key=wanted, regency=regency, closed_at__isnull=True)
    ids.update(same.values_list("pk", flat=True)[:MOST_READ])
    scored = [
        (fuzz.token_sort_ratio(wanted, party.name_key), party)
        for party in _open(Q(pk__in=ids) & Q(regency=regency))
    ]
    ranked = sorted((one for one in scored if one[0] >= NAME_LIKE), key=lambda one: (-one[0], one[1].pk))
    return [party for _score, party in ranked][:MOST_FOUND]


def likely_parties(entry: Entry) -> list[Party]:
    """Businesses that a new one may be, the likeliest first; see queries/known.py."""
    keys = link_keys(entry)
    best: dict[int, float] = {}
    for known in known_records(nearest(keys, records_by_key(keys)), NO_INTAKE).values():
        told = judge(entry, known.entry)
        if known.party_id is not None and told.answer != Answer.NEW:
            best[known.party_id] = max(told.score, best.get(known.party_id, 0.0))
    parties = _open(Q(pk__in=best))
    return sorted(parties, key=lambda party: (-best[party.pk], party.pk))[:MOST_FOUND]


def shown_to(actor: User, parties: Sequence[Party], *, is_named: bool) -> tuple[Found, ...]:
    """The parties as the actor may see them; `is_named` when the actor has typed the name. One query."""
    claims = Claim.objects.filter(party__in=parties, state=ClaimState.GRANTED, role=ClaimRole.OWNER)
    claimed = set(claims.exclude(user=actor).values_list("party", flat=True))
    return tuple(_shown(actor, party, is_named, party.pk in claimed) for party in parties)


def found_party(actor: User, token: str) -> tuple[Party, Found]:
    """The business that the actor has found within the hour. Raises NotFound."""
    try:
        told = signing.loads(token, salt=SALT, max_age=FOUND_FOR_SECONDS)
        party_id, finder, is_named = UUID(told["p"]), told["u"], bool(told["n"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        raise NotFound() from None
    found = _open(Q(public_id=party_id)) if finder == str(actor.public_id) else []
    if not found:
        raise NotFound()
    return found[0], shown_to(actor, found, is_named=is_named)[0]


def covered(name: str) -> str:
    """Beginnings of the words: `Siti Aminah` becomes `S*** A***`, whatever its length."""
    return " ".join(word[0] + COVERED for word in name.split())


def _parties_of(blocks: Mapping[int, list[int]]) -> set[int]:
    """The parties of the rows that share a key."""
    rows = Record.objects.filter(pk__in={one for block in blocks.values() for one in block})
    return {found for found in rows.values_list("party", flat=True) if found is not None}


def _open(which: Q) -> list[Party]:
    """The last changed first. Sorted here: an order beside a rare condition sends PostgreSQL through a whole index."""
    parties = Party.objects.filter(which, kind__in=CLAIMABLE, closed_at__isnull=True)
    found = parties.select_related("owner", "region__parent__parent")[:MOST_READ]
    return sorted(found, key=lambda party: (party.updated_at, party.pk), reverse=True)


def _shown(actor: User, party: Party, is_named: bool, is_claimed: bool) -> Found:
    token = signing.dumps(
        {"p": str(party.public_id), "u": str(actor.public_id), "n": is_named}, salt=SALT, compress=True
    )
    return Found(
        token=token,
        name=party.name if is_named else covered(party.name),
        place=_regency(party),
        activity=party.activity,
        owner=covered(party.owner.name) if party.owner else "",
        is_claimed=is_claimed,
    )


def _regency(party: Party) -> str:
    region = party.region
    while region is not None and len(region.code) > REGENCY_LENGTH:
        region = region.parent
    return region.name if region is not None else ""
