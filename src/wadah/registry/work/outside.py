"""What the first rows of a sheet say of where its businesses lie, asked before anything is read in."""

from datetime import date
from decimal import Decimal

from wadah.regions.models import Region
from wadah.regions.queries import resolver
from wadah.registry.intake.checking import CheckContext, CheckedRow, RowChecker
from wadah.registry.intake.mapping import confirmed
from wadah.registry.intake.outside import HELD_OUTSIDE, Outside, where_most_lie, where_points_lie
from wadah.registry.intake.sheets import SheetLook, TableKind
from wadah.registry.intake.verdict import RowVerdict
from wadah.registry.values.coordinates import Point
from wadah.registry.values.outlines import regency_boxes

# No NIK is judged here.
ANY_SHARE = Decimal(1)


def outside_of(look: SheetLook, within: str, today: date) -> Outside:
    """Checks the sample of a sheet by its guessed columns, and counts the rows outside the office's region."""
    if look.kind is not TableKind.BUSINESSES:
        return Outside(0, 0)
    context = CheckContext(
        today=today,
        resolver=resolver(),
        nik_suspect_share=ANY_SHARE,
        within=within,
        sheet_place=look.sheet_place,
        typical=look.typical,
        points_tell=True,
    )
    checked = RowChecker(confirmed(look.guesses), context).check(look.sample)
    rows = [row for row in checked if row.verdict not in (RowVerdict.BLANK, RowVerdict.NOT_A_BUSINESS)]
    held = [row for row in rows if any(problem.code in HELD_OUTSIDE for problem in row.problems)]
    named = [row.region for row in held if row.region is not None]
    by_points = len(named) * 2 < len(held)
    code = where_points_lie(_points(held), regency_boxes()) if by_points else where_most_lie(named)
    return Outside(len(held), len(rows), _name(code), by_points)


def _points(rows: list[CheckedRow]) -> list[Point]:
    found = [(row.values.get("latitude"), row.values.get("longitude")) for row in rows]
    return [Point(latitude, longitude) for latitude, longitude in found if latitude and longitude]


def _name(code: str) -> str:
    return Region.objects.filter(code=code).values_list("name", flat=True).first() or ""
