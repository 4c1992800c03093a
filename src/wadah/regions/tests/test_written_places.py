"""Two hundred places as people write them, each with the answer that is due."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from wadah.regions.resolving import Resolution, packaged_resolver
from wadah.regions.resolving.answers import SURE


@dataclass(frozen=True)
class Due:
    """One written place with the answer due: sure, shown (with a doubt), choice, none."""

    written: str
    within: str | None
    answer: str
    code: str | None
    candidates: frozenset[str]
    note: str


def _due() -> list[Due]:
    path = Path(__file__).parent / "data" / "written_places.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Due(
                row["written"],
                row["within"] or None,
                row["answer"],
                row["code"] or None,
                frozenset(filter(None, row["candidates"].split("|"))),
                row["note"],
            )
            for row in csv.DictReader(file, delimiter=";")
        ]


def _answer_of(resolution: Resolution) -> str:
    if len(resolution.candidates) > 1 and (
        resolution.code is None or all(c.code != resolution.code for c in resolution.candidates)
    ):
        return "choice" if resolution.certainty >= SURE or resolution.code is None else "shown"
    if resolution.code is None:
        return "none"
    return "sure" if resolution.is_sure else "shown"


@pytest.mark.parametrize("due", _due(), ids=lambda due: f"{due.written!r} in {due.within}")
def test_written_place_gets_the_answer_that_is_due(due: Due):
    resolution = packaged_resolver().resolve(due.written, due.within)

    codes = {candidate.code for candidate in resolution.candidates}
    notes = {note.code.value for note in resolution.disagreements}
    assert (_answer_of(resolution), resolution.code) == (due.answer, due.code), resolution
    assert due.candidates <= codes
    assert due.note in notes or (not due.note and (not notes or due.answer in {"shown", "none"}))
