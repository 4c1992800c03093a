"""Deciding pairs, merging, taking apart."""

import pytest

from wadah.accounts.models import Institution, User
from wadah.core.errors import NotFound
from wadah.core.models import AuditEntry
from wadah.registry.errors import MergeBuried, PairAlreadyDecided, SplitNeedsBoth
from wadah.registry.kinds import LinkLevel
from wadah.registry.models import Link, Merge, Pair, Party, Record
from wadah.registry.services.review import decide_pair, split_party, undo_decision
from wadah.registry.states import PAIR_FLOW, IntakeState, PairState
from wadah.registry.tests.factories import (
    all_rows,
    link,
    make_business,
    make_intake,
    make_pair,
    make_record,
    record_of,
)
from wadah.registry.work.undo import undo_rows

NIK, OTHER_NIK = "1602014507900003", "1602014507900004"


@pytest.fixture
def pair(office: Institution) -> Pair:
    """Two rows of one weaver, from two files."""
    left = make_business(make_intake(office), "Songket Mak Cik", "Rusmini", established="2015")
    right = make_business(
        make_intake(office), "Tenun Songket Mak Cik", "Hj. Rusmini", nik=NIK, nib="1234567890123"
    )
    return make_pair(record_of(left), record_of(right))


def decide(actor: User, pair: Pair, answer: PairState, version: int = 1) -> Pair:
    return decide_pair(actor=actor, public_id=pair.public_id, answer=answer, expected_version=version)


def test_same_merges_businesses_and_owners_and_keeps_every_record(officer: User, pair: Pair) -> None:
    decided = decide(officer, pair, PairState.SAME)

    open_parties = Party.objects.filter(closed_at__isnull=True).order_by("kind")
    assert (decided.state, decided.version, decided.decided_by) == (PairState.SAME, 2, officer)
    assert [(p.kind, p.name, p.nib) for p in open_parties] == [
        ("business", "Tenun Songket Mak Cik", "1234567890123"),
        ("person", "Hj. Rusmini", ""),
    ]
    assert set(Record.objects.values_list("party", flat=True)) == {open_parties[0].pk}
    assert open_parties[0].owner == open_parties[1]
    assert Link.objects.filter(undone_at__isnull=True).count() == 4
    assert (
        AuditEntry.objects.filter(action="registry.pair_same", actor=f"user:{officer.public_id}").count() == 1
    )


def test_undoing_a_decision_gives_back_exactly_what_was_there(officer: User, pair: Pair) -> None:
    before = all_rows()
    decide(officer, pair, PairState.SAME)

    reopened = undo_decision(actor=officer, public_id=pair.public_id, expected_version=2)

    assert all_rows() == before
    assert (reopened.state, reopened.version, reopened.decided_by) == (PairState.OPEN, 3, None)
    assert Merge.objects.filter(undone_at__isnull=True).count() == 0


def test_what_was_linked_since_because_of_the_absorbed_record_leaves_with_it(
    officer: User, office: Institution, pair: Pair
) -> None:
    decide(officer, pair, PairState.SAME)
    survivor = Party.objects.get(kind="business", closed_at__isnull=True)
    later = make_record(make_intake(office), {"business_name": "Songket Mak Cik"})
    link(later, survivor, LinkLevel.BUSINESS, matched=pair.left)

    undo_decision(actor=officer, public_id=pair.public_id, expected_version=2)

    parties = dict(Record.objects.values_list("pk", "party__name"))
    assert parties == {
        pair.left_id: "Songket Mak Cik", pair.right_id: "Tenun Songket Mak Cik", later.pk: "Songket Mak Cik",
    }  # fmt: skip


def test_owners_with_two_niks_stay_two_persons(officer: User, office: Institution) -> None:
    left = make_business(make_intake(office), "Pempek Cek Ida", "Ida", nik=NIK)
    right = make_business(make_intake(office), "Pempek Cek Ida", "Ida", nik=OTHER_NIK)

    decide(officer, make_pair(record_of(left), record_of(right)), PairState.SAME)

    assert Party.objects.filter(kind="person", closed_at__isnull=True).count() == 2
    assert Party.objects.filter(kind="business", closed_at__isnull=True).count() == 1


