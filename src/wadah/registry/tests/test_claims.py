"""A row that names a business of another regency: a question, and nothing more, until somebody decides who may."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from wadah.accounts.models import Institution, User
from wadah.core.errors import NotFound
from wadah.registry.kinds import LinkLevel, PartyKind, Verdict
from wadah.registry.linkage import Answer
from wadah.registry.models import Intake, Pair, Party, Record
from wadah.registry.queries.party import get_party_for, party_page
from wadah.registry.services.review import decide_pair, undo_decision
from wadah.registry.states import IntakeState, PairState
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.factories import make_business, make_intake, make_record
from wadah.registry.tests.files import as_csv, row
from wadah.registry.tests.visitors import main_of, visitor
from wadah.registry.verdicts import Match, Row
from wadah.registry.work import compare
from wadah.registry.work.claims import hold_claims
from wadah.registry.work.parties import refresh_parties

NIB, NIK = "1234567890999", "1671010507900004"
NAMES = ("Pempek Candy Asli", "Amin Zakaria")
THEIRS = row(1, *NAMES, NIK, place="Ilir Barat Dua", nib=NIB)


@pytest.fixture
def palembang(bring_in: BringIn, stranger: User) -> Party:
    """A business that the office of Palembang brought in."""
    institution = Institution.objects.get(code="DISKOP-PLB")
    bring_in(as_csv([THEIRS]), actor=stranger, institution=institution, name="palembang.csv")
    return Party.objects.get(kind=PartyKind.BUSINESS)


def claimed(**others: str) -> tuple[Any, ...]:
    return row(1, *NAMES, others.pop("nik", ""), nib=others.pop("nib", NIB), **others)


def places() -> list[tuple[str | None, str]]:
    parties = Party.objects.filter(kind=PartyKind.BUSINESS, closed_at__isnull=True).order_by("pk")
    return list(parties.values_list("region_id", "regency"))


def test_a_row_of_another_office_moves_no_party(
    palembang: Party, bring_in: BringIn, officer: User, stranger: User
) -> None:
    intake = bring_in(as_csv([claimed(phone="0812 7300 0417")]), name="oki.csv")
    refresh_parties(Party.objects.values_list("pk", flat=True), timezone.now())

    assert places() == [("16.71.01", "16.71"), ("16.02.01", "16.02")]
    assert get_party_for(stranger, palembang.public_id) == palembang
    with pytest.raises(NotFound):
        get_party_for(officer, palembang.public_id)
    assert Record.objects.get(intake=intake).verdict == Verdict.POSSIBLE_DUPLICATE
    shown = main_of(visitor(officer).get(f"/impor/{intake.public_id}/baris/"))
    assert "sudah terdaftar di wilayah kantor lain" in shown


def test_an_owner_known_elsewhere_by_nik_stays_there_and_unseen(
    palembang: Party, bring_in: BringIn, officer: User, stranger: User
) -> None:
    bring_in(as_csv([claimed(nik=NIK)]), name="oki.csv")
    refresh_parties(Party.objects.values_list("pk", flat=True), timezone.now())

    owner = Party.objects.get(kind=PartyKind.PERSON)
    assert (owner.region_id, owner.regency) == ("16.71.01", "16.71")
    assert get_party_for(stranger, owner.public_id) == owner
    with pytest.raises(NotFound):
        get_party_for(officer, owner.public_id)


def test_a_row_of_another_office_renames_no_person(
    palembang: Party, bring_in: BringIn, stranger: User
) -> None:
    bring_in(as_csv([row(1, "Kios Sembako", "Orang Lain", NIK, phone="0812 7300 0417")]), name="oki.csv")
    refresh_parties(Party.objects.values_list("pk", flat=True), timezone.now())

    owner = Party.objects.get(kind=PartyKind.PERSON)
    page = party_page(stranger, owner, date(2026, 11, 22))
    shown = {told.field: told.words for group in page.groups for told in group.fields}
    assert owner.name == shown["owner_name"] == NAMES[1]
    assert "phones" in shown


def test_the_province_is_asked_whether_a_business_has_moved(
    palembang: Party, bring_in: BringIn, officer: User, stranger: User, province_officer: User
) -> None:
    bring_in(as_csv([claimed()]), name="oki.csv")
    pair = Pair.objects.get()
    decision: dict[str, Any] = {"public_id": pair.public_id, "answer": PairState.SAME, "expected_version": 1}

    for actor in (officer, stranger):
        with pytest.raises(NotFound):
            decide_pair(actor=actor, **decision)
    decide_pair(actor=province_officer, **decision)
    moved = places()
    undo_decision(actor=province_officer, public_id=pair.public_id, expected_version=2)

    assert moved == [("16.02.01", "16.02")]
    assert sorted(places()) == [("16.02.01", "16.02"), ("16.71.01", "16.71")]


def test_a_later_row_belongs_to_what_the_first_one_made(palembang: Party, bring_in: BringIn) -> None:
    bring_in(as_csv([claimed()]), name="oki.csv")
    again = row(
        1, "Pempek Candy Asli Palembang", NAMES[1], nib=NIB, sales="120.000.000", place="Tanjung Lubuk"
    )
    intake = bring_in(as_csv([again, again]), name="oki lagi.csv")

    assert intake.state == IntakeState.APPLIED
    assert Pair.objects.count() == 1
    assert len(places()) == 2
    assert Record.objects.exclude(party=palembang).values("party").distinct().count() == 1


def test_an_office_that_covers_the_place_moves_a_party(
    palembang: Party, bring_in: BringIn, province_officer: User
) -> None:
    institution = Institution.objects.get(region_id="16")

    bring_in(as_csv([claimed()]), actor=province_officer, institution=institution, name="provinsi.csv")

    assert places() == [("16.02.01", "16.02")]
    assert not Pair.objects.exists()


def test_a_row_checked_before_the_other_office_brought_its_own_is_a_question_too(
    bring_in: BringIn, officer: User, stranger: User, run_jobs: Any
) -> None:
    waiting: Intake = bring_in(as_csv([claimed()]), upto=IntakeState.CHECKED, name="oki.csv")
    institution = Institution.objects.get(code="DISKOP-PLB")
    bring_in(as_csv([THEIRS]), actor=stranger, institution=institution, name="palembang.csv")
    with run_jobs():
        visitor(officer).post(f"/impor/{waiting.public_id}/terapkan/")

    assert places() == [("16.71.01", "16.71"), ("16.02.01", "16.02")]
    assert Pair.objects.count() == 1


@pytest.mark.parametrize(("sure_of", "queries"), [("nothing", 0), ("their own", 1), ("another's", 4)])
def test_rows_that_claim_nothing_cost_little_and_three_cost_what_one_costs(
    palembang: Party,
    office: Institution,
    django_assert_num_queries: DjangoAssertNumQueries,
    sure_of: str,
    queries: int,
) -> None:
    intake = make_intake(office)
    own = make_business(intake, "Warung").latest_record
    targets = {"their own": own, "another's": Record.objects.get(party=palembang)}
    target = targets.get(sure_of)
    sure = [Match(target.pk, LinkLevel.BUSINESS, Answer.SAME, 1.0)] if target else []
    records = [make_record(intake, {"business_name": "Warung"}) for _number in range(3)]
    rows = [Row(record.pk, (), Verdict.SAME, list(sure)) for record in records]

    for some in (rows[:1], rows):
        with django_assert_num_queries(queries):
            hold_claims(some, "16.02")


@pytest.mark.parametrize("worth_tables", [1, 10_000])
def test_the_officer_is_told_before_anything_is_applied(
    palembang: Party, bring_in: BringIn, monkeypatch: pytest.MonkeyPatch, worth_tables: int
) -> None:
    monkeypatch.setattr(compare, "WORTH_TABLES", worth_tables)

    intake = bring_in(as_csv([claimed()]), upto=IntakeState.CHECKED, name="oki.csv")

    assert intake.counts["verdicts"] == {Verdict.POSSIBLE_DUPLICATE: 1}
    (match,) = [match for match in Record.objects.get(intake=intake).matches if match["level"] == "business"]
    assert (match["answer"], match["evidence"][-1]) == ("ask", ["region", "region:elsewhere", 0.0])
