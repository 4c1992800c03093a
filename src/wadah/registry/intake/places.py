"""The region of each row: resolved once for each distinct group of place texts, never guessed silently."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from wadah.regions.resolving.answers import SUBDISTRICT, SURE, VILLAGE, DisagreementCode, Resolution
from wadah.registry.values.parsed import Problem, Severity, error, note, warning

# A province has some ten thousand groups of place texts.
REMEMBERED = 30_000
# An address is read for places only where it says that it names one, or where nothing else does.
NAMES_A_PLACE = re.compile(
    r"\b(?:kel|kelurahan|desa|ds|kec|kecamatan|kab|kabupaten|kota|kp|kampung|prov|provinsi)\b|\b[1-9]\d{4}\b|,",
    re.IGNORECASE,
)
# These say how a text was read; they do not ask for anything.
ONLY_NOTES = frozenset({"spelling", "kind_differs", "loose", "code_system"})


_FROM_SHEET = note("region_from_sheet")._replace(field="region")


class PlaceResolver(Protocol):
    """What this part needs of regions.resolving.Resolver."""

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
    ) -> Resolution: ...

    def postcode_of(self, code: str) -> str: ...


class Written(NamedTuple):
    """The place texts of one row, None where there is none."""

    village: str | None
    subdistrict: str | None
    regency: str | None
    province: str | None
    postcode: str | None
    region_code: str | None


NO_PLACE = Written(None, None, None, None, None, None)


class PlaceFound(NamedTuple):
    """The code, how deep it is, how sure, and what there is to say."""

    code: str | None
    level: int
    certainty: float
    problems: tuple[Problem, ...]
    inferred: bool = False
    is_elsewhere: bool = False


class RegionReader:
    """Resolves the places of rows within the area of the office.

    A row that surely lies elsewhere keeps the code of where it lies. It is held back by an error, unless the
    office lets such rows in (`lets_outside_in`).
    """

    def __init__(
        self, resolver: PlaceResolver, within: str | None, sheet_place: str, *, lets_outside_in: bool = False
    ) -> None:
        self._resolver = resolver
        self._within = within
        self._sheet_place = sheet_place
        self._lets_outside_in = lets_outside_in
        self._known: dict[Written, PlaceFound] = {}
        self._with_address: dict[tuple[Written, str], PlaceFound] = {}

    def read(
        self, written: Iterable[Written], addresses: Iterable[str | None], sections: Iterable[str]
    ) -> list[PlaceFound]:
        """One answer for each row. `sections` are the places that stood over groups of rows."""
        if len(self._known) > REMEMBERED or len(self._with_address) > REMEMBERED:
            self._known.clear()
            self._with_address.clear()
        known, found = self._known, []
        for texts, address, section in zip(written, addresses, sections, strict=True):
            if section and texts[1] is None:
                found.append(self._inferred(texts, section))
                continue
            answer = known.get(texts)
            if answer is None:
                answer = known[texts] = self._asked(texts)
            if (
                address is not None
                and answer.level < VILLAGE
                and (texts == NO_PLACE or NAMES_A_PLACE.search(address))
            ):
                answer = self._by_address(texts, address, answer)
            found.append(answer)
        return found

    def _asked(self, texts: Written) -> PlaceFound:
        """Without the postal code first: most codes are those of their village, and say nothing more."""
        postcode = texts.postcode
        if postcode is None:
            return self._first(texts)
        bare = texts._replace(postcode=None)
        if bare == NO_PLACE:
            return self._first(texts)
        answer = self._known.get(bare)
        if answer is None:
            answer = self._known[bare] = self._first(bare)
        settled = answer.level == VILLAGE and all(
            problem.severity is Severity.NOTE for problem in answer.problems
        )
        if settled and self._resolver.postcode_of(answer.code or "") == postcode:
            return answer
        return self._first(texts)

    def _first(self, texts: Written) -> PlaceFound:
        if self._sheet_place and texts[1] is None:
            return self._inferred(texts, self._sheet_place)
        return self._resolved(texts, "")

    def _inferred(self, texts: Written, place: str) -> PlaceFound:
        """The kecamatan from the sheet's name or a section title, marked so when it gave something."""
        plain = self._resolved(texts, "")
        helped = self._resolved(Written(texts[0], place, *texts[2:]), "")
        if (
            plain.is_elsewhere
            or helped.code is None
            or helped.level < SUBDISTRICT
            or helped.level <= plain.level
        ):
            return plain
        return helped._replace(problems=(*helped.problems, _FROM_SHEET), inferred=True)

    def _by_address(self, texts: Written, address: str, before: PlaceFound) -> PlaceFound:
        key = (texts, address)
        answer = self._with_address.get(key)
        if answer is None:
            answer = self._resolved(texts, address)
            names_both = before.code is not None and answer.is_elsewhere and not before.is_elsewhere
            if answer.level <= before.level or names_both:
                answer = before
            self._with_address[key] = answer
        return answer

    def _resolved(self, texts: Written, address: str) -> PlaceFound:
        village, code = texts.village or "", texts.region_code or ""
        if code and (len(code) > 13 or village):
            # Sixteen digits are a census block; a village by name needs no code beside it.
            code = ""
        answer = self._resolver.resolve_parts(
            village=village or code,
            subdistrict=texts.subdistrict or "",
            regency=texts.regency or "",
            province=texts.province or "",
            postcode=texts.postcode or "",
            address=address,
            within=self._within,
        )
        elsewhere = _elsewhere(answer)
        if elsewhere is not None and (address or any(texts[1:])):
            return self._outside(elsewhere)
        named = bool(address) or any(texts)
        problems = tuple([problem._replace(field="region") for problem in _problems(answer, named)])
        return PlaceFound(answer.code, answer.level, answer.certainty, problems)

    def _outside(self, found: "Elsewhere") -> PlaceFound:
        problem = (
            note("outside_let_in", place=found.place, within=found.within)
            if self._lets_outside_in
            else error("outside_held", place=found.place, within=found.within)
        )._replace(field="region")
        return PlaceFound(found.code, found.level, found.certainty, (problem,), is_elsewhere=True)


class Elsewhere(NamedTuple):
    """A place outside the area of the office."""

    code: str
    level: int
    certainty: float
    place: str
    within: str


def _elsewhere(answer: Resolution) -> Elsewhere | None:
    """The one place that the text surely names, when that lies outside. A lone village name does not say so much."""
    for found in answer.disagreements:
        if found.code is DisagreementCode.OUTSIDE and answer.code is None and len(answer.candidates) == 1:
            only = answer.candidates[0]
            if only.certainty >= SURE:
                params = found.params
                return Elsewhere(only.code, only.level, only.certainty, params["place"], params["within"])
    return None


def _problems(answer: Resolution, named: bool) -> Iterable[Problem]:
    if answer.code is None:
        if not named:
            yield note("region_missing")
        elif answer.is_ambiguous:
            yield warning("region_ambiguous", count=len(answer.candidates))
        elif not answer.disagreements:
            yield warning("region_unknown")
    elif answer.is_ambiguous:
        yield warning("region_ambiguous", count=len(answer.candidates))
    elif answer.certainty < SURE and not answer.disagreements:
        yield warning("region_unsure", code=answer.code)
    for disagreement in answer.disagreements:
        severity = Severity.NOTE if disagreement.code in ONLY_NOTES else Severity.WARNING
        params: Mapping[str, str] = disagreement.params
        yield Problem(f"region_{disagreement.code}", severity, tuple(params.items()))
