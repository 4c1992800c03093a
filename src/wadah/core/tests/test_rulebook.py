"""Dated rules as the apps ask for them, with what persons confirmed laid over the files."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.checks import Error
from django.core.management import CommandError, call_command
from django.utils import translation

from wadah.core import confirmations, rulebook
from wadah.core.checks import rules_are_sound
from wadah.core.confirmations import confirm_rule
from wadah.core.errors import UnknownRule
from wadah.core.models import AuditEntry, RuleConfirmation
from wadah.core.rulebook import Rule, rule
from wadah.core.rulefiles import Fault, Loaded, Parameter, Value, Version
from wadah.core.rulelist import Asked, apps_with_rules, shown_rules

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


def _version(value: Value, start: date | None, end: date | None, status: str = "verify") -> Version:
    return Version(
        code="tax.rate",
        value=value,
        unit="share",
        effective_from=start,
        effective_to=end,
        legal_basis="UU 1",
        status=status,  # type: ignore[arg-type]
        evidence="koran",
    )


@pytest.fixture
def one_book(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = (
        _version(Decimal("0.10"), date(1984, 4, 1), date(2022, 3, 31)),
        _version(Decimal("0.11"), date(2022, 4, 1), None),
    )
    parameter = Parameter("tax.rate", "registry", "Tarif", "Rate", versions)
    monkeypatch.setattr(rulebook, "book", lambda: Loaded({"tax.rate": parameter}, ()))


@pytest.mark.usefixtures("one_book")
def test_the_rule_of_a_day_knows_where_it_comes_from() -> None:
    assert rule("tax.rate", date(2022, 3, 31)) == Rule(
        code="tax.rate",
        value=Decimal("0.10"),
        unit="share",
        version_id="tax.rate@1984-04-01",
        effective_from=date(1984, 4, 1),
        effective_to=date(2022, 3, 31),
        legal_basis="UU 1",
        status="verify",
        evidence="koran",
    )
    assert rule("tax.rate", date(2022, 4, 1)).version_id == "tax.rate@2022-04-01"


@pytest.mark.usefixtures("one_book")
@pytest.mark.parametrize("code", ["tax.rate", "tax.unknown"])
def test_a_day_before_every_version_and_an_unknown_code_have_no_rule(code: str) -> None:
    with pytest.raises(UnknownRule) as unknown:
        rule(code, date(1900, 1, 1))

    assert str(unknown.value) == f"Belum ada aturan {code} yang berlaku pada 1900-01-01."


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("one_book")
def test_a_person_with_a_named_source_turns_verify_into_confirmed() -> None:
    confirm_rule(actor="user:siti", version_id="tax.rate@2022-04-01", source="Lembaran Negara 1", at=NOON)

    found = rule("tax.rate", TODAY)

    assert (found.status, found.uncertain, found.evidence) == ("confirmed", False, "Lembaran Negara 1")
    assert (found.value, found.version_id) == (Decimal("0.11"), "tax.rate@2022-04-01")
    assert [(row.actor, row.action, row.details) for row in AuditEntry.objects.all()] == [
        ("user:siti", "rule.confirmed", {"version": "tax.rate@2022-04-01"})
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("one_book")
def test_a_corrected_value_has_a_version_of_its_own_and_the_latest_word_counts() -> None:
    version_id = "tax.rate@2022-04-01"
    confirm_rule(actor="a", version_id=version_id, source="x", at=NOON, value=Decimal("0.125"))
    row = confirm_rule(actor="b", version_id=version_id, source="y", at=NOON, value=Decimal("0.12"))

    found = rule("tax.rate", TODAY)

    assert (found.value, found.version_id, found.evidence) == (Decimal("0.12"), f"{version_id}+{row.pk}", "y")
    assert rule("tax.rate", date(2020, 1, 1)).status == "verify"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("one_book")
def test_the_operator_confirms_and_corrects_by_command() -> None:
    arguments = ["--by", "siti", "--source", "Lembaran Negara 1", "--value", "0.12"]

    call_command("confirm_rule", "tax.rate@2022-04-01", *arguments, stdout=StringIO())

    found = rule("tax.rate", TODAY)
    assert (found.value, found.status) == (Decimal("0.12"), "confirmed")
    assert AuditEntry.objects.get().actor == "operator:siti"


@pytest.mark.django_db
@pytest.mark.usefixtures("one_book")
@pytest.mark.parametrize(
    ("version_id", "value", "words"),
    [("tax.rate@2001-01-01", "1", "no version"), ("tax.rate@2022-04-01", "a lot", "no such value")],
)
def test_the_command_refuses_what_it_cannot_mean(version_id: str, value: str, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("confirm_rule", version_id, "--by", "siti", "--source", "x", "--value", value)

    assert RuleConfirmation.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("one_book")
def test_confirmations_are_read_once_and_not_again_for_each_rule(django_assert_num_queries: object) -> None:
    confirmations.forget()

    with django_assert_num_queries(1):  # type: ignore[operator]
        for _ in range(3):
            rule("tax.rate", TODAY)


@pytest.mark.parametrize(
    ("value", "good", "bad"),
    [
        (5, ["integer", "decimal"], ["text", "texts"]),
        (Decimal("0.5"), ["decimal"], ["integer", "text", "texts"]),
        ("C", ["text"], ["integer", "decimal", "texts"]),
        (("a", "b"), ["texts"], ["integer", "decimal", "text"]),
        (True, [], ["integer", "decimal", "text", "texts"]),
    ],
)
def test_a_value_is_taken_only_as_what_it_is(value: Value, good: list[str], bad: list[str]) -> None:
    asked = Rule("a.b", value, "", "a.b@always", None, None, "UU 1", "sourced")

    assert [getattr(asked, name) for name in good] == [value] * len(good)
    for name in bad:
        with pytest.raises(TypeError, match=r"a\.b is no"):
            getattr(asked, name)


def test_a_fault_of_the_files_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    faulty = Loaded({}, (Fault("registry/rules/x.toml", "is no TOML"),))
    monkeypatch.setattr("wadah.core.checks.book", lambda: faulty)

    assert rules_are_sound() == [Error("registry/rules/x.toml: is no TOML", id="wadah.E001")]


def test_the_files_of_the_apps_are_sound_and_told_in_both_languages() -> None:
    assert rules_are_sound() == []
    for parameter in rulebook.parameters().values():
        assert parameter.title != parameter.title_en
        assert all(bool(version.note) == bool(version.note_en) for version in parameter.versions), (
            parameter.code
        )
        assert all(version.evidence for version in parameter.versions if version.status == "sourced"), (
            parameter.code
        )


# A law is called by its short name and number in either language; Pasal and ayat are words.
CITATION = re.compile(
    r"(?:(?:PP|UU|PMK|Permenperin|Permenko Perekonomian|Kepmendagri) [\dA-Z./-]+(?:, )?)+", re.ASCII
)
INDONESIAN = re.compile(
    r"\b(?:nilai|rancangan|boleh|dikutip|sumber|peraturan|pasal|ayat|definisi|ketentuan|rencana|jo|tahun|dan|mei|"
    r"agt|okt|des|januari|februari|maret|juni|juli|agustus|oktober|desember)\b",
    re.IGNORECASE,
)


@pytest.mark.django_db
def test_every_text_of_a_rule_that_is_shown_in_english_is_english() -> None:
    for parameter in rulebook.parameters().values():
        for version in parameter.versions:
            assert version.legal_basis_en or CITATION.fullmatch(version.legal_basis), version.version_id

    with translation.override("en"):
        texts = [
            text
            for found in shown_rules(TODAY, Asked())
            for one in found.history
            for text in (found.title, one.value, one.period, one.legal_basis, one.evidence, one.note)
        ]
        apps = [name for _label, name in apps_with_rules()]

    assert [text for text in [*texts, *apps] if INDONESIAN.search(text)] == []
    assert apps == ["Board of figures", "Businesses"]


def test_the_scale_of_pp_7_2021_reads_as_the_regulation_has_it() -> None:
    with translation.override("id"):
        limits = {
            (branch, name): rule(f"scale.pp7.{branch}.{name}_max", TODAY).integer
            for branch in ("capital", "sales")
            for name in ("micro", "small", "medium")
        }

    assert limits == {
        ("capital", "micro"): 1_000_000_000,
        ("capital", "small"): 5_000_000_000,
        ("capital", "medium"): 10_000_000_000,
        ("sales", "micro"): 2_000_000_000,
        ("sales", "small"): 15_000_000_000,
        ("sales", "medium"): 50_000_000_000,
    }
