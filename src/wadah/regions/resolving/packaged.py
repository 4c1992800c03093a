"""The tree, aliases and crosswalks that come with the package, for use without a database."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from wadah.regions.resolving.gazetteer import Alias, FormerParent, Place, StatisticsCode
from wadah.regions.resolving.resolver import Resolver

_DATA = files("wadah.regions") / "data"


def packaged_places() -> Iterator[Place]:
    """The 91,599 rows of the official tree."""
    with io.BytesIO((_DATA / "wilayah.csv.gz").read_bytes()) as raw:
        text = gzip.decompress(raw.getvalue()).decode()
    rows = csv.reader(io.StringIO(text))
    next(rows)
    return (Place(row[0], row[1], row[4]) for row in rows)


def packaged_aliases() -> list[Alias]:
    """Other names that people write."""
    return [Alias(row["written"], row["code"], row["shared"] == "1") for row in _rows("aliases.csv")]


def packaged_former_parents() -> list[FormerParent]:
    """Villages with the subdistrict that old addresses still name."""
    return [FormerParent(row["village"], row["subdistrict"]) for row in _rows("former_parents.csv")]


def packaged_statistics_codes() -> list[StatisticsCode]:
    """Codes of the statistics office with the Kemendagri code of the same place."""
    return [StatisticsCode(row["bps"], row["code"]) for row in _rows("bps_codes.csv")]


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (_DATA / name).read_text(encoding="utf-8")
    return csv.DictReader(io.StringIO(text))


@cache
def packaged_resolver() -> Resolver:
    """The resolver over the packaged rows, built once a process."""
    return Resolver(
        packaged_places(), packaged_aliases(), packaged_former_parents(), packaged_statistics_codes()
    )
