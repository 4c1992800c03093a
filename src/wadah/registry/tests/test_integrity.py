"""`wadah check` finds what is broken, and nothing where all is well."""

import pytest
from django.utils import timezone

from wadah.registry.models import Link, Party, Record, RecordKey
from wadah.registry.queries.integrity import integrity_findings
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.files import as_csv


@pytest.fixture(autouse=True)
def _registry(bring_in: BringIn) -> None:
    bring_in(as_csv())


def found() -> list[str]:
    return [finding.code for finding in integrity_findings()]


def test_all_is_well_after_an_import() -> None:
    assert found() == []


def test_each_break_is_named() -> None:
    first, second, third = Record.objects.order_by("row_number")[:3]
    Link.objects.filter(record=first, level="business").update(undone_at=timezone.now())
    RecordKey.objects.filter(record_id=second.pk).delete()
    RecordKey.objects.create(key=1, record_id=999_999)
    Record.objects.filter(pk=third.pk).update(sealed=b"broken")
    Party.objects.filter(kind="person", name="Herman").update(closed_at=timezone.now())

    assert found() == [
        "record_without_link", "party_without_record", "closed_with_record", "key_of_nothing", "record_without_key",
        "sealed_shut",
    ]  # fmt: skip
