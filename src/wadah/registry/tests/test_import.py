"""A file from upload to parties: verdicts, two levels, the same file again, taking back."""

from collections import Counter
from typing import Any

import pytest
from django.apps import apps

from wadah.accounts.models import Institution, User
from wadah.accounts.tests.factories import make_institution, make_member
from wadah.core.errors import NotFound
from wadah.registry.errors import IntakeNotReady, UndoTooLate
from wadah.registry.models import Fact, Intake, Link, Pair, Party, Record, RecordKey
from wadah.registry.sealed import open_cells
from wadah.registry.services.intakes import apply_intake, discard_intake, undo_intake
from wadah.registry.states import INTAKE_FLOW, IntakeState
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.factories import all_rows
from wadah.registry.tests.files import AMIN, HEADER, ROWS, SITI, as_csv, as_xlsx, row


def counts_of_every_table() -> dict[str, int]:
    return {
        model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.managed
    }


def names(kind: str) -> list[str]:
    return sorted(Party.objects.filter(kind=kind, closed_at__isnull=True).values_list("name", flat=True))


def test_checking_writes_nothing_into_the_registry(bring_in: BringIn) -> None:
    intake = bring_in(as_csv(), IntakeState.CHECKED)

    assert intake.counts["verdicts"] == {"new": 4}
    assert (Record.objects.count(), Party.objects.count(), Link.objects.count(), Fact.objects.count()) == (
        4,
        0,
        0,
        0,
    )


def test_applying_makes_persons_and_businesses_two_levels(bring_in: BringIn) -> None:
    bring_in(as_csv())

    assert names("business") == [
        "Bengkel Las Barokah",
        "Kemplang Bu Siti",
        "Pempek Candy Amin",
        "Songket Mak Cik",
    ]
    assert names("person") == ["Amin Zakaria", "Herman", "Siti Rusmini"]
    owners = dict(Party.objects.filter(kind="business").values_list("name", "owner__name"))
    assert owners == {
        "Songket Mak Cik": "Siti Rusmini", "Kemplang Bu Siti": "Siti Rusmini", "Pempek Candy Amin": "Amin Zakaria",
        "Bengkel Las Barokah": "Herman",
    }  # fmt: skip
    assert list(Fact.objects.values_list("kind", "number", "unit")) == [("annual_sales", 120_000_000, "idr")]
    assert {party.regency for party in Party.objects.all()} == {"16.02"}


def test_numbers_of_persons_are_sealed_and_nowhere_else(bring_in: BringIn) -> None:
    bring_in(as_csv())

    record = Record.objects.order_by("row_number")[0]
    text = "".join(str(value) for row in Record.objects.values() for value in row.values())
    assert open_cells(record.sealed).nik == SITI
    assert open_cells(record.sealed).phones == ("+6281273000417",)
    assert not [number for number in (SITI, AMIN, "81273000417") if number in text]


def test_the_same_file_again_changes_nothing(bring_in: BringIn) -> None:
    first = bring_in(as_csv())
    before = counts_of_every_table()

    again = bring_in(as_csv())

    assert again.pk == first.pk
    assert counts_of_every_table() == before


def test_the_same_rows_saved_anew_are_all_the_same(bring_in: BringIn) -> None:
    bring_in(as_csv())
    parties, facts = Party.objects.count(), Fact.objects.count()

    again = bring_in(as_csv(mark=";"))

    assert again.counts["verdicts"] == {"same": 4}
    assert (Party.objects.count(), Fact.objects.count(), Pair.objects.count()) == (parties, facts, 0)
    assert Link.objects.filter(level="business").count() == 8


def test_stalls_of_one_name_in_one_market_stay_as_many_as_they_are(bring_in: BringIn) -> None:
    stalls = [row(n, "Kios Sembako", "", address="Pasar Tanjung Lubuk") for n in range(1, 24)]

    first = bring_in(as_csv(stalls))
    again = bring_in(as_csv(stalls, mark=";"))

    assert first.counts["verdicts"] == {"new": 23}
    assert again.counts["verdicts"] == {"same": 23}
    assert Party.objects.filter(kind="business").count() == 23


