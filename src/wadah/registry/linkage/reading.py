"""Cells of an unknown list as an Entry: telephones in one form, coordinates with a comma or a point."""

import re
from collections.abc import Mapping

from wadah.registry.linkage.entry import Entry

_SEVERAL = re.compile(r"[,;|]|\s/\s|\bor\b|\batau\b|\bdan\b")
_EXTENSION = re.compile(r"(?:ext|x|#).*$", re.IGNORECASE)
_NOT_DIGIT = re.compile(r"\D")
_PHONE_DIGITS = 10
_NOTHING = frozenset(
    {"-", "--", "n/a", "na", "none", "null", "nan", "nil", "tidak ada", "tidak punya", "belum", "?"}
)


def entry_of(number: int, cells: Mapping[str, str]) -> Entry:
    """The entry of one row; `cells` are by field, the cells of several columns already joined."""
    said = {field: text for field, cell in cells.items() if (text := _said(cell))}
    return Entry(
        id=number,
        name=said.get("name", ""),
        owner=said.get("owner", ""),
        address=said.get("address", ""),
        city=said.get("city", ""),
        postcode=said.get("postcode", "").replace(" ", "").upper().removesuffix(".0"),
        phones=contacts(said.get("phone", "")),
        latitude=degrees(said.get("latitude", ""), 90),
        longitude=degrees(said.get("longitude", ""), 180),
        activity=said.get("activity", ""),
        nib=_identifier(said.get("nib", "")),
        nik=_identifier(said.get("nik", "")),
    )


def _said(cell: str) -> str:
    stripped = cell.strip()
    return "" if stripped.lower() in _NOTHING else stripped


def contacts(text: str) -> tuple[str, ...]:
    """Telephones by their last ten digits, addresses of mail and web in lower case."""
    found: list[str] = []
    for part in _SEVERAL.split(text):
        stripped = part.strip().lower()
        digits = _NOT_DIGIT.sub("", _EXTENSION.sub("", stripped))
        if "@" in stripped or "www." in stripped or "://" in stripped:
            found.append(re.sub(r"^(https?://)?(www\.)?|/+$", "", stripped))
        elif len(digits) >= 6:
            found.append(digits.removeprefix("62").lstrip("0")[-_PHONE_DIGITS:])
    return tuple(dict.fromkeys(found))


def degrees(text: str, most: float) -> float | None:
    """A coordinate; None when it is none, or 0, which devices write for "unknown"."""
    try:
        value = float(text.lstrip("'\u2019").replace(",", "."))
    except ValueError:
        return None
    return value if 0 < abs(value) <= most else None


def _identifier(text: str) -> str:
    plain = re.sub(r"[\s.\-/]", "", text).upper()
    return plain if len(plain) >= 5 and "E+" not in plain else ""
