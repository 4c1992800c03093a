"""Cleaned values as cells of a spreadsheet, each so that reading it gives the value again.

Pages have words of their own (words.py): those are for people, these for the next program, and they are always
Indonesian because offices are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wadah.core.tabular.cells import Cell
from wadah.registry.intake.fields import FIELDS, Kind
from wadah.registry.values.money import LEAST_BARE, NO_PERIOD

Values = Mapping[str, Any]
Write = Callable[[Values], Cell]
LEGAL_FORMS = {
    "pt_perorangan": "PT perorangan",
    "pt": "PT",
    "cv": "CV",
    "firma": "Firma",
    "cooperative": "Koperasi",
    "bumdes": "BUM Desa",
    "foundation": "Yayasan",
    "group": "Kelompok usaha",
    "sole": "Usaha perorangan",
    "none": "Tidak berbadan usaha",
}
LICENCE_STATES = {"held": "ada", "applied": "proses", "none": "belum"}
PERIODS = {"month": "per bulan", "week": "per minggu", "day": "per hari"}


def writer_of(field: str) -> Write:
    """How the cells of a field are written."""
    special: dict[Kind, Callable[[str], Write]] = {
        Kind.SALES: lambda _field: turnover,
        Kind.KBLI: lambda _field: kbli,
        Kind.LICENCE: licence,
        Kind.MONEY: money,
        Kind.YES_NO: lambda code: coded(code, {True: "ya", False: "tidak"}),
        Kind.BUSINESS_KIND: lambda code: coded(code, LEGAL_FORMS),
    }
    make = special.get(FIELDS[field].kind, Plain) if field in FIELDS else Plain
    return make(field)


@dataclass(frozen=True, slots=True)
class Plain:
    """The value as it is."""

    field: str

    def __call__(self, values: Values) -> Cell:
        cell: Cell = values.get(self.field)
        return cell


def coded(field: str, words: Mapping[Any, Cell]) -> Write:
    """The word of a code."""
    return lambda values: words.get(values.get(field))


def money(field: str) -> Write:
    """Whole rupiah as a number."""
    return lambda values: rupiah(values.get(field))


def rupiah(amount: int | None) -> Cell:
    """A number; a small one says that it is rupiah, since it could as well be thousands."""
    if amount is None or amount == 0 or amount >= LEAST_BARE:
        return amount
    return written_rupiah(amount)


def written_rupiah(amount: int) -> str:
    """`Rp2.000.000`."""
    return f"Rp{amount:,}".replace(",", ".")


def turnover(values: Values) -> Cell:
    """Of a year as a number, of another period as it was stated: `Rp2.000.000 per bulan`."""
    stated, period = values.get("sales_idr"), values.get("sales_period")
    if stated is None or period == "year":
        return rupiah(values.get("annual_sales") if stated is None else stated)
    return f"{written_rupiah(stated)} {PERIODS.get(str(period), NO_PERIOD)}"


def kbli(values: Values) -> Cell:
    """`13122 (KBLI 2020)`: a code means nothing without its edition."""
    code, edition = values.get("kbli"), values.get("kbli_edition")
    return f"{code} (KBLI {edition})" if code and edition else code


def licence(field: str) -> Write:
    """The number, or how far it is."""

    def write(values: Values) -> Cell:
        return values.get(f"{field}_number") or LICENCE_STATES.get(values.get(field, ""))

    return write
