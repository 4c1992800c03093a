"""The public board: everybody sees the same, nobody sees a person or a small count, and files say their sources."""

import csv
import json
import re
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from wadah.accounts.models import Institution
from wadah.accounts.tests.factories import make_institution, make_member
from wadah.impact.measures import Measure, Scope, Showing
from wadah.impact.tests.figures import make_figure
from wadah.registry.tests.factories import make_business, make_intake

pytestmark = pytest.mark.django_db
BOARD, CSV, JSON = (reverse(f"impact:{name}") for name in ("board", "csv", "json"))


def publish() -> None:
    """OKI with figures, Palembang too small to be shown, an office with one hidden share."""
    make_figure("16.02", Measure.REGISTERED, 1871)
    make_figure("16.02", Measure.ACTIVE, None, showing=Showing.UNKNOWN)
    make_figure("16.02", Measure.COOPERATIVES, 12)
    make_figure("16.71", Measure.REGISTERED, None)
    make_figure("DISKOP-OKI", Measure.ROWS, 2000, scope=Scope.OFFICE)
    for measure, count in ((Measure.COMPLETE, 1300), (Measure.VALID, 1800), (Measure.LINKED, 1900)):
        make_figure("DISKOP-OKI", measure, count, 2000, scope=Scope.OFFICE)


def table(client: Client) -> list[dict[str, str]]:
    text = client.get(CSV).content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def text_of(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.decode()))


def test_a_stranger_sees_claims_registered_and_what_is_not_known(client: Client, office: Institution) -> None:
    publish()

    page = client.get(BOARD)
    text = text_of(page.content)

    assert page.status_code == 200
    assert "1.871" in text
    assert "belum ada kunjungan atau laporan yang tercatat" in text
    assert "disamarkan" in text
    assert "2.200.000 usaha" in text
    assert "Kompas, 7 Maret 2022" in text
    assert page.context["board"].totals.registered.figure.count == 1871


def test_no_person_and_no_business_is_on_the_board_or_in_its_files(
    client: Client, office: Institution
) -> None:
    publish()
    make_business(make_intake(office), "Warung Rahasia", "Nurhayati Rahasia", nik="1602014506850001")

    answers = [client.get(address).content.decode() for address in (BOARD, CSV, JSON)]

    assert [word for word in ("Rahasia", "1602014506850001") for answer in answers if word in answer] == []


def test_a_small_count_that_the_registry_holds_is_in_no_answer(client: Client, regions: None) -> None:
    make_figure("16.02", Measure.REGISTERED, 1871)
    make_figure("16.71", Measure.REGISTERED, None)

    rows = {row["id"]: (row["value"], row["showing"]) for row in table(client)}

    assert rows["16.71-registered"] == ("", "hidden")
    assert rows["16-registered"] == ("1871", "shown")
    assert rows["16.02-active"] == ("", "unknown")


def test_how_it_is_computed_says_the_value_of_each_rule(client: Client, regions: None) -> None:
    text = text_of(client.get(BOARD).content)

    assert "impact.active.months : 12 bulan" in text
    assert "impact.quality.score_weights : 1, 1, 1, 1" in text


def test_the_page_of_a_whole_province_stays_light(client: Client, regions: None) -> None:
    for number in range(40):
        office = make_institution(f"KANTOR-{number}")
        for measure in (Measure.COMPLETE, Measure.VALID, Measure.LINKED, Measure.FRESH):
            make_figure(office.code, measure, 1300, 2000, scope=Scope.OFFICE)

    # A first visit may cost 150 KB, of which style, font and icons take 50.
    assert len(client.get(BOARD).content) < 100_000


def test_an_empty_installation_says_that_nothing_was_counted(client: Client, regions: None) -> None:
    text = text_of(client.get(BOARD).content)

    assert "Daftar usaha belum dihitung." in text
    assert "belum dihitung" in text


def test_a_journalist_finds_the_source_of_a_figure_in_the_csv(client: Client, office: Institution) -> None:
    publish()

    (row,) = [row for row in table(client) if row["value"] == "73000"]

    asked = ("kind", "region", "qualifier", "source", "definition", "definition_en", "evidence", "note")
    assert {name: row[name] for name in asked} == {
        "kind": "claimed",
        "region": "16.08",
        "qualifier": "more_than",
        "source": "Sumatera Ekspres",
        "definition": "Jumlah UMKM",
        "definition_en": "Number of businesses",
        "evidence": "S",
        "note": "Tanggal terbit dan kata persisnya belum dicatat.",
    }
    assert [
        row["id"] for row in table(client) if not (row["source"] and row["licence"] and row["definition"])
    ] == []


