"""`wadah demo`: a believable South Sumatra to try everything on, with a fixed seed and a sign-in for each role."""

import argparse
import time
from collections.abc import Iterator

from wadah.cli.numbers import whole
from wadah.registry.demo.people import DEMO_PEOPLE
from wadah.registry.demo_seed import PASSWORD, SEED, seed_province, seed_small


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wadah demo", description=__doc__, epilog="Exit codes: 0 seeded, 2 wrong usage."
    )
    parser.add_argument("--size", choices=("small", "province"), default="small")
    parser.add_argument("--rows", type=whole(1, 100_000_000), default=2_000_000, help="rows of the province")
    parser.add_argument("--seed", type=int, default=SEED)
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    """Seeds what is not there yet; a second run of the same size and seed adds nothing."""
    arguments = _arguments(argv)
    started = time.monotonic()
    if arguments.size == "small":
        seeded = seed_small(seed=arguments.seed)
    else:
        seeded = seed_province(seed=arguments.seed, rows=arguments.rows)
    seconds = time.monotonic() - started
    print(
        f"{seeded.files} files, {seeded.parties} parties, {seeded.pairs} pairs to review in {seconds:.1f} s"
    )
    print("\n".join(sign_ins()))
    return 0


def sign_ins() -> Iterator[str]:
    """Who can sign in, by which address or number, as what, and for which institution."""
    yield f"Sign-ins, by e-mail or phone number (password {PASSWORD}):"
    for person in DEMO_PEOPLE:
        yield f"  {person.email:<34} {person.phone:<15} {person.role:<17} {person.institution}".rstrip()
