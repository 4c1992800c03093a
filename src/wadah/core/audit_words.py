"""Search of the trail by words of the reasons. What is covered where reasons are shown is not found by it either.

Reasons are typed by hand and may hold a number of a person or an address; pages cover those (`core.logs`). A search
that saw them would let a reader guess them sign by sign. So a piece of text with a digit or an @ in it is not
searched, here and in PostgreSQL's index, and a word that is asked for consists of letters.
"""

import re

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from wadah.core.models import AuditEntry

WORD = re.compile(r"[^\W\d_]{3,}")
MOST_WORDS = 6
# So many the index gives at once; of ten million entries a walk along the newest finds a page of more common ones.
COMMON = 2_000
# Word for word the expression of the index audit_reason_words (migration 0006), or the index is not used.
SEARCHED = (
    "to_tsvector('simple', regexp_replace(regexp_replace("
    "core_auditentry.reason, '\\S*[@[:digit:]]\\S*', ' ', 'g'), '[[:punct:]]', ' ', 'g'))"
)


def words_in(text: str) -> tuple[str, ...]:
    """The words of a question that can be searched for; those that are too short or hold a digit cannot."""
    pieces = [piece for piece in text.split() if "@" not in piece and not any(map(str.isdigit, piece))]
    return tuple(WORD.findall(" ".join(pieces))[:MOST_WORDS])


def with_words(entries: QuerySet[AuditEntry], words: tuple[str, ...]) -> QuerySet[AuditEntry]:
    """The entries whose reason has all of the words, whole.

    PostgreSQL has an index for rare words; common ones are met soon enough among the newest entries. It keeps no
    count of words of an index that leaves rows out, and guesses wrong by ten seconds among ten million entries: so
    they are counted here, up to `COMMON`. SQLite reads entry by entry, the newest first, until a page is full.
    """
    if connection.vendor == "postgresql":
        matching = AuditEntry.objects.filter(_match(words)).order_by()
        is_common = matching[: COMMON + 1].count() > COMMON
        return entries.filter(_match(words, by_index=not is_common))
    for word in words:
        entries = entries.filter(
            reason__iregex=rf"(?:^|\s)(?:[^\s@\d]*[^\w\s@])?{word}(?:[^\w\s@][^\s@\d]*)?(?:\s|$)"
        )
    return entries


def _match(words: tuple[str, ...], *, by_index: bool = True) -> RawSQL:
    """Whether the words are there. No index answers a CASE, and the planner takes it for true of every second row,
    so that it walks along the newest ones.
    """
    has_reason, match = "core_auditentry.reason <> ''", f"{SEARCHED} @@ to_tsquery('simple', %s)"
    statement = (
        f"{has_reason} AND {match}" if by_index else f"CASE WHEN {has_reason} THEN {match} ELSE false END"
    )
    # The statement is ours, the words are a parameter.
    return RawSQL(statement, [" & ".join(words)], output_field=BooleanField())  # noqa: S611
