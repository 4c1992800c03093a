"""`wadah known`: whether a business that somebody stands at the counter with is registered already."""

import argparse
import sys

from wadah.accounts.policies import OPERATOR
from wadah.core.secrets import keyed_hash
from wadah.regions.queries import resolver
from wadah.registry.linkage import Entry
from wadah.registry.queries.known import already_known
from wadah.registry.values.phone import parse_phones

DONE, USAGE = 0, 2
VILLAGE_LENGTH, REGENCY_LENGTH = 13, 5


def parser() -> argparse.ArgumentParser:
    """The arguments of the command. No NIK: what is typed here stays in the history of a shell."""
    made = argparse.ArgumentParser(
        prog="wadah known",
        description="Asks whether a business is registered already; prints the parties that it may be, the "
        "likeliest first: answer, score, public id, name, reasons.",
        epilog="Exit codes: 0 asked (also when it is not known), 2 wrong usage or a place that is none.",
    )
    for field in ("name", "owner", "address", "activity", "nib"):
        made.add_argument(f"--{field}", default="")
    made.add_argument("--cooperative", default="", help="number of a cooperative")
    made.add_argument("--phone", default="")
    made.add_argument("--place", default="", help='village, district or regency, as written: "Muba"')
    return made


def main(argv: list[str]) -> int:
    """Run the command; see the exit codes above."""
    asked = parser().parse_args(argv)
    if not (asked.name or asked.owner):
        print("wadah known: name the business or its owner: --name, --owner", file=sys.stderr)
        return USAGE
    code = ""
    if asked.place:
        found = resolver().resolve(asked.place)
        if found.code is None:
            names = ", ".join(candidate.code for candidate in found.candidates[:5])
            print(f"wadah known: {asked.place} is no one place; it may be {names or 'none'}", file=sys.stderr)
            return USAGE
        code = found.code
    for party in already_known(OPERATOR, _entry(asked, code)):
        told = party.judgement
        reasons = "; ".join(part.words_en for part in told.evidence if part.weight > 0)
        print(f"{told.answer} {told.score:.2f} {party.public_id} {party.name}: {reasons}")
    return DONE


def _entry(asked: argparse.Namespace, code: str) -> Entry:
    numbers = parse_phones(asked.phone or None).value or []
    return Entry(
        id=0,
        name=asked.name,
        owner=asked.owner,
        address=asked.address,
        activity=asked.activity,
        nib=asked.nib,
        cooperative=asked.cooperative,
        phones=tuple(keyed_hash("phone", number).hex() for number in numbers),
        village=code if len(code) == VILLAGE_LENGTH else "",
        regency=code[:REGENCY_LENGTH] if len(code) >= REGENCY_LENGTH else "",
    )
