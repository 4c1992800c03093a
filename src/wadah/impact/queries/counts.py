"""Counts what the registry holds, for publishing. Exact, so never shown as they are: see suppression.py.

Run by jobs. Places are read from the registry's roll-up; rows of offices and facts are counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length

from wadah.accounts.models import Institution
from wadah.core.rulebook import Rule, rule
from wadah.core.time import day_start, months_before
from wadah.impact.measures import Measure
from wadah.impact.suppression import Counted
from wadah.regions.models import CODE_LENGTH, Level, Region
from wadah.registry.kinds import Channel, PartyKind, Verdict
from wadah.registry.models import Fact, Intake, Pair, Record, RegencyFigures
from wadah.registry.queries.figures import counted_parties
from wadah.registry.states import IntakeState

ACTIVE_RULES = (
    "impact.active.months",
    "impact.active.identity_facts",
    "impact.active.activity_facts",
    "impact.active.evidence",
)
QUALITY_RULES: Mapping[Measure, str] = {
    Measure.COMPLETE: "impact.quality.complete_fields",
    Measure.VALID: "impact.quality.invalid_verdicts",
    Measure.LINKED: "impact.quality.unlinked_pairs",
    Measure.FRESH: "impact.quality.fresh_months",
}
# A field that the rule of complete rows may name, and when a row has it.
FILLED: Mapping[str, Q] = {
    "business_name": Q(values__has_key="business_name"),
    "owner_name": Q(values__has_key="owner_name"),
    "nik": Q(nik_hash__isnull=False),
    "phone": Q(phone_hashes__isnull=False),
    "village": Q(place_length=CODE_LENGTH),
    "activity": Q(values__has_key="activity") | Q(values__has_key="product") | Q(values__has_key="kbli"),
    "nib": Q(values__has_key="nib"),
    "address": Q(values__has_key="address"),
}


@dataclass(frozen=True)
class Counts:
    """What was counted: for each subject its wholes with their parts, and the rules each measure rests on."""

    subjects: Mapping[str, Mapping[Measure, Counted]]
    rules: Mapping[Measure, tuple[str, ...]]


def place_counts(province: str, on: date) -> Counts:
    """Registered and verified active businesses, and cooperatives, of every kabupaten/kota of the province."""
    rules = [rule(code, on) for code in ACTIVE_RULES]
    codes = list(
        Region.objects.filter(level=Level.REGENCY, parent_id=province).values_list("code", flat=True)
    )
    active = _active_by_place(codes, on, *rules)
    rolled = RegencyFigures.objects.filter(regency__in=codes).values_list("regency", "kind", "parties_count")
    counts = {(regency, kind): count for regency, kind, count in rolled}
    subjects = {}
    for code in codes:
        registered = counts.get((code, PartyKind.BUSINESS), 0)
        known = active.get(code)
        # The roll-up and the facts were read a moment apart.
        part = None if known is None else min(known, registered)
        subjects[code] = {
            Measure.REGISTERED: Counted(registered, {Measure.ACTIVE: part}),
            Measure.COOPERATIVES: Counted(counts.get((code, PartyKind.COOPERATIVE), 0)),
        }
    return Counts(subjects, {Measure.ACTIVE: tuple(used.version_id for used in rules)})


def _active_by_place(
    codes: Iterable[str], on: date, months: Rule, identity: Rule, activity: Rule, evidence: Rule
) -> dict[str, int]:
    """Verified active businesses of the places where both identities and activity are recorded at all.

    Of other places nothing is known: none recorded is not none active.
    """
    # What came with a row counts as long as the row belongs to the party.
    facts = Fact.objects.filter(
        Q(record__isnull=True) | Q(record__party=F("party")), evidence__in=evidence.texts, on__lte=on
    )
    proven = facts.filter(kind__in=identity.texts)
    moved = facts.filter(kind__in=activity.texts)
    known = set(codes) & _places_of(proven) & _places_of(moved)
    recent = moved.filter(on__gte=months_before(on, months.integer))
    counted = (
        counted_parties()
        .filter(kind=PartyKind.BUSINESS, regency__in=known)
        .filter(Exists(proven.filter(party=OuterRef("pk"))), Exists(recent.filter(party=OuterRef("pk"))))
        .order_by()
        .values_list("regency")
        .annotate(Count("pk"))
    )
    return {**dict.fromkeys(known, 0), **dict(counted)}


def _places_of(facts: QuerySet[Fact]) -> set[str]:
    return set(facts.order_by().values_list("party__regency", flat=True).distinct())


def office_counts(province: str, on: date, institutions: Iterable[int] | None = None) -> Counts:
    """Rows of these offices of the province, or of all, and how many are complete, valid, linked and fresh."""
    rules = {measure: rule(code, on) for measure, code in QUALITY_RULES.items()}
    # What owners told by a form says nothing of how an office keeps its rows.
    files = Intake.objects.filter(state=IntakeState.APPLIED, channel=Channel.FILE)
    offices = Institution.objects.filter(region__code__startswith=province)
    if institutions is not None:
        offices = offices.filter(pk__in=list(institutions))
    subjects = {
        office.code: {Measure.ROWS: _quality(files.filter(institution=office), on, rules)}
        for office in offices.order_by("code")
    }
    return Counts(subjects, {measure: (used.version_id,) for measure, used in rules.items()})


def _quality(files: QuerySet[Intake], on: date, rules: Mapping[Measure, Rule]) -> Counted:
    rows = Record.objects.filter(intake__in=list(files.values_list("pk", flat=True)))
    rows = rows.exclude(verdict=Verdict.NOT_A_BUSINESS).order_by()
    since = day_start(months_before(on, rules[Measure.FRESH].integer))
    fresh = Q(party__latest_record__applied_at__gte=since) | Q(
        party__isnull=True, intake__applied_at__gte=since
    )
    found = rows.alias(place_length=Length("region_id")).aggregate(
        rows_count=Count("pk"),
        complete=Count("pk", filter=_complete(rules[Measure.COMPLETE])),
        valid=Count("pk", filter=~Q(verdict__in=rules[Measure.VALID].texts)),
        with_party=Count("pk", filter=Q(party__isnull=False)),
        fresh=Count("pk", filter=fresh),
    )
    asked = Pair.objects.filter(state__in=rules[Measure.LINKED].texts)
    doubtful = rows.filter(
        Q(pk__in=asked.values("left")) | Q(pk__in=asked.values("right")), party__isnull=False
    )
    parts: dict[str, int | None] = {
        Measure.COMPLETE: found["complete"],
        Measure.VALID: found["valid"],
        Measure.LINKED: found["with_party"] - doubtful.count(),
        Measure.FRESH: found["fresh"],
    }
    return Counted(found["rows_count"], parts)


def _complete(used: Rule) -> Q:
    filled = Q()
    for name in used.texts:
        filled &= FILLED[name]
    return filled
