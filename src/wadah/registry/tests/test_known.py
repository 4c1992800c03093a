"""The question asked while somebody fills in a form: is this business already known?"""

import pytest

from wadah.accounts.models import User
from wadah.core.secrets import keyed_hash
from wadah.registry.linkage import Answer, Entry
from wadah.registry.models import Party
from wadah.registry.queries.known import already_known
from wadah.registry.tests.conftest import BringIn
from wadah.registry.tests.files import HOME, SITI, as_csv

pytestmark = pytest.mark.django_db
SONGKET = Entry(
    id=0, name="Songket Mak Cik", owner="Siti Rusmini", address=HOME, regency="16.02",
    nik=keyed_hash("nik", SITI).hex(),
)  # fmt: skip


def test_a_business_that_is_there_is_named_with_reasons(bring_in: BringIn, officer: User) -> None:
    bring_in(as_csv())

    found = already_known(officer, SONGKET)

    songket = Party.objects.get(name="Songket Mak Cik")
    assert (found[0].public_id, found[0].judgement.answer) == (songket.public_id, Answer.SAME)
    assert {"name", "owner"} <= {part.field for part in found[0].judgement.evidence}


def test_a_new_business_is_not_known(bring_in: BringIn, officer: User) -> None:
    bring_in(as_csv())

    assert already_known(officer, Entry(id=0, name="Percetakan Teratai", owner="Dewi", regency="16.02")) == []


def test_a_stranger_hears_of_nobody(bring_in: BringIn, stranger: User) -> None:
    bring_in(as_csv())

    assert already_known(stranger, SONGKET) == []
