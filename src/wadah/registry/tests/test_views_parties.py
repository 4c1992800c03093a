"""The list of parties and the page of one: what is shown to whom, at what cost."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.models import Institution, User
from wadah.accounts.roles import Role
from wadah.accounts.tests.factories import make_institution, make_member, make_user
from wadah.core.models import AuditEntry
from wadah.registry.kinds import LinkLevel, PartyKind
from wadah.registry.linkage.levels import Level
from wadah.registry.models import Link, Party
from wadah.registry.services.review import decide_pair
from wadah.registry.states import PairState
from wadah.registry.tests.factories import (
    link,
    make_business,
    make_intake,
    make_pair,
    make_party,
    make_record,
    record_of,
)
from wadah.registry.tests.visitors import main_of, visitor

NIK = "1602014507900003"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Choices of places are kept for some minutes."""
    cache.clear()


@pytest.fixture
def palembang(stranger: User) -> Institution:
    return Institution.objects.get(code="DISKOP-PLB")


@pytest.fixture
def theirs(palembang: Institution) -> Party:
    """What an officer of OKI must not know of."""
    return make_business(make_intake(palembang), "Pempek Rahasia", "Rahasia Sekali", region="16.71.01")


def queries_of(user: User, address: str) -> int:
    client = visitor(user)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_shows_the_reader_their_own_places_the_last_changed_first(
    officer: User, office: Institution, theirs: Party
) -> None:
    intake = make_intake(office)
    make_business(intake, "Songket Mak Cik", "Rusmini", activity="Tenun")
    make_business(intake, "Kemplang Bu Siti", nib="1234567890123", region="16.02")

    page = main_of(visitor(officer).get("/usaha/"))

    rows = page[page.index("Cari ") + 5 :]
    assert "Kemplang Bu Siti Kab. Ogan Komering Ilir NIB tercatat" in rows
    assert "Songket Mak Cik Rusmini · Tanjung Lubuk, Kab. Ogan Komering Ilir" in rows
    assert rows.index("Kemplang") < rows.index("Songket")
    assert "Rahasia" not in page


def test_businesses_are_what_the_list_says_it_shows(officer: User) -> None:
    content = visitor(officer).get("/usaha/").content.decode()

    assert '<option value="business" selected>Usaha</option>' in content
    assert content.count(" selected") == 2  # the kind, and all kecamatan


def test_the_list_is_narrowed_by_kecamatan_and_the_way_back_is_offered(
    officer: User, office: Institution
) -> None:
    intake = make_intake(office)
    make_business(intake, "Songket Mak Cik")
    make_business(intake, "Kemplang Bu Siti", region="16.02")

    page = main_of(visitor(officer).get("/usaha/?kec=16.02.01"))

    assert "Songket Mak Cik" in page
    assert "Kemplang" not in page
    assert 'href="?"' in visitor(officer).get("/usaha/?kec=16.02.01").content.decode()


def test_what_no_kecamatan_is_known_of_can_be_listed_alone(
    officer: User, province_officer: User, office: Institution, theirs: Party
) -> None:
    intake = make_intake(office)
    make_business(intake, "Songket Mak Cik")
    make_business(intake, "Kemplang Bu Siti", region="16.02")
    readers = {officer: "?kec=tanpa", province_officer: "?region=16.02&kec=tanpa"}

    answers = [visitor(reader).get(f"/usaha/{asked}") for reader, asked in readers.items()]

    for answer in answers:
        assert [row.name for row in answer.context["page"].items] == ["Kemplang Bu Siti"]
        assert '<option value="tanpa" selected>Tanpa kecamatan</option>' in answer.content.decode()
    back = ['href="?"' in answers[0].content.decode(), 'href="?region=16.02"' in answers[1].content.decode()]
    assert back == [True, True]


def test_a_kecamatan_left_over_from_another_regency_narrows_nothing(
    province_officer: User, office: Institution, theirs: Party
) -> None:
    make_business(make_intake(office), "Songket Mak Cik")

    answer = visitor(province_officer).get("/usaha/?region=16.02&kec=16.71.01")

    assert [row.name for row in answer.context["page"].items] == ["Songket Mak Cik"]


@pytest.mark.parametrize(
    "asked",
    ["?kec=16.71.01", "?region=16.71", "?region=16.7", "?region=xx", "?kec=%00"],
)
def test_a_place_that_is_not_the_readers_narrows_nothing_and_shows_nothing(
    officer: User, office: Institution, theirs: Party, asked: str
) -> None:
    make_business(make_intake(office), "Songket Mak Cik")

    page = main_of(visitor(officer).get(f"/usaha/{asked}"))

    assert "Songket Mak Cik" in page
    assert "Rahasia" not in page


