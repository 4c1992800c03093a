"""A point on which many names of a file stand proves nothing: it is a market, or where the list was typed."""

import csv
import io
from collections.abc import Sequence

import pytest

from wadah.registry.models import Record
from wadah.registry.tests.conftest import BringIn

TWINS = ("Rm Bethani", "Rm Bethany")
OTHERS = (
    "Songket Mawar",
    "Bengkel Maju",
    "Laundry Bersih",
    "Percetakan Teratai",
    "Apotek Sehat",
    "Salon Cantik",
)


def on_one_point(names: Sequence[str]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Nama Usaha", "Kegiatan Usaha", "Latitude", "Longitude"])
    writer.writerows(
        [name, "", str(-3.35 + number / 1_000_000), "104.83"] for number, name in enumerate(names)
    )
    return text.getvalue().encode()


@pytest.mark.parametrize(("others", "answer"), [((), "same"), (OTHERS, "ask")])
def test_two_spellings_on_one_point_are_one_only_where_few_stand(
    bring_in: BringIn, others: tuple[str, ...], answer: str
) -> None:
    intake = bring_in(on_one_point([*others, *TWINS]))

    matches = [record.matches for record in Record.objects.filter(intake=intake).order_by("pk")]

    assert [[match["answer"] for match in found] for found in matches] == [[]] * (len(others) + 1) + [
        [answer]
    ]
    assert ("point:crowded" in str(matches)) == bool(others)
