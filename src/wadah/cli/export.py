"""`wadah export`: writes a list to a file, on the services that the pages use."""

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

DONE, FAILED, USAGE = 0, 1, 2
REGENCY_LENGTH = 5


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wadah export",
        description="Writes the parties of the registry, or the same in the layout of the 2026 economic census.",
        epilog="Exit codes: 0 written, 1 it could not be written, 2 wrong usage or a region that is not there.",
    )
    parser.add_argument("what", choices=("parties", "census"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=".xlsx or .csv")
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
        rows = _table(asked)
    except (DomainError, TabularError, OSError) as error:
        return _say(str(error), FAILED)
    print(f"{rows} rows in {asked.out}")
    return DONE


def _fault(asked: argparse.Namespace) -> str:
    if asked.out.suffix.lower() not in (".xlsx", ".csv"):
        return "--out must end in .xlsx or .csv"
    if not asked.out.parent.is_dir():
        return f"{asked.out.parent}: no such folder"
    if asked.region and party_filter(OPERATOR, _filter(asked)).region != asked.region:
        return f"there is no regency or subdistrict {asked.region} in the province"
    if asked.search and not PartyFilter(text=asked.search).is_search:
        return "--search needs two letters or digits at least"
    return ""


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
