"""The public pages of rules."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from wadah.core import confirmations, rulebook
from wadah.core.models import RuleConfirmation
from wadah.core.rulefiles import Loaded, Parameter, Value, Version
from wadah.core.rulelist import in_words

pytestmark = pytest.mark.django_db


def _parameter(code: str, *values: int, status: str = "sourced") -> Parameter:
    starts = [date(2020 + number, 1, 1) for number in range(len(values))]
    ends = [date(2020 + number, 12, 31) for number in range(len(values) - 1)]
    versions = tuple(
        Version(
            code=code,
            value=value,
            unit="idr",
            effective_from=start,
            effective_to=end,
            legal_basis=f"UU {value} Pasal 1",
            legal_basis_en=f"UU {value} Article 1",
            status=status,  # type: ignore[arg-type]
            evidence="berita",
            evidence_en="news",
            note="catatan",
            note_en="a note",
        )
        for value, start, end in zip(values, starts, [*ends, None], strict=True)
    )
    return Parameter(code, "registry", f"Batas {code}", f"Limit {code}", versions)


@pytest.fixture(autouse=True)
def _three_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    every = [
        _parameter("a.one", 100, 1000),
        _parameter("a.two", 5000, status="verify"),
        _parameter("b.three", 7),
    ]
    monkeypatch.setattr(rulebook, "book", lambda: Loaded({rule.code: rule for rule in every}, ()))


def _titles(text: str) -> list[str]:
    return [code for code in ("a.one", "a.two", "b.three") if f"Batas {code}" in text]


def test_the_page_lists_every_rule_with_value_dates_basis_and_status() -> None:
    answer = Client().get("/aturan/")

    text = answer.content.decode()
    assert (answer.status_code, _titles(text)) == (200, ["a.one", "a.two", "b.three"])
    for part in ("Rp1.000", "sejak 1 Januari 2021", "UU 1000", "perlu diperiksa", "bersumber", "<html"):
        assert part in text, part
    assert "Rp100<" not in text


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("q=batas", ["a.one", "a.two", "b.three"]),
        ("q=TWO+uu", ["a.two"]),
        ("status=verify", ["a.two"]),
        ("app=registry&status=sourced", ["a.one", "b.three"]),
        ("app=nobody&status=odd", ["a.one", "a.two", "b.three"]),
        ("q=kemplang", []),
    ],
)
def test_search_and_filters_narrow_the_list(query: str, titles: list[str]) -> None:
    text = Client().get(f"/aturan/?{query}").content.decode()

    assert _titles(text) == titles


def test_the_page_of_one_rule_tells_its_history_newest_first() -> None:
    text = Client().get("/aturan/a.one/").content.decode()

    places = [
        text.index(part)
        for part in ("sejak 1 Januari 2021", "Rp1.000", "1 Januari sampai 31 Desember", "Rp100")
    ]
    assert places == sorted(places)
    assert ("catatan" in text, "berita" in text, "perlu diperiksa" in text) == (True, True, False)


def test_an_unconfirmed_rule_says_that_it_is_no_promise() -> None:
    assert "tidak pernah menjadi janji" in Client().get("/aturan/a.two/").content.decode()


@pytest.mark.parametrize("path", ["/aturan/a.four/", "/aturan/..%2fetc/", "/aturan/A.ONE/", "/aturan/x/"])
def test_an_unknown_rule_is_not_there(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_the_pages_only_read() -> None:
    assert (Client().post("/aturan/").status_code, Client().post("/aturan/a.one/").status_code) == (405, 405)


def test_english_has_its_own_titles_notes_and_marks() -> None:
    reader = Client()
    reader.cookies["django_language"] = "en"

    text = reader.get("/aturan/a.one/").content.decode()

    english = ("Limit a.one", "a note", "Rp1,000", "UU 1000 Article 1", "news")
    assert [part in text for part in english] == [True] * 5
    assert [part in text for part in ("Batas", "catatan", "Pasal", "berita")] == [False] * 4


def test_a_source_that_a_person_named_stands_as_it_was_named() -> None:
    RuleConfirmation.objects.create(
        version_id="a.one@2021-01-01",
        source="Kepala dinas",
        confirmed_by="user:1",
        confirmed_at=timezone.now(),
    )
    confirmations.forget()
    reader = Client()
    reader.cookies["django_language"] = "en"

    assert "Kepala dinas" in reader.get("/aturan/a.one/").content.decode()


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1_000_000_000, "idr", "Rp1.000.000.000"),
        (1_000_000, "idr_year", "Rp1.000.000 setahun"),
        (19, "persons", "19 orang"),
        (72, "hours", "72 jam"),
        (Decimal("0.02"), "share", "2%"),
        (Decimal("0.025"), "share", "2,5%"),
        ((15, 16, 22), "digits", "15, 16, 22 angka"),
        (("C", "D"), "kbli_category", "C, D"),
        ("2021-02-02", "date", "2 Februari 2021"),
        ("C", "kbli_category", "C"),
        (True, "flag", "ya"),
        (Decimal("2.5"), "kg", "2,50"),
        (1871, "shops", "1.871"),
    ],
)
def test_values_are_told_with_their_unit(value: Value, unit: str, words: str) -> None:
    assert in_words(value, unit) == words
