"""The question for one pair: what counts as one business, what does not, and what the answer says."""

from dataclasses import replace
from itertools import combinations

import pytest

from wadah.registry.linkage import Answer, Entry, judge, judge_persons
from wadah.registry.linkage.weights import BUSINESS, asked_score

SUDIRMAN = "Jl. Jend. Sudirman No.12"
VILLAGE = "16.71.01.1001"


def answer(one: Entry, other: Entry) -> Answer:
    assert judge(one, other).answer == judge(other, one).answer
    return judge(one, other).answer


def at(name: str, metres_north: float = 0.0, **fields: object) -> Entry:
    return Entry(id=name, name=name, latitude=-7.5 + metres_north / 111_320, longitude=110.8, **fields)  # type: ignore[arg-type]


def test_titles_and_short_forms_do_not_part_one_shop() -> None:
    one = Entry(id=1, name="Toko Bu Siti", address=SUDIRMAN, city="Palembang")
    other = Entry(id=2, name="Toko Ibu Siti", address="Jalan Jenderal Sudirman 12", city="Kota Palembang")

    assert answer(one, other) == Answer.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Permak Jean", "Permak Jeans"),
        ("Katering Yanik", "Yani Katering"),
        ("Pecel Lele Cak Mat", "Pecellele Cak Mat"),
    ],
)
def test_two_spellings_fourteen_metres_apart_are_one(one: str, other: str) -> None:
    assert answer(at(one), at(other, 14)) == Answer.SAME


def test_stalls_named_by_their_kind_stay_apart_even_on_one_point() -> None:
    one = at("Kios Sembako", activity="menjual kebutuhan pokok")
    other = at("Kios Sembako", activity="menjual kebutuhan pokok")

    judgement = judge(one, other)

    assert (judgement.answer, judgement.guard and judgement.guard.code) == (Answer.NEW, "kind_only")


def test_a_real_word_one_letter_away_is_another_name() -> None:
    assert answer(at("Cinta Rasa"), at("Cita Rasa", 14)) != Answer.SAME


def test_a_second_business_of_one_owner_is_another_business_and_one_person() -> None:
    stall = Entry(id=1, name="Warung Bu Ani", owner="Ani Wijaya", nik="k1", phones=("p1",), village=VILLAGE)
    laundry = Entry(
        id=2, name="Laundry Bersih", owner="Ani Wijaya", nik="k1", phones=("p1",), village=VILLAGE
    )

    judgement = judge(stall, laundry)

    assert (judgement.answer, judgement.guard and judgement.guard.code) == (Answer.NEW, "other_business")
    assert judge_persons(stall, laundry).answer == Answer.SAME


def test_an_owner_without_a_business_name_is_asked_about() -> None:
    nameless = Entry(id=1, owner="Ani Wijaya", nik="k1", phones=("p1",), village=VILLAGE)
    laundry = Entry(
        id=2, name="Laundry Bersih", owner="Ani Wijaya", nik="k1", phones=("p1",), village=VILLAGE
    )

    assert answer(nameless, laundry) == Answer.ASK


def test_one_nib_is_one_business_and_two_nibs_are_asked_about() -> None:
    one = Entry(id=1, name="Songket Mawar", nib="0220001234567")
    renamed = Entry(id=2, name="Mawar Songket Palembang", nib="0220001234567")
    other_nib = Entry(id=3, name="Songket Mawar", nib="0220007654321", village=VILLAGE, address=SUDIRMAN)

    assert answer(one, renamed) == Answer.SAME
    assert (
        answer(Entry(id=4, name="Songket Mawar", nib="1", village=VILLAGE, address=SUDIRMAN), other_nib)
        == Answer.ASK
    )


def test_the_owner_of_another_nik_is_another_person() -> None:
    one = Entry(id=1, owner="Siti Aminah", nik="k1", village=VILLAGE, phones=("p",))
    other = Entry(id=2, owner="Siti Aminah", nik="k2", village=VILLAGE, phones=("p",))

    assert judge_persons(one, other).answer == Answer.NEW


def test_the_answer_carries_the_evidence_of_each_field_in_words() -> None:
    judgement = judge(
        Entry(id=1, name="Toko Bu Siti", phones=("p1",)), Entry(id=2, name="Toko Ibu Siti", phones=("p2",))
    )

    assert [(e.field, e.level, e.words_id, e.words_en) for e in judgement.evidence] == [
        ("name", "name:same", "nama sama", "same name"),
        ("phone", "phone:other", "nomor telepon berbeda", "different telephone"),
    ]


