"""Two values of one field: how alike, and which words differ."""

import pytest

from wadah.registry.likeness import Likeness, Part, likeness_of, parts_of


@pytest.mark.parametrize(
    ("left", "right", "near", "found"),
    [
        ("Rusmini", "", False, Likeness.ONLY_LEFT),
        ("", "Rusmini", False, Likeness.ONLY_RIGHT),
        ("DEPOT AIR", "Depot Air", False, Likeness.SAME),
        ("Rusmini", "Hj. Rusmini", True, Likeness.NEAR),
        ("2015", "2012", False, Likeness.DIFFERENT),
    ],
)
def test_likeness_of_two_values(left: str, right: str, near: bool, found: Likeness) -> None:
    assert likeness_of(left, right, is_near=near) is found


def test_only_the_words_that_the_other_lacks_are_marked() -> None:
    assert parts_of("Songket Mak Cik", "Tenun Songket Mak Cik") == (
        (Part("Songket Mak Cik", False),),
        (Part("Tenun", True), Part("Songket Mak Cik", False)),
    )


def test_values_without_a_common_word_are_not_marked_all_over() -> None:
    assert parts_of("Kios Sembako", "Warung Manisan") == (
        (Part("Kios Sembako", False),),
        (Part("Warung Manisan", False),),
    )
