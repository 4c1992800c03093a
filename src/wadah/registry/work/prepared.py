"""A row made ready to be stored: everything that can be computed of it alone, in a form that a process can send."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from wadah.registry.entries import entry_of
from wadah.registry.fingerprints import content_key_of, fingerprint_of
from wadah.registry.kinds import Verdict
from wadah.registry.linkage import link_keys

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


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


@dataclass(frozen=True, slots=True)
class Understood:
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


def compact(value: object) -> str:
    """JSON without spaces, letters as they are; without what no database keeps: NUL and halves of letters."""
    text = _encode(value)
    if "\\u0000" in text:
        text = text.replace("\\u0000", "\ufffd")
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def prepare_row(row: Understood, sealed: bytes | None) -> PreparedRow:
    """The columns of a row, with the keys by which alike rows are found when it is a business."""
    fingerprint = fingerprint_of(row.values, row.region, row.content)
    keys: tuple[int, ...] = ()
    if row.verdict == Verdict.NEW:
        entry = entry_of(0, row.values, row.region, row.nik_hash, row.phone_hashes)
        keys = (*link_keys(entry), content_key_of(fingerprint))
    return PreparedRow(
        row.sheet,
        row.row_number,
        compact(row.raw),
        sealed,
        compact(row.values),
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
