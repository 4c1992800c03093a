"""The spreadsheets of the demo's offices, with the truth of every row: whose it is, what was done to it."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from wadah.registry.demo.businesses import Business, draw_businesses, sembako_stalls
from wadah.registry.demo.draw import Chance, chance_of, pick
from wadah.registry.demo.formats import FORMATS, write_ods
from wadah.registry.demo.grids import Sheet, lay_out
from wadah.registry.demo.offices import OFFICE_LISTS, OfficeList
from wadah.registry.demo.other_lists import write_other_lists
from wadah.registry.demo.places import Village, villages
from wadah.registry.demo.truth import SheetRow

# Divisions of KBLI that are industry (category C).
_INDUSTRY = frozenset(str(division) for division in range(10, 34))
TRUTH_FILE = "truth.json"
# One row in twenty-five tells of a business that stands in the same list already.
_REPEATED = 0.04
# Numbers of persons and businesses begin here, above those of `rows`; below 18 million they share no NIK.
_FIRST_NUMBER, _NUMBERS_EACH = 5_000_000, 1_000_000


@dataclass(frozen=True)
class WrittenFile:
    """A spreadsheet that was written, and the institution whose officer would bring it."""

    file: str
    institution: str
    rows: int


@dataclass(frozen=True)
class SpreadsheetTruth:
    """The files, and what is true of each of their rows that is no title, header, blank or total."""

    files: tuple[WrittenFile, ...]
    rows: tuple[SheetRow, ...]


def write_spreadsheets(folder: Path, *, seed: int, size: int = 3_000) -> SpreadsheetTruth:
    """Write the lists of all offices, about `size` rows together, and their truth as JSON beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[WrittenFile] = []
    rows: list[SheetRow] = []
    met: dict[str, list[Business]] = defaultdict(list)
    for place, office in enumerate(OFFICE_LISTS):
        chance = chance_of("spreadsheet", seed, office.file)
        first_number = _FIRST_NUMBER + place * _NUMBERS_EACH
        businesses = _businesses_for(chance, office, max(30, round(size * office.share)), met, first_number)
        sheets = list(_sheets(chance, office, businesses))
        (write_ods if office.file.endswith(".ods") else FORMATS[office.layout])(folder / office.file, sheets)
        found = [row for sheet in sheets for row in _truth_of(office, sheet)]
        files.append(WrittenFile(office.file, office.institution, len(found)))
        rows.extend(found)
    others = write_other_lists(folder, seed=seed, size=size)
    files.extend(WrittenFile(other.file, other.institution, len(other.rows)) for other in others)
    rows.extend(row for other in others for row in other.rows)
    truth = SpreadsheetTruth(tuple(files), tuple(rows))
    (folder / TRUTH_FILE).write_text(
        json.dumps(asdict(truth), ensure_ascii=False, indent=1), encoding="utf-8"
    )
    return truth


def read_truth(folder: Path) -> SpreadsheetTruth:
    """The truth that `write_spreadsheets` left in the folder."""
    kept = json.loads((folder / TRUTH_FILE).read_text(encoding="utf-8"))
    return SpreadsheetTruth(
        tuple(WrittenFile(**file) for file in kept["files"]),
        tuple(SheetRow(**{**row, "damages": tuple(row["damages"])}) for row in kept["rows"]),
    )


def _businesses_for(
    chance: Chance, office: OfficeList, count: int, met: dict[str, list[Business]], first_number: int
) -> list[Business]:
    """The businesses of a list in order: known from earlier lists, new, and some a second time."""
    earlier = [business for group in met.values() for business in group]
    here = [business for business in earlier if _belongs(office, business)]
    wanted = round(count * office.known)
    known = here if len(here) <= wanted else [here[step * len(here) // wanted] for step in range(wanted)]
    again = round(count * _REPEATED)
    homes, enough = _homes(office), _NUMBERS_EACH // 2
    drawn = draw_businesses(chance, count=enough, first_number=first_number, homes=homes)
    fitting = (business for business in drawn if _belongs(office, business))
    fresh = list(islice(fitting, max(0, count - len(known) - again - office.stalls)))
    for business in fresh:
        met[business.village.regency].append(business)
    found = sorted([*known, *fresh], key=lambda business: business.village.code)
    found.extend(pick(chance, found) for _ in range(again))
    if office.stalls:
        numbers = first_number + _NUMBERS_EACH // 2
        found.extend(
            sembako_stalls(chance, regency=office.regency, first_number=numbers, count=office.stalls)
        )
    return found


def _belongs(office: OfficeList, business: Business) -> bool:
    return office.regency in ("", business.village.regency) and not (
        office.only_industry and business.product.kbli_2020[:2] not in _INDUSTRY
    )


def _homes(office: OfficeList) -> Sequence[Village]:
    if not office.regency:
        return ()
    return tuple(
        village
        for village in villages()
        if village.regency == office.regency
        and (not office.subdistricts or village.subdistrict_code in office.subdistricts)
    )


def _sheets(chance: Chance, office: OfficeList, businesses: Sequence[Business]) -> Iterator[Sheet]:
    if office.layout != "sheet_per_subdistrict":
        yield lay_out(chance, "Sheet1", office, businesses)
        return
    groups: dict[str, list[Business]] = defaultdict(list)
    for business in businesses:
        groups[business.village.subdistrict].append(business)
    for place, (subdistrict, group) in enumerate(sorted(groups.items())):
        name = (subdistrict, f"Kec. {subdistrict}", subdistrict.upper())[place % 3]
        yield lay_out(chance, name[:31], office, group)


def _truth_of(office: OfficeList, sheet: Sheet) -> Iterator[SheetRow]:
    for placed in sheet.placed:
        yield SheetRow(
            file=office.file,
            sheet=sheet.name,
            row=placed.row,
            kind="business",
            business_id=placed.business.id,
            person_id=placed.business.owner.id,
            damages=placed.damages,
        )