def test_other_values_of_a_sure_business_change_it(bring_in: BringIn) -> None:
    bring_in(as_csv())
    moved = row(1, "Pempek Candy Amin", "Amin Zakaria", AMIN, address="Jl. Demang No. 9", nib="1234567890123")

    intake = bring_in(as_csv([moved]))

    party = Party.objects.get(kind="business", name="Pempek Candy Amin")
    assert intake.counts["verdicts"] == {"changes": 1}
    assert Record.objects.get(intake=intake).matches[0]["changed"] == ["address"]
    addresses = sorted(party.records.values_list("values__address", flat=True))
    assert addresses == ["Jl. Demang No. 9", "Lorong Pancasila No. 3"]
    assert Party.objects.count() == 7


def test_a_row_repeated_in_its_own_file_is_one_business(bring_in: BringIn) -> None:
    twice = row(5, "Songket Mak Cik", "Siti Rusmini", SITI, address="Jl. Merdeka No.12", phone="081273000417")

    intake = bring_in(as_csv([*ROWS, twice]))

    assert intake.counts["verdicts"] in ({"new": 4, "same": 1}, {"new": 4, "changes": 1})
    assert names("business").count("Songket Mak Cik") == 1


def test_a_likely_repetition_is_asked_and_stays_two_until_somebody_answers(bring_in: BringIn) -> None:
    bring_in(as_csv([row(1, "Kemplang Cita Rasa", "Yanik", address="Jl. Mawar No. 5")]))

    intake = bring_in(as_csv([row(1, "Kemplang Cinta Rasa", "Yanik", address="Jl. Mawar No. 5")]))

    pair = Pair.objects.get()
    assert intake.counts["verdicts"] == {"possible_duplicate": 1}
    assert (pair.state, pair.intake, pair.left_regency) == ("open", intake, "16.02")
    assert Party.objects.filter(kind="business").count() == 2


def test_damaged_rows_are_held_back_with_all_their_problems(bring_in: BringIn) -> None:
    rows = [HEADER, row(1, "Warung Damai", "Damai", 1602014507900000, sales="1.500"), *ROWS]

    intake = bring_in(as_xlsx({"Sheet1": rows}), name="data.xlsx")

    record = Record.objects.get(intake=intake, verdict="needs_repair")
    assert [problem["code"] for problem in record.problems] == ["nik_excel_zero", "money_ambiguous"]
    assert (record.party, intake.counts["verdicts"]) == (None, {"needs_repair": 1, "new": 4})
    assert RecordKey.objects.filter(record_id=record.pk).count() == 0


def test_taking_a_file_back_leaves_the_registry_as_it_was(
    bring_in: BringIn, officer: User, run_jobs: Any
) -> None:
    bring_in(as_csv(ROWS[:2]))
    before, keys = all_rows(), RecordKey.objects.count()
    more = row(9, "Songket Mak Cik", "Siti Rusmini", SITI, address="Jl. Baru No. 1", phone="081273000417")
    intake = bring_in(as_csv([*ROWS[2:], more]))

    with run_jobs():
        undo_intake(actor=officer, public_id=intake.public_id, reason="berkas yang salah")

    intake.refresh_from_db()
    after = all_rows()
    old = {party["pk"] for party in before["parties"]}
    assert intake.state == IntakeState.UNDONE
    assert [party for party in after["parties"] if party["pk"] in old] == before["parties"]
    assert (after["links"], after["open"]) == (before["links"], before["open"])
    assert RecordKey.objects.count() == keys
    assert set(Record.objects.filter(intake=intake).values_list("party", flat=True)) == {None}


def test_a_file_that_was_taken_back_can_be_brought_again(
    bring_in: BringIn, officer: User, run_jobs: Any
) -> None:
    first = bring_in(as_csv())
    with run_jobs():
        undo_intake(actor=officer, public_id=first.public_id, reason="coba")

    second = bring_in(as_csv())

    assert (second.pk != first.pk, second.counts["verdicts"]) == (True, {"new": 4})
    assert len(names("business")) == 4