def test_json_says_the_same_as_csv(client: Client, office: Institution) -> None:
    publish()

    content: dict[str, Any] = json.loads(client.get(JSON).content)

    assert content["rows"] == table(client)


def test_quality_shows_shares_and_a_score_only_when_all_four_are_shown(
    client: Client, office: Institution
) -> None:
    publish()
    (shown,) = client.get(BOARD).context["board"].offices
    assert (shown.name, [one.share for one in shown.quality], shown.score) == (
        "Lembaga DISKOP-OKI",
        [0.65, 0.9, 0.95, None],
        None,
    )

    make_figure("DISKOP-OKI", Measure.FRESH, 2000, 2000, scope=Scope.OFFICE)

    (shown,) = client.get(BOARD).context["board"].offices
    assert shown.score == pytest.approx((0.65 + 0.9 + 0.95 + 1) / 4)


def test_the_gap_is_claimed_minus_registered_and_only_for_claims_of_all_businesses(
    client: Client, office: Institution
) -> None:
    publish()
    board = client.get(BOARD).context["board"]

    gaps = {one.claim.code: one.gap for one in board.claims}
    assert gaps == {
        "umkm-1": 2_198_129,
        "umkm-2": 2_198_129,
        "umkm-3": 198_129,
        "umkm-5": None,
        "umkm-6": 1_534_129,
    }
    (oki,) = [place for place in board.places if place.code == "16.02"]
    assert [one.gap for one in oki.claims] == [None]


def test_the_map_has_one_shape_a_place_with_the_number_of_its_row(
    client: Client, office: Institution
) -> None:
    publish()
    page = client.get(BOARD)

    assert [(place.number, shape.code) for shape, place in page.context["shapes"]] == [
        (1, "16.02"),
        (2, "16.71"),
    ]
    assert page.content.count(b'class="m2" d="M') == 1
    assert page.content.count(b'class="none" d="M') == 1


def test_the_board_asks_as_many_questions_for_one_place_as_for_many(
    client: Client, regions: None, django_assert_num_queries: Any
) -> None:
    make_figure("16.02", Measure.REGISTERED, 1871)
    make_institution("DISKOP-OKI")
    make_figure("DISKOP-OKI", Measure.ROWS, 2000, scope=Scope.OFFICE)
    client.get(BOARD)
    with django_assert_num_queries(3):
        client.get(BOARD)
    make_figure("16.71", Measure.REGISTERED, None)
    make_figure("16.71", Measure.COOPERATIVES, 9)
    for number in range(3):
        make_institution(f"LAIN-{number}")
        make_figure(f"LAIN-{number}", Measure.ROWS, 2000, scope=Scope.OFFICE)

    with django_assert_num_queries(3):
        client.get(BOARD)


@pytest.mark.parametrize("address", [BOARD, CSV, JSON])
def test_an_answer_may_be_kept_and_is_asked_for_again_by_its_mark(
    client: Client, office: Institution, address: str
) -> None:
    publish()
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (first["Cache-Control"], again.status_code, again.content) == ("public, max-age=60", 304, b"")
    assert first["Last-Modified"]

    make_figure("16.71", Measure.COOPERATIVES, 40)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_nothing_of_a_session_is_kept_by_a_cache(client: Client, office: Institution) -> None:
    client.force_login(make_member(office))

    assert client.get(BOARD)["Cache-Control"] == "private, no-store"


def test_the_board_is_english_in_english(client: Client, office: Institution) -> None:
    publish()
    client.cookies["django_language"] = "en"

    text = text_of(client.get(BOARD).content)

    assert "Figures: claimed, registered, proven" in text
    assert "more than 73,000 businesses" in text
    assert "No visit or report is on record yet." in text


def test_a_province_without_files_of_its_own_has_tables_alone(
    client: Client, office: Institution, settings: Any
) -> None:
    publish()
    settings.WADAH_PROVINCE = "99"

    page = client.get(BOARD)

    assert "Belum ada angka klaim yang dicatat untuk provinsi ini." in text_of(page.content)
    assert (page.context["map"], page.context["board"].places) == (None, ())
    assert b"Peta usaha" not in page.content


def test_only_reading_is_allowed(client: Client, db: None) -> None:
    assert [client.post(address).status_code for address in (BOARD, CSV, JSON)] == [405, 405, 405]


def test_home_shows_the_published_sums_and_leads_to_the_board(client: Client, office: Institution) -> None:
    publish()

    home = client.get("/").content.decode()

    assert "1.871 usaha" in home
    assert f'href="{BOARD}"' in home
