"""One pair side by side: what tells most first, what differs, what would count; and where it stands in the queue."""

from datetime import timedelta

import pytest
from django.utils import timezone

from wadah.accounts.models import Institution, User
from wadah.registry.kinds import LinkLevel
from wadah.registry.models import Pair, Party
from wadah.registry.queries.pairs import Compared, Progress, answered_by, pair_page, review_progress
from wadah.registry.services.review import decide_pair
from wadah.registry.states import PairState
from wadah.registry.tests.factories import link, make_business, make_intake, make_pair, make_record, record_of

NIK, LOOKALIKE = "1602014507900003", "1602999999990003"


def said(row: Compared) -> tuple[str, str, str, str, str]:
    """Field, left, right (words that differ in brackets, what counts with a star), likeness, what counts instead."""
    sides = [
        " ".join(f"[{part.text}]" if part.differs else part.text for part in side.parts) + "*" * side.used
        for side in (row.left, row.right)
    ]
    return (row.field, *sides, row.likeness.value, row.used_instead)  # type: ignore[return-value]


@pytest.fixture
def left(office: Institution) -> Party:
    return make_business(
        make_intake(office),
        "Songket Mak Cik",
        "Rusmini",
        address="Jl. Merdeka 12",
        established="2015",
        workers=2,
    )


@pytest.fixture
def right(office: Institution) -> Party:
    return make_business(
        make_intake(office),
        "Tenun Songket Mak Cik",
        "RUSMINI",
        nik=NIK,
        address="Lorong Pancasila",
        pirt="applied",
    )


@pytest.fixture
def pair(left: Party, right: Party) -> Pair:
    return make_pair(record_of(left), record_of(right))


def test_what_tells_most_stands_first_with_its_differences_and_what_would_count(
    officer: User, pair: Pair
) -> None:
    page = pair_page(officer, pair.public_id)

    assert [said(row) for row in page.telling] == [
        ("business_name", "Songket Mak Cik", "[Tenun] Songket Mak Cik*", "near", ""),
        ("owner_name", "Rusmini", "RUSMINI", "same", ""),
        ("nik", "", "1602••••••••0003", "right", ""),
        ("region", *["Tanjung Lubuk, Kab. Ogan Komering Ilir"] * 2, "same", ""),
        ("address", "Jl. Merdeka 12", "Lorong Pancasila*", "diff", ""),
    ]
    assert [said(row) for row in page.others] == [
        ("established", "2015", "", "left", ""),
        ("workers", "2 orang", "", "left", ""),
        ("pirt", "", "sedang diurus", "right", ""),
    ]


def test_what_a_third_row_says_is_told_when_it_would_count(
    officer: User, office: Institution, right: Party, pair: Pair
) -> None:
    newest = make_record(make_intake(office), {"business_name": "Songket Mak Cik Rusmini"})
    link(newest, right, LinkLevel.BUSINESS)

    page = pair_page(officer, pair.public_id)

    assert said(page.telling[0])[-1] == "Songket Mak Cik Rusmini"


def test_two_numbers_that_look_alike_under_their_mask_are_different(
    officer: User, office: Institution
) -> None:
    left = make_business(make_intake(office), "Songket", "Rusmini", nik=NIK)
    right = make_business(make_intake(office), "Songket", "Rusmini", nik=LOOKALIKE)

    page = pair_page(officer, make_pair(record_of(left), record_of(right)).public_id)

    assert [said(row) for row in page.telling if row.field == "nik"] == [
        ("nik", "1602••••••••0003", "1602••••••••0003*", "diff", "")
    ]


def test_a_decided_pair_no_longer_says_what_would_count(officer: User, pair: Pair) -> None:
    decide_pair(actor=officer, public_id=pair.public_id, answer=PairState.DIFFERENT, expected_version=1)

    page = pair_page(officer, pair.public_id)

    assert (page.is_waiting, page.is_decided) == (False, True)
    assert [row.right.used for row in (*page.telling, *page.others)] == [False] * 8


def test_progress_counts_what_is_done_and_what_stands_ahead(
    officer: User, colleague: User, office: Institution, stranger: User
) -> None:
    records = [make_record(make_intake(office), {"business_name": f"Toko {n}"}) for n in range(6)]
    first, second, third, done, others = (
        make_pair(records[n], records[n + 1], score=score)
        for n, score in enumerate((0.9, 0.8, 0.7, 0.6, 0.5))
    )
    make_pair(records[0], records[5], score=0.95, regency="16.71")
    decide_pair(actor=officer, public_id=done.public_id, answer=PairState.DIFFERENT, expected_version=1)
    decide_pair(actor=colleague, public_id=others.public_id, answer=PairState.DIFFERENT, expected_version=1)
    since = timezone.now() - timedelta(hours=1)

    found = [review_progress(officer, pair, since) for pair in (first, second, third)]

    assert found == [Progress(1, 3, 0), Progress(1, 3, 1), Progress(1, 3, 2)]
    assert [(one.position, one.total) for one in found] == [(2, 4), (3, 4), (4, 4)]


def test_only_ones_own_answer_is_offered_for_taking_back(officer: User, colleague: User, pair: Pair) -> None:
    decide_pair(actor=officer, public_id=pair.public_id, answer=PairState.UNSURE, expected_version=1)

    assert [answered_by(user, pair.public_id) for user in (officer, colleague)] == [pair, None]
