"""`wadah SUBCOMMAND`: finds the subcommand. Ours are one file each beside this one; others are Django's."""

import importlib
import os
import sys
from dataclasses import dataclass

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, get_commands
from django.db import OperationalError, ProgrammingError

from wadah.core.logs import masked
from wadah.core.querylog import keep_no_queries


@dataclass(frozen=True)
class Subcommand:
    """One file of this package with `main(argv) -> int`; loaded only when it is asked for."""

    module: str
    help: str
    needs_database: bool = True


SUBCOMMANDS = {
    "serve": Subcommand("serve", "serve the pages"),
    "work": Subcommand("work", "run the background jobs"),
    "invite": Subcommand("invite", "let a person in: prints the link of an invitation"),
    "demo": Subcommand("demo", "seed a believable province"),
    "import": Subcommand("import_file", "import a spreadsheet of businesses"),
    "find-duplicates": Subcommand("find_duplicates", "find duplicates in any spreadsheet", False),
    "known": Subcommand("known", "ask whether a business is registered already"),
    "export": Subcommand("export", "write parties, the census layout or the open figures to a file"),
    "link": Subcommand("link", "compare the files of a first load with one another at once"),
    "check": Subcommand("check", "check that the registry holds together"),
}
FAILED, USAGE = 1, 2


def _help() -> str:
    lines = [f"  {name:<16} {command.help}" for name, command in SUBCOMMANDS.items()]
    return "\n".join(
        ["usage: wadah SUBCOMMAND [...]", "", *lines, "", "Others (migrate, shell, ...) are Django's."]
    )


def main() -> int:
    """Exit codes: 0 done, 1 the work failed or found faults, 2 wrong usage or an unreadable file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wadah.config.settings")
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_help())
        return 0 if arguments else USAGE
    try:
        return _run(arguments)
    except ImproperlyConfigured as error:
        print(f"wadah: {error}", file=sys.stderr)
        return USAGE
    except (OperationalError, ProgrammingError) as error:
        # Not there, not reachable, or not brought up to date: a traceback would not say it better.
        said = masked(str(error)).splitlines()[0]
        print(
            f"wadah {arguments[0]}: the database says: {said}. Is it migrated (wadah migrate)?",
            file=sys.stderr,
        )
        return FAILED


def _run(arguments: list[str]) -> int:
    name = arguments[0]
    command = SUBCOMMANDS.get(name)
    if command is None:
        # Before it, Django knows its own commands alone.
        django.setup()
        if not name.startswith("-") and name not in get_commands():
            print(f"wadah: there is no subcommand {name}; wadah --help lists them.", file=sys.stderr)
            return USAGE
        execute_from_command_line(sys.argv)
        return 0
    if command.needs_database:
        django.setup()
        keep_no_queries()
    module = importlib.import_module(f"wadah.cli.{command.module}")
    result: int = module.main(arguments[1:])
    return result


if __name__ == "__main__":
    sys.exit(main())
