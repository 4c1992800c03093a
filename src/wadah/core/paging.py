"""Pages of long lists by key: the ten-thousandth page costs what the first one costs. Nothing is counted."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import connections
from django.db.models import BooleanField, Field, Model, Q, QuerySet
from django.db.models.expressions import RawSQL

M = TypeVar("M", bound=Model)
BIGGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Page(Generic[M]):
    """The rows of one page, and the cursors of its neighbours; an empty cursor means there is none."""

    items: tuple[M, ...]
    next: str
    previous: str


@dataclass(frozen=True)
class Place:
    """A place between two rows: the order keys of a row, and the side on which the page lies."""

    keys: tuple[Any, ...]
    backwards: bool


@dataclass(frozen=True)
class OrderKey:
    """One column of the order."""

    field: "Field[Any, Any]"
    name: str
    descending: bool


def keyset(queryset: QuerySet[M], *, order: Sequence[str], cursor: str = "", size: int = 24) -> Page[M]:
    """One page of the queryset in this order, ended by the primary key so that equal keys stay apart.

    The columns of `order` must be columns of the model itself and not null. An index on them, ended by the
    primary key, makes every page equally cheap when all run in one direction. A cursor that makes no sense
    shows the first page.
    """
    keys = _order_keys(queryset.model, order)
    place = _read(cursor, keys)
    backwards = place is not None and place.backwards
    rows = queryset.order_by(*(_sql_order(key, backwards) for key in keys))
    if place is not None:
        rows = rows.filter(_beyond(queryset, keys, place))
    found = list(rows[: size + 1])
    more, items = len(found) > size, found[:size]
    if backwards:
        items.reverse()
    if not items:
        return Page((), "", "") if place is None else keyset(queryset, order=order, size=size)
    has_next = more if not backwards else True
    has_previous = place is not None if not backwards else more
    return Page(
        items=tuple(items),
        next=_write(keys, items[-1], backwards=False) if has_next else "",
        previous=_write(keys, items[0], backwards=True) if has_previous else "",
    )


def _order_keys(model: type[Model], order: Sequence[str]) -> list[OrderKey]:
    names = [name for name in order if name.lstrip("-") != "pk"]
    # Without a word about it, the primary key runs the way of the key before it: one index serves both.
    default = "-pk" if names and names[-1].startswith("-") else "pk"
    last = next((name for name in order if name.lstrip("-") == "pk"), default)
    keys = []
    for name in [*names, last]:
        bare = name.lstrip("-")
        field = model._meta.pk if bare == "pk" else model._meta.get_field(bare)
        if not isinstance(field, Field):
            raise FieldDoesNotExist(f"{bare} is no column of {model.__name__}.")
        if field.null:
            raise ValueError(f"{model.__name__}.{bare} may be null and cannot order pages.")
        keys.append(OrderKey(field, field.attname, name.startswith("-")))
    return keys


def _sql_order(key: OrderKey, backwards: bool) -> str:
    return ("-" if key.descending != backwards else "") + key.name


def _beyond(queryset: QuerySet[M], keys: Sequence[OrderKey], place: Place) -> RawSQL | Q:
    """Rows after the place: `(a, b) > (1, 2)`, one range of an index on (a, b).

    Raw, because the query builder has no comparison of rows and building one from its parts costs more
    than the page itself. Names are quoted by the database's own rules, values are parameters.
    """
    if len({key.descending for key in keys}) > 1:
        return _beyond_mixed(keys, place)
    connection = connections[queryset.db]
    quote = connection.ops.quote_name
    table = quote(queryset.model._meta.db_table)
    columns = ", ".join(f"{table}.{quote(str(key.field.column))}" for key in keys)
    marks = ", ".join(["%s"] * len(keys))
    values = [
        key.field.get_db_prep_value(value, connection) for key, value in zip(keys, place.keys, strict=True)
    ]
    sign = "<" if keys[0].descending != place.backwards else ">"
    return RawSQL(f"({columns}) {sign} ({marks})", values, output_field=BooleanField())  # noqa: S611


def _beyond_mixed(keys: Sequence[OrderKey], place: Place) -> Q:
    """The same for keys of both directions, which no database compares as a row.

    The bound on the first key stands apart, so that an index range is used; rows that share the first key
    are walked through.
    """
    beyond, equal = Q(), Q()
    for key, value in zip(keys, place.keys, strict=True):
        step = "lt" if key.descending != place.backwards else "gt"
        beyond |= equal & Q(**{f"{key.name}__{step}": value})
        equal &= Q(**{key.name: value})
    bound = "lte" if keys[0].descending != place.backwards else "gte"
    return Q(**{f"{keys[0].name}__{bound}": place.keys[0]}) & beyond


def _write(keys: Sequence[OrderKey], row: Model, *, backwards: bool) -> str:
    """A column writes its own value: JSON alone would cut a time to milliseconds, and lose or double rows."""
    values = [int(backwards), *(key.field.value_to_string(row) for key in keys)]
    text = json.dumps(values, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str, keys: Sequence[OrderKey]) -> Place | None:
    """The place a cursor speaks of; None for the first page and for every cursor that makes no sense."""
    if not cursor:
        return None
    try:
        values = json.loads(
            base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        )
        side, *rest = values
        if side not in (0, 1) or len(rest) != len(keys):
            return None
        clean = tuple(_value(key, text) for key, text in zip(keys, rest, strict=True))
    except (ValueError, TypeError, ValidationError, OverflowError, RecursionError):
        return None
    return Place(clean, backwards=bool(side))


def _value(key: OrderKey, text: Any) -> Any:
    """What a column wrote, read back; refuses what no column writes and the database would choke on."""
    if not isinstance(text, str) or "\0" in text:
        raise ValueError(text)
    text.encode()
    value = key.field.to_python(text)
    if isinstance(value, int) and abs(value) > BIGGEST_KEY:
        raise ValueError(text)
    return value.astimezone(UTC) if isinstance(value, datetime) else value
