"""The resolver over the packaged tree: columns, scope, official names, wording."""

import random

import pytest

from wadah.regions.resolving import (
    Alias,
    Disagreement,
    DisagreementCode,
    FormerParent,
    Place,
    Resolution,
    Resolver,
    StatisticsCode,
    UnknownRegionError,
    packaged_resolver,
    say,
)
from wadah.regions.resolving.wording import _SENTENCES

SEED = 16


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return packaged_resolver()


def _villages(resolver: Resolver, count: int) -> list[int]:
    levels = resolver.gazetteer.levels
    return random.Random(SEED).sample([i for i, level in enumerate(levels) if level == 4], count)


def test_official_names_with_subdistrict_and_regency_resolve_to_themselves(resolver: Resolver):
    gazetteer = resolver.gazetteer
    for i in _villages(resolver, 1500):
        village, subdistrict, regency, _ = gazetteer.path(i)
        answer = resolver.resolve(
            f"{gazetteer.names[village]}, Kec. {gazetteer.names[subdistrict]}, {gazetteer.names[regency]}"
        )
        own = gazetteer.codes[i]
        twins = {candidate.code for candidate in answer.candidates}
        assert answer.code == own or (answer.code == own[:8] and own in twins), gazetteer.full_name(i)


def test_every_regency_and_subdistrict_resolves_to_itself(resolver: Resolver):
    gazetteer = resolver.gazetteer
    for i, level in enumerate(gazetteer.levels):
        if level == 2:
            assert resolver.resolve(gazetteer.names[i]).code == gazetteer.codes[i]
        if level == 3:
            regency = gazetteer.names[gazetteer.parents[i]]
            answer = resolver.resolve(f"Kec. {gazetteer.names[i]}, {regency}")
            assert answer.code == gazetteer.codes[i], gazetteer.full_name(i)


def test_columns_of_a_row_resolve_together(resolver: Resolver):
    answer = resolver.resolve_parts(village="9 Ilir", subdistrict="Ilir Tim. II", regency="Palembang")

    params = {"place": "Sembilan Ilir", "written": "Ilir Timur Dua", "actual": "Ilir Timur Tiga"}
    assert answer == Resolution(
        "16.71.18.1002", 4, 0.93, (), (Disagreement(DisagreementCode.SUBDISTRICT_OLD, params),)
    )


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"village": "Timbangan", "subdistrict": "Indralaya Utara", "regency": "OI"}, "16.10.07.1016"),
        ({"village": "Kel. 22 Ilir, Kec. Bukit Kecil, Palembang"}, "16.71.11.1002"),
        ({"village": "-", "subdistrict": "Plaju", "regency": "Kota Palembang"}, "16.71.14"),
        ({"village": "22 Ilir", "regency": "Palembang", "address": "Jl. Merdeka No 5"}, "16.71.11.1002"),
        ({"regency": "Jambi"}, "15.71"),
        ({"regency": "Bogor"}, None),
        ({"subdistrict": "Ciomas", "regency": "Bogor"}, "32.01.29"),
        ({"regency": "16.71"}, "16.71"),
        ({"regency": "1608"}, None),
        ({"regency": "OKU Selatan", "province": "Sumsel"}, "16.09"),
        ({"province": "Sumatera Selatan"}, "16"),
        ({"address": "Jl. Merdeka No 5", "regency": "Palembang", "postcode": "30131"}, "16.71"),
        ({"village": "Sukamaju", "regency": "Kab. Bogor", "postcode": "16830"}, "32.01.06.2001"),
        ({"subdistrict": "sungai lilin", "village": "sungai lilin jaya", "within": "16.06"}, "16.06.07.1030"),
        ({}, None),
    ],
)  # fmt: skip
def test_cells_may_hold_less_or_more_than_their_column(resolver: Resolver, cells, code):
    assert resolver.resolve_parts(**cells).code == code


def test_both_of_two_candidates_are_named_and_none_is_chosen(resolver: Resolver):
    answer = resolver.resolve("Bogor")

    assert (answer.code, answer.is_sure, answer.is_ambiguous) == (None, False, True)
    assert [(c.code, c.name) for c in answer.candidates] == [
        ("32.01", "Kabupaten Bogor, Jawa Barat"),
        ("32.71", "Kota Bogor, Jawa Barat"),
    ]


def test_a_place_elsewhere_is_said_and_not_replaced_by_one_inside(resolver: Resolver):
    answer = resolver.resolve("Kel. 22 Ilir, Kec. Bukit Kecil, Palembang", within="16.02")

    assert (answer.code, [c.code for c in answer.candidates]) == (None, ["16.71.11.1002"])
    assert [say(note) for note in answer.disagreements] == [
        "Dua-puluh-dua Ilir, Bukitkecil, Kota Palembang terletak di luar Kabupaten Ogan Komering Ilir"
    ]


def test_house_numbers_do_not_change_the_answer(resolver: Resolver):
    texts = [
        f"Jl. Merdeka No {house} RT {rt:02}/{rw:02} Kel. 22 Ilir Kec. Bukit Kecil Palembang 30131"
        for house, rt, rw in [(1, 1, 1), (25, 12, 3), (130, 2, 9)]
    ]

    assert {resolver.resolve(text) for text in texts} == {Resolution("16.71.11.1002", 4, 1.0)}


def test_an_unknown_scope_is_an_error(resolver: Resolver):
    with pytest.raises(UnknownRegionError):
        resolver.resolve("Palembang", within="16.99")


def test_every_disagreement_has_its_sentence_in_both_languages():
    assert set(_SENTENCES) == set(DisagreementCode)
    for code in DisagreementCode:
        for language in ("id", "en"):
            assert "{" not in say(Disagreement(code), language)


def test_a_resolver_of_another_country_needs_only_its_rows():
    places = [
        Place("01", "North"), Place("01.01", "Kota Upper"), Place("01.01.01", "Hill"),
        Place("01.01.01.1001", "Oak", "12345"), Place("01.01.02", "Dale"),
    ]  # fmt: skip
    resolver = Resolver(
        places,
        [Alias("UPR", "01.01"), Alias("Nowhere", "09")],
        [FormerParent("01.01.01.1001", "01.01.02")],
        [StatisticsCode("9999", "01.01")],
    )

    assert resolver.resolve("Oak, Hill, UPR") == Resolution("01.01.01.1001", 4, 1.0)
    assert resolver.resolve("Oak, Dale, UPR").disagreements[0].code is DisagreementCode.SUBDISTRICT_OLD
    assert resolver.resolve("9999").code == "01.01"
    assert resolver.full_name("01.01.01.1001") == "Oak, Hill, Kota Upper"
