"""`wadah confirm_rule`: a person with a named source confirms a dated rule, or corrects its value."""

from argparse import ArgumentParser
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from wadah.core.confirmations import confirm_rule
from wadah.core.rulebook import version
from wadah.core.rulefiles import Value

USAGE = 2


class Command(BaseCommand):
    help = "Confirms a version of a dated rule by a named source, or corrects its value."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("version_id", help="as the page /aturan/ names it: code@first-day")
        parser.add_argument("--by", required=True, help="who read the source; kept in the audit trail")
        parser.add_argument("--source", required=True, help="what was read, e.g. the gazette and article")
        parser.add_argument("--url", default="", help="where it can be read")
        parser.add_argument(
            "--value", default=None, help="the right value, when the one in the file is wrong"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = version(options["version_id"])
        if found is None:
            raise CommandError(f"There is no version {options['version_id']}.", returncode=USAGE)
        value = None if options["value"] is None else _like(found.value, options["value"])
        confirm_rule(
            actor=f"operator:{options['by']}",
            version_id=found.version_id,
            source=options["source"],
            source_url=options["url"],
            value=value,
            at=timezone.now(),
        )
        self.stdout.write(f"{found.version_id}: {options['source']}")


def _like(known: Value, text: str) -> int | str | Decimal:
    """The text as the same kind of value as the one it corrects."""
    try:
        if isinstance(known, bool | tuple):
            raise CommandError("A yes-or-no or a list is corrected in its rules file.", returncode=USAGE)
        return text if isinstance(known, str) else type(known)(text)
    except (ValueError, InvalidOperation) as error:
        raise CommandError(f"{text!r} is no such value as {known!r}.", returncode=USAGE) from error
