"""PostgreSQL gives ids before commits: a range is sealed only when nobody can add to it, and nobody waits for it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from wadah.core import audit, audit_seals
from wadah.core.audit_chain import verify_trails
from wadah.core.audit_seals import new_seals
from wadah.core.models import AuditEntry, AuditSeal
from wadah.core.tests.tampering import unguarded

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


@contextmanager
def open_elsewhere() -> Iterator[threading.Event]:
    """Another transaction has recorded an entry and does not commit before the event is set."""
    recorded, may_end = threading.Event(), threading.Event()

    def work() -> None:
        with transaction.atomic():
            audit.record("slow", "swept", at=NOON)
            recorded.set()
            may_end.wait(10)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    recorded.wait(10)
    yield may_end
    may_end.set()
    thread.join()


def covered() -> list[list[str]]:
    """Who acted in the entries of each seal."""
    return [
        list(
            AuditEntry.objects.filter(pk__gt=one.after_id, pk__lte=one.last_id).values_list(
                "actor", flat=True
            )
        )
        for one in AuditSeal.objects.all()
    ]


def test_a_range_that_a_running_transaction_can_add_to_is_not_sealed() -> None:
    with open_elsewhere():
        audit.record("quick", "swept", at=NOON)
        while_open = list(new_seals(patience_seconds=0.2))

    after = [seal.row_count for seal in new_seals()]

    assert (while_open, after, covered()) == ([], [2], [["slow", "quick"]])
    assert verify_trails(at=NOON).fault is None


def test_without_the_guard_a_late_commit_looks_like_a_forgery(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_seals, "_writers", lambda trail: set())

    with open_elsewhere():
        audit.record("quick", "swept", at=NOON)
        while_open = [seal.row_count for seal in new_seals()]

    fault = verify_trails(at=NOON).fault
    assert (while_open, fault and fault.code) == ([1], "rows")


@contextmanager
def sealing_elsewhere() -> Iterator[threading.Event]:
    """Another thread seals, and waits for who is writing now; the event tells that it has done so."""
    done = threading.Event()

    def work() -> None:
        list(new_seals())
        connection.close()
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(0.2)  # It has seen the newest id and who writes.
    yield done
    thread.join()


def test_the_seal_waits_for_who_wrote_before_and_not_for_who_comes_after() -> None:
    with open_elsewhere() as may_end:
        audit.record("quick", "swept", at=NOON)
        with sealing_elsewhere() as done, open_elsewhere():
            waits = not done.is_set()
            may_end.set()
            done.wait(3)
            sealed = covered()

    rest = [seal.row_count for seal in new_seals()]

    assert (waits, sealed, rest, verify_trails(at=NOON).fault) == (True, [["slow", "quick"]], [1], None)


def test_services_record_while_a_seal_waits() -> None:
    audit.record("early", "swept", at=NOON)

    with open_elsewhere() as may_end, sealing_elsewhere() as done:
        audit.record("quick", "swept", at=NOON)
        recorded, waits = AuditEntry.objects.count(), not done.is_set()
        may_end.set()

    assert (recorded, waits, covered()) == (2, True, [["early"]])


def test_many_workers_make_one_chain() -> None:
    for number in range(40):
        audit.record(f"actor {number}", "swept", at=NOON)
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        for number in range(10):
            audit.record(f"more {number}", "swept", at=NOON)
            list(new_seals(patience_seconds=1))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    list(new_seals())

    verified = verify_trails(at=NOON)
    assert (verified.fault, verified.rows) == (None, 80)


@pytest.fixture(autouse=True)
def _emptied() -> Iterator[None]:
    """What a test of real transactions leaves is taken away behind the triggers' back."""
    yield
    for model in (AuditSeal, AuditEntry):
        with unguarded(model):
            model.objects.all().delete()
