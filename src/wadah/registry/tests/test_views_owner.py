"""Pages of owners and of claims: a stranger gets 404, words say what happened, lists cost the same at any length."""

import re
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wadah.accounts.models import Institution, User
from wadah.accounts.tests.factories import make_user
from wadah.registry.kinds import Channel, ClaimRole
from wadah.registry.models import Claim, ClaimCode, Intake, Pair, Party
from wadah.registry.services.claims import ask_claim
from wadah.registry.states import ClaimState
from wadah.registry.tests.factories import make_business, make_intake, record_of
from wadah.registry.tests.owners import NAME, NIK, OWNER, hold
from wadah.registry.tests.visitors import main_of, visitor
from wadah.registry.work.keys import keys_of
from wadah.registry.work.storing import store_keys

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_passwords")]
CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")
NIB = "1234567890123"
TYPED = {"business_name": NAME, "owner_name": OWNER, "activity": "menenun songket", "region": "16.02.01"}


@pytest.fixture
def business(office: Institution) -> Party:
    party = make_business(make_intake(office), NAME, OWNER, nik=NIK, nib=NIB, activity="menjahit")
    store_keys([(record_of(party).pk, keys_of(record_of(party)))])
    return party


@pytest.fixture
def owner(regions: None) -> User:
    return make_user("Rusmini")


def page(client: Client, name: str, *args: Any) -> str:
    return main_of(client.get(reverse(f"registry:{name}", args=args)))


def words_after(client: Client, answer: HttpResponse) -> str:
    """Of the page to which the answer leads."""
    assert answer.status_code == 302, answer.status_code
    return main_of(client.get(answer["Location"]))


def test_the_workspace_of_an_owner_is_the_own_businesses(owner: User) -> None:
    answer = visitor(owner).get(reverse("web:workspace"))

    assert (answer.status_code, answer["Location"]) == (302, reverse("registry:mine"))


def test_found_asked_granted_and_seen(owner: User, officer: User, business: Party) -> None:
    client, desk = visitor(owner), visitor(officer)
    found = client.post(reverse("registry:find"), {"number": NIB})
    token = found.context["found"][0].token

    asked = client.post(reverse("registry:claim", args=[token]), {"note": "Usaha ibu saya"})

    assert "sudah sampai di dinas" in words_after(client, asked)
    claim = Claim.objects.get()
    shown = page(desk, "decide_claim", claim.public_id)
    assert ("Usaha ibu saya" in shown, NIK in shown, "1602••••••••0011" in shown) == (True, False, True)
    desk.post(
        reverse("registry:decide_claim", args=[claim.public_id]),
        {"answer": "terima", "reason": "Datang membawa KTP"},
    )
    assert NAME in page(client, "mine")
    assert "Lembaga DISKOP-OKI" in page(client, "own", business.public_id)


def test_a_refusal_and_its_reason_are_read_by_who_asked(owner: User, officer: User, business: Party) -> None:
    claim = ask_claim(actor=owner, party=business)

    visitor(officer).post(
        reverse("registry:decide_claim", args=[claim.public_id]),
        {"answer": "tolak", "reason": "Nama di KTP lain"},
    )

    mine = page(visitor(owner), "mine")
    assert ("Nama di KTP lain" in mine, NAME in mine) == (True, False)


def test_a_dispute_shows_both_sides_and_is_decided_on_what_was_seen(
    owner: User, officer: User, business: Party
) -> None:
    held = hold(make_user("Pemegang Lama"), business)
    claim = ask_claim(actor=owner, party=business)
    address, answer = (
        reverse("registry:decide_claim", args=[claim.public_id]),
        {"answer": "terima", "reason": "Datang membawa KTP"},
    )
    desk = visitor(officer)
    assert "Pemegang Lama" in main_of(desk.get(address))
    assert "Keadaannya sudah berubah" in main_of(desk.post(address, answer))

    desk.post(address, answer | {"holder": str(held.public_id)})

    assert Claim.objects.get(state=ClaimState.GRANTED).user == owner


