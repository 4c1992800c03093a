"""Who sees what of the registry, and who may act on it. By place and institution; roles are read in accounts."""

from django.conf import settings
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr

from wadah.accounts.models import Institution, User
from wadah.accounts.policies import OPERATOR, scope_of, within
from wadah.accounts.roles import Capability
from wadah.accounts.scope import Scope
from wadah.core.actors import Actor
from wadah.registry.kinds import Channel, PartyKind
from wadah.registry.models import Claim, Intake, Link, Pair, Party
from wadah.registry.sources import SOURCES
from wadah.registry.states import ClaimState

# The fields of a party that can_reveal opens, one at a time.
REVEALABLE = frozenset({"nik", "npwp", "phones"})
REGENCY_LENGTH = 5
# What somebody may say is theirs. A person is nobody's, and a household is no business.
CLAIMABLE = (PartyKind.BUSINESS, PartyKind.COOPERATIVE)


def can_import(actor: Actor, institution: Institution) -> bool:
    """May hand in files of this institution."""
    return actor == OPERATOR or institution.pk in scope_of(actor).institutions_with(Capability.IMPORT)


def can_change_intake(actor: Actor, intake: Intake) -> bool:
    """May confirm, apply, discard or undo this file."""
    return actor == OPERATOR or intake.institution_id in scope_of(actor).institutions_with(Capability.IMPORT)


def can_review(actor: Actor, pair: Pair) -> bool:
    """May decide this pair: both of its records lie where the actor reviews."""
    scope = scope_of(actor)
    return all(scope.may(Capability.REVIEW, region) for region in {pair.left_regency, pair.right_regency})


def can_reveal(actor: Actor, party: Party) -> bool:
    """May see a number of this party in full; the reason is asked by the service."""
    return scope_of(actor).may(Capability.REVEAL, party.regency)


def revealable_links(actor: Actor, party: Party) -> QuerySet[Link]:
    """The party's links to rows whose numbers the actor may see: of the own places, or brought by the own office."""
    own = Q(record__intake__institution__in=scope_of(actor).institutions_with(Capability.REVEAL))
    return Link.objects.filter(own | within(scope_of(actor), "regency", Capability.REVEAL), party=party)


def can_merge(actor: Actor, party: Party) -> bool:
    """May take this party apart or join it with another."""
    return scope_of(actor).may(Capability.REVIEW, party.regency)


def can_download(actor: Actor) -> bool:
    """May ask for a file of one list at least; which one, and what is in it, is asked by the service."""
    return any(source.may(actor) for source in SOURCES.values())


def visible_intakes(actor: Actor, intakes: QuerySet[Intake]) -> QuerySet[Intake]:
    """Files of the own institutions, and of every institution inside the regions where the actor imports.

    What owners told by a form is no file; it is seen on the page of the party.
    """
    scope = scope_of(actor)
    own = Q(institution__in=scope.institutions_with(Capability.IMPORT))
    mine = own | within(scope, "institution__region_id", Capability.IMPORT)
    return intakes.filter(mine, channel=Channel.FILE)


def listed_parties(actor: Actor, parties: QuerySet[Party]) -> QuerySet[Party]:
    """Parties inside the actor's regions: what lists, their counts and their exports show."""
    return _by_place(scope_of(actor), parties)


def visible_parties(actor: Actor, parties: QuerySet[Party]) -> QuerySet[Party]:
    """Parties that the actor may open: those of their regions, those their own institution brought in first, and
    those that are their own.

    A later row that names a party of another place does not open it.
    """
    scope = scope_of(actor)
    rows = Link.objects.filter(party=OuterRef("pk"), undone_at__isnull=True).order_by("record_id")
    first = parties.alias(brought_by=Subquery(rows.values("record__intake__institution")[:1]))
    own = Q(brought_by__in=scope.institutions_with(Capability.READ_PARTIES))
    return first.filter(within(scope, "regency", Capability.READ_PARTIES) | own | _is_owned(actor))


def owned_parties(actor: Actor, parties: QuerySet[Party]) -> QuerySet[Party]:
    """Parties of the actor's granted claims, and no other: what an owner's pages open."""
    return parties.filter(_is_owned(actor))


def visible_claims(actor: Actor, claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Claims on parties of the places where the actor reviews."""
    return claims.filter(within(scope_of(actor), "party__regency", Capability.REVIEW))


def can_hand_code(actor: Actor, party: Party) -> bool:
    """May hand a code for this party over on paper: an office of its place."""
    return party.kind in CLAIMABLE and scope_of(actor).may(Capability.REVIEW, party.regency)


def _is_owned(actor: Actor) -> Q:
    if not isinstance(actor, User) or not actor.is_active:
        return Q(pk__in=())
    return Q(pk__in=Claim.objects.filter(user=actor, state=ClaimState.GRANTED).values("party"))


def visible_pairs(actor: Actor, pairs: QuerySet[Pair]) -> QuerySet[Pair]:
    """Pairs of which both records lie where the actor reviews."""
    scope = scope_of(actor)
    one_regency = _one_regency(scope, Capability.REVIEW)
    if one_regency:
        return pairs.filter(left_regency=one_regency, right_regency=one_regency)
    return pairs.filter(
        within(scope, "left_regency", Capability.REVIEW), within(scope, "right_regency", Capability.REVIEW)
    )


def _one_regency(scope: Scope, capability: Capability) -> str:
    """The regency when the scope is exactly one: an equality lets an index give the order."""
    regions = scope.regions_with(capability)
    return regions[0] if len(regions) == 1 and len(regions[0]) == REGENCY_LENGTH else ""


def _by_place(scope: Scope, parties: QuerySet[Party]) -> QuerySet[Party]:
    one_regency = _one_regency(scope, Capability.READ_PARTIES)
    if one_regency:
        return parties.filter(regency=one_regency)
    if scope.regions_with(Capability.READ_PARTIES) == (settings.WADAH_PROVINCE,):
        # Nearly every row is inside: a filter that no index answers keeps the planner on the index of the order.
        return parties.alias(province=Substr(F("regency"), 1, 2)).filter(province=settings.WADAH_PROVINCE)
    return parties.filter(within(scope, "regency", Capability.READ_PARTIES))
