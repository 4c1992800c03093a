"""Pages by key show every row once, in order, in both directions, whatever the cursor holds."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wadah.core.paging import Page, keyset
from wadah.core.tests.lamps import Lamp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lamp_table")]
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
ORDERS = [
    ("room", "-brightness"),
    ("room", "brightness"),
    ("-room", "-brightness"),
    ("-brightness",),
    ("pk",),
    ("-pk",),
    ("-room", "brightness", "-pk"),
]


def _ids(page: Page[Lamp]) -> list[int]:
    return [lamp.pk for lamp in page.items]


@QUIET
@given(
    rows=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=25),
    order=st.sampled_from(ORDERS),
    size=st.integers(1, 7),
)
def test_walking_forwards_and_back_is_the_plain_order(
    rows: list[tuple[str, int]], order: tuple[str, ...], size: int
) -> None:
    Lamp.objects.all().delete()
    Lamp.objects.bulk_create(Lamp(room=room, brightness=brightness) for room, brightness in rows)
    way = "-" if order[-1].startswith("-") else ""
    ended = order if order[-1].lstrip("-") == "pk" else (*order, f"{way}pk")
    plain = list(Lamp.objects.order_by(*ended).values_list("pk", flat=True))

    page = keyset(Lamp.objects.all(), order=order, size=size)
    forwards = [page]
    while page.next:
        page = keyset(Lamp.objects.all(), order=order, cursor=page.next, size=size)
        forwards.append(page)
    backwards = [page]
    while page.previous:
        page = keyset(Lamp.objects.all(), order=order, cursor=page.previous, size=size)
        backwards.insert(0, page)

    assert [pk for page in forwards for pk in _ids(page)] == plain
    assert [_ids(page) for page in backwards] == [_ids(page) for page in forwards]
    assert (forwards[0].previous, backwards[0].previous, forwards[-1].next) == ("", "", "")


def _five() -> list[Lamp]:
    return [Lamp.objects.create(room=room) for room in "abcde"]


def test_a_page_whose_rows_are_gone_shows_the_first_page_instead_of_nothing() -> None:
    lamps = _five()
    cursor = keyset(Lamp.objects.all(), order=("room",), size=2).next
    Lamp.objects.filter(room__gt="b").delete()

    assert _ids(keyset(Lamp.objects.all(), order=("room",), cursor=cursor, size=2)) == [
        lamps[0].pk,
        lamps[1].pk,
    ]


def test_rows_added_or_gone_meanwhile_shift_no_other_row() -> None:
    lamps = _five()
    cursor = keyset(Lamp.objects.all(), order=("room",), size=2).next
    Lamp.objects.create(room="aa")
    lamps[0].delete()

    assert _ids(keyset(Lamp.objects.all(), order=("room",), cursor=cursor, size=2)) == [
        lamps[2].pk,
        Lamp.objects.get(room="d").pk,
    ]


def _cursor(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%%%",
        "é",
        "\0",
        "[" * 5000,
        base64.b64encode(b"[" * 3000).decode(),
        base64.b64encode(b"\xff\xfe").decode(),
        _cursor(),
        _cursor(0),
        _cursor(2, "c", "1"),
        _cursor(0, "c", "no number"),
        _cursor(0, None, 1),
        _cursor(0, "c", 1, 1),
        _cursor(0, {"a": 1}, 1),
        _cursor(0, ["c"], 1),
        _cursor("0", "c", "1"),
        _cursor([0], "c", "1"),
        _cursor(0, "c\0", "1"),
        _cursor(0, "\ud800", "1"),
        base64.b64encode(b'{"a": 1}').decode(),
        base64.b64encode(b"7").decode(),
        base64.b64encode(b'[0, "c", NaN]').decode(),
        base64.b64encode(b'[0, "c", 1e999]').decode(),
    ],
)
def test_a_cursor_that_makes_no_sense_shows_the_first_page(cursor: str) -> None:
    lamps = _five()

    page = keyset(Lamp.objects.all(), order=("room",), cursor=cursor, size=2)

    assert (_ids(page), page.previous) == ([lamps[0].pk, lamps[1].pk], "")


@QUIET
@given(cursor=st.text() | st.binary().map(lambda noise: base64.urlsafe_b64encode(noise).decode()))
def test_no_cursor_breaks_the_page(cursor: str) -> None:
    assert keyset(Lamp.objects.all(), order=("room", "-brightness"), cursor=cursor, size=2).items == ()


@pytest.mark.parametrize(
    "moment", ["2026", "2026-11-21", "0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00"]
)
@pytest.mark.parametrize("key", ["1", str(10**30), "-1"])
def test_no_moment_or_number_out_of_range_breaks_the_page(moment: str, key: str) -> None:
    _five()

    page = keyset(Lamp.objects.all(), order=("made_at",), cursor=_cursor(0, moment, key), size=9)

    assert len(page.items) <= 5


def test_moments_a_microsecond_apart_stay_apart() -> None:
    noon = datetime(2026, 11, 21, 5, tzinfo=UTC)
    lamps = [Lamp.objects.create(made_at=noon + timedelta(microseconds=step)) for step in (3, 2, 1)]
    page = keyset(Lamp.objects.all(), order=("made_at",), size=1)
    seen = [page.items[0].pk]
    while page.next:
        page = keyset(Lamp.objects.all(), order=("made_at",), size=1, cursor=page.next)
        seen.append(page.items[0].pk)

    assert seen == [lamp.pk for lamp in reversed(lamps)]


def test_a_column_that_may_be_null_cannot_order_pages() -> None:
    with pytest.raises(ValueError, match="lit_at may be null"):
        keyset(Lamp.objects.all(), order=("lit_at",))


def test_a_page_is_one_query_for_one_range_of_the_index() -> None:
    _five()
    cursor = keyset(Lamp.objects.all(), order=("room",), size=2).next

    with CaptureQueriesContext(
        connection,
    ) as queries:
        keyset(Lamp.objects.all(), order=("room",), cursor=cursor, size=2)

    sql = queries.captured_queries[0]["sql"]
    assert (len(queries), '"id") > (' in sql, "OFFSET" in sql, "COUNT" in sql) == (1, True, False, False)
