"""The audit trail as a list that can be downloaded, on the rule and the filter of its page."""

from typing import cast

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wadah.accounts.models import User
from wadah.accounts.policies import scope_of
from wadah.accounts.roles import Capability
from wadah.core.actors import Actor
from wadah.core.models import AuditEntry
from wadah.core.tabular import Cell
from wadah.registry.queries.outgoing import chunks_of, counted, moment
from wadah.registry.sources import Details, Filter, Held, NikWish, Source, Table
from wadah.web.forms import TrailFilterForm
from wadah.web.trail import Line, asked_entries, lines_of
from wadah.web.trail_filters import Asked, places_of

TITLES = ("Kapan", "Siapa", "Lembaga", "Tindakan", "Hal", "Nama", "Alasan", "Rincian")


def _held(actor: Actor) -> Held:
    """Regions whose trail the actor reads, and offices whose people they manage."""
    scope = scope_of(actor)
    offices = scope.institutions_with(Capability.MANAGE_MEMBERS)
    return Held(scope.regions_with(Capability.READ_AUDIT), tuple(sorted(offices)))


def _asked(actor: User, asked: Filter) -> Asked:
    """Read as the page reads its address."""
    return TrailFilterForm(dict(asked), places=places_of(actor)).asked()


def _entries(actor: Actor, asked: Filter) -> QuerySet[AuditEntry]:
    user = cast(User, actor)
    return asked_entries(user, _asked(user, asked))


def _table(actor: Actor, asked: Filter, _nik: NikWish) -> Table:
    user = cast(User, actor)
    chunks = chunks_of(_entries(actor, asked))
    return Table(TITLES, ([_cells(line) for line in lines_of(user, chunk)] for chunk in chunks))


def _cells(line: Line) -> list[Cell]:
    words = (line.who, line.office, str(line.action), str(line.thing), line.name, line.reason)
    return [moment(line.at), *(word or None for word in words), "; ".join(line.details) or None]


def _details(_actor: Actor, asked: Filter) -> Details:
    """The name of a person who was looked for stays out, and what was typed."""
    told = {name: asked.get(name, "") for name in ("action", "region", "since", "until")}
    return {**told, "search": any(asked.get(name) for name in ("who", "words", "subject"))}


TRAIL = Source(
    code="trail",
    label=_("Jejak tindakan"),
    held=_held,
    filters=tuple(TrailFilterForm.base_fields),
    count=lambda actor, asked, most: counted(_entries(actor, asked), most),
    table=_table,
    details=_details,
)
