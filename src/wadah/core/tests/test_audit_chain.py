"""The histories cannot be changed unseen: every kind of tampering behind the triggers' back is named."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, models, transaction
from django.db.models import F

from wadah.core import audit, audit_lines, audit_seals
from wadah.core.audit_chain import Anchor, Verified, verify_trails
from wadah.core.audit_lines import TRAILS, Lines, canonical, lines_after
from wadah.core.audit_seals import GENESIS, hash_of, new_seals
from wadah.core.models import AuditCheck, AuditEntry, AuditSeal, RuleConfirmation, StateChange
from wadah.core.tests.tampering import unguarded

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
ROWS_IN_A_SEAL = 3


@pytest.fixture(autouse=True)
def small_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_lines, "ROWS_AT_ONCE", ROWS_IN_A_SEAL)


def recorded(count: int) -> list[int]:
    """Primary keys of so many new entries."""
    return [
        audit.record(None, "swept", region="16.02", reason=f"alasan {n}", details={"rows": n}, at=NOON).pk
        for n in range(count)
    ]


def seal() -> list[int]:
    return [made.row_count for made in new_seals(patience_seconds=0)]


def verify(*, whole: bool = True, anchor: Anchor | None = None) -> Verified:
    return verify_trails(at=NOON, whole=whole, anchor=anchor)


def found(verified: Verified) -> tuple[str, int, str] | None:
    return verified.fault and (verified.fault.code, verified.fault.number, verified.fault.words)


def test_a_line_is_json_of_the_whole_row_and_the_same_on_every_database() -> None:
    entry = AuditEntry.objects.create(
        at=NOON + timedelta(microseconds=70), actor="operator:Umar", action="swept", what="lamps.lamp", object_id="3",
        region="16.02", reason='dia bilang "ya"\n→ lanjut', request_id="r-1", details={"rows": 2, "b": "é", "aaa": None},
    )  # fmt: skip

    assert lines_after(TRAILS["entries"], 0) == Lines(
        [entry.pk],
        [
            f'[{entry.pk},"2026-11-21 05:00:00.000070","operator:Umar","swept","lamps.lamp","3","16.02",'
            r'"dia bilang \"ya\"\n→ lanjut","r-1","{\"aaa\":null,\"b\":\"é\",\"rows\":2}"]'
        ],
    )


def test_a_whole_second_and_an_empty_detail_are_written_as_everywhere() -> None:
    AuditEntry.objects.create(pk=7, at=NOON, actor="a", action="b")
    RuleConfirmation.objects.create(pk=8, version_id="v", source="s", confirmed_by="p", confirmed_at=NOON)

    assert lines_after(TRAILS["entries"], 0).texts == [
        '[7,"2026-11-21 05:00:00.000000","a","b","","","","","","{}"]'
    ]
    assert lines_after(TRAILS["rules"], 0).texts == ['[8,"v","","s","","","p","2026-11-21 05:00:00.000000"]']


def test_the_order_of_keys_in_details_makes_no_difference() -> None:
    assert canonical('{"rows": 1, "a": [2]}') == canonical('{"a":[2],"rows":1}') == '{"a":[2],"rows":1}'


@pytest.mark.parametrize("trail", TRAILS.values(), ids=lambda trail: trail.name)
def test_every_column_is_sealed(trail: audit_lines.Trail) -> None:
    assert set(trail.columns) == {field.name for field in trail.model._meta.concrete_fields}


def test_seals_cover_everything_once_and_stand_on_one_another() -> None:
    ids = recorded(5)
    StateChange.objects.create(
        what="w", object_id="1", field="s", from_state="a", to_state="b", actor="c", at=NOON
    )

    counts, again = seal(), seal()
    ids += recorded(1)
    later = seal()

    seals = list(AuditSeal.objects.all())
    assert (counts, again, later) == ([3, 2, 1], [], [1])
    assert [(one.trail, one.after_id, one.last_id) for one in seals if one.trail == "entries"] == [
        ("entries", 0, ids[2]), ("entries", ids[2], ids[4]), ("entries", ids[4], ids[5]),
    ]  # fmt: skip
    assert [one.previous for one in seals] == [GENESIS, *(one.hash for one in seals[:-1])]
    assert (found(verify()), AuditCheck.objects.get().sound_number) == (None, 4)


def test_only_what_is_new_is_read_unless_all_is_asked_for() -> None:
    recorded(4)
    seal()
    first = verify(whole=False)
    recorded(2)
    seal()

    second, whole = verify(whole=False), verify(whole=True)

    told = [
        (one.is_whole, one.seals, one.rows, one.sound and one.sound.number) for one in (first, second, whole)
    ]
    assert told == [(True, 2, 4, 2), (False, 1, 2, 3), (True, 3, 6, 3)]


def test_nothing_sealed_is_nothing_broken() -> None:
    assert verify() == Verified(None, None, 0, 0, True)


CHANGED: dict[str, Any] = {
    "at": NOON + timedelta(microseconds=1), "actor": "user:x", "action": "other", "what": "w", "object_id": "9",
    "region": "16.71", "reason": "", "request_id": "r", "details": {"rows": 99},
}  # fmt: skip


@pytest.mark.parametrize("column", sorted(CHANGED))
def test_a_changed_column_is_seen_and_the_entry_named(column: str) -> None:
    ids = recorded(7)
    seal()

    with unguarded(AuditEntry):
        AuditEntry.objects.filter(pk=ids[4]).update(**{column: CHANGED[column]})

    said = f"seal 2 of core_auditentry: the row with id {ids[4]} was changed"
    assert found(verify()) == ("rows", 2, said)
    assert (verify(whole=False).fault is not None, AuditCheck.objects.latest("pk").sound_number) == (True, 1)


def delete_one(ids: list[int]) -> str:
    AuditEntry.objects.filter(pk=ids[3]).delete()
    return f"a row before id {ids[4]} was deleted"


def delete_last_of_a_seal(ids: list[int]) -> str:
    AuditEntry.objects.filter(pk=ids[5]).delete()
    return f"rows after id {ids[4]} were deleted"


def delete_a_seal_full(ids: list[int]) -> str:
    AuditEntry.objects.filter(pk__in=ids[3:6]).delete()
    return f"rows after id {ids[2]} were deleted"


@pytest.mark.parametrize("do", [delete_one, delete_last_of_a_seal, delete_a_seal_full])
def test_a_deleted_entry_is_seen_and_its_place_named(do: Callable[[list[int]], str]) -> None:
    ids = recorded(7)
    seal()

    with unguarded(AuditEntry):
        said = do(ids)

    assert found(verify()) == ("rows", 2, f"seal 2 of core_auditentry: {said}")


@pytest.mark.parametrize("where", ["between", "in front of all"])
def test_an_entry_slipped_in_later_is_seen(where: str) -> None:
    recorded(2)
    gap = recorded(1)[0]
    with unguarded(AuditEntry):
        AuditEntry.objects.filter(pk=gap).delete()  # As a transaction that was rolled back leaves it.
    recorded(4)
    seal()

    forged = gap if where == "between" else -5
    AuditEntry.objects.create(pk=forged, at=NOON, actor="a", action="b")

    assert found(verify()) == (
        "rows",
        1,
        f"seal 1 of core_auditentry: the row with id {forged} was slipped in",
    )


def test_a_move_is_sealed_like_an_entry() -> None:
    StateChange.objects.create(
        what="w", object_id="1", field="s", from_state="a", to_state="b", actor="c", at=NOON
    )
    seal()

    with unguarded(StateChange):
        StateChange.objects.update(to_state="c")

    assert found(verify()) == (
        "rows", 1, f"seal 1 of core_statechange: the row with id {StateChange.objects.get().pk} was changed",
    )  # fmt: skip


def test_seals_cut_off_at_the_end_are_seen_by_an_earlier_check_and_by_paper() -> None:
    recorded(7)
    seal()
    paper = Anchor(3, AuditSeal.objects.get(number=3).hash)
    noted = verify()
    with unguarded(AuditSeal), unguarded(AuditEntry):
        AuditSeal.objects.filter(number=3).delete()
        AuditEntry.objects.filter(pk=AuditEntry.objects.latest("pk").pk).delete()

    cut = found(verify())
    with unguarded(AuditCheck):
        AuditCheck.objects.all().delete()

    said = "seal 3 was noted and is not there: the chain was cut off"
    assert (noted.fault, cut) == (None, ("rewritten", 3, said))
    assert (found(verify()), found(verify(anchor=paper))) == (None, ("anchor", 3, said))


def test_a_chain_written_anew_is_seen_by_an_earlier_check_and_by_paper() -> None:
    ids = recorded(7)
    seal()
    paper = Anchor(3, AuditSeal.objects.get(number=3).hash[:32])
    assert verify(anchor=paper).fault is None
    with unguarded(AuditSeal), unguarded(AuditEntry):
        AuditEntry.objects.filter(pk=ids[0]).update(actor="user:x")
        AuditSeal.objects.all().delete()
    seal()

    checked = found(verify())
    with unguarded(AuditCheck):
        AuditCheck.objects.all().delete()
    on_paper = found(verify(anchor=paper))

    assert (checked and checked[:2], verify().fault, on_paper and on_paper[:2]) == (
        ("rewritten", 3),
        None,
        ("anchor", 3),
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sealed_at": NOON}, "seal 2 was changed"),
        ({"marks": b""}, "seal 2 was changed"),
        ({"content": "0" * 64}, "seal 2 was changed"),
        ({"row_count": 1}, "seal 2 was changed"),
        ({"trail": "none"}, "seal 2 does not begin where the one before it of none ends"),
        ({"after_id": F("after_id") - 1}, "seal 2 does not begin where the one before it of entries ends"),
        ({"previous": "1" * 64}, "seal 2 does not stand on seal 1"),
        ({"number": 9}, "seal 2 is missing"),
    ],
)
def test_a_changed_seal_is_seen(change: dict[str, Any], said: str) -> None:
    recorded(7)
    seal()

    with unguarded(AuditSeal):
        AuditSeal.objects.filter(number=2).update(**change)

    assert found(verify()) == ("seal", 2, said)


def test_a_seal_that_was_made_to_fit_breaks_the_next_one() -> None:
    recorded(7)
    seal()
    forged = AuditSeal.objects.get(number=2)
    forged.sealed_at = NOON

    with unguarded(AuditSeal):
        AuditSeal.objects.filter(number=2).update(sealed_at=NOON, hash=hash_of(forged))

    assert found(verify()) == ("seal", 3, "seal 3 does not stand on seal 2")


@pytest.mark.parametrize("model", [AuditSeal, AuditCheck])
def test_seals_and_checks_are_only_added_to(model: type[models.Model]) -> None:
    recorded(1)
    seal()
    verify()

    for change in (lambda: model._base_manager.update(id=9), lambda: model._base_manager.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_of_two_that_seal_at_once_one_goes_on_with_the_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    recorded(2)
    make, made = audit_seals.content_of, []

    def slowly(lines: Lines) -> str:
        if not made:
            made.append(0)
            made.append(*seal())
        return make(lines)

    monkeypatch.setattr(audit_seals, "content_of", slowly)

    assert (seal(), made, AuditSeal.objects.count(), verify().fault) == ([], [0, 2], 1, None)
