"""The names of recognised places by the fields of a row: what stands in the columns of a file that leaves."""

from collections.abc import Iterable, Mapping

from wadah.regions.models import Level, Region

LEVEL_FIELDS = {
    Level.PROVINCE: "province",
    Level.REGENCY: "regency",
    Level.SUBDISTRICT: "subdistrict",
    Level.VILLAGE: "village",
}


class PlaceNames:
    """The names of the regions that were met so far, with what they lie in."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {}

    def learn(self, codes: Iterable[str | None]) -> None:
        """Reads what is not known yet; one query, or none."""
        new = {code for code in codes if code and code not in self._known}
        if not new:
            return
        parts = {code: _ends(code) for code in new}
        names = {
            region.code: (LEVEL_FIELDS[Level(region.level)], region.name)
            for region in Region.objects.filter(code__in={end for ends in parts.values() for end in ends})
        }
        for code, ends in parts.items():
            self._known[code] = dict(names[end] for end in ends if end in names) | {"region_code": code}

    def of(self, code: str | None) -> Mapping[str, str]:
        """The fields of a place."""
        return self._known.get(code, {}) if code else {}


def _ends(code: str) -> list[str]:
    """A code and those around it: 16.02.01 lies in 16.02 and in 16."""
    parts = code.split(".")
    return [".".join(parts[: at + 1]) for at in range(len(parts))]
