"""Words of reasons: what of a question is searched for, and that PostgreSQL's indexes serve the questions."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Left

from wadah.core import audit, audit_words
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


def plan_of(question: QuerySet[AuditEntry]) -> str:
    """How PostgreSQL would answer, where it does not read the whole table for its being small."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    return question.explain()


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("narrowed", "index"),
    [
        ({"regency": "16.02"}, "audit_regency_at"),
        ({"actor": "user:x"}, "audit_actor_at"),
        ({"action": "x"}, "audit_action_at"),
    ],
)
def test_the_question_is_asked_in_the_words_of_its_index(narrowed: dict[str, str], index: str) -> None:
    question = ENTRIES.alias(regency=Left("region", 5)).filter(**narrowed).order_by("-at", "-pk")

    assert index in plan_of(question)


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(("common", "by_index"), [(1, True), (0, False)])
def test_a_rare_word_is_looked_up_and_a_common_one_met_on_the_way(
    monkeypatch: pytest.MonkeyPatch, common: int, by_index: bool
) -> None:
    monkeypatch.setattr(audit_words, "COMMON", common)
    row = audit.record(None, "swept", reason="cocok dengan KTP")
    audit.record(None, "swept", reason="lain")

    question = with_words(ENTRIES.order_by(), ("COCOK", "ktp"))

    assert (list(question), "Index Cond: (to_tsvector" in plan_of(question)) == ([row], by_index)
