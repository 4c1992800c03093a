"""A row made ready to be stored: everything that can be computed of it alone, in a form that a process can send."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from wadah.registry.compact import compact
from wadah.registry.entries import clues_of
from wadah.registry.fingerprints import content_key_of, fingerprint_of
from wadah.registry.intake.findings import Repair
from wadah.registry.kinds import Verdict
from wadah.registry.linkage.keys import keys_of_clues
from wadah.registry.values.parsed import Problem


class PreparedRow(NamedTuple):
    """One row. JSON parts are text already; `keys` are empty for a row that does not enter the registry."""

    sheet: int
    row_number: int
    raw: str
    sealed: bytes | None
    values: str
    nik_hash: bytes | None
    phone_hashes: bytes | None
    fingerprint: bytes
    region: str | None
    verdict: str
    problems: str
    repairs: str
    findings: tuple[str, ...]
    keys: tuple[int, ...]


class Understood(NamedTuple):
    """What reading a row gave, before it is turned into columns."""

    sheet: int
    row_number: int
    raw: Sequence[Any]
    content: str
    values: dict[str, Any]
    nik_hash: bytes | None
    phone_hashes: bytes | None
    region: str | None
    verdict: Verdict
    problems: tuple[Problem, ...] = ()
    repairs: tuple[Repair, ...] = ()


def prepare_row(row: Understood, sealed: bytes | None) -> PreparedRow:
    """The columns of a row, with the keys by which alike rows are found when it is a business."""
    values = compact(row.values, sort=True)
    fingerprint = fingerprint_of(values, row.region, row.content)
    keys: tuple[int, ...] = ()
    if row.verdict == Verdict.NEW:
        clues = clues_of(row.values, row.region, row.nik_hash, row.phone_hashes)
        keys = (*keys_of_clues(clues), content_key_of(fingerprint))
    problems, findings = _told(row.problems) if row.problems else NOTHING_TOLD
    return PreparedRow(
        row.sheet,
        row.row_number,
        compact(row.raw),
        sealed,
        values,
        row.nik_hash,
        row.phone_hashes,
        fingerprint,
        row.region,
        row.verdict.value,
        problems,
        compact([repair.as_json() for repair in row.repairs]) if row.repairs else "[]",
        findings,
        keys,
    )


NOTHING_TOLD: tuple[str, tuple[str, ...]] = ("[]", ())


@lru_cache(maxsize=4096)
def _told(problems: tuple[Problem, ...]) -> tuple[str, tuple[str, ...]]:
    """The problems as JSON, and their codes: thousands of rows have the same ones."""
    return compact([problem.as_json() for problem in problems]), tuple(problem.code for problem in problems)
