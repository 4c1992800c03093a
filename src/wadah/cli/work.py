"""`wadah work`: the worker of the background jobs (a management command, so that Django's options hold)."""

import sys

from django.core.management import execute_from_command_line


def main(argv: list[str]) -> int:
    """Runs until it is stopped; a second signal ends the job at hand, which the next worker takes up."""
    execute_from_command_line([sys.argv[0], "work", *argv])
    return 0
