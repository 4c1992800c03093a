"""Published figures for tests, made without counting."""

from datetime import UTC, datetime

from wadah.impact.measures import Measure, Scope, Showing
from wadah.impact.models import Figure

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def make_figure(
    subject: str,
    measure: Measure,
    count: int | None,
    of_count: int | None = None,
    *,
    scope: Scope = Scope.PLACE,
    showing: Showing | None = None,
) -> Figure:
    """A figure that holds; hidden when it has no count, unless said otherwise."""
    shown = showing or (Showing.HIDDEN if count is None else Showing.SHOWN)
    return Figure.objects.create(
        scope=scope,
        subject=subject,
        measure=measure,
        showing=shown,
        count=count,
        of_count=of_count,
        published_at=AT,
    )
