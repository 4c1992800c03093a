"""A repeated request gets the first answer and changes nothing."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from wadah.core.errors import RepeatedKeyDiffers
from wadah.core.idempotency import FORGOTTEN_AT_ONCE, KEPT_FOR, once
from wadah.core.models import IdempotencyKey
from wadah.core.tests.lamps import Lamp

pytestmark = pytest.mark.usefixtures("lamp_table")


def _light(room: str) -> Callable[[], dict[str, int]]:
    return lambda: {"lamp": Lamp.objects.create(room=room).brightness}


@pytest.mark.django_db
def test_a_repeat_gets_the_first_answer_and_changes_nothing() -> None:
    first = once("siti", "k1", "lamp.light", lambda: {"n": Lamp.objects.create(room="a").brightness + 7})
    again = once("siti", "k1", "lamp.light", lambda: {"n": Lamp.objects.create(room="b").brightness + 8})

    assert (first, again, [lamp.room for lamp in Lamp.objects.all()]) == ({"n": 7}, {"n": 7}, ["a"])


@pytest.mark.django_db
def test_another_person_action_or_key_is_another_request() -> None:
    for actor, key, action in [
        ("siti", "k1", "a"),
        ("budi", "k1", "a"),
        ("siti", "k2", "a"),
        ("siti", "k1", "b"),
    ]:
        once(actor, key, action, _light("x"))

    assert Lamp.objects.count() == 4


@pytest.mark.django_db
def test_without_a_key_every_request_runs() -> None:
    once("siti", "", "a", _light("x"))
    once("siti", "", "a", _light("x"))

    assert (Lamp.objects.count(), IdempotencyKey.objects.count()) == (2, 0)


@pytest.mark.django_db
def test_a_key_that_comes_again_with_other_content_is_refused() -> None:
    once("siti", "k1", "a", _light("x"), content={"room": "x"})

    with pytest.raises(RepeatedKeyDiffers):
        once("siti", "k1", "a", _light("y"), content={"room": "y"})

    assert [lamp.room for lamp in Lamp.objects.all()] == ["x"]


@pytest.mark.django_db
def test_a_run_that_fails_leaves_the_key_free() -> None:
    def fail() -> Any:
        Lamp.objects.create(room="lost")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once("siti", "k1", "a", fail)

    once("siti", "k1", "a", _light("x"))
    assert [lamp.room for lamp in Lamp.objects.all()] == ["x"]


def _age(key: str, by: timedelta) -> None:
    IdempotencyKey.objects.filter(key=key).update(created_at=timezone.now() - by)


@pytest.mark.django_db
def test_a_new_key_takes_away_those_that_are_over_and_no_others() -> None:
    for key in ("over", "nearly over", "young"):
        once("siti", key, "a", _light("x"))
    _age("over", KEPT_FOR + timedelta(minutes=1))
    _age("nearly over", KEPT_FOR - timedelta(minutes=1))

    once("budi", "new", "a", _light("x"))

    keys = list(IdempotencyKey.objects.order_by("pk").values_list("key", flat=True))
    assert keys == ["nearly over", "young", "new"]


@pytest.mark.django_db
def test_old_keys_go_a_few_at_a_time(django_assert_max_num_queries: Any) -> None:
    old = timezone.now() - KEPT_FOR * 2
    IdempotencyKey.objects.bulk_create(
        IdempotencyKey(actor="siti", action="a", key=f"k{number}", created_at=old)
        for number in range(FORGOTTEN_AT_ONCE + 5)
    )

    with django_assert_max_num_queries(9):
        once("budi", "new", "a", dict)

    assert IdempotencyKey.objects.filter(actor="siti").count() == 5


@pytest.fixture
def dark(transactional_db: None, lamp_table: None) -> None:
    """No lamps from an earlier race: the table is the tests' own, so nobody else empties it."""
    Lamp.objects.all().delete()


def _race(run: Callable[[int], Any], threads: int = 2) -> list[Any]:
    """What each of the threads that start together got: an answer or an error."""
    gate, got = threading.Barrier(threads), [None] * threads

    def enter(number: int) -> None:
        try:
            gate.wait(timeout=5)
            got[number] = run(number)
        except Exception as error:  # noqa: BLE001  handed to the test
            got[number] = error
        finally:
            connection.close()

    crowd = [threading.Thread(target=enter, args=(number,)) for number in range(threads)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join(timeout=20)
    return got


def _slow_light(number: int, may_go_on: threading.Event) -> dict[str, int]:
    Lamp.objects.create(room=f"thread {number}")
    may_go_on.wait(timeout=0.3)
    return {"thread": number}


@pytest.mark.postgresql
@pytest.mark.usefixtures("dark")
def test_two_that_arrive_together_run_once_and_get_one_answer() -> None:
    never = threading.Event()

    got = _race(lambda number: once("siti", "k1", "a", lambda: _slow_light(number, never)))

    assert got[0] == got[1]
    assert [lamp.room for lamp in Lamp.objects.all()] == [f"thread {got[0]['thread']}"]


@pytest.mark.postgresql
@pytest.mark.usefixtures("dark")
def test_without_the_unique_key_the_same_race_runs_twice() -> None:
    """The control: a race that cannot be lost proves nothing."""
    never = threading.Event()

    def unguarded(number: int) -> dict[str, int]:
        with transaction.atomic():
            if IdempotencyKey.objects.filter(key="k1").exists():
                return {"thread": -1}
            return _slow_light(number, never)

    _race(unguarded)

    assert Lamp.objects.count() == 2


@pytest.mark.postgresql
@pytest.mark.usefixtures("dark")
def test_the_one_that_waited_runs_when_the_first_rolls_back() -> None:
    never, tried = threading.Event(), []

    def first_fails(number: int) -> Any:
        tried.append(number)
        _slow_light(number, never)
        if len(tried) == 1:
            raise ZeroDivisionError
        return {"thread": number}

    got = _race(lambda number: once("siti", "k1", "a", lambda: first_fails(number)))

    failed, ran = tried
    assert (type(got[failed]), got[ran]) == (ZeroDivisionError, {"thread": ran})
    assert [lamp.room for lamp in Lamp.objects.all()] == [f"thread {ran}"]
