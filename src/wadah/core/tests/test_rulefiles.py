"""Rules files: what is read, and every fault that is refused."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from wadah.core.rulefiles import Fault, Loaded, Parameter, Version, load

HEAD = """
[rules."tax.rate"]
title = "Tarif"
title_en = "Rate"
unit = "share"
legal_basis = "UU 1"
status = "sourced"
"""


def _load(tmp_path: Path, *files: str) -> Loaded:
    for number, text in enumerate(files):
        (tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")
    return load({"registry": tmp_path})


def _version(value: str, start: str = "", end: str = "", more: str = "") -> str:
    lines = ['[[rules."tax.rate".versions]]', f"value = {value}"]
    lines += [f"effective_from = {start}"] if start else []
    lines += [f"effective_to = {end}"] if end else []
    return "\n".join([*lines, more, ""])


def test_versions_share_what_stands_in_the_rule_and_come_oldest_first(tmp_path: Path) -> None:
    loaded = _load(
        tmp_path,
        HEAD
        + _version("0.11", "2022-04-01", more='status = "verify"\nnote = "naik"')
        + _version("0.10", "1984-04-01", "2022-03-31"),
    )

    old = Version(
        code="tax.rate",
        value=Decimal("0.10"),
        unit="share",
        effective_from=date(1984, 4, 1),
        effective_to=date(2022, 3, 31),
        legal_basis="UU 1",
        status="sourced",
    )
    new = Version(
        code="tax.rate",
        value=Decimal("0.11"),
        unit="share",
        effective_from=date(2022, 4, 1),
        effective_to=None,
        legal_basis="UU 1",
        status="verify",
        note="naik",
    )
    assert loaded == Loaded({"tax.rate": Parameter("tax.rate", "registry", "Tarif", "Rate", (old, new))}, ())
    assert (old.version_id, new.version_id) == ("tax.rate@1984-04-01", "tax.rate@2022-04-01")


def test_both_days_of_a_version_belong_to_it(tmp_path: Path) -> None:
    (parameter,) = _load(tmp_path, HEAD + _version("1", "2022-04-01", "2022-04-30")).parameters.values()
    (version,) = parameter.versions

    days = [date(2022, 3, 31), date(2022, 4, 1), date(2022, 4, 30), date(2022, 5, 1)]
    assert [version.holds_on(day) for day in days] == [False, True, True, False]


def test_a_version_without_days_always_holds(tmp_path: Path) -> None:
    (parameter,) = _load(tmp_path, HEAD + _version("1")).parameters.values()
    (version,) = parameter.versions

    assert (version.holds_on(date.min), version.holds_on(date.max)) == (True, True)
    assert version.version_id == "tax.rate@always"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[rules", "is no TOML"),
        ("[rulez]", "has unknown tables: rulez"),
        (HEAD, "has no versions"),
        (HEAD.replace('title = "Tarif"', "") + _version("1"), "has no title"),
        (HEAD.replace("tax.rate", "tax rate") + _version("1").replace("tax.rate", "tax rate"), "is no code"),
        (HEAD.replace('unit = "share"', 'colour = "red"') + _version("1"), "has unknown keys: colour"),
        (HEAD.replace('unit = "share"', "") + _version("1"), "a version has no unit"),
        (HEAD + _version("1", more='valu = "1"'), "a version has unknown keys: valu"),
        (HEAD + _version("1", more='status = "sure"'), "status 'sure' is none of"),
        (HEAD + _version("1", '"2022-04-01"'), "effective_from is no date"),
        (HEAD + _version("1", "2022-04-01T10:00:00"), "effective_from is no date"),
        (HEAD + _version("{ a = 1 }"), "a value may be"),
        (HEAD + _version("1", "2022-04-02", "2022-04-01"), "tax.rate@2022-04-02 ends before it begins"),
        (HEAD + _version("1", "2022-04-01") + _version("2", "2023-01-01"), "overlap"),
        (HEAD + _version("1") + _version("2"), "overlap"),
        (HEAD + _version("1", "2022-04-01", "2022-12-31") + _version("2", "2022-12-31"), "overlap"),
        (HEAD + _version("1", "2022-04-01", "2022-12-31") + _version("2", "2023-01-02"), "there is a gap"),
    ],
)
def test_every_fault_is_named(tmp_path: Path, text: str, fault: str) -> None:
    faults = _load(tmp_path, text).faults

    assert any(fault in found.what for found in faults), faults


def test_one_code_in_two_files_is_a_fault(tmp_path: Path) -> None:
    text = HEAD + _version("1")

    assert _load(tmp_path, text, text).faults == (Fault("tax.rate", "stands in two files"),)
