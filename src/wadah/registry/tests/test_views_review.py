"""Reviewing pairs in a browser: answers, the way back, two officers on one pair, strangers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wadah.accounts.models import Institution, User
from wadah.accounts.roles import Role
from wadah.accounts.tests.factories import make_member
from wadah.registry.models import Merge, Pair
from wadah.registry.states import PairState
from wadah.registry.tests.factories import make_business, make_intake, make_pair, make_record, record_of
from wadah.registry.tests.visitors import main_of, visitor


@pytest.fixture
def pair(office: Institution) -> Pair:
    left = make_business(make_intake(office), "Songket Mak Cik", "Rusmini")
    right = make_business(make_intake(office), "Tenun Songket Mak Cik", "Hj. Rusmini")
    return make_pair(record_of(left), record_of(right), score=0.8)


@pytest.fixture
def following(office: Institution) -> Pair:
    left = make_business(make_intake(office), "Kemplang Bu Siti")
    right = make_business(make_intake(office), "Kemplang Ibu Siti")
    return make_pair(record_of(left), record_of(right), score=0.6)


def address(pair: Pair, act: str = "") -> str:
    return f"/periksa/{pair.public_id}/{act}"


def test_the_queue_shows_the_likeliest_first_and_only_the_readers_own(
    officer: User, stranger: User, pair: Pair, following: Pair
) -> None:
    page = main_of(visitor(officer).get("/periksa/"))

    assert page.index("Songket Mak Cik dan Tenun Songket Mak Cik") < page.index(
        "Kemplang Bu Siti dan Kemplang Ibu Siti"
    )
    assert "Tidak ada pasangan di sini" in main_of(visitor(stranger).get("/periksa/"))


def test_an_answer_leads_to_the_next_pair_with_the_way_back_on_top(
    officer: User, pair: Pair, following: Pair
) -> None:
    client = visitor(officer)

    answer = client.post(address(pair, "putuskan/"), {"keputusan": "pisah", "version": 1}, follow=True)

    assert answer.redirect_chain == [(f"{address(following)}?sesudah={pair.public_id}", 302)]
    page = main_of(answer)
    assert "Dibiarkan terpisah: Songket Mak Cik dan Tenun Songket Mak Cik. Batalkan B" in page
    assert "Pasangan 2 dari 2 1 selesai hari ini" in page


def test_the_way_back_takes_the_answer_back_with_its_merge(officer: User, pair: Pair) -> None:
    client = visitor(officer)

    done = client.post(address(pair, "putuskan/"), {"keputusan": "gabung", "version": 1}, follow=True)
    undone = client.post(address(pair, "batalkan/"), {"version": 2}, follow=True)

    assert done.redirect_chain == [(f"/periksa/?sesudah={pair.public_id}", 302)]
    assert "Digabungkan: Songket Mak Cik dan Tenun Songket Mak Cik." in main_of(done)
    assert "Keputusan dibatalkan. Pasangan ini menunggu keputusan lagi." in main_of(undone)
    pair.refresh_from_db()
    assert (pair.state, Merge.objects.filter(undone_at__isnull=True).count()) == (PairState.OPEN, 0)


def test_the_second_officer_learns_who_decided_what_and_nothing_is_overwritten(
    officer: User, colleague: User, pair: Pair
) -> None:
    officer.name = "Sari Wulandari"
    officer.save(update_fields=["name"])
    visitor(officer).post(address(pair, "putuskan/"), {"keputusan": "pisah", "version": 1})

    second = visitor(colleague).post(
        address(pair, "putuskan/"), {"keputusan": "gabung", "version": 1}, follow=True
    )

    assert second.redirect_chain == [(address(pair), 302)]
    page = main_of(second)
    assert "Sari Wulandari sudah memutuskan pasangan ini pada" in page
    assert "Dibiarkan terpisah Sari Wulandari," in page
    assert 'name="keputusan"' not in second.content.decode()
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by, Merge.objects.count()) == (PairState.DIFFERENT, officer, 0)


@pytest.mark.parametrize("sent", [{}, {"keputusan": "hapus", "version": 1}, {"keputusan": "gabung"}])
def test_an_answer_that_is_none_of_the_three_is_explained(
    officer: User, pair: Pair, sent: dict[str, object]
) -> None:
    answer = visitor(officer).post(address(pair, "putuskan/"), sent, follow=True)

    assert "Pilih salah satu dari tiga jawaban." in main_of(answer)
    pair.refresh_from_db()
    assert pair.state == PairState.OPEN


def test_strangers_and_readers_find_nothing_to_decide(
    stranger: User, office: Institution, pair: Pair, following: Pair
) -> None:
    found = [
        (visitor(user).get(address(pair)).status_code,
         visitor(user).post(address(pair, "putuskan/"), {"keputusan": "gabung", "version": 1}).status_code,
         visitor(user).post(address(pair, "batalkan/"), {"version": 1}).status_code)
        for user in (stranger, make_member(office, Role.COACH))
    ]  # fmt: skip

    assert found == [(404, 404, 404)] * 2


def test_deciding_is_done_by_post_alone(officer: User, pair: Pair) -> None:
    client = visitor(officer)

    assert [client.get(address(pair, act)).status_code for act in ("putuskan/", "batalkan/")] == [405, 405]


def test_somebody_elses_answer_is_not_offered_for_taking_back_in_passing(
    officer: User, colleague: User, pair: Pair, following: Pair
) -> None:
    visitor(officer).post(address(pair, "putuskan/"), {"keputusan": "pisah", "version": 1})

    page = main_of(visitor(colleague).get(f"{address(following)}?sesudah={pair.public_id}"))
    odd = visitor(colleague).get(f"{address(following)}?sesudah=bukan-kode")

    assert "Dibiarkan terpisah" not in page
    assert odd.status_code == 200


def test_the_queue_costs_the_same_queries_for_one_pair_and_for_three(
    officer: User, office: Institution, pair: Pair
) -> None:
    client = visitor(officer)

    def cost() -> int:
        client.get("/periksa/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/periksa/")
        return len(captured)

    one = cost()
    for name in ("Satu", "Dua"):
        intake = make_intake(office)
        make_pair(make_record(intake, {"business_name": name}), make_record(intake, {"business_name": name}))

    assert cost() == one


def test_every_state_has_its_page(officer: User, office: Institution, pair: Pair) -> None:
    client = visitor(officer)
    words = {
        PairState.SAME: "Digabungkan",
        PairState.DIFFERENT: "Dibiarkan terpisah",
        PairState.UNSURE: "Ditandai belum yakin",
        PairState.WITHDRAWN: "Pertanyaan ini gugur",
        PairState.OPEN: "Gabungkan G",
    }

    for state, said in words.items():
        Pair.objects.filter(pk=pair.pk).update(state=state, decided_at=pair.created_at, decided_by=officer)
        assert said in main_of(client.get(address(pair))), state
