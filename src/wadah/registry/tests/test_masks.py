"""Cells that are not imported: shown, unless they may hold a number of a person."""

from collections.abc import Callable
from typing import Any

import pytest

from wadah.accounts.models import User
from wadah.registry.intake.masks import is_harmless, masked_cell
from wadah.registry.models import Record
from wadah.registry.states import IntakeState
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.files import HEADER, ROWS, SITI, as_csv
from wadah.registry.tests.visitors import main_of, visitor

TITLES = ("baris", "tahun_survey", "kode q", "kontak lain", "Tempat Lahir")
CELLS = ("17", "2024", SITI, "ibu+siti@contoh.example", "Kayuagung")


@pytest.mark.parametrize("cell", ["17", "2024", "2024.0", "baik", "Q3/2024", "12,5 kg", "", "62019"])
def test_a_short_number_or_a_word_is_shown(cell: str) -> None:
    assert is_harmless(cell, "tahun_survey")


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("081273000417", "0812••••••17"),
        ("0812 7300 0417", "0812••••••17"),
        ("711-354668", "••••"),
        ("hub. 354668", "••••"),
        ("١٦٠٢٠١", "••••"),
        ("12 Mei 1980", "••••"),
        ("a@b.id", "••••"),
        ("joe+toko@contoh.example", "joe+••••••le"),
        (SITI, "1602••••••03"),
    ],
)
def test_what_may_be_a_number_or_an_address_of_a_person_is_masked(cell: str, shown: str) -> None:
    assert (is_harmless(cell, "catatan lama"), masked_cell(cell)) == (False, shown)


def test_under_a_title_of_personal_data_no_cell_is_harmless() -> None:
    assert not is_harmless("Kayuagung", "Tempat lahir")


def test_a_number_that_excel_has_rounded_holds_nothing_to_hide() -> None:
    assert [masked_cell(text) for text in ("1,60201E+15", "1.6020145079E+15", "joe+a@contoh.example")] == [
        "1,60201E+15",
        "1.60••••••15",
        "joe+••••••le",
    ]


def test_columns_that_are_not_imported_show_their_years_and_hide_their_numbers(
    officer: User, bring_in: BringIn, run_jobs: Callable[[], Any]
) -> None:
    rows = [(*cells, *CELLS) for cells in ROWS[:3]] + [("", "JUMLAH", "", "", "", "", "", "9", "", "31")]
    intake = bring_in(as_csv(rows, (*HEADER, *TITLES)), upto=IntakeState.MAPPING)
    client, address = visitor(officer), f"/impor/{intake.public_id}"
    form = client.get(f"{address}/kolom/").context["form"]
    chosen = {one.html_name: one.value() for one in form if one.value() is not None}

    with run_jobs():
        client.post(f"{address}/kolom/", chosen | {f"c_0_{9 + at}": "ignored" for at in range(len(TITLES))})
    columns, answer = client.get(f"{address}/kolom/"), client.get(f"{address}/baris/")

    page = main_of(answer)
    assert "baris 17 tahun_survey 2024 kode q 1602••••••03 kontak lain ibu+••••••le Tempat Lahir ••••" in page
    assert [one.cells[-1].text for one in answer.context["page"].items if one.name == ""] == ["••••"]
    assert [SITI in one.content.decode() for one in (columns, answer)] == [False, False]
    assert [cells[9:] for cells in Record.objects.values_list("raw", flat=True)] == [[None] * 5] * 3 + [[]]
