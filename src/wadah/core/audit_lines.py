"""The rows of the histories as lines of text: what the seals are hashes of, the same on every database.

A line is a JSON array of the row's columns in the order given here, every column but the id as text. Times are in
UTC with microseconds; a column of JSON is written with sorted keys and without spaces. Whoever has the lines can
check a seal with nothing but SHA-256.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from json.encoder import encode_basestring

from django.db import connection
from django.db.models import DateTimeField, Field, JSONField, Model

from wadah.core.models import AuditEntry, RuleConfirmation, StateChange

ROWS_AT_ONCE = 10_000
LOWEST_ID = -(2**63)
# "2026-11-21 03:00:00": how SQLite keeps a time without a fraction of a second.
WHOLE_SECOND = len("2026-11-21 03:00:00")


@dataclass(frozen=True)
class Trail:
    """A history that is sealed. `columns` are named here and not read from the model: another column would give
    every row another line, and must come as another trail.
    """

    name: str
    model: type[Model]
    columns: tuple[str, ...]

    @property
    def table(self) -> str:
        """Its table."""
        return self.model._meta.db_table


@dataclass(frozen=True)
class Lines:
    """Some rows in the order of their ids."""

    ids: Sequence[int]
    texts: Sequence[str]


TRAILS = {
    trail.name: trail
    for trail in (
        Trail(
            "entries",
            AuditEntry,
            ("id", "at", "actor", "action", "what", "object_id", "region", "reason", "request_id", "details"),
        ),
        Trail(
            "moves",
            StateChange,
            (
                "id",
                "what",
                "object_id",
                "field",
                "from_state",
                "to_state",
                "actor",
                "reason",
                "request_id",
                "at",
            ),
        ),
        Trail(
            "rules",
            RuleConfirmation,
            ("id", "version_id", "value", "source", "source_url", "note", "confirmed_by", "confirmed_at"),
        ),
    )
}


class LineReader:
    """Reads a trail forwards from an id, `ROWS_AT_ONCE` at a time, however small the stretches asked for are."""

    def __init__(self, trail: Trail, after: int) -> None:
        self._trail = trail
        self._after = after
        self._ahead = Lines((), ())
        self._at = 0

    def until(self, last_id: int) -> Iterator[Lines]:
        """The rows not read yet up to this id. Rows beyond it may be read ahead: ask only for what is settled."""
        while True:
            if self._at == len(self._ahead.ids):
                self._ahead, self._at = lines_after(self._trail, self._after), 0
                if not self._ahead.ids:
                    return
                self._after = self._ahead.ids[-1]
            end = bisect_right(self._ahead.ids, last_id, lo=self._at)
            if end > self._at:
                yield Lines(self._ahead.ids[self._at : end], self._ahead.texts[self._at : end])
            self._at = end
            if end < len(self._ahead.ids):
                return


def lines_after(trail: Trail, after: int, until: int = 2**63 - 1) -> Lines:
    """The next rows with ids beyond `after`, at most `ROWS_AT_ONCE` of them."""
    columns = ", ".join(_selected(trail.model._meta.get_field(name)) for name in trail.columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {trail.table} WHERE id > %s AND id <= %s ORDER BY id LIMIT {ROWS_AT_ONCE}",  # noqa: S608
            [after, until],
        )
        rows = cursor.fetchall()
    line = _line_of(trail)
    return Lines([row[0] for row in rows], [line(row) for row in rows])


def _selected(field: "Field[object, object] | object") -> str:
    """The column as text in SQL; the database does it faster than objects would be made and written again."""
    assert isinstance(field, Field)
    column = f'"{field.column}"'
    if isinstance(field, JSONField):
        return f"coalesce(CAST({column} AS text), '')"
    if isinstance(field, DateTimeField) and connection.vendor == "postgresql":
        return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    return column


class _LineOf:
    """Makes the line of a row as `lines_after` selects it."""

    def __init__(self, json_columns: tuple[int, ...], time_columns: tuple[int, ...]) -> None:
        self._json = json_columns
        self._times = time_columns

    def __call__(self, row: Sequence[object]) -> str:
        """The line, without its end."""
        texts = [str(value) for value in row]
        for at in self._json:
            texts[at] = canonical(texts[at])
        for at in self._times:
            if len(texts[at]) == WHOLE_SECOND:
                texts[at] += ".000000"
        return f"[{texts[0]},{','.join(map(encode_basestring, texts[1:]))}]"


@lru_cache(maxsize=8)
def _line_of(trail: Trail) -> _LineOf:
    fields = [trail.model._meta.get_field(name) for name in trail.columns]
    return _LineOf(
        tuple(at for at, field in enumerate(fields) if isinstance(field, JSONField)),
        tuple(at for at, field in enumerate(fields) if isinstance(field, DateTimeField)),
    )


@lru_cache(maxsize=4096)
def canonical(text: str) -> str:
    """JSON with sorted keys and no spaces; databases keep the same value in words of their own."""
    if text in ("{}", ""):
        return text
    return json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
