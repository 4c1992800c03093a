"""The arithmetic of region codes, and capabilities that stay inside their region."""

from itertools import product

import pytest

from wadah.accounts.roles import Capability, Role
from wadah.accounts.scope import Grant, Scope, first_beyond, is_inside, widest

PARTS = (("16", "17", "99"), ("09", "10", "99"), ("01", "99"), ("1001", "9999"))
CODES = [".".join(parts) for level in range(1, 5) for parts in product(*PARTS[:level])]


@pytest.mark.parametrize(
    ("region", "beyond"),
    [
        ("16", "17"),
        ("16.71", "16.72"),
        ("16.09", "16.10"),
        ("16.99", "17"),
        ("16.71.99", "16.72"),
        ("16.71.01.1001", "16.71.01.1002"),
        ("16.71.01.9999", "16.71.02"),
        ("99", None),
        ("99.99", None),
    ],
)
def test_first_code_beyond_a_region(region: str, beyond: str | None) -> None:
    assert first_beyond(region) == beyond


@pytest.mark.parametrize(
    "text", ["", "1", "16.", "16.7", "16.711", "16.71.1", "16.71.01.101", "16%", "16.71\n"]
)
def test_what_is_no_whole_code_has_no_range(text: str) -> None:
    with pytest.raises(ValueError, match="is not a region code"):
        first_beyond(text)


def test_range_and_prefix_agree_for_every_two_codes() -> None:
    wrong = [
        (code, region)
        for code, region in product(CODES, CODES)
        if (region <= code and ((beyond := first_beyond(region)) is None or code < beyond))
        != is_inside(code, region)
    ]

    assert (len(CODES), wrong) == (66, [])


def test_a_part_of_a_number_is_no_region_of_it() -> None:
    assert [is_inside(code, "16.71") for code in ("16.71", "16.71.01", "16.7", "16", "16.711", "16.02")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


def test_widest_regions_swallow_the_ones_inside() -> None:
    assert widest({"16.71.01", "16.71", "16.02", "18.01.02"}) == ("16.02", "16.71", "18.01.02")


def test_a_capability_does_not_leave_the_region_of_its_membership() -> None:
    scope = Scope(
        (
            Grant(1, Role.REGENCY_OFFICER, "16.02", frozenset({Capability.IMPORT, Capability.READ_PARTIES})),
            Grant(2, Role.EXECUTIVE, "16", frozenset({Capability.READ_FIGURES})),
        )
    )

    assert {
        "regions": scope.regions,
        "import": scope.regions_with(Capability.IMPORT),
        "figures": scope.regions_with(Capability.READ_FIGURES),
        "import in Palembang": scope.may(Capability.IMPORT, "16.71"),
        "import in OKI": scope.may(Capability.IMPORT, "16.02.01"),
        "import for": scope.institutions_with(Capability.IMPORT),
        "institutions": scope.institutions,
        "roles": scope.roles,
    } == {
        "regions": ("16",),
        "import": ("16.02",),
        "figures": ("16",),
        "import in Palembang": False,
        "import in OKI": True,
        "import for": frozenset({1}),
        "institutions": frozenset({1, 2}),
        "roles": frozenset({Role.REGENCY_OFFICER, Role.EXECUTIVE}),
    }
