"""The numbers that the public page of rules shows are the numbers that the code works with."""

from datetime import date, timedelta

import pytest

from wadah.core.rulebook import rule
from wadah.registry.kinds import PartyKind
from wadah.registry.models import Party
from wadah.registry.queries.classes import scale_classes
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.files import as_csv
from wadah.registry.values import kbli
from wadah.registry.values.family_card import parse_kk_number
from wadah.registry.values.nib import parse_nib
from wadah.registry.values.nik import parse_nik
from wadah.registry.values.phone import parse_phones
from wadah.registry.values.tax_number import parse_npwp

TODAY = date(2026, 11, 21)


def test_the_lengths_of_numbers_are_those_of_the_rules():
    numbers = {"nik": parse_nik, "kk_number": parse_kk_number, "nib": parse_nib}
    digits = "1671014507900003"
    taken = {
        name: [n for n in range(10, 17) if parse(digits[:n]).value == digits[:n]]
        for name, parse in numbers.items()
    }

    assert taken == {name: [rule(f"identity.{name}.digits", TODAY).integer] for name in numbers}


def test_npwp_is_taken_with_the_digits_of_the_rule_and_no_others():
    allowed = rule("identity.npwp.digits", TODAY).value
    taken = tuple(n for n in range(10, 25) if parse_npwp("12" * (n // 2) + "3" * (n % 2)).value)

    assert taken == allowed


def test_a_mobile_number_is_warned_of_outside_the_digits_of_the_rule():
    least, most = rule("identity.phone.mobile_digits", TODAY).value  # type: ignore[misc]
    silent = [n for n in range(6, 16) if not parse_phones("08" + "1" * (n - 1)).problems]

    assert silent == list(range(least, most + 1))


def test_every_edition_of_kbli_in_the_rules_is_known():
    days = (date(2024, 1, 1), TODAY)

    assert tuple(int(rule("identity.kbli.edition", day).text) for day in days) == kbli.EDITIONS


@pytest.mark.parametrize(
    ("code", "edition", "words"),
    [
        ("13122", "2020", "belum diketahui"),
        ("56101", "2020", "bukan industri pengolahan"),
        ("", "", "belum diketahui"),
    ],
)
def test_only_the_category_of_the_rule_is_classed_as_industry(code: str, edition: str, words: str):
    party = Party(kind=PartyKind.BUSINESS, name="Songket Mak Cik", kbli=code, kbli_edition=edition)

    classes = scale_classes(party, [], TODAY)

    industry = next(found for found in classes if "IKM" in str(found.title))
    assert (str(industry.value), "scale.ikm.category" in {used.code for used in industry.rules}) == (
        words,
        True,
    )


@pytest.mark.django_db
def test_an_applied_file_can_be_taken_back_for_the_days_of_the_rule(bring_in: BringIn):
    intake = bring_in(as_csv())

    assert intake.undo_until
    assert intake.applied_at
    days = rule("intake.undo_days", TODAY).integer
    assert intake.undo_until - intake.applied_at == timedelta(days=days)