def test_a_code_is_shown_once_and_typed(owner: User, officer: User, business: Party) -> None:
    desk, client = visitor(officer), visitor(owner)
    shown = main_of(desk.post(reverse("registry:owner_code", args=[business.public_id])))
    code = CODE.search(shown)
    assert code is not None
    assert not CODE.search(page(desk, "party", business.public_id))

    typed = client.post(reverse("registry:use_code"), {"code": code.group()})

    assert "sekarang ada di akun Anda" in words_after(client, typed)
    assert "tidak cocok" in main_of(client.post(reverse("registry:use_code"), {"code": code.group()}))


def test_the_owner_corrects_and_sees_the_own_source(owner: User, business: Party) -> None:
    hold(owner, business)
    client = visitor(owner)

    saved = client.post(reverse("registry:correct", args=[business.public_id]), TYPED)

    words = words_after(client, saved)
    assert ("menenun songket Dari pemilik" in words, "menjahit" in words) == (True, False)


def test_a_form_without_a_village_keeps_the_one_that_is_known(owner: User, business: Party) -> None:
    hold(owner, business)

    visitor(owner).post(reverse("registry:correct", args=[business.public_id]), TYPED | {"region": ""})

    business.refresh_from_db()
    assert (business.activity, business.region_id) == ("menenun songket", "16.02.01")


def test_the_form_of_corrections_holds_no_number(owner: User, business: Party) -> None:
    hold(owner, business)

    content = visitor(owner).get(reverse("registry:correct", args=[business.public_id])).content.decode()

    assert (NIK in content, "1602••••••••0011" in content) == (False, True)


def test_the_officer_reads_the_question_about_a_nik_that_two_persons_say(
    office: Institution, owner: User, officer: User, business: Party
) -> None:
    other = "1602014507900022"
    make_business(make_intake(office), "Kemplang Zubaidah", "Zubaidah", nik=other)
    hold(owner, business)
    visitor(owner).post(reverse("registry:correct", args=[business.public_id]), TYPED | {"nik": other})

    shown = page(visitor(officer), "pair", Pair.objects.get().public_id)

    assert ("Dari pemilik" in shown, "Zubaidah" in shown, other in shown) == (True, True, False)


def test_a_form_that_says_nothing_new_adds_nothing(owner: User, business: Party) -> None:
    hold(owner, business)
    client = visitor(owner)

    same = client.post(
        reverse("registry:correct", args=[business.public_id]), TYPED | {"activity": "menjahit", "nib": NIB}
    )

    assert "Tidak ada yang berubah" in words_after(client, same)
    assert not Intake.objects.filter(channel=Channel.FORM).exists()


def test_what_cannot_be_read_is_explained_beside_the_field(owner: User, business: Party) -> None:
    hold(owner, business)

    answer = visitor(owner).post(
        reverse("registry:correct", args=[business.public_id]), TYPED | {"nik": "16020145"}
    )

    assert answer.context["form"].errors["nik"] == [
        "NIK berisi 16 angka. Baru ada 8. Salin dari KTP, bukan dari Excel."
    ]


def test_the_officer_sees_an_owners_word_and_takes_it_back(
    owner: User, officer: User, business: Party
) -> None:
    hold(owner, business)
    visitor(owner).post(reverse("registry:correct", args=[business.public_id]), TYPED)
    desk, word = visitor(officer), Intake.objects.get(channel=Channel.FORM)
    assert "Dari pemilik" in page(desk, "party", business.public_id)

    desk.post(
        reverse("registry:take_owner_word_back", args=[business.public_id, word.public_id]),
        {"reason": "Keterangan keliru"},
    )

    shown = page(desk, "party", business.public_id)
    assert ("menjahit" in shown, "menenun songket" in shown) == (True, False)


def test_a_new_business_is_registered_in_two_steps(office: Institution, owner: User) -> None:
    client = visitor(owner)
    assert "Kabupaten atau kota" in page(client, "register")

    made = client.post(reverse("registry:register") + "?kab=16.02", TYPED)

    assert "Usaha Anda terdaftar" in words_after(client, made)


def test_what_is_alike_is_offered_before_it_is_registered(owner: User, office: Institution) -> None:
    typed = TYPED | {"nib": NIB}
    other = visitor(make_user("Lain"))
    other.post(reverse("registry:register") + "?kab=16.02", typed)
    client = visitor(owner)

    offered = client.post(reverse("registry:register") + "?kab=16.02", typed)

    assert ("Mungkin sudah tercatat" in main_of(offered), Claim.objects.count()) == (True, 1)
    client.post(reverse("registry:register") + "?kab=16.02", typed | {"alike_seen": "on"})
    assert Claim.objects.filter(user=owner, state=ClaimState.GRANTED).count() == 1