def test_an_officer_of_the_province_chooses_among_regencies_and_then_kecamatan(
    province_officer: User, office: Institution, theirs: Party
) -> None:
    make_business(make_intake(office), "Songket Mak Cik")
    client = visitor(province_officer)

    everything = client.get("/usaha/").content.decode()
    palembang = client.get("/usaha/?region=16.71").content.decode()

    assert '<option value="16.71">Kota Palembang</option>' in everything
    assert "Ilir Barat Dua</option>" not in everything
    assert '<option value="16.71.01">Ilir Barat Dua</option>' in palembang
    assert "Songket Mak Cik" not in palembang
    assert "Pempek Rahasia" in palembang


def test_a_search_finds_by_name_owner_and_nib(officer: User, office: Institution, theirs: Party) -> None:
    intake = make_intake(office)
    make_business(intake, "Songket Mak Cik", "Rusmini", nib="1234567890123")
    make_business(intake, "Kemplang Bu Siti", "Siti")
    client = visitor(officer)

    found = {text: "Songket Mak Cik" in main_of(client.get("/usaha/", {"q": text})) for text in
             ("songket", "Rusm", "1234567890123", "zzz", "Pempek")}  # fmt: skip

    assert found == {"songket": True, "Rusm": True, "1234567890123": True, "zzz": False, "Pempek": False}
    assert "Tidak ada yang cocok" in main_of(client.get("/usaha/", {"q": "Pempek"}))


def test_the_list_costs_the_same_queries_for_one_row_and_for_three(
    officer: User, office: Institution
) -> None:
    intake = make_intake(office)
    make_business(intake, "Satu", "Nur")
    one = queries_of(officer, "/usaha/")
    make_business(intake, "Dua", "Siti")
    make_business(intake, "Tiga", "Ana")

    assert queries_of(officer, "/usaha/") == one


def test_the_page_costs_the_same_queries_for_one_source_and_for_three(
    officer: User, office: Institution
) -> None:
    party = make_business(make_intake(office), "Satu", "Nur", nik=NIK, kbli="13122", kbli_edition="2020")
    first = record_of(party)
    one = queries_of(officer, f"/usaha/{party.public_id}/")
    for name in ("Dua", "Tiga"):
        record = make_record(make_intake(office), {"business_name": name}, phones=("+6281273000417",))
        link(record, party, LinkLevel.BUSINESS, first, evidence=[["name", "name:near", 5.0]])

    assert queries_of(officer, f"/usaha/{party.public_id}/") == one


def test_a_row_that_was_found_near_says_how_many_metres_from_what(officer: User, office: Institution) -> None:
    point = {"latitude": -3.3990, "longitude": 104.8310}
    party = make_business(make_intake(office), "Satu", **point)
    first = record_of(party)
    near = [{**point, "latitude": -3.3990 + 0.00036}, {}]
    for values in near:
        record = make_record(make_intake(office), {"business_name": "Satu", **values})
        evidence = [["point", Level.POINT_AROUND.value, 3.0]]
        link(record, party, LinkLevel.BUSINESS, first, evidence=evidence)

    page = main_of(visitor(officer).get(f"/usaha/{party.public_id}/"))

    assert (page.count("berjarak 40 m"), page.count("jarak kurang dari 1,5 km")) == (1, 1)


def test_a_party_of_another_regency_is_not_there(officer: User, theirs: Party) -> None:
    client = visitor(officer)

    answers = [
        client.get(f"/usaha/{theirs.public_id}/").status_code,
        client.get(f"/usaha/{theirs.public_id}/lihat/nik/").status_code,
        client.post(f"/usaha/{theirs.public_id}/lihat/nik/", {"reason": "ingin tahu saja"}).status_code,
        client.post(f"/usaha/{theirs.public_id}/pisah/", {"record_ids": ["1"], "reason": "salah digabung"}).status_code,
    ]  # fmt: skip

    assert answers == [404, 404, 404, 404]


