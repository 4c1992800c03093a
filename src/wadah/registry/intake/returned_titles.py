"""The columns that we add to a returned file: written by their titles, and left out when the file comes back."""

import re
from collections.abc import Sequence

from wadah.core.tabular.cells import Row
from wadah.registry.intake.titles import fold_title

# Verdict, problems, repairs, likeness: Indonesian and English.
TITLES = (
    ("Hasil periksa", "Masalah", "Diperbaiki", "Serupa dengan"),
    ("Verdict", "Problems", "Repaired", "Like"),
)
TOLD_COUNT = 4
_FOLDED = tuple(tuple(fold_title(title) for title in titles) for titles in TITLES)
# A title that stands twice is counted: "Masalah (2)".
_COUNT = re.compile(r"\s*\(\d+\)$")


def returned_titles(language: str) -> tuple[str, ...]:
    """The four titles in the officer's language."""
    return TITLES[0 if language.startswith("id") else 1]


def told_columns(columns: Sequence[str]) -> range:
    """Where our four columns stand in a header, side by side as we wrote them; empty when they are not there."""
    folded = [fold_title(_COUNT.sub("", title)) for title in columns]
    for start in range(len(folded) - TOLD_COUNT + 1):
        four = folded[start : start + TOLD_COUNT]
        if any(all(map(_ends_with, four, titles)) for titles in _FOLDED):
            return range(start, start + TOLD_COUNT)
    return range(0)


def _ends_with(title: str, ours: str) -> bool:
    """Under two header rows a title of the upper one may stand before ours."""
    return title == ours or title.endswith(f" {ours}")


def without_told(rows: Sequence[Row], told: range) -> list[Row]:
    """The rows with our own words emptied, so that a total with a verdict beside it is still a total."""
    if not told:
        return list(rows)
    empty = (None,) * TOLD_COUNT
    return [
        row._replace(cells=(*row.cells[: told.start], *empty, *row.cells[told.stop :]))
        if len(row.cells) > told.start
        else row
        for row in rows
    ]
