"""`wadah check`: whether the registry holds together, and whether the audit trail is what was sealed."""

import argparse
import re

from django.utils import timezone

from wadah.core.audit_chain import Anchor, Verified, verify_trails
from wadah.core.audit_seals import new_seals
from wadah.registry.queries.integrity import CHECKS, integrity_findings

# Half of a hash is enough to know a seal by, and what somebody copies by hand from paper.
ANCHOR = re.compile(r"(\d{1,18}):([0-9a-f]{32,64})")


def main(argv: list[str]) -> int:
    """Prints one line for each broken promise. Returns 0 when all hold, 1 when one does not."""
    parser = argparse.ArgumentParser(
        prog="wadah check",
        description="Checks that the registry holds together (reads every sealed value once), and that the audit "
        "trail is what was sealed.",
        epilog="Exit codes: 0 everything holds, 1 something does not (listed), 2 wrong usage.",
    )
    parser.add_argument(
        "--all", action="store_true", help="the audit trail from its first row, not from the last check on"
    )
    parser.add_argument(
        "--seal",
        type=_anchor,
        metavar="NUMBER:HASH",
        help="a seal as an earlier check printed it (32 signs of the hash are enough); implies --all",
    )
    asked = parser.parse_args(argv)
    findings = integrity_findings()
    for finding in findings:
        print(f"{finding.code}: {finding.count} {finding.what}: {', '.join(finding.examples)}")
    sealed = sum(seal.row_count for seal in new_seals())
    verified = verify_trails(at=timezone.now(), whole=asked.all, anchor=asked.seal)
    _tell(verified, sealed)
    if findings or verified.fault:
        return 1
    print(f"{len(CHECKS)} checks, everything holds")
    return 0


def _anchor(text: str) -> Anchor:
    match = ANCHOR.fullmatch(text.strip().lower())
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no NUMBER:HASH with at least 32 signs of the hash")
    return Anchor(int(match[1]), match[2])


def _tell(verified: Verified, sealed: int) -> None:
    if verified.fault:
        print(f"audit_{verified.fault.code}: {verified.fault.words}")
    how = "from the first row" if verified.is_whole else "since the last check"
    print(
        f"audit trail: {verified.rows} rows in {verified.seals} seals verified {how}, {sealed} rows sealed now"
    )
    if verified.sound:
        print(f"seal {verified.sound}")
