"""Looking for the own business: found by a number or a name, and a stranger learns nothing that was not typed."""

import pytest

from wadah.accounts.models import Institution, User
from wadah.accounts.tests.factories import make_user
from wadah.core.errors import NotFound
from wadah.core.models import AuditEntry
from wadah.registry.errors import TooManySearches
from wadah.registry.models import Party
from wadah.registry.queries.finding import Found, covered, found_party
from wadah.registry.services.finding import Wanted, find_businesses, find_likely
from wadah.registry.services.owner_words import register_business
from wadah.registry.tests.owners import NAME, NIK, hold, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_passwords")]
NIB, PHONE = "1234567890123", "+6281234567890"


@pytest.fixture
def known(office: Institution) -> Party:
    """As an owner told it, so that its row has keys."""
    row = said(nik=NIK, nib=NIB, phones=PHONE, activity="songket", address="Jl. Rahasia No. 7")
    return register_business(actor=make_user("Pemilik"), row=row)


@pytest.fixture
def finder(regions: None) -> User:
    return make_user("Pencari")


@pytest.mark.parametrize("wanted", [Wanted(nib=NIB), Wanted(nik=NIK), Wanted(phone=PHONE)])
def test_a_number_finds_the_business_and_shows_beginnings_only(
    known: Party, finder: User, wanted: Wanted
) -> None:
    (found,) = find_businesses(actor=finder, wanted=wanted)

    assert found == Found(
        found.token, "T*** S*** M*** C***", "Kab. Ogan Komering Ilir", "songket", "R***", is_claimed=True
    )


@pytest.mark.parametrize("name", ["Tenun Songket Mak Cik", "tenun songket makcik", "Songket Tenun Mak Cik"])
def test_a_name_finds_what_is_written_alike(known: Party, finder: User, name: str) -> None:
    (found,) = find_businesses(actor=finder, wanted=Wanted(name=name, regency="16.02"))

    assert (found.name, found.owner) == (NAME, "R***")


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(name="songket", regency="16.02"),
        Wanted(name=NAME, regency="16.71"),
        Wanted(nib="1234567890124"),
        Wanted(nik="1602014507900099"),
        Wanted(phone="+6281234567891"),
    ],
)
def test_a_part_of_a_name_another_place_or_another_number_finds_nothing(
    known: Party, finder: User, wanted: Wanted
) -> None:
    assert find_businesses(actor=finder, wanted=wanted) == ()


def test_a_search_is_kept_without_what_was_typed(known: Party, finder: User) -> None:
    find_businesses(actor=finder, wanted=Wanted(nik=NIK))

    last = AuditEntry.objects.order_by("-pk")[0]
    assert (last.action, last.details) == ("registry.business_searched", {"by": "nik", "found": 1})
    assert NIK not in str(vars(last))


def test_an_hour_has_only_so_many_searches(known: Party, finder: User) -> None:
    for _ in range(10):
        find_businesses(actor=finder, wanted=Wanted(nib=NIB))

    with pytest.raises(TooManySearches):
        find_businesses(actor=finder, wanted=Wanted(nib=NIB))
    assert len(find_businesses(actor=make_user("Lain"), wanted=Wanted(nib=NIB))) == 1


def test_what_was_found_is_opened_by_the_finder_alone(known: Party, finder: User) -> None:
    (found,) = find_businesses(actor=finder, wanted=Wanted(nib=NIB))

    assert found_party(finder, found.token)[0] == known
    for actor, token in ((make_user("Lain"), found.token), (finder, found.token + "x"), (finder, "x")):
        with pytest.raises(NotFound):
            found_party(actor, token)


def test_the_form_shows_what_is_like_the_new_business(known: Party, finder: User) -> None:
    (found,) = find_likely(actor=finder, row=said(nib=NIB))

    assert found.name == "T*** S*** M*** C***"
    assert find_likely(actor=finder, row=said(business_name="Bengkel Las", owner_name="Tono")) == ()


def test_a_claimed_business_is_told_without_by_whom(known: Party, finder: User) -> None:
    hold_by = make_user("Pemegang Rahasia")
    other = register_business(actor=hold_by, row=said(business_name="Kemplang Uni", owner_name="Uni"))

    (found,) = find_businesses(actor=finder, wanted=Wanted(name="Kemplang Uni", regency="16.02"))

    assert found.is_claimed
    assert "Pemegang" not in str(found)
    assert other.public_id.hex not in str(found)


def test_covered_tells_no_length() -> None:
    assert (covered("Siti Aminah"), covered("S A")) == ("S*** A***", "S*** A***")


def test_holding_marks_it(office: Institution, finder: User) -> None:
    made = register_business(actor=make_user("Pemilik"), row=said())
    made.claims.all()[0].delete()

    before = find_businesses(actor=finder, wanted=Wanted(name=NAME, regency="16.02"))
    hold(make_user("Lain"), made)
    after = find_businesses(actor=finder, wanted=Wanted(name=NAME, regency="16.02"))

    assert [one.is_claimed for one in (*before, *after)] == [False, True]
