"""Files of another place: asked about before anything is read in, held by row, let in only with a reason."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from wadah.accounts.models import Institution, User
from wadah.core.actors import actor_ref
from wadah.core.models import AuditEntry
from wadah.regions.models import Kind, Level, Region
from wadah.registry.intake.outside import (
    Outside,
    area_box,
    where_most_lie,
    where_point_lies,
    where_points_lie,
)
from wadah.registry.kinds import PartyKind, Verdict
from wadah.registry.models import Intake, Party, Record, RegencyFigures
from wadah.registry.services.figures import refresh_figures
from wadah.registry.states import IntakeState
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.factories import make_party
from wadah.registry.tests.files import as_csv
from wadah.registry.tests.visitors import main_of, visitor
from wadah.registry.values.coordinates import Box, Point
from wadah.registry.work.parties import regency_of

HEADER = ("Nama Usaha", "Nama Pemilik", "Kecamatan", "Kabupaten")
OURS = ("Songket Mak Cik", "Siti Rusmini", "Tanjung Lubuk", "Ogan Komering Ilir")
THEIRS = [
    ("Pempek Candy", "Amin", "", "Kota Palembang"),
    ("Model Ikan Cek Ida", "Ida", "", "Kota Palembang"),
]
REASON = "Pendataan bersama dengan kota"
RunJobs = Callable[[], Any]


def verdicts(intake: Intake) -> dict[str, str]:
    rows = Record.objects.filter(intake=intake)
    return {row.values.get("business_name", ""): row.verdict for row in rows}


def test_a_row_of_another_regency_is_held_and_says_where_it_lies(bring_in: BringIn) -> None:
    intake = bring_in(as_csv([OURS, OURS[:1] + THEIRS[0][1:], *[OURS] * 3], HEADER), upto=IntakeState.CHECKED)

    held = Record.objects.get(intake=intake, verdict=Verdict.NEEDS_REPAIR)
    assert (held.row_number, held.region_id) == (3, "16.71")
    assert [(found["code"], found["severity"], found["params"]) for found in held.problems] == [
        (
            "outside_held",
            "error",
            {"place": "Kota Palembang, Sumatera Selatan", "within": "Kab. Ogan Komering Ilir"},
        )
    ]


def test_the_province_holds_nothing_of_its_own_regencies(province_officer: User, bring_in: BringIn) -> None:
    institution = Institution.objects.get(region_id="16")

    intake = bring_in(
        as_csv([OURS, *THEIRS], HEADER),
        upto=IntakeState.CHECKED,
        actor=province_officer,
        institution=institution,
    )

    assert set(verdicts(intake).values()) == {Verdict.NEW}
    assert intake.sheets[0]["outside"] == {"rows": 0, "of": 3, "place": "", "by_points": False}


def test_a_file_of_another_regency_asks_before_anything_is_read_in(
    officer: User, bring_in: BringIn, run_jobs: RunJobs
) -> None:
    intake = bring_in(as_csv([OURS, *THEIRS], HEADER), upto=IntakeState.MAPPING)
    client, address = visitor(officer), f"/impor/{intake.public_id}/kolom/"
    shown = client.get(address)
    chosen = {one.html_name: one.value() for one in shown.context["form"] if one.value() is not None}

    unanswered = client.post(address, chosen)
    too_short = client.post(address, {**chosen, "outside": "masukkan", "outside_reason": "coba"})
    intake.refresh_from_db()
    waits = intake.state
    with run_jobs():
        client.post(address, {**chosen, "outside": "masukkan", "outside_reason": REASON})

    assert "Berkas ini tampaknya milik Kota Palembang 2 dari 3 baris pertama" in main_of(shown)
    assert "Pilih dahulu apa yang terjadi dengan baris di luar wilayah." in main_of(unanswered)
    assert "Tuliskan alasannya, paling sedikit 10 huruf." in main_of(too_short)
    assert (waits, Record.objects.filter(verdict=Verdict.NEEDS_REPAIR).count()) == (IntakeState.MAPPING, 0)
    assert set(verdicts(intake).values()) == {Verdict.NEW}
    told = AuditEntry.objects.get(action="registry.outside_let_in")
    assert (told.reason, told.actor) == (REASON, actor_ref(officer))


def test_held_rows_are_let_in_later_by_one_decision_for_the_file(
    officer: User, bring_in: BringIn, run_jobs: RunJobs
) -> None:
    intake = bring_in(as_csv([OURS, *THEIRS], HEADER), upto=IntakeState.CHECKED)
    client, address = visitor(officer), f"/impor/{intake.public_id}/"

    checked = main_of(client.get(address))
    form = client.get(f"{address}kolom/")
    chosen = {one.html_name: one.value() for one in form.context["form"] if one.value() is not None}
    with run_jobs():
        client.post(f"{address}kolom/", {**chosen, "outside": "masukkan", "outside_reason": REASON})
    with run_jobs():
        client.post(f"{address}terapkan/")

    assert "2 baris di luar Kab. Ogan Komering Ilir ditahan" in checked
    assert "2 dari 3 baris usaha di luar Kab. Ogan Komering Ilir" in main_of(form)
    assert f'action="{address}buang/"' in form.content.decode()
    placed = Party.objects.filter(kind=PartyKind.BUSINESS).values_list("name", "region_id", "regency")
    assert sorted(placed) == [
        ("Model Ikan Cek Ida", "16.71", "16.71"),
        ("Pempek Candy", "16.71", "16.71"),
        ("Songket Mak Cik", "16.02.01", "16.02"),
    ]


def test_a_file_of_the_own_region_is_not_asked_about(officer: User, bring_in: BringIn) -> None:
    intake = bring_in(as_csv([OURS], HEADER), upto=IntakeState.MAPPING)

    page = visitor(officer).get(f"/impor/{intake.public_id}/kolom/")

    assert (page.context["outside"], "di luar wilayah" in main_of(page)) == (None, False)


def test_points_alone_tell_where_a_file_without_places_lies(office: Institution, bring_in: BringIn) -> None:
    rows = [(f"Kios {name}", "-7.56", f"110.8{at}") for at, name in enumerate(("Satu", "Dua", "Tiga"))]

    intake = bring_in(as_csv(rows, ("Nama Usaha", "lat", "lng")), upto=IntakeState.CHECKED)

    assert (intake.sheets[0]["outside"]["rows"], intake.sheets[0]["outside"]["by_points"]) == (3, True)
    assert set(verdicts(intake).values()) == {Verdict.NEEDS_REPAIR}
    codes = {found["code"] for row in Record.objects.all() for found in row.problems}
    assert "point_outside_held" in codes
    assert "coordinate_far_from_place" not in codes


def test_rows_let_in_by_their_points_do_not_become_the_office_s_own(
    officer: User, bring_in: BringIn, run_jobs: RunJobs
) -> None:
    Region.objects.create(code="33", name="Jawa Tengah", level=Level.PROVINCE, kind=Kind.PROVINSI)
    rows = [(f"Kios {name}", "-7.56", f"110.8{at}") for at, name in enumerate(("Satu", "Dua", "Tiga"))]
    intake = bring_in(as_csv(rows, ("Nama Usaha", "lat", "lng")), upto=IntakeState.CHECKED)
    held = {found["code"] for row in Record.objects.all() for found in row.problems}
    client, address = visitor(officer), f"/impor/{intake.public_id}/"
    form = client.get(f"{address}kolom/")
    chosen = {one.html_name: one.value() for one in form.context["form"] if one.value() is not None}

    with run_jobs():
        client.post(f"{address}kolom/", {**chosen, "outside": "masukkan", "outside_reason": REASON})
    with run_jobs():
        client.post(f"{address}terapkan/")

    told = {found["code"] for row in Record.objects.all() for found in row.problems}
    assert (held, told) == ({"point_outside_held"}, {"point_outside_let_in"})
    placed = Party.objects.filter(kind=PartyKind.BUSINESS).values_list("name", "region_id")
    assert sorted(placed) == [("Kios Dua", "33"), ("Kios Satu", "33"), ("Kios Tiga", "33")]


def test_a_point_tells_the_one_regency_or_province_that_it_can_lie_in() -> None:
    boxes = {"33.11": Box(0, 0, 4, 4), "33.72": Box(1, 1, 2, 2), "34.01": Box(3, 3, 6, 6)}

    points = [Point(0.5, 0.5), Point(1.5, 1.5), Point(3.5, 3.5), Point(9, 9)]

    assert [where_point_lies(point, boxes) for point in points] == ["33.11", "33", None, None]


def test_one_odd_point_holds_no_row(bring_in: BringIn) -> None:
    rows = [
        ("Kios Satu", "-3.39", "104.83"),
        ("Kios Dua", "-3.40", "104.84"),
        ("Kios Tiga", "-7.56", "110.8"),
    ]

    intake = bring_in(as_csv(rows, ("Nama Usaha", "lat", "lng")), upto=IntakeState.CHECKED)

    assert set(verdicts(intake).values()) == {Verdict.NEW}


@pytest.mark.parametrize(
    ("region", "office", "regency"),
    [
        ("16.71.01", "16.02", "16.71"),
        ("33.72", "16.02", "16.02"),
        ("35", "16.02", "16.02"),
        (None, "16.02", "16.02"),
        ("16.02.01.2001", "16", "16.02"),
    ],
)
def test_what_lies_in_another_province_stays_with_the_office_that_let_it_in(
    region: str | None, office: str, regency: str
) -> None:
    assert regency_of(region, office) == regency


def test_figures_of_a_place_leave_out_what_lies_in_another_province(regions: None) -> None:
    for name, region in (("Satu", "16.02.01"), ("Dua", None), ("Tiga", "18")):
        make_party(PartyKind.BUSINESS, name, region_id=region)

    refresh_figures(at=Party.objects.latest("pk").created_at)

    assert list(RegencyFigures.objects.values_list("regency", "parties_count")) == [("16.02", 2)]


def test_where_rows_and_points_lie() -> None:
    boxes = {
        "16.02": Box(-4, 104, -2, 106),
        "16.71": Box(-3.1, 104.6, -2.8, 104.9),
        "33.72": Box(-7.6, 110.7, -7.5, 110.9),
    }

    assert where_most_lie(["33.72", "33.72.01", "35.01"]) == "33.72"
    assert where_most_lie(["33.72", "33.01", "33.05"]) == "33"
    assert where_most_lie(["33.72", "35.01", "36.05"]) == ""
    assert where_points_lie([Point(-3.0, 104.7), Point(-3.0, 104.8)], boxes) == "16.71"
    assert where_points_lie([Point(10.0, 10.0)], boxes) == ""
    assert area_box("16", boxes) == Box(-4, 104, -2, 106)
    assert area_box(None, boxes) is None
    assert [Outside(1, 2).is_most, Outside(1, 3).is_most, Outside(0, 0).is_most] == [True, False, False]


def test_an_upload_of_another_place_by_the_form(officer: User, run_jobs: RunJobs) -> None:
    """The question stands on the first page that she sees, before she asks for the columns."""
    client = visitor(officer)
    with run_jobs():
        answer = client.post("/impor/", {"file": SimpleUploadedFile("data.csv", as_csv(THEIRS, HEADER))})

    assert "Berkas ini tampaknya milik Kota Palembang" in main_of(client.get(answer["Location"]))
