"""Scoring of links against the truth."""

import pytest

from wadah.registry.demo.truth import LinkScore, Rates, clusters_of, score_links

TRUTH = {1: "a", 2: "a", 3: "a", 4: "b", 5: "b", 6: "c"}


def test_all_right_links_score_one() -> None:
    assert score_links([(1, 2), (2, 3), (4, 5), (1, 3)], TRUTH) == LinkScore(
        pairs=Rates(1.0, 1.0), closed=Rates(1.0, 1.0), clusters=Rates(1.0, 1.0)
    )


def test_one_weak_link_costs_two_clusters_though_it_is_one_pair() -> None:
    score = score_links([(1, 2), (2, 3), (4, 5), (3, 4)], TRUTH)

    assert score.pairs == Rates(3 / 4, 3 / 4)
    assert score.closed == Rates(4 / 10, 1.0)
    assert score.clusters == Rates(0.0, 0.0)


def test_no_links_are_never_wrong_and_find_nothing() -> None:
    score = score_links([], TRUTH)

    assert score.pairs == Rates(1.0, 0.0)
    assert score.pairs.f1 == 0.0


def test_a_link_given_twice_or_turned_counts_once() -> None:
    assert score_links([(1, 2), (2, 1), (1, 1)], TRUTH).pairs == Rates(1.0, 1 / 4)


def test_clusters_follow_all_links() -> None:
    found = clusters_of([(1, 2), (3, 4), (2, 3)])

    assert len(set(found.values())) == 1
    assert set(found) == {1, 2, 3, 4}


def test_f1_is_the_harmonic_mean() -> None:
    assert Rates(1.0, 0.5).f1 == pytest.approx(2 / 3)
