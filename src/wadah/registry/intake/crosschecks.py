"""What the values of one row say of each other: the two coordinates, the NIK with sex, birth and place."""

from collections.abc import Mapping, Sequence
from typing import Any

from wadah.registry.intake.findings import Repair
from wadah.registry.intake.places import PlaceFound
from wadah.registry.intake.remarks import Remarks
from wadah.registry.values.coordinates import Box, Point, place_point
from wadah.registry.values.parsed import note, warning

_REGION_DIFFERS = note("nik_region_differs")._replace(field="nik")
_SEX_DIFFERS = warning("nik_sex_differs")._replace(field="nik")
_BIRTH_DIFFERS = warning("nik_birth_differs")._replace(field="nik")
_PERIOD_MISSING = warning("money_period_missing")._replace(field="annual_sales")
_PER_DAY = note("money_per_day")._replace(field="annual_sales")
REGENCY_LENGTH = 5
YEARS_OFF = 3


def check_points(
    values: dict[str, list[Any]],
    codes: Sequence[str],
    boxes: Mapping[str, Box],
    remarks: Remarks,
) -> None:
    """Puts swapped coordinates right with a mark, takes impossible ones out, lists those far from their
    place.
    """
    count = len(codes)
    latitudes = values.setdefault("latitude", [None] * count)
    longitudes = values.setdefault("longitude", [None] * count)
    for at, (latitude, longitude) in enumerate(zip(latitudes, longitudes, strict=True)):
        if latitude is None and longitude is None:
            continue
        box = boxes.get(codes[at][:REGENCY_LENGTH])
        if box is not None and latitude is not None and longitude is not None:
            south, west, north, east = box
            if south <= latitude <= north and west <= longitude <= east:
                continue
        _point(at, latitude, longitude, box, values, remarks)


def _point(
    at: int,
    latitude: float | None,
    longitude: float | None,
    box: Box | None,
    values: dict[str, list[Any]],
    remarks: Remarks,
) -> None:
    found = place_point(latitude, longitude, box)
    point: Point | None = found.value
    values["latitude"][at], values["longitude"][at] = point or (None, None)
    for problem in found.problems:
        remarks.problem(at, problem._replace(field="latitude"))
    if found.repaired and point is not None:
        before, after = f"{latitude}, {longitude}", f"{point.latitude}, {point.longitude}"
        remarks.repair(at, Repair("latitude", found.repaired, before, after))


def check_periods(values: Mapping[str, list[Any]], remarks: Remarks) -> None:
    """Turnover that does not say of which period, and turnover of a day, which is not made one of a year."""
    for at, (amount, period) in enumerate(zip(values["sales_idr"], values["sales_period"], strict=True)):
        if amount is not None and period is None:
            remarks.problem(at, _PERIOD_MISSING)
        elif period == "day":
            remarks.problem(at, _PER_DAY)


def compare_with_nik(
    niks: Sequence[str | None],
    values: Mapping[str, list[Any]],
    places: Sequence[PlaceFound],
    remarks: Remarks,
) -> None:
    """Warnings where a row states another sex or birth date than its NIK, and a note for another region.

    Never more: a NIK keeps its digits when a person moves or birth data are corrected.
    """
    nothing: list[Any] = [None] * len(niks)
    sexes, births = values.get("sex") or nothing, values.get("birth_date") or nothing
    for at, (nik, sex, birth, place) in enumerate(zip(niks, sexes, births, places, strict=True)):
        if nik is None:
            continue
        woman = nik[6] >= "4"
        if sex is not None and (sex == "P") is not woman:
            remarks.problem(at, _SEX_DIFFERS)
        if birth is not None and not _fits_birth(nik, birth, woman):
            remarks.problem(at, _BIRTH_DIFFERS)
        code = place.code
        if (
            code is not None
            and len(code) >= REGENCY_LENGTH
            and (nik[:2] != code[:2] or nik[2:4] != code[3:5])
        ):
            remarks.problem(at, _REGION_DIFFERS)


def _fits_birth(nik: str, birth: str, woman: bool) -> bool:
    """Compares what the stated date says: a year alone, a month, or a day."""
    if birth[2:4] != nik[10:12]:
        # A year counted from an age may be off, by the birthday and by the age of the list.
        return len(birth) == 4 and abs(int(birth[2:4]) - int(nik[10:12])) <= YEARS_OFF
    if len(birth) >= 7 and birth[5:7] != nik[8:10]:
        return False
    return len(birth) < 10 or int(birth[8:10]) == int(nik[6:8]) - (40 if woman else 0)
