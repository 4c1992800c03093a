"""Rows made ready to be stored: everything that can be computed of them alone, in columns that a process can send."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from wadah.registry.compact import compact, compact_all
from wadah.registry.entries import clues_of
from wadah.registry.fingerprints import content_keys_of, fingerprints_of
from wadah.registry.intake.findings import Repair
from wadah.registry.kinds import Verdict
from wadah.registry.linkage.keys import keys_of_clues
from wadah.registry.values.parsed import Problem

# The verdict of rows that are found by their keys.
BUSINESS = Verdict.NEW.value


class PreparedChunk(NamedTuple):
    """Rows of one sheet in their order, a column for each column of their table. JSON parts are text already.

    `findings` are the codes of the problems. `keys` are those by which alike rows are found, the last that of the
    whole content, and none of what is no business; they are made late, by whoever has time for it (`with_keys`).
    """

    sheet: int
    row_numbers: Sequence[int]
    raw: Sequence[str]
    sealed: Sequence[bytes | None]
    values: Sequence[str]
    nik_hashes: Sequence[bytes | None]
    phone_hashes: Sequence[bytes | None]
    fingerprints: Sequence[bytes]
    regions: Sequence[str | None]
    verdicts: Sequence[str]
    problems: Sequence[str]
    repairs: Sequence[str]
    findings: Sequence[tuple[str, ...]]

    keys: Sequence[tuple[int, ...]] = ()

    def with_keys(self) -> "PreparedChunk":
        """The chunk with its keys."""
        if self.keys:
            return self
        content = content_keys_of(self.fingerprints)
        columns = (self.verdicts, self.values, self.regions, self.nik_hashes, self.phone_hashes, content)
        keys = [
            (*keys_of_clues(clues_of(orjson.loads(values), region, nik, phones)), key)
            if verdict == BUSINESS
            else ()
            for verdict, values, region, nik, phones, key in zip(*columns, strict=True)
        ]
        return self._replace(keys=keys)


class Understood(NamedTuple):
    """What reading rows gave, in columns, before it is turned into those of their table.

    `contents` are the sealed parts as far as they were understood.
    """

    sheet: int
    row_numbers: Sequence[int]
    raw: Sequence[Sequence[Any]]
    contents: Sequence[str]
    values: Sequence[dict[str, Any]]
    nik_hashes: Sequence[bytes | None]
    phone_hashes: Sequence[bytes | None]
    regions: Sequence[str | None]
    verdicts: Sequence[Verdict]
    problems: Sequence[tuple[Problem, ...]]
    repairs: Sequence[tuple[Repair, ...]]


def prepare(rows: Understood, sealed: Sequence[bytes | None]) -> PreparedChunk:
    """The columns of the table."""
    values = compact_all(rows.values, sort=True)
    told = list(map(_told, rows.problems))
    return PreparedChunk(
        rows.sheet,
        rows.row_numbers,
        compact_all(rows.raw),
        sealed,
        values,
        rows.nik_hashes,
        rows.phone_hashes,
        fingerprints_of(values, rows.regions, rows.contents),
        rows.regions,
        [verdict.value for verdict in rows.verdicts],
        [problems for problems, _ in told],
        [compact([repair.as_json() for repair in repairs]) if repairs else "[]" for repairs in rows.repairs],
        [codes for _, codes in told],
    )


@lru_cache(maxsize=4096)
def _told(problems: tuple[Problem, ...]) -> tuple[str, tuple[str, ...]]:
    """The problems as JSON, and their codes: thousands of rows have the same ones."""
    return compact([problem.as_json() for problem in problems]), tuple([problem.code for problem in problems])
