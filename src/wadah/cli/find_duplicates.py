"""`wadah find-duplicates FILE... --out OUT.csv`: duplicates in any spreadsheet, without a database."""

import argparse
import sys
from pathlib import Path

from wadah.core.tabular import TabularError
from wadah.registry.linkage.columns import FIELDS
from wadah.registry.linkage.duplicates import Found, MappingError, find_duplicates

DONE, FAILED, USAGE = 0, 1, 2


def _pair(text: str) -> tuple[str, str]:
    field, equals, column = text.partition("=")
    if not equals or not field or not column:
        raise argparse.ArgumentTypeError(f"{text!r} is not FIELD=COLUMN")
    return field.strip().lower(), column.strip()


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    made = argparse.ArgumentParser(
        prog="wadah find-duplicates",
        description="Find rows that tell of one business. Every row is written again, in order, "
        "with cluster_id, score (0 to 1) and reason.",
        epilog=f"Fields: {', '.join(FIELDS)}. Repeat --map to join columns: --map name=first "
        "--map name=last. With --map only the mapped columns are compared. "
        "Exit: 0 done, 1 not written, 2 wrong use or unreadable file.",
    )
    made.add_argument("files", nargs="+", type=Path, metavar="FILE", help="csv, tsv, xlsx, xls or ods")
    made.add_argument("--out", required=True, type=Path, metavar="OUT.csv")
    made.add_argument("--map", action="append", type=_pair, default=[], metavar="FIELD=COLUMN")
    made.add_argument(
        "--sheet", action="append", default=[], metavar="NAME",
        help="read only this sheet; may be repeated (without it: all sheets with a column of names)",
    )  # fmt: skip
    made.add_argument("--language", choices=("en", "id"), default="en", help="of the reasons")
    return made


def main(argv: list[str]) -> int:
    """Run the command; see the exit codes above."""
    try:
        asked = parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    mapping: dict[str, list[str]] = {}
    for field, column in asked.map:
        mapping.setdefault(field, []).append(column)
    try:
        _check_paths(asked.files, asked.out)
        found = find_duplicates(asked.files, asked.out, mapping, asked.language, asked.sheet)
    except (TabularError, MappingError, FileNotFoundError, IsADirectoryError, PermissionError) as error:
        text = error.message("en") if isinstance(error, TabularError) else str(error)
        print(f"wadah find-duplicates: {text}", file=sys.stderr)
        return USAGE
    except OSError as error:
        print(f"wadah find-duplicates: {asked.out} could not be written: {error.strerror}", file=sys.stderr)
        return FAILED
    _tell(found, asked.out)
    return DONE


def _check_paths(files: list[Path], out: Path) -> None:
    for path in files:
        if not path.is_file():
            raise FileNotFoundError(f"{path}: no such file")
        if out.exists() and path.samefile(out):
            raise MappingError(f"{out} is one of the files to read; name another one with --out")
    if not out.absolute().parent.is_dir():
        raise FileNotFoundError(f"{out.parent}: no such folder")


def _tell(found: Found, out: Path) -> None:
    for sheet, columns in found.columns.items():
        told = ", ".join(f"{field}={'+'.join(titles)}" for field, titles in columns.items())
        print(f"{sheet}: compared {told}", file=sys.stderr)
    for sheet, reason in found.left.items():
        print(f"{sheet}: left out, {reason}", file=sys.stderr)
    counts = f"{found.rows} rows, {found.clusters} clusters with duplicates, {found.duplicates} rows too many"
    print(f"{counts}: {out}")
