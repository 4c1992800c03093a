"""The rows of a file say what they repeat and why; all pages count the same questions."""

from collections.abc import Callable
from typing import Any

import pytest

from wadah.accounts.models import User
from wadah.registry.kinds import LinkLevel, Verdict
from wadah.registry.models import Intake, Pair, Record
from wadah.registry.queries.evidence import distance_m, guard_words, reasons_between
from wadah.registry.queries.intakes import intake_page
from wadah.registry.queries.pairs import FilePairs, pair_queue, pairs_of_file
from wadah.registry.queries.rows import intake_rows
from wadah.registry.queries.workspace import workspace_of
from wadah.registry.services.review import decide_pair
from wadah.registry.states import IntakeState, PairState
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.factories import make_business, make_intake, make_pair, make_record, record_of
from wadah.registry.tests.files import HOME, PHONE, SITI, as_csv, row
from wadah.registry.tests.visitors import main_of, visitor

EVIDENCE = [["name", "name:near", 5.0], ["point", "point:around", 0.4], ["address", "address:other", -2.0]]
FIRST = row(1, "Songket Mak Cik", "Siti Rusmini", SITI, address=HOME, phone=PHONE, sales="120.000.000")


def match(other: Record, answer: str = "ask", **more: Any) -> dict[str, Any]:
    return {
        "record": other.pk, "level": LinkLevel.BUSINESS.value, "answer": answer, "score": 0.62, "evidence": EVIDENCE,
        **more,
    }  # fmt: skip


def test_a_row_that_updates_names_the_business_what_changes_and_why(officer: User, bring_in: BringIn) -> None:
    bring_in(as_csv([FIRST]), name="tahun lalu.csv")
    changed = (*FIRST[:7], "150.000.000", FIRST[8])
    intake = bring_in(as_csv([changed]), upto=IntakeState.CHECKED, name="tahun ini.csv")

    page = visitor(officer).get(f"/impor/{intake.public_id}/baris/")

    party = record_of(Record.objects.get(intake__file_name="tahun lalu.csv").party).party
    assert f'href="/usaha/{party.public_id}/"' in page.content.decode()
    assert "Memperbarui Songket Mak Cik baris 2, tahun lalu.csv" in main_of(page)
    assert "Isi yang berubah: Omzet" in main_of(page)
    assert "NIK pemilik sama" in main_of(page)


def test_a_doubtful_row_shows_score_evidence_distance_and_its_question(officer: User, office: Any) -> None:
    old = make_business(make_intake(office), "Kios Bu Mul", latitude=-3.39, longitude=104.83)
    intake = make_intake(office)
    fresh = make_record(
        intake, {"business_name": "Kios Ibu Mul", "latitude": -3.39, "longitude": 104.835},
        verdict=Verdict.POSSIBLE_DUPLICATE, matches=[match(record_of(old), guard="unconfirmed")],
    )  # fmt: skip
    pair = make_pair(record_of(old), fresh)

    (shown,) = intake_rows(officer, intake.public_id).items
    (found,) = shown.matches

    assert (found.name, found.percent, found.is_sure, found.party, found.pair) == (
        "Kios Bu Mul", 62, False, old.public_id, pair,
    )  # fmt: skip
    assert [reason.words for reason in found.reasons] == [
        "nama mirip (beda ejaan)", "berjarak 555 m", "alamat berbeda",
    ]  # fmt: skip
    assert found.guard == "nama mirip, tetapi pemilik dan alamat tidak memastikannya"


def test_a_business_of_another_office_is_told_without_its_name(
    officer: User, office: Any, stranger: User
) -> None:
    elsewhere = stranger.memberships.get().institution
    theirs = make_business(make_intake(elsewhere), "Pempek Rahasia", region="16.71.01")
    intake = make_intake(office)
    make_record(intake, {"business_name": "Pempek"}, matches=[match(record_of(theirs), "same")])

    answer = visitor(officer).get(f"/impor/{intake.public_id}/baris/")

    assert "Sama dengan usaha kantor lain yang sudah terdaftar" in main_of(answer)
    assert "Pempek Rahasia" not in answer.content.decode()
    assert str(theirs.public_id) not in answer.content.decode()


