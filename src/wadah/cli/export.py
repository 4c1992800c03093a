"""`wadah export`: writes a list or the open figures to a file, on the services that the pages use."""

import argparse
import sys
from pathlib import Path

from wadah.accounts.policies import OPERATOR
from wadah.core.errors import DomainError
from wadah.core.tabular import TabularError
from wadah.registry.kinds import PartyKind
from wadah.registry.purposes import ExportFormat, NikPurpose
from wadah.registry.queries.outgoing import party_filter
from wadah.registry.queries.parties import PartyFilter
from wadah.registry.services.exports import Wish, export_to
from wadah.registry.services.open_data import write_open_figures

DONE, FAILED, USAGE = 0, 1, 2
OPEN_DATA, ZIP = "open-data", ".zip"
REGENCY_LENGTH = 5


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wadah export",
        description="Writes the parties of the registry, the same in the layout of the 2026 economic census, or the "
        "open figures with their metadata.",
        epilog="Exit codes: 0 written, 1 it could not be written, 2 wrong usage or a region that is not there.",
    )
    parser.add_argument("what", choices=("parties", "census", OPEN_DATA))
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=".xlsx or .csv; .zip for open-data"
    )
    parser.add_argument("--region", default="", metavar="CODE", help="only this regency or subdistrict")
    parser.add_argument("--kind", default=PartyKind.BUSINESS.value, choices=PartyKind.values)
    parser.add_argument("--search", default="", metavar="TEXT", help="start of a name, or a whole NIB")
    parser.add_argument("--nik", default="", choices=("", *NikPurpose.values), metavar="PURPOSE",
                        help=f"write NIKs along, for: {', '.join(NikPurpose.values)}")  # fmt: skip
    parser.add_argument("--reason", default="", help="why NIKs are written along; stays in the audit")
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    """Returns the exit code; messages go to stderr, how many rows were written to stdout."""
    asked = _arguments(argv)
    fault = _fault(asked)
    if fault:
        return _say(fault, USAGE)
    try:
        rows = _open_data(asked.out) if asked.what == OPEN_DATA else _table(asked)
    except (DomainError, TabularError, OSError) as error:
        return _say(str(error), FAILED)
    print(f"{rows} rows in {asked.out}")
    return DONE


def _fault(asked: argparse.Namespace) -> str:
    suffix = asked.out.suffix.lower()
    if suffix not in ((ZIP,) if asked.what == OPEN_DATA else (".xlsx", ".csv")):
        return f"--out must end in {'.zip' if asked.what == OPEN_DATA else '.xlsx or .csv'}"
    if not asked.out.parent.is_dir():
        return f"{asked.out.parent}: no such folder"
    if asked.region and party_filter(OPERATOR, _filter(asked)).region != asked.region:
        return f"there is no regency or subdistrict {asked.region} in the province"
    if asked.search and not PartyFilter(text=asked.search).is_search:
        return "--search needs two letters or digits at least"
    return ""


def _open_data(out: Path) -> int:
    with out.open("wb") as target:
        return write_open_figures(target)


def _table(asked: argparse.Namespace) -> int:
    wish = Wish(
        asked.what,
        ExportFormat(asked.out.suffix.lower().removeprefix(".")),
        _filter(asked),
        asked.nik,
        asked.reason,
    )
    return export_to(actor=OPERATOR, wish=wish, path=asked.out)


def _filter(asked: argparse.Namespace) -> dict[str, str]:
    """As the address of the list has it."""
    subdistrict = asked.region if len(asked.region) > REGENCY_LENGTH else ""
    return {
        "kind": asked.kind,
        "q": asked.search,
        "region": asked.region[:REGENCY_LENGTH],
        "kec": subdistrict,
    }


def _say(fault: str, code: int) -> int:
    print(f"wadah export: {fault}", file=sys.stderr)
    return code
