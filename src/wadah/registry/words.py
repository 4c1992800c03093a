"""Stored values of the registry in the words of the reader's language. Reads no database."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from wadah.core import dates, money, numbers
from wadah.registry.intake.fields import FIELDS
from wadah.registry.intake.fields import Kind as FieldKind
from wadah.registry.pieces import Crew, KbliCode, Licence, Place, Point, Turnover

LABELS: Mapping[str, str | Promise] = {
    "region": gettext_lazy("Wilayah"),
    "village": gettext_lazy("Desa, belum dikenali"),
    "subdistrict": gettext_lazy("Kecamatan, belum dikenali"),
    "regency": gettext_lazy("Kabupaten, belum dikenali"),
    "province": gettext_lazy("Provinsi, belum dikenali"),
    "established": gettext_lazy("Mulai usaha"),
}
SEXES = {"L": gettext_lazy("laki-laki"), "P": gettext_lazy("perempuan")}
LICENCE_STATES = {
    "held": gettext_lazy("ada"),
    "applied": gettext_lazy("sedang diurus"),
    "none": gettext_lazy("belum ada"),
}
LEGAL_FORMS = {
    "pt_perorangan": gettext_lazy("PT perorangan"),
    "pt": gettext_lazy("PT"),
    "cv": gettext_lazy("CV"),
    "firma": gettext_lazy("firma"),
    "cooperative": gettext_lazy("koperasi"),
    "bumdes": gettext_lazy("BUM Desa"),
    "foundation": gettext_lazy("yayasan"),
    "group": gettext_lazy("kelompok usaha"),
    "sole": gettext_lazy("usaha perorangan"),
    "none": gettext_lazy("tidak berbadan usaha"),
}
CODED: Mapping[FieldKind, Mapping[str, Promise]] = {
    FieldKind.SEX: SEXES,
    FieldKind.LICENCE: LICENCE_STATES,
    FieldKind.BUSINESS_KIND: LEGAL_FORMS,
}
PERIODS = {
    "year": gettext_lazy("setahun"),
    "month": gettext_lazy("sebulan"),
    "week": gettext_lazy("seminggu"),
    "day": gettext_lazy("sehari"),
}
PART_OF_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
MONEY_KINDS = (FieldKind.MONEY, FieldKind.SALES)
POINT_DECIMALS = 5


def field_label(code: str) -> str:
    """The name of a field."""
    if code in LABELS:
        return str(LABELS[code])
    return FIELDS[code].label(get_language() or "id") if code in FIELDS else code


def field_words(value: object, field: str) -> str:
    """A cleaned value as people read it; codes, money and days by what the field is."""
    kind = FIELDS[field].kind if field in FIELDS else FieldKind.TEXT
    if isinstance(value, int) and not isinstance(value, bool) and kind in MONEY_KINDS:
        return money.rupiah(value)
    if isinstance(value, str):
        return _text(value, kind)
    return words_of(value)


def _text(value: str, kind: FieldKind) -> str:
    if kind in CODED:
        return str(CODED[kind].get(value, value))
    if kind is FieldKind.DATE:
        return day_words(value)
    if kind is FieldKind.AGE:
        return _("lahir sekitar %(year)s") % {"year": value}
    return value


def day_words(text: str) -> str:
    """`24 Desember 2025`, `Desember 2025` or `2025`, as much as is known; other texts as they are."""
    found = PART_OF_DAY.fullmatch(text)
    if found is None:
        return text
    year, month, day = found.groups()
    if month is None:
        return year
    words = dates.day(date(int(year), int(month), int(day or 1)))
    return words if day else words.partition(" ")[2]


def words_of(value: object) -> str:
    """A value by its type alone."""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    if isinstance(value, float):
        return numbers.number(Decimal(str(value)), POINT_DECIMALS)
    write = _WRITERS.get(type(value), str)
    return write(value)


def turnover_words(value: Turnover) -> str:
    """`Rp288.000.000 setahun`; the stated amount where a year's cannot be told from it."""
    if value.yearly_idr is not None:
        return _("%(amount)s setahun") % {"amount": money.rupiah(value.yearly_idr)}
    if value.period in PERIODS:
        return f"{money.rupiah(value.stated_idr)} {PERIODS[value.period]}"
    return _("%(amount)s, untuk kurun yang tidak tertulis") % {"amount": money.rupiah(value.stated_idr)}


def kbli_words(value: KbliCode) -> str:
    """`13122 Industri Pertenunan (KBLI 2020)`: a code means nothing without its edition."""
    if not value.edition:
        return _("%(code)s, terbitan KBLI belum jelas") % {"code": value.code}
    return f"{value.code} {value.title} (KBLI {value.edition})".replace("  ", " ")


def licence_words(value: Licence) -> str:
    """The number where there is one, else how far it is."""
    return value.number or str(LICENCE_STATES.get(value.state, value.state))


def persons_words(count: int) -> str:
    """`3 orang`."""
    return ngettext("%(n)s orang", "%(n)s orang", count) % {"n": numbers.number(count)}


def crew_words(value: Crew) -> str:
    """`3 orang (2 laki-laki, 1 perempuan)`."""
    total = persons_words(value.total)
    if value.men is None or value.women is None:
        return total
    parts = _("%(men)s laki-laki, %(women)s perempuan") % {"men": value.men, "women": value.women}
    return f"{total} ({parts})"


def place_words(value: Place) -> str:
    """The names from the smallest place to the regency."""
    return ", ".join(value.names)


def point_words(value: Point) -> str:
    """Latitude and longitude; apart by a word, since a comma may stand in the figures."""
    latitude, longitude = words_of(value.latitude), words_of(value.longitude)
    return _("lintang %(latitude)s, bujur %(longitude)s") % {"latitude": latitude, "longitude": longitude}


def written_words(value: object, before: str) -> str:
    """How a value stood in the file, where that is not how it is shown; empty otherwise."""
    if isinstance(value, Turnover) and value.yearly_idr is not None and value.period not in ("", "year"):
        stated = f"“{before}”" if before else money.rupiah(value.stated_idr)
        return _("tertulis %(amount)s %(period)s") % {"amount": stated, "period": PERIODS[value.period]}
    return _("tertulis “%(cell)s”") % {"cell": before} if before else ""


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    Turnover: turnover_words,
    KbliCode: kbli_words,
    Licence: licence_words,
    Crew: crew_words,
    Place: place_words,
    Point: point_words,
}
