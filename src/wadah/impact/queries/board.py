"""What the public board shows: claims beside what is published. Reads roll-ups only; counts nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from wadah.accounts.models import Institution
from wadah.core.rulebook import rule
from wadah.impact.claimed import COMPARED, ClaimedFigure, Group, Unit, claimed_figures_of
from wadah.impact.measures import QUALITY, Measure, Scope, Showing
from wadah.impact.models import Figure
from wadah.impact.suppression import Released, Share, Total, total_of_parts, total_of_wholes
from wadah.regions.models import Level, Region

WEIGHTS = "impact.quality.score_weights"


@dataclass(frozen=True)
class Published:
    """One figure as it stands; `of_count` is the whole of a part."""

    measure: Measure
    showing: Showing
    count: int | None = None
    of_count: int | None = None
    rules: tuple[str, ...] = ()
    published_at: datetime | None = None

    @property
    def share(self) -> float | None:
        """The part of its whole, 0 to 1; None when it is not shown or its whole is empty."""
        return self.count / self.of_count if self.count is not None and self.of_count else None

    @property
    def is_hidden(self) -> bool:
        """Whether it is known and not told."""
        return self.showing == Showing.HIDDEN


@dataclass(frozen=True)
class Compared:
    """A claim beside the registered businesses of its place. `gap` is claimed minus registered, None unless both
    are known and count the same thing; a claim of "more than" makes it a lower bound."""

    claim: ClaimedFigure
    gap: Decimal | None


@dataclass(frozen=True)
class Place:
    """A kab/kota with its number in table and map."""

    number: int
    code: str
    name: str
    claims: tuple[Compared, ...]
    registered: Published
    active: Published
    cooperatives: Published


@dataclass(frozen=True)
class Office:
    """An office and the quality of the rows it has handed in; the score needs all four shares."""

    code: str
    name: str
    rows: Published
    quality: tuple[Published, ...]
    score: float | None


@dataclass(frozen=True)
class Summed:
    """The sum of a figure over the places that show it, and how many they are."""

    figure: Published
    places_count: int


@dataclass(frozen=True)
class Totals:
    """Sums of what is shown, and of nothing else."""

    registered: Summed
    active: Summed
    cooperatives: Summed


@dataclass(frozen=True)
class Board:
    """Everything on the page."""

    province: str
    claims: tuple[Compared, ...]
    groups: tuple[Group, ...]
    places: tuple[Place, ...]
    totals: Totals
    offices: tuple[Office, ...]
    published_at: datetime | None

    @property
    def is_active_known(self) -> bool:
        """Whether any place has an identity and an activity on record at all."""
        return any(place.active.showing != Showing.UNKNOWN for place in self.places)


@dataclass(frozen=True)
class HomeFigures:
    """The two sums of the home page, of what the board shows."""

    registered: Total
    cooperatives: Total
    published_at: datetime


Held = Mapping[tuple[str, str], Mapping[Measure, Published]]


def board_of(province: str, on: date) -> Board:
    """The board of the province on the day. Three reads beside the rules, whatever the size of the registry."""
    held = _held()
    claims = claimed_figures_of(province)
    names = Region.objects.filter(level=Level.REGENCY, parent_id=province).order_by("code")
    places = tuple(
        _place(number, code, name, held, claims.every)
        for number, (code, name) in enumerate(names.values_list("code", "name"), start=1)
    )
    totals = _totals(places)
    return Board(
        province=province,
        claims=_compared(
            (one for one in claims.every if one.region == province), totals.registered.figure.count
        ),
        groups=claims.groups,
        places=places,
        totals=totals,
        offices=_offices(held, on),
        published_at=_latest(held),
    )


def home_figures() -> HomeFigures | None:
    """The sums for the home page; None while nothing may be shown."""
    held = _held(Scope.PLACE)
    registered = total_of_wholes(_wholes(held, Measure.REGISTERED))
    latest = _latest(held)
    if not registered.count or latest is None:
        return None
    return HomeFigures(registered, total_of_wholes(_wholes(held, Measure.COOPERATIVES)), latest)


def _held(*scopes: Scope) -> Held:
    """The figures that hold today, by subject."""
    rows = Figure.objects.filter(superseded_at__isnull=True, scope__in=scopes or Scope.values)
    held: dict[tuple[str, str], dict[Measure, Published]] = {}
    columns = ("scope", "subject", "measure", "showing", "count", "of_count", "rules", "published_at")
    for scope, subject, measure, showing, count, of_count, rules, at in rows.values_list(*columns):
        one = Published(Measure(measure), Showing(showing), count, of_count, tuple(rules), at)
        held.setdefault((scope, subject), {})[one.measure] = one
    return held


def _latest(held: Held) -> datetime | None:
    every = (one.published_at for figures in held.values() for one in figures.values())
    return max((at for at in every if at is not None), default=None)


def _wholes(held: Held, measure: Measure) -> list[Released]:
    return [Released(figures[measure].count) for figures in held.values() if measure in figures]


def _place(number: int, code: str, name: str, held: Held, claims: Iterable[ClaimedFigure]) -> Place:
    figures = held.get((Scope.PLACE, code), {})
    registered, active, cooperatives = (
        figures.get(measure, Published(measure, Showing.UNKNOWN))
        for measure in (Measure.REGISTERED, Measure.ACTIVE, Measure.COOPERATIVES)
    )
    own = (claim for claim in claims if claim.region == code)
    return Place(number, code, name, _compared(own, registered.count), registered, active, cooperatives)


def _compared(claims: Iterable[ClaimedFigure], registered: int | None) -> tuple[Compared, ...]:
    """Claimed figures about businesses, with the gap where the claim counts all of them and is no target."""
    about = (claim for claim in claims if claim.unit == Unit.BUSINESS)
    return tuple(Compared(claim, _gap(claim, registered)) for claim in about)


def _gap(claim: ClaimedFigure, registered: int | None) -> Decimal | None:
    if registered is None or claim.value is None or claim.indicator != COMPARED or claim.is_target:
        return None
    return claim.value - registered


def _totals(places: Sequence[Place]) -> Totals:
    registered = [place.registered for place in places]
    active = [place.active for place in places]
    cooperatives = [place.cooperatives for place in places]
    shares = (
        Share(one.count, one.of_count) if one.count is not None and one.of_count is not None else None
        for one in active
    )
    return Totals(
        _summed(total_of_wholes(Released(one.count) for one in registered), registered, Measure.REGISTERED),
        _summed(total_of_parts(shares), active, Measure.ACTIVE),
        _summed(
            total_of_wholes(Released(one.count) for one in cooperatives), cooperatives, Measure.COOPERATIVES
        ),
    )


def _summed(total: Total, figures: Sequence[Published], measure: Measure) -> Summed:
    showing = Showing.SHOWN
    if total.count is None:
        showing = Showing.HIDDEN if any(one.is_hidden for one in figures) else Showing.UNKNOWN
    rules = next((one.rules for one in figures if one.rules), ())
    latest = max((one.published_at for one in figures if one.published_at is not None), default=None)
    return Summed(Published(measure, showing, total.count, total.of, rules, latest), total.subjects)


def _offices(held: Held, on: date) -> tuple[Office, ...]:
    figures = {subject: found for (scope, subject), found in held.items() if scope == Scope.OFFICE}
    weights = [Decimal(str(weight)) for weight in _weights(on)]
    named = Institution.objects.filter(code__in=list(figures)).order_by("name", "pk")
    return tuple(
        _office(code, name, figures[code], weights) for code, name in named.values_list("code", "name")
    )


def _weights(on: date) -> tuple[object, ...]:
    value = rule(WEIGHTS, on).value
    return value if isinstance(value, tuple) else (value,)


def _office(code: str, name: str, figures: Mapping[Measure, Published], weights: Sequence[Decimal]) -> Office:
    quality = tuple(figures.get(measure, Published(measure, Showing.UNKNOWN)) for measure in QUALITY)
    shares = [one.share for one in quality if one.share is not None]
    score = None
    if len(shares) == len(weights):
        weighed = sum(Decimal(str(share)) * weight for share, weight in zip(shares, weights, strict=True))
        score = float(weighed / sum(weights))
    rows = figures.get(Measure.ROWS, Published(Measure.ROWS, Showing.UNKNOWN))
    return Office(code, name, rows, quality, score)
