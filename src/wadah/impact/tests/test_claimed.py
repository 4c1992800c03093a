"""Claimed figures: read whole, refused without a source, and the province's own file says nothing that it may not."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import Error
from django.utils import translation

from wadah.impact import claimed as claimed_file
from wadah.impact.checks import claims_are_sound, quality_can_be_counted
from wadah.impact.claimed import ClaimedFigure, Evidence, Qualifier, Unit, claimed_figures_of, read_claimed
from wadah.impact.templatetags.impact_words import claimed, known_day

GROUP = """
[groups.umkm]
title = "UMKM"
title_en = "Businesses"
why = "Berbeda"
why_en = "Different"
[[groups.umkm.claims]]
indicator = "umkm"
region = "16"
value = 2_200_000
unit = "business"
qualifier = "stated"
definition = "Laporan"
definition_en = "Reports"
source = "Kompas"
published_on = "2022-03-07"
evidence = "S"
"""


def faults(old: str, new: str) -> tuple[str, ...]:
    assert old in GROUP
    return read_claimed(GROUP.replace(old, new).encode()).faults


def test_a_figure_is_read_with_its_source() -> None:
    read = read_claimed(GROUP.encode())

    assert read.faults == ()
    assert read.every == (
        ClaimedFigure(
            group="umkm",
            number=1,
            indicator="umkm",
            region="16",
            unit=Unit.BUSINESS,
            qualifier=Qualifier.STATED,
            definition="Laporan",
            definition_en="Reports",
            source="Kompas",
            evidence=Evidence.SOURCED,
            value=Decimal(2_200_000),
            published_on="2022-03-07",
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('source = "Kompas"', "", "umkm: figure 1 has no source"),
        ('source = "Kompas"', 'source = ""', "umkm: figure 1 has no source"),
        ('region = "16"', "", "umkm: figure 1 has no region"),
        (
            'region = "16"',
            'region = "Sumsel"',
            "umkm: figure 1 region 'Sumsel' is no province and no kabupaten/kota",
        ),
        ("value = 2_200_000", "", "umkm: figure 1 has neither a value nor low and high"),
        ("value = 2_200_000", "low = 2\nhigh = 1", "umkm: figure 1 low is above high"),
        ("value = 2_200_000", "value = true", "umkm: figure 1 value is no count"),
        ("value = 2_200_000", "value = -1", "umkm: figure 1 value is no count"),
        ('"2022-03-07"', '"kemarin"', "umkm: figure 1 published_on 'kemarin' is no day, month or year"),
        ('"stated"', '"words"', "umkm: figure 1 is given in words: it has the words and no number"),
        ('"S"', '"?"', "umkm: figure 1 is in doubt and does not say why (note)"),
        ('source = "Kompas"', 'source = "Kompas"\nauthor = "x"', "umkm: figure 1 has an unknown key: author"),
        ('why = "Berbeda"', "", "umkm: has no why"),
        ("[groups.umkm]", "[others]\n[groups.umkm]", "has unknown tables: others"),
    ],
)
def test_what_is_wrong_with_a_figure_is_said(old: str, new: str, fault: str) -> None:
    assert faults(old, new) == (fault,)


def test_a_unit_that_does_not_exist_is_refused() -> None:
    (fault,) = faults('unit = "business"', 'unit = "shop"')

    assert fault.startswith("umkm: figure 1 unit 'shop' is none of business, cooperative")


def test_a_file_that_is_no_toml_is_refused() -> None:
    (fault,) = read_claimed(b"= 3").faults

    assert fault.startswith("is no TOML")


def test_the_file_of_south_sumatra_is_sound_and_every_figure_has_its_source() -> None:
    claims = claimed_figures_of("16")

    assert claims.faults == ()
    assert {claim.code for claim in claims.every if not claim.source} == set()
    assert len({claim.code for claim in claims.every}) == len(claims.every)


def test_conflicting_figures_stand_side_by_side() -> None:
    (group,) = [group for group in claimed_figures_of("16").groups if group.code == "umkm"]

    assert [claim.value for claim in group.claims] == [
        2_200_000,
        2_200_000,
        200_000,
        800_000,
        563_000,
        1_536_000,
    ]


def test_a_province_without_a_file_has_no_claims() -> None:
    assert claimed_figures_of("99").every == ()


def test_the_program_does_not_start_with_a_figure_without_source(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.WADAH_PROVINCE = "98"
    monkeypatch.setattr(claimed_file, "FOLDER", tmp_path)
    (tmp_path / "98.toml").write_text(GROUP.replace('source = "Kompas"', ""))

    assert claims_are_sound() == [
        Error("impact/data/claimed/98.toml umkm: figure 1 has no source", id="wadah.E002")
    ]


def test_the_rules_of_quality_fit_what_can_be_counted() -> None:
    assert quality_can_be_counted() == []


def test_a_figure_is_said_with_its_qualifier() -> None:
    said = {claim.code: claimed(claim) for claim in claimed_figures_of("16").every}

    assert said["umkm_okut-1"] == "lebih dari 73.000 usaha"
    assert said["umkm_okut-4"] == "4 sampai 6%"
    assert said["umkm_oki-1"] == "sekitar 22.000 usaha"
    assert said["umkm_palembang-2"] == "sasaran 160.000 usaha"
    assert (
        said["cooperatives-7"]
        == "ribuan koperasi dan UMKM yang ada di 17 kabupaten/kota dalam provinsi setempat"
    )
    assert said["kur-5"] == "31,12%"
    assert said["kur-1"] == "lebih dari Rp9.000.000.000.000"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2022-03-07", "7 Maret 2022"),
        ("2021-12", "Desember 2021"),
        ("2024", "2024"),
        ("2022-01/2022-10", "Januari 2022 sampai Oktober 2022"),
        ("", "tanggal tidak diketahui"),
    ],
)
def test_a_day_is_said_as_exactly_as_it_is_known(text: str, said: str) -> None:
    with translation.override("id"):
        assert known_day(text) == said
