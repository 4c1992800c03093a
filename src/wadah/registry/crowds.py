"""How many names of a file stand on one point: many are a market, or the place where somebody typed the list."""

from collections.abc import Mapping

from django.db import connection

from wadah.registry import fields
from wadah.registry.linkage import Entry
from wadah.registry.linkage.levels import CROWDED_POINT
from wadah.registry.linkage.prepared import CELLS_PER_DEGREE, cell_of, crowd_at

Cells = Mapping[tuple[int, int], int]

_CELL = f"round(CAST(\"values\" ->> '%s' AS double precision) * {CELLS_PER_DEGREE})"
_COUNTED = f"""
    SELECT {_CELL % fields.LATITUDE} AS north, {_CELL % fields.LONGITUDE} AS east,
        count(DISTINCT lower("values" ->> '{fields.NAME}'))
    FROM registry_record WHERE intake_id = %s
    AND "values" ->> '{fields.LATITUDE}' IS NOT NULL AND "values" ->> '{fields.LONGITUDE}' IS NOT NULL
    GROUP BY 1, 2
"""  # noqa: S608


class Crowds:
    """The points of one file, counted in one statement when the first row asks."""

    def __init__(self, intake_id: int) -> None:
        self.intake_id = intake_id
        self._cells: Cells | None = None

    def crowded(self, entry: Entry) -> bool:
        """Whether too many names of the file stand where the entry stands for its point to prove anything."""
        if entry.latitude is None or entry.longitude is None:
            return False
        if self._cells is None:
            self._cells = _counted(self.intake_id)
        return crowd_at(cell_of(entry.latitude, entry.longitude), self._cells) > CROWDED_POINT


def _counted(intake_id: int) -> Cells:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, [intake_id])
        return {(int(north), int(east)): names for north, east, names in cursor.fetchall()}
