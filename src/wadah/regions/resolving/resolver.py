"""Resolver: the one door of resolving. Reads a text, weighs its names, and says what it is sure of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from wadah.regions.resolving.answers import Resolution, UnknownRegionError
from wadah.regions.resolving.gazetteer import (
    Alias,
    FormerParent,
    Gazetteer,
    Place,
    StatisticsCode,
)
from wadah.regions.resolving.judging import Judge
from wadah.regions.resolving.labels import EMPTY, Role
from wadah.regions.resolving.reading import NamesWithLabels, Part, Written, read

# Some 2 KB each; who reads a whole file keeps answers of its own.
_REMEMBERED: Final = 20_000

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer", Resolution, Written)


class Resolver:
    """Turns written places into region codes. Pure; build one a process and keep it."""

    def __init__(
        self,
        places: Iterable[Place],
        aliases: Iterable[Alias] = (),
        former_parents: Iterable[FormerParent] = (),
        statistics_codes: Iterable[StatisticsCode] = (),
    ) -> None:
        self.gazetteer = Gazetteer(places, aliases, former_parents, statistics_codes)
        self._names = NamesWithLabels(self.gazetteer.glued, self.gazetteer.openings)
        self._judge = Judge(self.gazetteer)
        self._texts: dict[tuple[str, str | None], Resolution] = {}
        self._rows: dict[tuple[str, ...], Resolution] = {}
        self._written: dict[tuple[Written, int], Resolution] = {}
        # Cells repeat far more often than rows: a village's name, its kecamatan, its kabupaten.
        self._cells: dict[tuple[str, Role], Written] = {}

    def resolve(self, text: str, within: str | None = None) -> Resolution:
        """The region that a text names. `within` (a code) narrows the answer to that region.

        Raises UnknownRegionError when `within` is no region.
        """
        asked = (text, within)
        known = self._texts.get(asked)
        if known is None:
            written = read(text, names=self._names)
            known = _remember(self._texts, asked, self._answer(written, within))
        return known

    def resolve_parts(
        self,
        *,
        village: str = "",
        subdistrict: str = "",
        regency: str = "",
        province: str = "",
        postcode: str = "",
        address: str = "",
        within: str | None = None,
    ) -> Resolution:
        """The region that the columns of one row name; a cell may hold less or more than its column."""
        asked = (village, subdistrict, regency, province, postcode, address, within or "")
        known = self._rows.get(asked)
        if known is None:
            cells = (
                (address, Role.PLAIN),
                (village, Role.VILLAGE),
                (subdistrict, Role.SUBDISTRICT),
                (regency, Role.REGENCY),
                (province, Role.PROVINCE),
                (postcode, Role.PLAIN),
            )
            known = _remember(self._rows, asked, self._answer(self._row(cells), within))
        return known

    def full_name(self, code: str) -> str:
        """The official name with what it lies in; the code itself when it is not known."""
        i = self.gazetteer.ids.get(code)
        return code if i is None else self.gazetteer.full_name(i)

    def postcode_of(self, code: str) -> str:
        """The postal code of a village; '' when the region has several, or is not known."""
        i = self.gazetteer.ids.get(code)
        return "" if i is None else self.gazetteer.postcodes[i]

    def _row(self, cells: Sequence[tuple[str, Role]]) -> Written:
        parts: list[Part] = []
        postcode = code = ""
        for cell, role in cells:
            if cell.strip().lower() in EMPTY:
                continue
            written = self._cells.get((cell, role))
            if written is None:
                found = read(cell, role=role, names=self._names)
                written = _remember(self._cells, (cell, role), found)
            parts += written.parts
            postcode = written.postcode or postcode
            code = max(written.code, code, key=len)
        return Written(tuple(parts), postcode, code)

    def _id_of(self, code: str) -> int:
        i = self.gazetteer.ids.get(code)
        if i is None:
            raise UnknownRegionError(code)
        return i

    def _answer(self, written: Written, within: str | None) -> Resolution:
        scope = -1 if within is None else self._id_of(within)
        asked = (written, scope)
        known = self._written.get(asked)
        if known is None:
            known = _remember(self._written, asked, self._judge.judge(written, scope))
        return known


def _remember(store: dict[_Asked, _Answer], asked: _Asked, answer: _Answer) -> _Answer:
    if len(store) >= _REMEMBERED:
        store.clear()
    store[asked] = answer
    return answer