def test_it_is_too_late_to_take_back_after_the_time_is_over(bring_in: BringIn, officer: User) -> None:
    intake = bring_in(as_csv())
    Intake.objects.filter(pk=intake.pk).update(undo_until=intake.applied_at)

    with pytest.raises(UndoTooLate):
        undo_intake(actor=officer, public_id=intake.public_id, reason="terlambat")


def test_two_files_with_one_business_checked_side_by_side_make_one_business(
    bring_in: BringIn, regions: None, run_jobs: Any
) -> None:
    other = make_institution("DISPERIN-OKI", "16.02")
    colleague = make_member(other)
    first = bring_in(as_csv(), IntakeState.CHECKED)
    second = bring_in(as_csv(mark=";"), IntakeState.CHECKED, actor=colleague, institution=other)

    with run_jobs():
        apply_intake(actor=first.uploaded_by, public_id=first.public_id)
    with run_jobs():
        apply_intake(actor=colleague, public_id=second.public_id)

    assert len(names("business")) == 4
    assert set(Record.objects.filter(intake=second).values_list("verdict", flat=True)) == {"same"}


def test_a_discarded_file_is_kept_and_counts_for_nothing(
    bring_in: BringIn, officer: User, run_jobs: Any
) -> None:
    intake = bring_in(as_csv(), IntakeState.CHECKED)

    with run_jobs():
        discard_intake(actor=officer, public_id=intake.public_id)

    assert (Record.objects.count(), RecordKey.objects.count()) == (4, 0)
    with pytest.raises(IntakeNotReady):
        apply_intake(actor=officer, public_id=intake.public_id)
    assert bring_in(as_csv(), IntakeState.CHECKED).counts["verdicts"] == {"new": 4}


def test_columns_are_remembered_for_the_next_file_of_the_office(bring_in: BringIn) -> None:
    header = ("No", "Merk Dagang Kita", "Yang Punya", *HEADER[3:])
    first = bring_in(as_csv(ROWS, header), IntakeState.MAPPING)
    assert first.mapping  # guessed

    bring_in(as_csv())
    second = bring_in(as_csv(ROWS[:1]), IntakeState.MAPPING)

    assert {guess["why"] for guess in second.sheets[0]["guesses"]} == {"remembered"}


def test_nobody_else_knows_of_the_file(bring_in: BringIn, stranger: User, office: Institution) -> None:
    intake = bring_in(as_csv(), IntakeState.CHECKED)

    for act in (apply_intake, discard_intake):
        with pytest.raises(NotFound):
            act(actor=stranger, public_id=intake.public_id)
    with pytest.raises(NotFound):
        bring_in(as_csv(), actor=stranger, institution=office)


@pytest.mark.parametrize("old", list(IntakeState))
def test_table_of_intake_moves(old: IntakeState) -> None:
    allowed = {
        "received": {"reading", "failed", "discarded"},
        "reading": {"mapping", "failed", "discarded"},
        "mapping": {"checking", "discarded"},
        "checking": {"checked", "failed", "discarded"},
        "checked": {"applying", "mapping", "discarded"},
        "applying": {"applied", "failed"},
        "applied": {"undoing"},
        "undoing": {"undone", "failed"},
        "failed": {"reading", "checking", "applying", "undoing", "discarded"},
    }

    assert {new.value for new in IntakeState if INTAKE_FLOW.allows(old, new)} == allowed.get(old.value, set())


def test_links_say_by_which_record_and_how_sure(bring_in: BringIn) -> None:
    bring_in(as_csv())
    bring_in(as_csv([row(1, "Pempek Candy Amin", "Amin", AMIN, address="Jl. Demang", nib="1234567890123")]))

    link = Link.objects.filter(level="business", matched__isnull=False).get()
    assert link.score > 0.9
    assert Counter(part[1] for part in link.evidence)["nib:same"] == 1
