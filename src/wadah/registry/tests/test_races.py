"""Two at once: two officers on one pair, one file handed in twice. Each with a control that fails without its guard."""

import io
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from wadah.accounts.models import Institution, User
from wadah.accounts.tests.factories import make_institution, make_member, make_regions
from wadah.core.jobs import at_once
from wadah.registry.errors import PairAlreadyDecided
from wadah.registry.models import Intake, Merge, Pair
from wadah.registry.services import intakes, review
from wadah.registry.states import PairState
from wadah.registry.tests.factories import make_business, make_intake, make_pair, record_of
from wadah.registry.tests.files import as_csv

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _only_on_postgresql() -> None:
    """SQLite has one writer: there is nothing to race for."""
    if connections["default"].vendor != "postgresql":
        pytest.skip("needs PostgreSQL")


@pytest.fixture
def place() -> Institution:
    make_regions()
    return make_institution("DISKOP-OKI", "16.02")


@pytest.fixture
def pair(place: Institution) -> Pair:
    left = make_business(make_intake(place), "Songket Mak Cik")
    right = make_business(make_intake(place), "Tenun Songket Mak Cik")
    return make_pair(record_of(left), record_of(right))


def together(*acts: Callable[[], Any]) -> list[Any]:
    """The results, or the errors, of acts that begin at one moment."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(at: int) -> None:
        barrier.wait()
        try:
            results[at] = acts[at]()
        except Exception as error:  # The outcome of this act.
            results[at] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def decide_both(place: Institution, pair: Pair, answers: tuple[PairState, PairState]) -> list[Any]:
    first, second = make_member(place), make_member(place)

    def act(actor: User, answer: PairState) -> Callable[[], Pair]:
        return lambda: review.decide_pair(
            actor=actor, public_id=pair.public_id, answer=answer, expected_version=1
        )

    return together(act(first, answers[0]), act(second, answers[1]))


def test_of_two_officers_one_decides_and_the_other_hears_of_it(place: Institution, pair: Pair) -> None:
    results = decide_both(place, pair, (PairState.SAME, PairState.DIFFERENT))

    pair.refresh_from_db()
    assert sorted(type(result).__name__ for result in results) == ["Pair", "PairAlreadyDecided"]
    assert Merge.objects.count() == (1 if pair.state == PairState.SAME else 0)


def test_without_the_guard_both_officers_decide(
    place: Institution, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    barrier = threading.Barrier(2)

    def blind(seen: Pair, *_: object) -> bool:
        barrier.wait(timeout=20)  # Both have looked; nobody has taken it.
        return True

    def careless(obj: Pair, to: str, **others: Any) -> Pair:
        Pair.objects.filter(pk=obj.pk).update(state=to, **others["also"])
        obj.state = to
        return obj

    monkeypatch.setattr(review, "take_pen", lambda: None)
    monkeypatch.setattr(review, "_take", blind)
    monkeypatch.setattr(review, "move", careless)

    results = decide_both(place, pair, (PairState.UNSURE, PairState.DIFFERENT))

    assert not any(isinstance(result, PairAlreadyDecided) for result in results)


def hand_in_twice(place: Institution) -> list[Any]:
    officer = make_member(place)

    def act() -> intakes.Received:
        with at_once():
            return intakes.receive_file(
                actor=officer, institution=place, file=io.BytesIO(as_csv()), file_name="a.csv"
            )

    return together(act, act)


def test_one_file_handed_in_twice_at_once_is_one_intake(place: Institution) -> None:
    results = hand_in_twice(place)

    assert sorted(received.is_new for received in results) == [False, True]
    assert {received.intake.pk for received in results} == {Intake.objects.get().pk}


def test_without_the_constraint_it_is_two(place: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    barrier = threading.Barrier(2)

    def nothing_yet(*_: object) -> None:
        barrier.wait(timeout=20)

    monkeypatch.setattr(intakes, "_live", nothing_yet)
    constraint = next(c for c in Intake._meta.constraints if c.name == "intake_file_once_while_live")
    with connections["default"].schema_editor() as editor:
        editor.remove_constraint(Intake, constraint)
    try:
        hand_in_twice(place)

        assert Intake.objects.count() == 2
    finally:
        Intake.objects.order_by("-pk").first().delete()
        with connections["default"].schema_editor() as editor:
            editor.add_constraint(Intake, constraint)
