"""`wadah SUBCOMMAND`: finds the subcommand; Django is loaded only by those that need the database."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> int:
    """Exit codes: 0 done, 1 the work failed, 2 wrong usage or an unreadable file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wadah.config.settings")
    execute_from_command_line(sys.argv)
    return 0


if __name__ == "__main__":
    sys.exit(main())
