"""A row made ready to be stored: everything that can be computed of it alone, in a form that a process can send."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from wadah.registry.compact import compact
from wadah.registry.entries import entry_of
from wadah.registry.fingerprints import content_key_of, fingerprint_of
from wadah.registry.kinds import Verdict
from wadah.registry.linkage import link_keys


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
    problems: list[dict[str, Any]]
    repairs: list[dict[str, Any]]


def prepare_row(row: Understood, sealed: bytes | None) -> PreparedRow:
    """The columns of a row, with the keys by which alike rows are found when it is a business."""
    values = compact(row.values, sort=True)
    fingerprint = fingerprint_of(values, row.region, row.content)
    keys: tuple[int, ...] = ()
    if row.verdict == Verdict.NEW:
        entry = entry_of(0, row.values, row.region, row.nik_hash, row.phone_hashes)
        keys = (*link_keys(entry), content_key_of(fingerprint))
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
        compact(row.problems) if row.problems else "[]",
        compact(row.repairs) if row.repairs else "[]",
        tuple(problem["code"] for problem in row.problems),
        keys,
    )
