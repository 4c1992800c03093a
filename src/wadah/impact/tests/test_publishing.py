"""What is counted, what of it is published, and what stays as it was."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from wadah.accounts.models import Institution
from wadah.accounts.tests.factories import make_institution, make_member
from wadah.core.jobs import at_once
from wadah.impact.jobs import publish_after_intake
from wadah.impact.measures import Measure, Scope, Showing
from wadah.impact.models import Figure
from wadah.impact.queries.counts import office_counts, place_counts
from wadah.impact.services.publishing import publish_offices, publish_places
from wadah.impact.suppression import Counted
from wadah.impact.tests.figures import AT, make_figure
from wadah.regions.models import Kind, Level, Region
from wadah.registry.facts import Evidence
from wadah.registry.kinds import PartyKind, Verdict
from wadah.registry.models import Fact, Party, RegencyFigures
from wadah.registry.services.figures import refresh_figures
from wadah.registry.services.intakes import apply_intake
from wadah.registry.states import IntakeState, PairState
from wadah.registry.tests.factories import (
    make_business,
    make_intake,
    make_pair,
    make_party,
    make_record,
    record_of,
)

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


def held(scope: Scope = Scope.PLACE) -> dict[tuple[str, str], tuple[str, int | None, int | None]]:
    rows = Figure.objects.filter(scope=scope, superseded_at__isnull=True)
    return {
        (row.subject, row.measure): (row.showing, row.count, row.of_count)
        for row in rows.order_by("subject", "measure")
    }


def rolled_up(regency: str, count: int, kind: PartyKind = PartyKind.BUSINESS) -> None:
    RegencyFigures.objects.update_or_create(
        regency=regency,
        kind=kind,
        defaults={
            "parties_count": count,
            "with_nik_count": 0,
            "with_village_count": 0,
            "with_phone_count": 0,
            "counted_at": NOW,
        },
    )


def make_fact(party: Party, kind: str, on: date, evidence: str = Evidence.SEEN) -> None:
    Fact.objects.create(
        party=party,
        regency=party.regency,
        kind=kind,
        number=Decimal(1),
        on=on,
        evidence=evidence,
        recorded_at=NOW,
    )


def make_active(count: int, on: date = TODAY, regency: str = "16.02", **fact: str) -> list[Party]:
    parties = [make_party(PartyKind.BUSINESS, f"Usaha {n}", regency=regency) for n in range(count)]
    for party in parties:
        make_fact(party, "identity_verified", date(2024, 1, 5))
        make_fact(party, "visit", on, **fact)
    return parties


def test_every_place_has_its_figures_small_ones_hidden_and_active_unknown(regions: None) -> None:
    rolled_up("16.02", 1871)
    rolled_up("16.71", 4)

    assert publish_places(at=NOW) == 6
    assert held() == {
        ("16.02", "active"): ("unknown", None, None),
        ("16.02", "cooperatives"): ("shown", 0, None),
        ("16.02", "registered"): ("shown", 1871, None),
        ("16.71", "active"): ("unknown", None, None),
        ("16.71", "cooperatives"): ("shown", 0, None),
        ("16.71", "registered"): ("hidden", None, None),
    }


def test_publishing_the_same_counts_again_writes_nothing(regions: None) -> None:
    rolled_up("16.02", 1871)
    publish_places(at=NOW)

    assert publish_places(at=NOW + timedelta(days=1)) == 0


def test_a_step_below_five_waits_and_a_larger_one_keeps_what_was_before(regions: None) -> None:
    for day, count in enumerate((100, 104, 105, 101)):
        rolled_up("16.02", count)
        publish_places(at=NOW + timedelta(days=day))

    rows = Figure.objects.filter(subject="16.02", measure=Measure.REGISTERED).order_by("pk")
    assert [(row.count, row.superseded_at) for row in rows] == [(100, NOW + timedelta(days=2)), (105, None)]


def test_a_count_that_was_taken_earlier_does_not_overwrite_a_later_one(regions: None) -> None:
    rolled_up("16.02", 100)
    publish_places(at=NOW)
    rolled_up("16.02", 50)

    assert publish_places(at=NOW - timedelta(minutes=1)) == 0


def test_active_are_those_with_a_proven_identity_and_a_recent_proven_activity(regions: None) -> None:
    make_active(6)
    make_active(3, on=date(2025, 11, 21))  # too long ago
    make_active(2, evidence=Evidence.CLAIMED)  # not proven
    unproven = make_party(PartyKind.BUSINESS, "Tanpa identitas")
    make_fact(unproven, "sale", TODAY)
    closed = make_active(1)[0]
    Party.objects.filter(pk=closed.pk).update(closed_at=NOW)
    make_party(PartyKind.BUSINESS, "Palembang", regency="16.71")
    refresh_figures(at=NOW)

    counts = place_counts("16", TODAY).subjects

    assert counts["16.02"][Measure.REGISTERED] == Counted(12, {Measure.ACTIVE: 6})
    assert counts["16.71"][Measure.REGISTERED] == Counted(1, {Measure.ACTIVE: None})


def test_activity_of_the_very_day_a_year_ago_still_counts(regions: None) -> None:
    make_active(1, on=date(2025, 11, 22))
    refresh_figures(at=NOW)

    counts = place_counts("16", TODAY).subjects

    assert counts["16.02"][Measure.REGISTERED] == Counted(1, {Measure.ACTIVE: 1})


def test_active_is_published_with_the_rules_it_was_counted_by(regions: None) -> None:
    make_active(8)
    for number in range(12):
        make_party(PartyKind.BUSINESS, f"Lain {number}")
    refresh_figures(at=NOW)

    publish_places(at=NOW)

    figure = Figure.objects.get(subject="16.02", measure=Measure.ACTIVE)
    assert (figure.showing, figure.count, figure.of_count) == (Showing.SHOWN, 8, 20)
    assert figure.rules == [
        "impact.active.months@always",
        "impact.active.identity_facts@always",
        "impact.active.activity_facts@always",
        "impact.active.evidence@always",
    ]


def test_quality_counts_the_rows_of_applied_files_of_the_office(office: Institution) -> None:
    Region.objects.create(
        code="16.02.01.2001", name="Desa", kind=Kind.DESA, level=Level.VILLAGE, parent_id="16.02.01"
    )
    intake = make_intake(office)
    make_business(intake, "Warung Nur", "Nurhayati", activity="warung")
    one = make_business(intake, "Kios Ida")
    other = make_business(intake, "Kios Ida 2")
    make_pair(*sorted((record_of(one), record_of(other)), key=lambda record: record.pk))
    make_record(
        intake,
        {"business_name": "Toko", "owner_name": "Ani", "activity": "toko"},
        region="16.02.01.2001",
        phones=("6281234567890",),
        verdict=Verdict.NEEDS_REPAIR,
    )
    make_record(intake, {"business_name": "JUMLAH"}, verdict=Verdict.NOT_A_BUSINESS)
    waiting = make_intake(office, "checked")
    make_record(waiting, {"business_name": "Belum masuk"})

    counts = office_counts("16", intake.applied_at.date()).subjects

    parts = {Measure.COMPLETE: 1, Measure.VALID: 3, Measure.LINKED: 1, Measure.FRESH: 4}
    assert counts["DISKOP-OKI"][Measure.ROWS] == Counted(4, parts)


def test_a_decided_pair_leaves_its_rows_linked_and_old_rows_are_stale(office: Institution) -> None:
    intake = make_intake(office)
    one, other = make_business(intake, "Kios Ida"), make_business(intake, "Kios Ida 2")
    pair = make_pair(record_of(one), record_of(other))
    type(pair).objects.filter(pk=pair.pk).update(state=PairState.DIFFERENT, decided_at=NOW)

    (counted,) = (
        office_counts("16", intake.applied_at.date() + timedelta(days=800)).subjects["DISKOP-OKI"].values()
    )

    assert (counted.parts[Measure.LINKED], counted.parts[Measure.FRESH]) == (2, 0)


def test_offices_without_rows_and_of_other_provinces_are_no_subject(office: Institution) -> None:
    make_business(make_intake(make_institution("LAMPUNG", "18")), "Toko Lampung")

    assert publish_offices(at=NOW) == 0


def test_an_office_whose_file_was_taken_back_falls_to_zero(office: Institution) -> None:
    make_figure("DISKOP-OKI", Measure.ROWS, 40, scope=Scope.OFFICE)

    publish_offices(at=NOW)

    assert held(Scope.OFFICE)["DISKOP-OKI", "rows"] == ("shown", 0, None)


def test_a_file_that_is_applied_is_published_with_its_office(office: Institution) -> None:
    intake = make_intake(office)
    for number in range(6):
        make_business(intake, f"Usaha {number}")
    refresh_figures(at=NOW)

    publish_after_intake.func.plain(intake.pk)

    assert held()["16.02", "registered"] == ("shown", 6, None)
    assert held(Scope.OFFICE)["DISKOP-OKI", "linked"] == ("shown", 6, 6)


def test_applying_a_file_is_followed_by_publishing(
    office: Institution, django_capture_on_commit_callbacks: Any
) -> None:
    for number in range(6):
        make_business(make_intake(office), f"Usaha {number}")
    refresh_figures(at=NOW)
    waiting = make_intake(office, IntakeState.CHECKED)

    with at_once(), django_capture_on_commit_callbacks(execute=True):
        apply_intake(actor=make_member(office), public_id=waiting.public_id)

    assert held()["16.02", "registered"] == ("shown", 6, None)
    assert held(Scope.OFFICE)["DISKOP-OKI", "rows"] == ("shown", 6, None)


def test_the_nightly_command_counts_anew(office: Institution) -> None:
    intake = make_intake(office)
    for number in range(6):
        make_business(intake, f"Usaha {number}")

    call_command("publish_figures", verbosity=0)

    assert held()["16.02", "registered"] == ("shown", 6, None)


@pytest.mark.parametrize(("count", "of_count"), [(3, None), (7, 9)])
def test_the_database_refuses_a_small_count_and_one_that_leaves_a_small_one(
    db: None, count: int, of_count: int | None
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_figure("16.02", Measure.ACTIVE, count, of_count)


def test_only_one_figure_holds(db: None) -> None:
    make_figure("16.02", Measure.REGISTERED, 10)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_figure("16.02", Measure.REGISTERED, 20)
    assert Figure.objects.get().published_at == AT
