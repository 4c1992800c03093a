"""What the shell reads of the apps below it."""

from dataclasses import dataclass

from wadah.accounts.models import Institution
from wadah.accounts.scope import Scope


@dataclass(frozen=True)
class Office:
    """For whom somebody works; both empty for people without an institution."""

    name: str = ""
    place: str = ""


def office_of(scope: Scope) -> Office:
    """The institution of a scope, the first by name of several."""
    if not scope.institutions:
        return Office()
    found = (
        Institution.objects.filter(pk__in=scope.institutions)
        .order_by("name", "pk")
        .values_list("name", "region__name")
        .first()
    )
    return Office(*found) if found else Office()
