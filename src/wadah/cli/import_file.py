"""`wadah import`: brings one spreadsheet in, on the services that the pages use."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from textwrap import indent
from typing import Any

from django.conf import settings

from wadah.accounts.models import Institution
from wadah.accounts.policies import OPERATOR
from wadah.core.errors import DomainError
from wadah.core.jobs import at_once
from wadah.core.mapped_pages import pages_not_mapped
from wadah.core.tabular import TabularError
from wadah.registry.errors import MappingIncomplete, MappingUnknown
from wadah.registry.failures import failure_words
from wadah.registry.intake.fields import FIELDS
from wadah.registry.models import Intake
from wadah.registry.queries.outside import outside_question
from wadah.registry.queries.report import import_report, listed_rows
from wadah.registry.services.intakes import apply_intake, confirm_mapping, discard_intake, receive_file
from wadah.registry.states import IntakeState
from wadah.registry.work.mapping import proposed_mapping
from wadah.registry.work.returned import write_plain

DONE, FAILED, USAGE, OUTSIDE = 0, 1, 2, 3
MEGABYTE = 1024 * 1024


class MappingUnreadable(Exception):
    """The file of --mapping is not JSON of titles and fields."""


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wadah import",
        description="Imports a spreadsheet of businesses: xlsx, xls, ods, csv or tsv.",
        epilog=f"Fields of --mapping: {', '.join(FIELDS)}. "
        "Exit codes: 0 imported (rows with problems are in the report), 1 the file could not be "
        "imported, 2 wrong usage, unknown institution or unreadable file, 3 most rows lie outside the "
        "institution's region, with --inside all of them: checked, not imported.",
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--institution", required=True, metavar="CODE", help="whose file it is")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="JSON: {title of a column: field}")
    parser.add_argument("--dry-run", action="store_true", help="check only; nothing enters the registry")
    parser.add_argument("--defer", action="store_true", help="store only; `wadah link` compares later")
    outside = parser.add_mutually_exclusive_group()
    outside.add_argument(
        "--outside", default="", metavar="REASON", help="let rows outside the region in, and why"
    )
    outside.add_argument(
        "--inside", action="store_true", help="import the rows inside the region, hold the others"
    )
    parser.add_argument("--report", type=Path, metavar="OUT.json", help="counts, and every row with problems")
    parser.add_argument("--returned", type=Path, metavar="OUT.xlsx", help="the file with its verdicts")
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    """Returns the exit code; messages go to stderr, the summary to stdout."""
    arguments = _arguments(argv)
    try:
        _check_folders(arguments)
        # A big file goes through the whole database, whose pages would count as memory of this process.
        with pages_not_mapped():
            return _run(arguments)
    except (MappingUnknown, MappingIncomplete, MappingUnreadable) as error:
        return _say(error, USAGE)
    except TabularError as error:
        return _say(error, FAILED)
    except DomainError as error:
        return _say(error, FAILED)
    except OSError as error:
        return _say(error, USAGE)


def _say(error: Exception, code: int) -> int:
    if isinstance(error, FileNotFoundError):
        error = FileNotFoundError(f"{error.filename}: no such file")
    print(f"wadah import: {error}", file=sys.stderr)
    return code


def _check_folders(arguments: argparse.Namespace) -> None:
    """Refuse an output that cannot be written before anything is imported, not after."""
    for path in (arguments.report, arguments.returned):
        if path and not path.absolute().parent.is_dir():
            raise NotADirectoryError(f"{path.parent}: no such folder")
        if path and path.exists() and arguments.file.exists() and path.samefile(arguments.file):
            raise FileExistsError(f"{path} is the file to read; name another one")


def _read_titles(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        titles = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise MappingUnreadable(f"{path} is not JSON: {error}") from error
    if not isinstance(titles, dict) or not all(isinstance(field, str) for field in titles.values()):
        raise MappingUnreadable(f'{path} is not of the form {{"title of a column": "field"}}')
    return titles


def _run(arguments: argparse.Namespace) -> int:
    institution = Institution.objects.filter(code=arguments.institution.upper()).first()
    if institution is None:
        known = ", ".join(Institution.objects.order_by("code").values_list("code", flat=True)[:20])
        print(f"wadah import: no institution {arguments.institution}; known: {known}", file=sys.stderr)
        return USAGE
    titles = _read_titles(arguments.mapping)
    with at_once():
        intake, repeated = _imported(arguments, institution, titles)
    if intake.state == IntakeState.FAILED:
        words = failure_words(intake.error_code, intake.error_params)
        print(f"wadah import: {intake.error_code}: {words}", file=sys.stderr)
        unreadable = intake.failed_in == IntakeState.READING
        return USAGE if unreadable else FAILED
    _deliver(arguments, intake, repeated)
    unanswered = _seems_foreign(arguments, intake)
    if unanswered or (arguments.dry_run and intake.state == IntakeState.CHECKED):
        with at_once():
            reason = "dry run" if arguments.dry_run else "outside the region"
            discard_intake(actor=OPERATOR, public_id=intake.public_id, reason=reason)
    if unanswered:
        print(f"wadah import: {_foreign_words(intake)}", file=sys.stderr)
        return OUTSIDE
    return DONE


def _seems_foreign(arguments: argparse.Namespace, intake: Intake) -> bool:
    """Whether most rows lie outside the institution's region and nobody has said what becomes of them.

    With `--inside`: whether all do, so that there is nothing to import.
    """
    if intake.state != IntakeState.CHECKED or intake.outside_reason:
        return False
    question = outside_question(intake)
    return question is not None and (question.is_all if arguments.inside else question.is_most)


def _foreign_words(intake: Intake) -> str:
    question = outside_question(intake)
    assert question is not None
    seems = f", apparently of {question.place}" if question.place else ""
    if question.is_all:
        return (
            f"no row lies inside {question.within}, all {question.of_count} lie outside{seems}; nothing was "
            "imported. --outside REASON lets them in."
        )
    return (
        f"{question.rows_count} of {question.of_count} rows lie outside {question.within}{seems}; nothing was "
        "imported. --outside REASON lets them in, --inside imports the others only."
    )


def _imported(
    arguments: argparse.Namespace, institution: Institution, titles: dict[str, str]
) -> tuple[Intake, bool]:
    """The intake as far as it goes, and whether the office had brought the same file before."""
    with arguments.file.open("rb") as file:
        received = receive_file(
            actor=OPERATOR,
            institution=institution,
            file=file,
            file_name=arguments.file.name,
            largest_bytes=settings.WADAH_UPLOAD_MB * MEGABYTE,
        )
    intake = Intake.objects.get(pk=received.intake.pk)
    if intake.state == IntakeState.MAPPING:
        mapping = proposed_mapping(intake, titles)
        confirm_mapping(
            actor=OPERATOR,
            public_id=intake.public_id,
            mapping=mapping,
            outside_reason=arguments.outside,
            defer=arguments.defer,
            # a guess of the program is no answer of the office, and a trial teaches nothing
            remember=bool(titles) and not arguments.dry_run,
        )
        intake.refresh_from_db()
    if (
        intake.state == IntakeState.CHECKED
        and not arguments.dry_run
        and not _seems_foreign(arguments, intake)
    ):
        apply_intake(actor=OPERATOR, public_id=intake.public_id)
        intake.refresh_from_db()
    return intake, not received.is_new


def _deliver(arguments: argparse.Namespace, intake: Intake, repeated: bool) -> None:
    report = import_report(intake, repeated=repeated)
    if arguments.report:
        _write_report(arguments.report, report, listed_rows(intake))
    if arguments.returned:
        write_plain(intake, arguments.returned)
    print(_summary(report))


def _write_report(path: Path, report: dict[str, Any], rows: Iterable[dict[str, Any]]) -> None:
    """One JSON object; its last part, the rows, is written as they are read."""
    with path.open("w", encoding="utf-8") as file:
        file.write(_json(report).removesuffix("\n}") + ',\n "listed": [')
        between = "\n"
        for row in rows:
            file.write(between + indent(_json(row), "  "))
            between = ",\n"
        file.write("\n ]\n}" if between != "\n" else "]\n}")


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


def _summary(report: dict[str, Any]) -> str:
    verdicts = "  ".join(f"{verdict} {count}" for verdict, count in report["verdicts"].items())
    again = " (this file had been imported before: nothing changed)" if report["repeated"] else ""
    return f"{report['file']}: {report['state']}, {report['rows']} rows{again}\n{verdicts}"