def test_stalls_named_after_their_trade_whose_owners_agree_in_part_are_asked_about() -> None:
    stall = {"name": "Kios Sembako", "regency": "16.02", "village": "16.02.02.1001"}
    one = Entry(id=1, owner="Siti Rahma", address="Pasar Kayuagung", **stall)
    other = Entry(id=2, owner="Rahma", address="Pasar Kayuagung Blok C No. 22", **stall)

    told = judge(one, other)

    assert (told.answer, told.guard and told.guard.code) == (Answer.ASK, "kind_and_part")


def test_a_part_of_the_owners_name_without_door_or_telephone_is_asked_about() -> None:
    one = Entry(id=1, name="Songket Mawar", owner="Siti Rahma", address="Jl. Merdeka 5", regency="16.02")
    other = Entry(id=2, name="Songket Mawar", owner="Rahma", regency="16.02")

    told = judge(one, other)

    assert (told.answer, told.guard and told.guard.code) == (Answer.ASK, "unconfirmed")


def guard(one: Entry, other: Entry) -> tuple[Answer, str]:
    told = judge(one, other)
    assert (told.answer, told.guard) == (judge(other, one).answer, judge(other, one).guard)
    return told.answer, told.guard.code if told.guard else ""


def test_what_a_row_sells_is_no_name_even_when_no_line_of_business_lists_it() -> None:
    one = at("Kios Empon-Empon", activity="menjual macam empon-empon")
    other = at("Kios Empon-Empon", 9, activity="menjual empon-empon di kios pasar")

    assert guard(one, other) == (Answer.NEW, "kind_only")


def test_a_province_in_the_field_of_the_address_is_no_street() -> None:
    one = Entry(id=1, name="Ayam Panggang", activity="Ayam Bakar", address="Jawa Timur")
    other = Entry(id=2, name="Panggang Ayam Bu Endang", activity="Ayam Panggang", address="Jawa Timur")

    told = judge(one, other)

    assert (told.answer, [e.field for e in told.evidence]) == (Answer.NEW, ["name", "activity"])


def test_two_given_names_one_letter_apart_are_two_people() -> None:
    assert answer(at("Kios Pakaian Suparni"), at("Kios Pakaian Sumarni", 7)) != Answer.SAME


def test_one_name_over_two_lines_of_business_at_one_point_is_asked_about() -> None:
    one = at("Toko Intan", activity="menjual beras, gula, es teh")
    other = at("Intan Shop", activity="penjualan pulsa listrik dan pulsa seluler")

    assert answer(one, other) == Answer.ASK


def test_a_name_alone_is_asked_about_however_rare_it_is() -> None:
    assert guard(at("Kelontong Bu Nur"), at("Warung Kelontong Bu Nur", 1400)) == (Answer.ASK, "unconfirmed")
    assert guard(
        Entry(id=1, name="Songket Cempaka Uluan", village=VILLAGE),
        Entry(id=2, name="Songket Cempaka Uluan", village=VILLAGE),
    ) == (Answer.ASK, "unconfirmed")


def test_another_number_in_the_name_is_perhaps_a_branch() -> None:
    street = {"address": "Jl. Tomat", "activity": "Jasa"}

    assert guard(at("Ratna Laundry 2", 213, **street), at("Ratna Laundry", **street)) == (
        Answer.ASK,
        "other_branch",
    )


def test_a_name_spelt_differently_takes_more_than_a_point() -> None:
    one, other = at("Warung Sukarlan"), at("Warung Sukarman", 10)

    assert guard(one, other)[0] == Answer.ASK
    assert answer(replace(one, phones=("p",)), replace(other, phones=("p",))) == Answer.SAME


def test_one_owner_with_three_businesses_has_three() -> None:
    owner = {"owner": "Ani Wijaya", "nik": "k1", "phones": ("p1",), "village": VILLAGE}
    three = [
        Entry(id=number, name=name, **owner)  # type: ignore[arg-type]
        for number, name in enumerate(("Warung Bu Ani", "Laundry Bu Ani", "Ani Tailor"))
    ]

    answers = [answer(one, other) for one, other in combinations(three, 2)]

    assert Answer.SAME not in answers


def test_the_number_of_a_cooperative_is_no_nib() -> None:
    shop = Entry(id=1, name="Songket Mawar", nib="3300020010004", village=VILLAGE)
    union = Entry(id=2, name="Koperasi Tani Makmur", cooperative="3300020010004", village=VILLAGE)
    again = Entry(id=3, name="Kop. Tani Makmur", nib="1234567890123", cooperative="3300020010004")

    assert answer(shop, union) == Answer.NEW
    assert answer(union, again) == Answer.SAME


def test_pairs_that_a_guard_turns_into_questions_keep_their_order() -> None:
    asked = [asked_score(score) for score in (0.2, 0.3, 0.5, 0.9, 0.99, 1.0)]

    assert asked == sorted(set(asked))
    assert [BUSINESS.answer(score) for score in asked] == [Answer.NEW, *[Answer.ASK] * 5]
