"""Stored values in words, Indonesian and English."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from wadah.registry.facts import Unit
from wadah.registry.models import Fact
from wadah.registry.pieces import Crew, KbliCode, Licence, Place, Point, Turnover
from wadah.registry.templatetags.registry_words import fact_value
from wadah.registry.words import field_label, field_words, written_words


@pytest.mark.parametrize(
    ("field", "value", "indonesian", "english"),
    [
        ("sex", "P", "perempuan", "female"),
        ("pirt", Licence("applied", ""), "sedang diurus", "applied for"),
        ("pirt", Licence("held", "2061604010123"), "2061604010123", "2061604010123"),
        ("halal", Licence("none", ""), "belum ada", "none yet"),
        ("halal", "held", "ada", "held"),
        ("established", "2025-12-24", "24 Desember 2025", "24 December 2025"),
        ("established", "2012-05", "Mei 2012", "May 2012"),
        ("established", "2015", "2015", "2015"),
        ("age", "1980", "lahir sekitar 1980", "born about 1980"),
        ("business_kind", "sole", "usaha perorangan", "sole proprietor"),
        ("uses_internet", True, "ya", "yes"),
        ("assets", 7_100_000, "Rp7.100.000", "Rp7,100,000"),
        ("annual_sales", Turnover(288_000_000, 24_000_000, "month"), "Rp288.000.000 setahun", "Rp288,000,000 a year"),
        ("annual_sales", Turnover(None, 500_000, "day"), "Rp500.000 sehari", "Rp500,000 a day"),
        ("workers", Crew(3, 2, 1), "3 orang (2 laki-laki, 1 perempuan)", "3 people (men 2, women 1)"),
        ("workers", Crew(1, None, None), "1 orang", "1 person"),
        ("kbli", KbliCode("13122", "2020", "Pertenunan"), *["13122 Pertenunan (KBLI 2020)"] * 2),
        ("region", Place("16.02.01", ("Tanjung Lubuk", "Kab. OKI")), *["Tanjung Lubuk, Kab. OKI"] * 2),
        ("point", Point(-3.39, 104.83), "lintang -3,39000, bujur 104,83000", "latitude -3.39000, longitude 104.83000"),
        ("product", ["kain", "selendang"], "kain, selendang", "kain, selendang"),
    ],
)  # fmt: skip
def test_a_value_reads_as_people_say_it(field: str, value: object, indonesian: str, english: str) -> None:
    with override("id"):
        said = field_words(value, field)
    with override("en"):
        assert (said, field_words(value, field)) == (indonesian, english)


@pytest.mark.parametrize(
    ("value", "before", "words"),
    [
        (Turnover(288_000_000, 24_000_000, "month"), "24 jt", "tertulis “24 jt” sebulan"),
        (Turnover(288_000_000, 24_000_000, "month"), "", "tertulis Rp24.000.000 sebulan"),
        (Turnover(1_070_000_000, 1_070_000_000, "year"), "1,07 M", "tertulis “1,07 M”"),
        (Turnover(28_000_000, 28_000_000, "year"), "", ""),
        (7_100_000, "7.1jt", "tertulis “7.1jt”"),
    ],
)
def test_how_it_was_written_is_told_where_it_differs(value: object, before: str, words: str) -> None:
    assert written_words(value, before) == words


def test_labels_follow_the_language() -> None:
    with override("en"):
        assert [field_label(code) for code in ("region", "owner_name", "unknown")] == [
            "Area",
            "Owner's name",
            "unknown",
        ]


def test_a_fact_counts_one_person_and_several_people() -> None:
    facts = [Fact(kind="workers", number=Decimal(count), unit=Unit.PERSONS) for count in (1, 1200)]

    with override("en"):
        english = [fact_value(fact) for fact in facts]

    assert english == ["1 person", "1,200 people"]
    assert [fact_value(fact) for fact in facts] == ["1 orang", "1.200 orang"]
