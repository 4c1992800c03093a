"""Every problem and rule that the code can name has words in two languages."""

import re
from pathlib import Path

import pytest

import wadah.registry
from wadah.registry.values.parsed import Problem, Severity, error, problem_from_json, warning
from wadah.registry.values.texts import PROBLEMS, RULES, problem_text, rule_text

ROOMS = [Path(wadah.registry.__file__).parent / room for room in ("values", "intake")]
SOURCE = "\n".join(file.read_text() for room in ROOMS for file in sorted(room.glob("*.py")))
NAMED = set(re.findall(r'\b(?:error|warning|note)\(\s*"([a-z_]+)"', SOURCE))
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def test_every_named_problem_has_words():
    assert sorted(NAMED - set(PROBLEMS)) == []


@pytest.mark.parametrize("code", ["nik", "kk"])
def test_every_refusal_of_a_long_number_has_words(code):
    for kind in ("scientific", "letters", "excel_zero", "length"):
        assert f"{code}_{kind}" in PROBLEMS


def test_both_languages_fill_the_same_places():
    for code, words in PROBLEMS.items():
        assert PLACEHOLDER.findall(words.indonesian) == PLACEHOLDER.findall(words.english) or set(
            PLACEHOLDER.findall(words.indonesian)
        ) == set(PLACEHOLDER.findall(words.english)), code


def test_text_tells_cause_and_cure():
    assert (
        problem_text(error("nik_length", count=11))
        == "NIK berisi 16 angka. Baru ada 11. Salin dari KTP, bukan dari Excel."
    )
    assert problem_text(error("nik_length", count=11), "en").startswith("A NIK has 16 digits. There are 11.")


def test_resolving_speaks_with_its_own_words():
    problem = warning("region_outside", place="Kota Surakarta", within="Kabupaten Ogan Komering Ilir")

    assert problem_text(problem) == "Kota Surakarta terletak di luar Kabupaten Ogan Komering Ilir"


def test_unknown_code_is_shown_as_it_is():
    assert problem_text(Problem("entah", Severity.NOTE)) == "entah"


def test_rules_joined_are_all_told():
    assert rule_text("phone_several+phone_lost_zero") == (
        f"{RULES['phone_several'].indonesian}; {RULES['phone_lost_zero'].indonesian}"
    )


def test_problem_comes_back_from_json():
    problem = warning("kbli_unknown", code="99999")._replace(field="kbli")

    assert problem_from_json(problem.as_json()) == problem
