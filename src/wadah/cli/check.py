"""`wadah check`: whether the registry holds together."""

import argparse

from wadah.registry.queries.integrity import CHECKS, integrity_findings


def main(argv: list[str]) -> int:
    """Prints one line for each broken promise. Returns 0 when all hold, 1 when one does not."""
    parser = argparse.ArgumentParser(
        prog="wadah check",
        description="Checks that the registry holds together; reads every sealed value once.",
        epilog="Exit codes: 0 everything holds, 1 something does not (listed), 2 wrong usage.",
    )
    parser.parse_args(argv)
    findings = integrity_findings()
    for finding in findings:
        print(f"{finding.code}: {finding.count} {finding.what}: {', '.join(finding.examples)}")
    if not findings:
        print(f"{len(CHECKS)} checks, everything holds")
    return 1 if findings else 0
