"""`wadah link`: compares files that were imported with `--defer` with one another, all at once."""

import argparse
import time

from wadah.accounts.policies import OPERATOR
from wadah.core.jobs import at_once
from wadah.registry.services.linking import link_deferred


def main(argv: list[str]) -> int:
    """Links what waits. Returns 0, also when nothing waited."""
    parser = argparse.ArgumentParser(
        prog="wadah link",
        description="Links the rows of files that were imported with --defer: for the first load of a registry.",
        epilog="Exit codes: 0 linked (or nothing waited), 2 wrong usage.",
    )
    parser.add_argument(
        "--no-apply", action="store_true", help="leave the files checked, to be applied by hand"
    )
    arguments = parser.parse_args(argv)
    started = time.monotonic()
    with at_once():
        linked = link_deferred(actor=OPERATOR, apply=not arguments.no_apply)
    seconds = time.monotonic() - started
    verdicts = "  ".join(f"{verdict} {count}" for verdict, count in sorted(linked.verdicts.items()))
    print(f"{linked.files} files, {linked.rows} rows in {seconds:.1f} s\n{verdicts}".rstrip())
    return 0
