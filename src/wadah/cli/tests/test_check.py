"""`wadah check`: what it says of the audit trail, by which codes, and that it seals before it looks."""

import re
from datetime import UTC, datetime

import pytest

from wadah.cli.check import main
from wadah.core import audit
from wadah.core.models import AuditCheck, AuditEntry, AuditSeal
from wadah.core.tests.tampering import unguarded

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    code = main(list(arguments))
    return code, capsys.readouterr().out.splitlines()


def test_a_sound_trail_is_0_and_the_newest_seal_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    audit.record(None, "swept", at=NOON)
    first = said(capsys)
    audit.record(None, "swept", at=NOON)

    second, whole = said(capsys), said(capsys, "--all")

    seals = [f"seal {number}:{hash_}" for number, hash_ in AuditSeal.objects.values_list("number", "hash")]
    told = "audit trail: {} rows in {} seals verified {}, {} rows sealed now"
    holds = "14 checks, everything holds"
    assert (first, second, whole) == (
        (0, [told.format(1, 1, "from the first row", 1), seals[0], holds]),
        (0, [told.format(1, 1, "since the last check", 1), seals[1], holds]),
        (0, [told.format(2, 2, "from the first row", 0), seals[1], holds]),
    )


def test_a_noted_seal_is_known_again_and_a_forged_chain_is_1(capsys: pytest.CaptureFixture[str]) -> None:
    audit.record(None, "swept", reason="asli", at=NOON)
    noted = said(capsys)[1][1].removeprefix("seal ")
    good = said(capsys, "--seal", noted)[0], said(capsys, "--seal", noted[:40].upper())[0]
    with unguarded(AuditEntry), unguarded(AuditSeal), unguarded(AuditCheck):
        AuditEntry.objects.update(reason="palsu")
        AuditSeal.objects.all().delete()
        AuditCheck.objects.all().delete()

    unseen, (code, lines) = said(capsys)[0], said(capsys, "--seal", noted)

    assert (good, unseen, code) == ((0, 0), 0, 1)
    assert re.fullmatch(
        r"audit_anchor: seal 1 is \w{64}, noted was \w{64}: the chain was written anew", lines[0]
    )


def test_a_changed_entry_is_1_and_named_until_it_is_put_right(capsys: pytest.CaptureFixture[str]) -> None:
    row = audit.record(None, "swept", reason="asli", at=NOON).pk
    said(capsys)
    for reason in ("palsu", "asli"):
        with unguarded(AuditEntry):
            AuditEntry.objects.update(reason=reason)
        if reason == "palsu":
            bad, again = said(capsys, "--all"), said(capsys)

    assert (bad[0], bad[1][0]) == (
        1,
        f"audit_rows: seal 1 of core_auditentry: the row with id {row} was changed",
    )
    assert (again[0], again[1][0], said(capsys)[0]) == (1, bad[1][0], 0)


@pytest.mark.parametrize("text", ["7", "7:abc", "x:" + "a" * 64, "1:" + "g" * 64])
def test_what_is_no_seal_is_wrong_usage(text: str) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--seal", text])

    assert stop.value.code == 2
