"""Does the registry hold together? What the database cannot hold by a constraint is counted here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q

from wadah.core.errors import CannotOpen
from wadah.registry.kinds import APPLICABLE, LinkLevel, PartyKind, Verdict
from wadah.registry.models import Fact, Intake, Link, Merge, Party, Record, RecordKey
from wadah.registry.sealed import open_cells
from wadah.registry.states import IntakeState

SHOWN = 20
KEYS, RECORDS = RecordKey._meta.db_table, Record._meta.db_table
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class Finding:
    """A promise that is broken: how often, and some of the rows (primary keys, for the operator)."""

    code: str
    what: str
    count: int
    examples: tuple[str, ...]


def integrity_findings() -> list[Finding]:
    """Every broken promise; an empty list when all hold."""
    found = []
    for code, (what, rows) in CHECKS.items():
        ids = list(rows())
        if ids:
            found.append(Finding(code, what, len(ids), tuple(str(one) for one in ids[:SHOWN])))
    return found


def _active(**of: object) -> Exists:
    return Exists(Link.objects.filter(undone_at__isnull=True, **of))


def _applied_without_link() -> Iterable[int]:
    linked = _active(record=OuterRef("pk"), level=LinkLevel.BUSINESS, party=OuterRef("party"))
    return Record.objects.filter(~linked, party__isnull=False).values_list("pk", flat=True)


def _linked_without_record() -> Iterable[int]:
    links = Link.objects.filter(undone_at__isnull=True, level=LinkLevel.BUSINESS)
    return links.filter(Q(record__party__isnull=True) | ~Q(record__party=F("party"))).values_list(
        "pk", flat=True
    )


def _applied_intake_with_row_left() -> Iterable[int]:
    rows = Record.objects.filter(
        intake__state=IntakeState.APPLIED, verdict__in=APPLICABLE, party__isnull=True
    )
    return rows.values_list("pk", flat=True)


def _held_back_but_applied() -> Iterable[int]:
    held = Record.objects.filter(
        verdict__in=(Verdict.NEEDS_REPAIR, Verdict.NOT_A_BUSINESS), party__isnull=False
    )
    return held.values_list("pk", flat=True)


def _open_party_without_record() -> Iterable[int]:
    return Party.objects.filter(~_active(party=OuterRef("pk")), closed_at__isnull=True).values_list(
        "pk", flat=True
    )


def _closed_party_with_record() -> Iterable[int]:
    return Party.objects.filter(_active(party=OuterRef("pk")), closed_at__isnull=False).values_list(
        "pk", flat=True
    )


def _owner_that_is_no_person() -> Iterable[int]:
    return (
        Party.objects.filter(owner__isnull=False)
        .exclude(owner__kind=PartyKind.PERSON)
        .values_list("pk", flat=True)
    )


def _merged_into_closed() -> Iterable[int]:
    merged = Party.objects.filter(merged_into__closed_at__isnull=False, merged_into__merged_into__isnull=True)
    return merged.values_list("pk", flat=True)


def _merge_without_mark() -> Iterable[int]:
    standing = Merge.objects.filter(undone_at__isnull=True)
    return standing.filter(absorbed__merged_into__isnull=True).values_list("pk", flat=True)


def _fact_of_another_party() -> Iterable[int]:
    told = Fact.objects.filter(record__party__isnull=False)
    return told.exclude(record__party=F("party")).values_list("pk", flat=True)


def _intake_without_all_rows() -> Iterator[int]:
    done = Intake.objects.filter(state__in=(IntakeState.CHECKED, IntakeState.APPLYING, IntakeState.APPLIED))
    for intake in done.only("counts").iterator():
        if sum(intake.counts.get("verdicts", {}).values()) != Record.objects.filter(intake=intake).count():
            yield intake.pk


def _key_of_no_record() -> Iterable[int]:
    return _ids(f"SELECT record_id FROM {KEYS} EXCEPT SELECT id FROM {RECORDS}")  # noqa: S608


def _applied_without_key() -> Iterable[int]:
    """By the key of the whole content, which every applied row has."""
    return _ids(
        f"SELECT id FROM {RECORDS} WHERE party_id IS NOT NULL EXCEPT SELECT record_id FROM {KEYS}"  # noqa: S608
    )


def _ids(statement: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()]


def _sealed_that_does_not_open() -> Iterator[int]:
    """Every sealed value is opened once: a lost key is found before it is needed."""
    last = 0
    rows = Record.objects.filter(sealed__isnull=False).order_by("pk").values_list("pk", "sealed")
    while chunk := list(rows.filter(pk__gt=last)[:ROWS_AT_ONCE]):
        last = chunk[-1][0]
        for pk, sealed in chunk:
            try:
                open_cells(sealed or b"")
            except (CannotOpen, ValueError):
                yield pk


CHECKS: dict[str, tuple[str, Callable[[], Iterable[int]]]] = {
    "record_without_link": ("applied rows without a link to their party", _applied_without_link),
    "link_without_record": ("links whose row belongs elsewhere", _linked_without_record),
    "row_left_behind": ("rows of applied files that were not applied", _applied_intake_with_row_left),
    "held_back_applied": ("rows that needed repair but were applied", _held_back_but_applied),
    "party_without_record": ("open parties without a row", _open_party_without_record),
    "closed_with_record": ("closed parties that still have rows", _closed_party_with_record),
    "owner_no_person": ("owners that are no person", _owner_that_is_no_person),
    "merged_into_closed": ("parties merged into one that is closed", _merged_into_closed),
    "merge_without_mark": ("merges whose absorbed party does not say so", _merge_without_mark),
    "fact_elsewhere": ("facts of another party than their row", _fact_of_another_party),
    "intake_counts": ("files whose counts differ from their rows", _intake_without_all_rows),
    "key_of_nothing": ("linkage keys of rows that are not there", _key_of_no_record),
    "record_without_key": ("applied rows without a linkage key", _applied_without_key),
    "sealed_shut": ("sealed values that do not open", _sealed_that_does_not_open),
}
