"""Words of reasons: what of a question is searched for, and that PostgreSQL's indexes serve the questions."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Left

from wadah.core.audit_words import with_words, words_in
from wadah.core.models import AuditEntry

ENTRIES = AuditEntry.objects.all()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cocok, dengan KTP!", ("Cocok", "dengan", "KTP")),
        ("ya 12 no", ()),
        ("siti@contoh.example nik1671 warga", ("warga",)),
        ("';--&|!:* é_étage", ("étage",)),
        ("satu_dua", ("satu", "dua")),
        ("aaa " * 9, ("aaa",) * 6),
    ],
)
def test_words_are_letters_only_and_few(text: str, words: tuple[str, ...]) -> None:
    assert words_in(text) == words


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "index"),
    [
        (with_words(ENTRIES.order_by(), ("cocok",)), "audit_reason_words"),
        (
            ENTRIES.alias(regency=Left("region", 5)).filter(regency="16.02").order_by("-at", "-pk"),
            "audit_regency_at",
        ),
        (ENTRIES.filter(actor="user:x").order_by("-at", "-pk"), "audit_actor_at"),
        (ENTRIES.filter(action="x").order_by("-at", "-pk"), "audit_action_at"),
    ],
    ids=["words", "regency", "actor", "action"],
)
def test_the_question_is_asked_in_the_words_of_its_index(question: QuerySet[AuditEntry], index: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")

    assert index in question.explain()