def test_the_owner_shows_a_code_to_a_manager_and_takes_it_away(owner: User, business: Party) -> None:
    hold(owner, business)
    client, helper = visitor(owner), make_user("Anak Rusmini")
    address = reverse("registry:people", args=[business.public_id])
    code = CODE.search(main_of(client.post(address, {"role": "manager"})))
    assert code is not None
    visitor(helper).post(reverse("registry:use_code"), {"code": code.group()})
    assert "Anak Rusmini" in page(client, "people", business.public_id)

    claim = Claim.objects.get(user=helper)
    client.post(reverse("registry:end_claim", args=[claim.public_id]))

    assert "Anak Rusmini" not in page(client, "people", business.public_id)
    assert visitor(helper).get(reverse("registry:own", args=[business.public_id])).status_code == 404


def test_a_stranger_gets_404_everywhere(owner: User, stranger: User, business: Party, officer: User) -> None:
    claim = hold(owner, business)
    asked = ask_claim(actor=make_user("Peminta"), party=business)
    visitor(owner).post(reverse("registry:correct", args=[business.public_id]), TYPED)
    word = Intake.objects.get(channel=Channel.FORM)
    party = [business.public_id]
    read = [("own", party), ("correct", party), ("people", party), ("decide_claim", [asked.public_id])]
    write = [
        ("correct", party),
        ("people", party),
        ("end_claim", [claim.public_id]),
        ("withdraw_claim", [asked.public_id]),
        ("take_own_back", [word.public_id]),
        ("owner_code", party),
        ("decide_claim", [asked.public_id]),
        ("take_owner_word_back", [business.public_id, word.public_id]),
    ]
    data = TYPED | {"answer": "terima", "reason": "Datang membawa KTP", "role": "manager"}

    for who in (make_user("Orang Lain"), stranger):
        client = visitor(who)
        for name, args in read:
            assert client.get(reverse(f"registry:{name}", args=args)).status_code == 404, name
        for name, args in write:
            assert client.post(reverse(f"registry:{name}", args=args), data).status_code == 404, name
    assert (ClaimCode.objects.count(), Claim.objects.filter(state=ClaimState.GRANTED).count()) == (0, 1)


def test_a_manager_does_not_see_who_else_manages(owner: User, business: Party) -> None:
    hold(owner, business)
    manager = make_user("Anak")
    hold(manager, business, ClaimRole.MANAGER)
    client = visitor(manager)

    assert client.get(reverse("registry:people", args=[business.public_id])).status_code == 404
    assert client.get(reverse("registry:own", args=[business.public_id])).status_code == 200


def test_nobody_reads_them_without_signing_in(client: Client) -> None:
    for name in ("mine", "find", "register", "use_code", "claims"):
        answer = client.get(reverse(f"registry:{name}"))
        assert answer["Location"].startswith(reverse("account_login")), name


def queries_of(client: Client, name: str, *args: Any) -> int:
    page(client, name, *args)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        page(client, name, *args)
    return len(caught)


def test_lists_cost_the_same_with_one_and_three(owner: User, officer: User, office: Institution) -> None:
    client, desk = visitor(owner), visitor(officer)
    counts = []
    for many in (1, 2):
        for _ in range(many):
            hold(owner, make_business(make_intake(office), "Songket"))
            ask_claim(actor=make_user(), party=make_business(make_intake(office), "Kemplang"))
        counts.append((queries_of(client, "mine"), queries_of(desk, "claims"), queries_of(desk, "parties")))

    assert counts[0] == counts[1]


def test_the_page_of_a_business_costs_the_same_with_one_and_three_words(owner: User, business: Party) -> None:
    hold(owner, business)
    client = visitor(owner)
    counts = []
    for activity in ("menenun", "merajut", "membatik"):
        client.post(reverse("registry:correct", args=[business.public_id]), TYPED | {"activity": activity})
        counts.append(queries_of(client, "own", business.public_id))

    assert len(set(counts)) == 1