def test_one_row_has_a_page_of_its_own(officer: User, bring_in: BringIn) -> None:
    intake = bring_in(as_csv([FIRST, row(2, "Bengkel Las", "Herman")]), upto=IntakeState.CHECKED)

    page = visitor(officer).get(f"/impor/{intake.public_id}/baris/?row=0-3")

    assert [one.name for one in page.context["page"].items] == ["Bengkel Las"]
    assert '<h1 class="h2">Baris 3</h1>' in page.content.decode()
    assert "<details open>" in page.content.decode()


@pytest.fixture
def doubtful(office: Any) -> Intake:
    """Two doubtful rows in three pairs, and a pair of another file."""
    old = [
        record_of(make_business(make_intake(office), name)) for name in ("Kios Satu", "Kios Dua", "Kios Tiga")
    ]
    intake = make_intake(office, counts={"verdicts": {"possible_duplicate": 2, "new": 1}})
    one, two = (
        make_record(intake, {"business_name": name}, verdict=Verdict.POSSIBLE_DUPLICATE)
        for name in ("Kios", "Kios D")
    )
    for left, right in ((old[0], one), (old[1], one), (old[1], two)):
        make_pair(left, right)
    make_pair(old[0], make_record(make_intake(office), {"business_name": "Kios Lain"}))
    return intake


def test_every_page_counts_the_same_questions(
    officer: User, doubtful: Intake, run_jobs: Callable[[], Any]
) -> None:
    asked = Pair.objects.filter(intake=doubtful).order_by("pk")
    decide_pair(
        actor=officer, public_id=asked[0].public_id, answer=PairState.UNSURE, expected_version=1, reason=""
    )
    client = visitor(officer)

    told = "2 baris mungkin ganda membentuk 3 pasangan"
    counts = "Menunggu keputusan 2, belum yakin 1, sudah diputuskan 0."
    pages = [
        main_of(client.get(f"/impor/{doubtful.public_id}/{part}"))
        for part in ("", "baris/?verdict=possible_duplicate")
    ]
    queue = pair_queue(officer, PairState.OPEN, doubtful.public_id).items
    first = client.get(f"/periksa/{queue[0].public_id}/?berkas={doubtful.public_id}")

    assert pairs_of_file(officer, doubtful.public_id) == FilePairs(2, 1, 0)
    assert intake_page(officer, doubtful.public_id).pairs == FilePairs(2, 1, 0)
    assert [(told in page, counts in page) for page in pages] == [(True, True)] * 2
    assert (len(queue), first.context["progress"].total) == (2, 3)
    assert (workspace_of(officer).pairs_count, workspace_of(officer).unsure_count) == (3, 1)


def test_a_reader_who_may_not_decide_counts_none(doubtful: Intake, stranger: User) -> None:
    assert pairs_of_file(stranger, doubtful.public_id) == FilePairs()


def test_review_of_one_file_goes_on_in_it(officer: User, doubtful: Intake) -> None:
    client = visitor(officer)
    queue = pair_queue(officer, PairState.OPEN, doubtful.public_id).items
    form = {"keputusan": "pisah", "version": 1, "berkas": str(doubtful.public_id)}

    answers = [client.post(f"/periksa/{pair.public_id}/putuskan/", form)["Location"] for pair in queue]

    end = f"?sesudah={queue[2].public_id}&berkas={doubtful.public_id}"
    assert answers[0].startswith(f"/periksa/{queue[1].public_id}/?")
    assert answers[2] == f"/periksa/{end}"
    assert "Tidak ada pasangan di sini" in main_of(client.get(answers[2]))


def test_distance_is_told_in_metres_where_both_points_are_known() -> None:
    here, there, far = ({"latitude": -3.0, "longitude": 104.0 + step} for step in (0.0, 0.003, 0.02))

    words = [reasons_between(EVIDENCE, here, other)[1].words for other in (there, far, {}, here)]

    assert words == [
        "berjarak 333 m",
        "berjarak 2,2 km",
        "jarak kurang dari 1,5 km",
        "jarak kurang dari 1,5 km",
    ]
    assert distance_m(here, {"latitude": None, "longitude": 1.0}) is None
    assert guard_words("entah") == ""