def test_somebody_who_may_only_read_is_offered_neither_numbers_nor_splitting(office: Institution) -> None:
    coach = make_member(office, Role.COACH)
    party = make_business(make_intake(office), "Songket Mak Cik", "Rusmini", nik=NIK)
    link(make_record(make_intake(office), {"business_name": "Songket"}), party, LinkLevel.BUSINESS)
    client = visitor(coach)

    content = client.get(f"/usaha/{party.public_id}/").content.decode()

    assert "1602••••••••0003" in content
    assert NIK not in content
    assert "/lihat/" not in content
    assert "/pisah/" not in content
    assert client.get(f"/usaha/{party.public_id}/lihat/nik/").status_code == 404


def test_a_bank_and_an_owner_have_no_list(regions: None, office: Institution) -> None:
    bank = make_member(make_institution("BANK", "16", kind=InstitutionKind.BANK), Role.BANK_OFFICER)
    owner = make_user("Nur")
    party = make_business(make_intake(office), "Songket Mak Cik")

    found = [
        visitor(user).get(address).status_code
        for user in (bank, owner)
        for address in ("/usaha/", f"/usaha/{party.public_id}/", "/periksa/", "/impor/")
    ]

    assert found == [404] * 8


def test_a_number_is_shown_once_to_somebody_who_says_why(officer: User, office: Institution) -> None:
    party = make_business(make_intake(office), "Songket Mak Cik", "Rusmini", nik=NIK)
    client = visitor(officer)
    address = f"/usaha/{party.public_id}/lihat/nik/"

    asked = client.get(address)
    refused = client.post(address, {"reason": "ingin"})
    shown = client.post(address, {"reason": "Mencocokkan KTP di kantor desa"})

    assert [NIK in one.content.decode() for one in (asked, refused, shown)] == [False, False, True]
    assert "Tuliskan alasannya, paling sedikit 10 huruf." in main_of(refused)
    assert "no-store" in shown["Cache-Control"]
    entries = AuditEntry.objects.filter(action="registry.identifier_revealed")
    assert [(e.reason, e.details) for e in entries] == [("Mencocokkan KTP di kantor desa", {"field": "nik"})]


@pytest.mark.parametrize("field", ["kk", "birth_date", "nama"])
def test_only_numbers_that_may_be_shown_have_a_page(officer: User, office: Institution, field: str) -> None:
    party = make_business(make_intake(office), "Songket Mak Cik", "Rusmini", nik=NIK)

    assert visitor(officer).get(f"/usaha/{party.public_id}/lihat/{field}/").status_code == 404


def test_a_merged_party_leads_to_the_one_that_stands(officer: User, office: Institution) -> None:
    kept = make_business(make_intake(office), "Songket Mak Cik", "Rusmini", nik=NIK)
    gone = make_business(make_intake(office), "Songket Makcik", "Rusmini")
    pair = make_pair(record_of(kept), record_of(gone))
    decide_pair(actor=officer, public_id=pair.public_id, answer=PairState.SAME, expected_version=1)
    absorbed = Party.objects.get(merged_into__isnull=False, kind=PartyKind.BUSINESS)

    answer = visitor(officer).get(f"/usaha/{absorbed.public_id}/", follow=True)

    assert answer.redirect_chain == [(f"/usaha/{absorbed.merged_into.public_id}/", 302)]
    assert f"{absorbed.name} sudah digabungkan ke pihak ini." in main_of(answer)


def test_chosen_rows_leave_a_party_and_a_missing_choice_is_explained(
    officer: User, office: Institution
) -> None:
    party = make_business(make_intake(office), "Songket Mak Cik")
    second = make_record(make_intake(office), {"business_name": "Kemplang Bu Siti"})
    link(second, party, LinkLevel.BUSINESS)
    client = visitor(officer)
    address = f"/usaha/{party.public_id}/pisah/"

    nothing = client.post(address, {"reason": "Dua usaha berbeda"}, follow=True)
    done = client.post(address, {"record_ids": [second.pk], "reason": "Dua usaha berbeda"}, follow=True)

    assert "Pilih baris yang bukan milik pihak ini." in main_of(nothing)
    assert "Baris itu sekarang milik pihak tersendiri." in main_of(done)
    made = Link.objects.get(record=second, undone_at__isnull=True).party
    assert (made != party, done.redirect_chain[0][0]) == (True, f"/usaha/{made.public_id}/")
    assert client.get(address).status_code == 405


def test_a_party_without_records_still_has_a_page(officer: User) -> None:
    party = make_party(PartyKind.HOUSEHOLD, "Rumah tangga Rusmini")

    assert "Rumah tangga · wilayah belum diketahui" in main_of(
        visitor(officer).get(f"/usaha/{party.public_id}/")
    )
