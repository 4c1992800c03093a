"""What the intake makes of given spreadsheets: header, meaning of columns, verdicts and problems. Stores nothing.

    python bench/intake_look.py [--within 16.02] FILE...

For trying files that may not be kept in the repository.
"""

import argparse
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from wadah.core.tabular import TabularError, Workbook, read_workbook
from wadah.regions.resolving import packaged_resolver
from wadah.registry.intake import CheckContext, RowChecker, SheetLook, TableKind, confirmed, look_at
from wadah.registry.values.texts import PROBLEMS

# The rule identity.nik.suspect_zero_share; the rulebook needs Django, which is not asked for here.
SUSPECT_SHARE = Decimal("0.25")


def look(path: Path, within: str | None) -> None:
    print(f"== {path.name}")
    try:
        with read_workbook(path) as workbook:
            for sheet in workbook.sheets:
                show(workbook, look_at(workbook, sheet.index), within)
    except TabularError as error:
        print(f"   refused: {error.code}: {error.message('en')}")


def show(workbook: Workbook, sheet: SheetLook, within: str | None) -> None:
    header = sheet.header
    print(f"   {sheet.name!r}: {sheet.kind.value}, header in rows {header.first_row}-{header.last_row}")
    for title in header.titles:
        print(f"   above it: {title}")
    if sheet.kind is not TableKind.BUSINESSES:
        print(f"   {sheet.refusal('en')}")
        return
    for guess in sheet.guesses:
        print(
            f"      {guess.title:<36} {guess.field:<18} {guess.certainty.value:<9} {guess.words_of_why('en')}"
        )
    verdicts, problems, repairs = checked(workbook, sheet, within)
    print(f"   verdicts {dict(verdicts)}")
    for (code, severity), count in problems.most_common():
        words = PROBLEMS.get(code)
        print(f"      {count:>7} {severity:<8} {code:<28} {words.english if words else ''}")
    print(f"   repairs {dict(repairs)}")


def checked(
    workbook: Workbook, sheet: SheetLook, within: str | None
) -> tuple[Counter[str], Counter[tuple[str, str]], Counter[str]]:
    """How often each verdict, problem and repair came up."""
    context = CheckContext(
        datetime.now(UTC).date(),
        packaged_resolver(),
        SUSPECT_SHARE,
        within=within,
        typical=sheet.typical,
        sheet_place=sheet.sheet_place,
    )
    checker = RowChecker(confirmed(sheet.guesses), context)
    verdicts: Counter[str] = Counter()
    problems: Counter[tuple[str, str]] = Counter()
    repairs: Counter[str] = Counter()
    for chunk in workbook.chunks(sheet.index):
        for row in checker.check([row for row in chunk if row.number > sheet.header.last_row]):
            verdicts[row.verdict.value] += 1
            problems.update((problem.code, problem.severity.value) for problem in row.problems)
            repairs.update(repair.rule for repair in row.repairs)
    return verdicts, problems, repairs


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("files", nargs="+", type=Path)
    arguments.add_argument("--within", help="the region code of the office")
    chosen = arguments.parse_args()
    for path in chosen.files:
        look(path, chosen.within)


if __name__ == "__main__":
    main()
