"""Two that move rows between parties at once: both are done, one after the other. With a control without the pen."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections, transaction
from django.db.transaction import TransactionManagementError

from wadah.accounts.models import Institution
from wadah.accounts.tests.factories import make_institution, make_member, make_regions
from wadah.registry.models import Merge, Pair, Party
from wadah.registry.pen import take_pen
from wadah.registry.services import review
from wadah.registry.services.merges import merge_parties
from wadah.registry.states import PairState
from wadah.registry.tests.factories import make_business, make_intake, make_pair, record_of
from wadah.registry.tests.test_races import together


@pytest.fixture
def place() -> Institution:
    make_regions()
    return make_institution("DISKOP-OKI", "16.02")


def decide_neighbours(place: Institution) -> list[object]:
    """Two officers say `same` at one moment, of two pairs that share a row."""
    rows = [record_of(make_business(make_intake(place), f"Songket Mak Cik {name}")) for name in "ABC"]
    pairs = (make_pair(rows[0], rows[1]), make_pair(rows[1], rows[2]))

    def act(pair: Pair) -> Callable[[], Pair]:
        officer = make_member(place)
        return lambda: review.decide_pair(
            actor=officer, public_id=pair.public_id, answer=PairState.SAME, expected_version=1
        )

    return together(*(act(pair) for pair in pairs))


def closed_with_rows() -> int:
    return Party.objects.filter(closed_at__isnull=False, links__undone_at__isnull=True).count()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_decisions_about_one_row_at_once_leave_one_party(place: Institution) -> None:
    if connections["default"].vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SQLite has one writer")

    results = decide_neighbours(place)

    assert [type(result) for result in results] == [Pair, Pair]
    assert Party.objects.filter(closed_at__isnull=True).count() == 1
    assert (Merge.objects.count(), closed_with_rows()) == (2, 0)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_the_pen_a_row_stays_in_a_closed_party(
    place: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connections["default"].vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SQLite has one writer")
    both, first_is_done = threading.Barrier(2), threading.Event()

    def after_both_have_read(one: Party, other: Party, *decision: Any) -> Merge:
        """A and B are joined first; who joins B and C has read that B is open."""
        both.wait(timeout=20)
        if {one.name[-1], other.name[-1]} == {"A", "B"}:
            transaction.on_commit(first_is_done.set)
        else:
            assert first_is_done.wait(timeout=20)
        return merge_parties(one, other, *decision)

    monkeypatch.setattr(review, "take_pen", lambda: None)
    monkeypatch.setattr(review, "merge_parties", after_both_have_read)

    results = decide_neighbours(place)

    assert [type(result) for result in results] == [Pair, Pair]
    assert closed_with_rows() == 1


@pytest.mark.django_db(transaction=True)
def test_the_pen_is_held_by_a_transaction() -> None:
    with pytest.raises(TransactionManagementError):
        take_pen()

    with transaction.atomic():
        take_pen()