def test_a_merge_under_a_later_merge_is_undone_only_after_it(
    officer: User, office: Institution, pair: Pair
) -> None:
    third = make_business(make_intake(office), "Mak Cik", nib="1234567890199")
    later = make_pair(pair.right, record_of(third))
    before = all_rows()
    decide(officer, pair, PairState.SAME)
    Party.objects.filter(pk=third.pk).update(created_at=third.created_at.replace(year=2020))
    decide(officer, later, PairState.SAME)

    with pytest.raises(MergeBuried):
        undo_decision(actor=officer, public_id=pair.public_id, expected_version=2)

    undo_decision(actor=officer, public_id=later.public_id, expected_version=2)
    undo_decision(actor=officer, public_id=pair.public_id, expected_version=2)
    assert all_rows() == before


def test_a_file_taken_back_takes_apart_what_was_joined_because_of_its_rows(
    officer: User, office: Institution, pair: Pair
) -> None:
    third = make_business(make_intake(office, state=IntakeState.UNDOING), "Mak Cik", nib="1234567890199")
    later = make_pair(pair.right, record_of(third))
    untouched = all_rows()["records"]
    decide(officer, pair, PairState.SAME)
    Party.objects.filter(pk=third.pk).update(created_at=third.created_at.replace(year=2020))
    decide(officer, later, PairState.SAME)

    undo_rows(later.right.intake_id)
    undo_decision(actor=officer, public_id=pair.public_id, expected_version=2)

    later.refresh_from_db()
    assert later.state == PairState.WITHDRAWN
    assert Merge.objects.filter(undone_at__isnull=True).count() == 0
    assert all_rows()["records"] == [*untouched[:2], {"pk": later.right_id, "party_id": None}]


def test_second_officer_hears_who_decided_and_what(officer: User, colleague: User, pair: Pair) -> None:
    decide(officer, pair, PairState.DIFFERENT)

    with pytest.raises(PairAlreadyDecided) as told:
        decide(colleague, pair, PairState.SAME)

    assert told.value.params["who"] == officer.name
    assert told.value.params["answer"] == PairState.DIFFERENT.label
    assert Merge.objects.count() == 0


def test_the_same_answer_of_the_same_officer_again_changes_nothing(officer: User, pair: Pair) -> None:
    decide(officer, pair, PairState.SAME)

    again = decide(officer, pair, PairState.SAME)

    assert (again.version, Merge.objects.count()) == (2, 2)


def test_unsure_can_be_answered_later(officer: User, colleague: User, pair: Pair) -> None:
    decide(officer, pair, PairState.UNSURE)

    decided = decide(colleague, pair, PairState.DIFFERENT, version=2)

    assert (decided.state, decided.decided_by) == (PairState.DIFFERENT, colleague)


def test_officer_of_another_place_does_not_know_of_the_pair(stranger: User, pair: Pair) -> None:
    with pytest.raises(NotFound):
        decide(stranger, pair, PairState.SAME)


def test_pair_across_two_places_belongs_to_who_reviews_both(
    officer: User, stranger: User, province_officer: User, pair: Pair
) -> None:
    Pair.objects.update(right_regency="16.71")

    for one in (officer, stranger):
        with pytest.raises(NotFound):
            decide(one, pair, PairState.SAME)

    assert decide(province_officer, pair, PairState.DIFFERENT).state == PairState.DIFFERENT


def test_splitting_moves_the_chosen_records_into_a_party_of_their_own(officer: User, pair: Pair) -> None:
    decide(officer, pair, PairState.SAME)
    party = Party.objects.get(kind="business", closed_at__isnull=True)

    made = split_party(
        actor=officer, public_id=party.public_id, record_ids=[pair.left_id], reason="dua usaha"
    )

    parties = dict(Record.objects.values_list("pk", "party"))
    assert parties == {pair.left_id: made.pk, pair.right_id: party.pk}
    assert (made.name, made.kind) == ("Songket Mak Cik", "business")


def test_a_split_leaves_both_parts_with_a_record(officer: User, pair: Pair) -> None:
    party = Party.objects.get(records=pair.left)

    with pytest.raises(SplitNeedsBoth):
        split_party(actor=officer, public_id=party.public_id, record_ids=[pair.left_id], reason="salah satu")


@pytest.mark.parametrize("old", list(PairState))
@pytest.mark.parametrize("new", list(PairState))
def test_table_of_pair_moves(old: PairState, new: PairState) -> None:
    allowed = {
        ("open", "same"), ("open", "different"), ("open", "unsure"), ("open", "withdrawn"),
        ("unsure", "same"), ("unsure", "different"), ("unsure", "open"), ("unsure", "withdrawn"),
        ("same", "open"), ("same", "withdrawn"), ("different", "open"), ("different", "withdrawn"),
        ("withdrawn", "open"),
    }  # fmt: skip

    assert PAIR_FLOW.allows(old, new) is ((old.value, new.value) in allowed)
