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
    """The entries whose reason has all of the words, or words that begin with them.

    PostgreSQL has an index for it. SQLite reads entry by entry, the newest first, until a page is full.
    """
    if connection.vendor == "postgresql":
        question = " & ".join(f"{word}:*" for word in words)
        found = RawSQL(  # noqa: S611  the statement is ours, the words are a parameter
            f"core_auditentry.reason <> '' AND {SEARCHED} @@ to_tsquery('simple', %s)",
            [question],
            output_field=BooleanField(),
        )
        return entries.filter(found)
    for word in words:
        entries = entries.filter(reason__iregex=rf"(?:^|\s)(?:[^\s@\d]*[^\w\s@])?{word}[^\s@\d]*(?:\s|$)")
    return entries
